"""Reads of the PLIE: what waits, who follows whom, what is missing, counts without persons."""
