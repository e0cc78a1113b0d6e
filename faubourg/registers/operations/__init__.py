"""Writes of registers: their structure, their rows, the values that their counts give."""
