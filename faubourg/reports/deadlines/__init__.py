"""Deadlines of a contract: written commitments, framework documents, deposit windows, and the calendar of them all."""
