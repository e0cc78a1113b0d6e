"""Contracts as workbooks: the same schema as YAML, one sheet a section, for people who work in Excel."""
