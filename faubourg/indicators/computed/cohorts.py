"""Where the people of a cohort are 6, 12, 18 and 24 months after: counts only, and what nobody knows told apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from faubourg.contracts.models import Contract
from faubourg.indicators.computed.choices import HORIZONS
from faubourg.indicators.computed.models import Cohort, CohortCount, Situation

UNKNOWN = "situation inconnue"


@dataclass(frozen=True)
class Line:
    """The counts of a situation, one a month asked; None: not given."""

    label: str
    positive: bool | None
    counts: tuple[int | None, ...]


@dataclass(frozen=True)
class Trajectory:
    """`unknown`: of each month, those of the cohort whose situation nobody gives; `remarks`: sums that do not agree."""

    cohort: Cohort
    months: tuple[int, ...]
    lines: tuple[Line, ...]
    unknown: tuple[int | None, ...]
    remarks: tuple[str, ...]

    @property
    def is_told(self) -> bool:
        """Whether any situation is counted."""
        return any(count is not None for line in self.lines for count in line.counts)


def cohorts_of(contract: Contract) -> list[Cohort]:
    """The cohorts of the contract with their counts. Two queries."""
    counts = CohortCount.objects.select_related("situation").order_by("position", "pk")
    rows = Cohort.objects.of(contract).select_related("contract", "territory").order_by("position", "pk")
    return list(rows.prefetch_related(Prefetch("counts", counts)))


def situations_of(contract: Contract) -> list[Situation]:
    """The contract's own list of situations, in its order."""
    return list(Situation.objects.of(contract).order_by("position", "pk"))


def trajectory_of(cohort: Cohort, situations: Iterable[Situation]) -> Trajectory:
    """The table of one cohort. A month of which nothing is told is not unknown people: it is not told."""
    found: dict[tuple[int, int], list[CohortCount]] = {}
    for row in cohort.counts.all():
        found.setdefault((row.situation_id, row.months), []).append(row)
    months = tuple(sorted({*HORIZONS, *(row.months for row in cohort.counts.all())}))
    remarks = [
        f"À {month} mois, « {rows[0].situation} » est compté {len(rows)} fois : n’en garder qu’un."
        for (_, month), rows in sorted(found.items())
        if len(rows) > 1
    ]
    lines = [
        Line(one.label, one.positive, tuple(_count(found.get((one.pk, month), ())) for month in months))
        for one in situations
        if any(place[0] == one.pk for place in found)
    ]
    unknown = tuple(_rest(cohort, [line.counts[rank] for line in lines]) for rank in range(len(months)))
    for month, rest, rank in zip(months, unknown, range(len(months)), strict=True):
        told = sum(line.counts[rank] or 0 for line in lines)
        if rest is None and cohort.size is not None and told > cohort.size:
            remarks.append(f"À {month} mois, les situations font {told}, l’effectif de la cohorte est {cohort.size}.")
    return Trajectory(cohort, months, tuple(lines), unknown, tuple(remarks))


def _count(rows: Sequence[CohortCount]) -> int | None:
    return rows[0].count if len(rows) == 1 else None


def _rest(cohort: Cohort, counts: list[int | None]) -> int | None:
    """Those of whom nothing is said; None where the size is not given, nothing is told, or the sum is too large."""
    told = [count for count in counts if count is not None]
    if cohort.size is None or not told or sum(told) > cohort.size:
        return None
    return cohort.size - sum(told)
