"""Views of the journey: lists, rows, imports, building, counts."""
