"""What is wrong with a measure."""


class MeasureError(ValueError):
    """A measure that cannot be evaluated; its text is a French clause that says why."""
