"""The PLIE's desks, files, sessions and registers: the only screens that see a person (DESIGN rule 8)."""
