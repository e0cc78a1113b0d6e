"""Writes of the annual report: drafting, opinions, steps of the procedure, freezing; each journalled."""
