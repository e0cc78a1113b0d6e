"""Forms of the journey, one module a page."""
