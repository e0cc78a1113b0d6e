"""The means that organisations bring: droit commun apart from crédits spécifiques, a shared amount counted once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from faubourg.actions.choices import MeansKind
from faubourg.actions.models import Means
from faubourg.contracts.models import Contract
from faubourg.reports.actors.targets import Place, places_of


@dataclass(frozen=True)
class MeansLine:
    """A means, its action and those that share it."""

    means: Means
    place: Place
    shared: tuple[Place, ...]
    funders: tuple[str, ...]


@dataclass
class MeansKindSummary:
    """The means of one origin. `amount`: what is printed in euros, None when no line gives any."""

    kind: str
    label: str
    lines: list[MeansLine] = field(default_factory=list)
    amount: Decimal | None = None
    valued: int = 0

    @property
    def unvalued(self) -> int:
        """How many lines say no amount: they are not worth 0 €."""
        return len(self.lines) - self.valued


@dataclass(frozen=True)
class MeansSummary:
    """Both origins, never mixed; an origin without line is left out."""

    kinds: list[MeansKindSummary]

    def __bool__(self) -> bool:
        return bool(self.kinds)

    @property
    def count(self) -> int:
        """How many lines."""
        return sum(len(kind.lines) for kind in self.kinds)


def means_of(contract: Contract, organisations: Iterable[int]) -> MeansSummary:
    """What `organisations` (primary keys of listings) bring or fund. The number of queries is constant."""
    pks = list(organisations)
    found = Means.objects.filter(action__version=contract.current_version)
    brought, funded = found.filter(organisation__in=pks), found.filter(funders__in=pks)
    rows = found.filter(pk__in={*brought.values_list("pk", flat=True), *funded.values_list("pk", flat=True)})
    return summarise(contract, list(rows.prefetch_related("shared_with", "funders").select_related("scheme")))


def summarise(contract: Contract, rows: list[Means]) -> MeansSummary:
    """The lines of `rows` (shared actions and funders prefetched) by origin, with the sum of what is printed."""
    if not rows:
        return MeansSummary([])
    shared = {row.pk: [action.pk for action in row.shared_with.all()] for row in rows}
    places = places_of(contract, [row.action_id for row in rows] + [pk for pks in shared.values() for pk in pks])
    kinds = {kind: MeansKindSummary(kind, label) for kind, label in MeansKind.choices}
    counted = set()
    for row in rows:
        others = tuple(places.actions[pk] for pk in shared[row.pk])
        funders = tuple(funder.name for funder in row.funders.all())
        summary = kinds[row.kind]
        summary.lines.append(MeansLine(row, places.actions[row.action_id], others, funders))
        if row.amount is None:
            continue
        summary.valued += 1
        # The same amount printed on each action that shares it is one amount (DESIGN rule 2).
        once = (row.kind, row.amount, frozenset([row.action_id, *shared[row.pk]])) if others else row.pk
        if once not in counted:
            counted.add(once)
            summary.amount = (summary.amount or 0) + row.amount
    return MeansSummary([summary for summary in kinds.values() if summary.lines])
