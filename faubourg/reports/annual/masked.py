"""Values as a document prints them: masked for everybody, whoever asks for the document (`indicators.masking`)."""

from collections import defaultdict
from collections.abc import Iterable

from faubourg.contracts.models import Contract
from faubourg.indicators.masking import MASKED, masker_for, names_persons
from faubourg.indicators.models import Figure as TerritoryFigure
from faubourg.indicators.models import Observation
from faubourg.indicators.protecting import hidden_cells
from faubourg.indicators.reading import written
from faubourg.indicators.verdicts import Verdict
from faubourg.reports.annual.sources import Measured, Sources
from faubourg.ui.typography import number

RULE = "« masqué » : un nombre de personnes trop petit pour être imprimé, ou qui permettrait d’en retrouver un."


class Masks:
    """Which values of the contract may be printed."""

    def __init__(self, contract: Contract) -> None:
        self._masker = masker_for(None, contract)
        self._figures: set[int] = set()

    def words(self, one: Measured, row: Observation) -> str:
        """The value with its unit, or « masqué »."""
        if not self.shows(row):
            return self._masker.shown(row)
        words, unit = written(row), one.indicator.spoken_unit
        return f"{words} {unit}" if unit and row.value is not None and not row.words else words

    def shows(self, *rows: Observation) -> bool:
        """Whether these may be printed, drawn or subtracted."""
        return not any(self._masker.hides(row) for row in rows)

    def verdict(self, found: Verdict, row: Observation | None) -> str:
        """A verdict in words; without its gap where the value is masked, for the gap would give it back."""
        return found.words if row is None or self.shows(row) else found.words.split(" :")[0].split(" de ")[0]

    def look_at(self, rows: Iterable[TerritoryFigure], sources: Sources) -> None:
        """Learn which figures of territories are counts of persons too small to print, or would give one back."""
        above = {one.pk: one.parent_id for one in sources.territories}
        tables: dict[tuple, dict[int, TerritoryFigure]] = defaultdict(dict)
        for row in rows:
            if row.value is not None and row.unit != "%" and names_persons(row.label, row.unit):
                tables[row.label, row.year, row.period][row.territory_id] = row
        for table in tables.values():
            counts = {place: row.value for place, row in table.items()}
            parts: dict[int, list[int]] = defaultdict(list)
            for place in counts:
                if above.get(place) in counts:
                    parts[above[place]].append(place)
            # A large rest, the town around its neighbourhoods, protects by itself.
            sums = [
                (place, tuple(inside))
                for place, inside in parts.items()
                if abs(counts[place] - sum(counts[one] for one in inside)) < self._masker.threshold
            ]
            self._figures |= {table[place].pk for place in hidden_cells(counts, sums, self._masker.threshold)}

    def shows_figure(self, *rows: TerritoryFigure) -> bool:
        """Whether these figures of territories, once looked at, may be printed, drawn or subtracted."""
        return not any(row.pk in self._figures for row in rows)

    def figure(self, row: TerritoryFigure) -> str:
        """The figure of a territory as it is printed, or « masqué »."""
        if not self.shows_figure(row):
            return MASKED
        return row.printed or " ".join(filter(None, (number(row.value), row.unit))) or "non donné"
