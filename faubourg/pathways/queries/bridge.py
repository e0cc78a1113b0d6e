"""Counts of distinct persons by QPV and sex, anonymised here: what leaves is a number, or nothing where it is small."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from faubourg.contracts.models import Contract
from faubourg.indicators.protecting import hidden_cells
from faubourg.pathways.choices import ExitKind, ExitState, StepKind
from faubourg.pathways.models import Exit
from faubourg.pathways.queries.cuts import Cut, entries, people, steps
from faubourg.pathways.reporting import CountedBy, Measured

#: A territory of the instance (0: the whole), and a code of `indicators.cells.SEXES`.
Key = tuple[int, str]
_SEXES = {"F": "f", "H": "h", "": "n"}
_STEPS = {
    Measured.JOBS: StepKind.JOB, Measured.TRAININGS: StepKind.TRAINING, Measured.LIFTINGS: StepKind.OBSTACLE,
}  # fmt: skip


@dataclass(frozen=True)
class Bridged:
    """`counts`: what may leave; `masked`: how many cells are too small, or would give one back."""

    counts: Mapping[Key, int]
    masked: int


def bridged(contract: Contract, *, measured: str, by: str, year: int, threshold: int) -> Bridged:
    """The counts of a year for an indicator, without its small numbers; at most four queries."""
    rows, path = _rows(contract, measured, Cut.of_year(year))
    counts = _counts(rows, path, by)
    hidden = hidden_cells(counts, _sums(counts, threshold), threshold)
    return Bridged({key: count for key, count in counts.items() if key not in hidden}, len(hidden))


def _rows(contract: Contract, measured: str, cut: Cut) -> tuple[QuerySet, str]:
    """The rows to count, and the path from one to its pathway."""
    if measured == Measured.PARTICIPANTS:
        return people(contract, cut), ""
    if measured == Measured.ENTRIES:
        return entries(contract, cut), ""
    if measured == Measured.POSITIVE_EXITS:
        found = Exit.objects.filter(
            pathway__contract=contract, state=ExitState.VALIDATED, kind=ExitKind.POSITIVE,
            validated_on__range=(cut.first, cut.last),
        )  # fmt: skip
        return found.order_by(), "pathway__"
    return steps(contract, cut, _STEPS[Measured(measured)]), "pathway__"


def _counts(rows: QuerySet, path: str, by: str) -> dict[Key, int]:
    person = Count(f"{path}participant", distinct=True)
    sex, home = f"{path}participant__sex", f"{path}residence_at_entry__territory__territory"
    counts: dict[Key, int] = {(0, "t"): rows.aggregate(n=person)["n"]}
    if by in (CountedBy.SEX, CountedBy.QPV_SEX):
        found = dict(rows.values_list(sex).annotate(n=person))
        counts |= {(0, code): found.get(value, 0) for value, code in _SEXES.items() if found.get(value) or value}
    if by in (CountedBy.QPV, CountedBy.QPV_SEX):
        placed = rows.exclude(**{home: None})
        counts |= {(place, "t"): count for place, count in placed.values_list(home).annotate(n=person)}
        if by == CountedBy.QPV_SEX:
            rows_by = placed.values_list(home, sex).annotate(n=person)
            counts |= {(place, _SEXES[value]): count for place, value, count in rows_by}
    return counts


def _sums(counts: dict[Key, int], threshold: int) -> list[tuple[Key, tuple[Key, ...]]]:
    """A place is its sexes; the whole is its QPV where hardly anybody lives elsewhere."""
    parts: dict[Key, list[Key]] = defaultdict(list)
    quarters: dict[Key, list[Key]] = defaultdict(list)
    for place, sex in counts:
        if sex != "t":
            parts[place, "t"].append((place, sex))
        if place:
            quarters[0, sex].append((place, sex))
    found = [(total, tuple(keys)) for total, keys in parts.items() if total in counts]
    for total, keys in quarters.items():
        if total in counts and abs(counts[total] - sum(counts[key] for key in keys)) < threshold:
            found.append((total, tuple(keys)))
    return found
