"""Values as a document prints them: a report never prints a small number."""

from faubourg.indicators.models import Observation
from faubourg.indicators.reading import written
from faubourg.reports.annual.sources import Measured


class Masks:
    """Which values of the contract may be printed."""

    def words(self, one: Measured, row: Observation) -> str:
        """The value as it is printed."""
        return self.plain(row, one.indicator.unit)

    def shows(self, one: Measured, row: Observation) -> bool:
        """Whether its number may be printed or subtracted."""
        return True

    @staticmethod
    def plain(row: Observation, unit: str) -> str:
        """The value with its unit, whoever reads it."""
        words = written(row)
        return f"{words} {unit}" if unit and row.value is not None and not row.words else words
