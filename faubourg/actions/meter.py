"""The arithmetic of the droit commun meter: no amount counted twice, what is not given in no sum, no unit converted.

A shared amount belongs to several pillars or neighbourhoods at once: it is not spread between them by invention, it
stands apart (« non réparti »), so that the parts of a breakdown always make its total.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from faubourg.actions.choices import MeansKind, MeansState

EUROS, STAFF = "€", "ETP"
#: Buckets of a breakdown that are no group: what belongs to several, what belongs to none.
SEVERAL, NONE = "plusieurs", "sans"


@dataclass(frozen=True, eq=False)
class Contribution:
    """One means in one unit. `measure` "" where the document says a means without any quantity.

    `lineages`: the actions that share it, its own first. `year`, `giver` None: not given. `row` is what it comes from.
    """

    row: object
    planned: bool
    kind: str
    measure: str
    value: Decimal | None
    state: str = ""
    year: int | None = None
    giver: int | None = None
    lineages: tuple = ()
    pillars: frozenset = frozenset()
    places: frozenset = frozenset()

    @property
    def counts(self) -> bool:
        """Whether it may be in a sum: a refused means is not."""
        return self.state != MeansState.REFUSED

    @property
    def identity(self) -> tuple:
        """What is the same for one amount printed on each of the actions that share it."""
        if len(self.lineages) > 1 and self.value is not None:
            facts = (self.planned, self.kind, self.measure, self.value, self.year, self.giver, self.state)
            return (*facts, frozenset(self.lineages))
        return (id(self.row), self.measure)


@dataclass(frozen=True)
class Sum:
    """What is given in one unit: None when nothing is; `silent`: how many means do not say how much."""

    total: Decimal | None
    given: int
    silent: int

    @property
    def is_empty(self) -> bool:
        """Whether no means is said at all."""
        return not self.given and not self.silent


@dataclass(frozen=True)
class Balance:
    """Planned against real in one unit and of one origin. `real` is declared and justified; refused is in neither."""

    planned: Sum
    declared: Sum
    justified: Sum
    refused: Sum
    real: Sum


def once(contributions: Iterable[Contribution]) -> list[Contribution]:
    """Each amount once, in the order given (DESIGN rule 2)."""
    found: dict[tuple, Contribution] = {}
    for one in contributions:
        found.setdefault(one.identity, one)
    return list(found.values())


def add(contributions: Iterable[Contribution], measure: str) -> Sum:
    """The sum in one unit; means without any quantity are counted as silent, whatever the unit."""
    rows = [one for one in contributions if one.measure in (measure, "")]
    given = [one.value for one in rows if one.measure == measure and one.value is not None]
    return Sum(sum(given, Decimal(0)) if given else None, len(given), len(rows) - len(given))


def balance(contributions: Iterable[Contribution], measure: str) -> Balance:
    """Planned against real of contributions of one origin, each given once."""
    rows = list(contributions)
    real = [one for one in rows if not one.planned]
    by_state = {state: add([one for one in real if one.state == state], measure) for state in MeansState.values}
    return Balance(
        planned=add([one for one in rows if one.planned], measure),
        declared=by_state[MeansState.DECLARED],
        justified=by_state[MeansState.JUSTIFIED],
        refused=by_state[MeansState.REFUSED],
        real=add([one for one in real if one.counts], measure),
    )


def by_origin(contributions: Iterable[Contribution], measure: str) -> dict[str, Balance]:
    """Droit commun, then crédits spécifiques: never mixed."""
    rows = list(contributions)
    return {kind: balance([one for one in rows if one.kind == kind], measure) for kind in MeansKind.values}


def bucket(groups: Iterable) -> object:
    """The only group of a contribution, or « several », or « none »."""
    found = list(groups)
    return found[0] if len(found) == 1 else SEVERAL if found else NONE


def spread(
    contributions: Iterable[Contribution], groups: Callable[[Contribution], Iterable]
) -> dict[object, list[Contribution]]:
    """Bucket → contributions: each in exactly one, so that the parts make the total."""
    found: dict[object, list[Contribution]] = {}
    for one in contributions:
        found.setdefault(bucket(groups(one)), []).append(one)
    return found


def measures_of(contributions: Iterable[Contribution]) -> list[str]:
    """The units in use: euros and ETP first, then the others in their order."""
    used = dict.fromkeys(one.measure for one in contributions if one.measure)
    return [EUROS, STAFF, *sorted(set(used) - {EUROS, STAFF})]
