"""A figure of a table of the report, and how it moved: from the year before, or as the document prints it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from faubourg.indicators.masking import MASKED
from faubourg.pathways.queries.series import Printed, plain
from faubourg.ui.typography import MINUS, percent

#: « Évolution », « Évolution | France Travail | 2019 »: what a rule calls a printed evolution, of what, since when.
EVOLUTION = "Évolution"
_TOLD = re.compile(rf"{EVOLUTION}(?: \| (?P<label>.+?))?(?: \| (?P<since>\d{{4}}))?")


@dataclass(frozen=True)
class Cell:
    """A figure: its words, and its share where it has one; `number` and `rate` (0 to 1): the same as numbers."""

    words: str
    share: str = ""
    is_published: bool = False
    number: int | Decimal | None = None
    rate: Decimal | None = None

    @property
    def is_masked(self) -> bool:
        """Whether its number is kept from the reader."""
        return self.words == MASKED

    @property
    def text(self) -> str:
        """« 113 (57 %) »; « masqué »."""
        return f"{self.words} ({self.share})" if self.share and self.words else self.words or self.share


@dataclass(frozen=True)
class Evolution:
    """An evolution that a document prints, beside ours: `gap` is « égal », the difference, or why there is none."""

    label: str
    since: int
    printed: str
    computed: str
    gap: str


def evolution_of(before: Cell | None, now: Cell | None) -> str:
    """« −16 % » from a number to another; nothing where one of the two is not known, or where there was nothing."""
    if before is None or now is None or not before.number or now.number is None:
        return ""
    share = percent(now.number - before.number, before.number)
    return f"+{share}" if now.number > before.number else share


def told_evolutions(
    series: Iterable[Printed], rows: Mapping[str, Mapping[int, Cell]], year: int
) -> tuple[Evolution, ...]:
    """The evolutions printed for the year, by the names that the rules give them; « Ensemble » where none is named."""
    found = []
    for one in series:
        told = _TOLD.fullmatch(one.label) if one.year == year else None
        if not told:
            continue
        label, since = told["label"] or "Ensemble", int(told["since"] or year - 1)
        cells = rows.get(label, {})
        ours = evolution_of(cells.get(since), cells.get(year))
        printed = one.text.replace("-", MINUS)
        found.append(Evolution(label, since, printed, ours, _gap(printed, ours, cells, since, year)))
    return tuple(dict.fromkeys(found))


def _gap(printed: str, ours: str, cells: Mapping[int, Cell], since: int, year: int) -> str:
    if ours:
        return "égal" if plain(ours) == plain(printed) else f"{ours} et non {printed}"
    masked = [str(one) for one in (since, year) if one in cells and cells[one].is_masked]
    if masked:
        return f"non calculable\u00a0: {' et '.join(masked)} masqué"
    silent = [str(one) for one in (since, year) if one not in cells or cells[one].number is None]
    return f"non calculable\u00a0: le nombre de {' et de '.join(silent)} n’est pas connu"
