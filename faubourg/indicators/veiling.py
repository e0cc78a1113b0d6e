"""What one reader does not see of values: how a masked one is shown. `masking` says which ones."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from faubourg.indicators.choices import MaskReason
from faubourg.indicators.models import Observation
from faubourg.indicators.reading import written
from faubourg.ui.typography import number

MASKED = "masqué"
_NUMBERS = ("value", "minimum", "maximum", "numerator", "denominator")


@dataclass(frozen=True)
class Masker:
    """What one reader does not see of a contract's values.

    `hidden`: number of an observation → why it is masked; `lineages`: those of its indicators that have such values.
    """

    threshold: int
    hidden: dict[int, MaskReason] = field(default_factory=dict)
    lineages: frozenset = frozenset()

    def hides(self, row: Observation) -> bool:
        """Whether the value is masked."""
        return row.pk in self.hidden

    def shown(self, row: Observation) -> str:
        """The value as it is written, or « masqué »."""
        return MASKED if row.pk in self.hidden else written(row)

    def veil(self, rows: Iterable[Observation]) -> None:
        """Make the masked rows, in memory, say « masqué » and no number: never save them."""
        for row in rows:
            if row.pk in self.hidden:
                for name in _NUMBERS:
                    setattr(row, name, None)
                row.printed, row.qualifier, row.words, row.note, row.extra = "", "", [MASKED], "", {}

    def count(self, count: int | Decimal | None) -> str:
        """A count of persons that stands alone: « masqué » under the threshold, nothing where it is not known."""
        if count is None:
            return ""
        return MASKED if 0 < count < self.threshold else number(count)
