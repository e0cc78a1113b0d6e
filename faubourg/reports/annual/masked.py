"""Values as a document prints them: masked for everybody, whoever asks for the document (`indicators.masking`)."""

from faubourg.contracts.models import Contract
from faubourg.indicators.masking import masker_for
from faubourg.indicators.models import Observation
from faubourg.indicators.reading import written
from faubourg.indicators.verdicts import Verdict
from faubourg.reports.annual.sources import Measured

RULE = "« masqué » : un nombre de personnes trop petit pour être imprimé, ou qui permettrait d’en retrouver un."


class Masks:
    """Which values of the contract may be printed."""

    def __init__(self, contract: Contract) -> None:
        self._masker = masker_for(None, contract)

    def words(self, one: Measured, row: Observation) -> str:
        """The value with its unit, or « masqué »."""
        if not self.shows(row):
            return self._masker.shown(row)
        words, unit = written(row), one.indicator.unit
        return f"{words} {unit}" if unit and row.value is not None and not row.words else words

    def shows(self, *rows: Observation) -> bool:
        """Whether these may be printed, drawn or subtracted."""
        return not any(self._masker.hides(row) for row in rows)

    def verdict(self, found: Verdict, row: Observation | None) -> str:
        """A verdict in words; without its gap where the value is masked, for the gap would give it back."""
        return found.words if row is None or self.shows(row) else found.words.split(" :")[0].split(" de ")[0]
