"""Computed indicators and cohorts: a computation is data, its result is never kept, each figure names its rows."""
