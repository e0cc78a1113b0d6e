"""Faubourg: the working tool of the people who run a contrat de ville."""
