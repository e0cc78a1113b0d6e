"""Many rows of a plan changed at once, through the schema of files: same checks, rights, freeze, journal and index."""
