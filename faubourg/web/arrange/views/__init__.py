"""The plan put in order: moves, codes, references, copies, models, clauses, many rows at once, proposals."""
