"""Indicators that organisations produce, and what an evaluation said of the actions that they piloted."""

from collections.abc import Iterable
from dataclasses import dataclass

from faubourg.contracts.models import Contract
from faubourg.followup.models import Review
from faubourg.indicators.models import Indicator
from faubourg.reports.actors.targets import Place, places_of


@dataclass(frozen=True)
class Produced:
    """An indicator and what it follows."""

    indicator: Indicator
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Reviewed:
    """A judgement and, when the plan still holds it, the action judged."""

    review: Review
    place: Place | None


def produced_by(contract: Contract, organisations: Iterable[int]) -> list[Produced]:
    """The indicators that `organisations` produce. The number of queries is constant."""
    if contract.current_version is None:
        return []
    found = contract.current_version.indicators.filter(producers__in=list(organisations)).distinct()
    rows = list(found.prefetch_related("actions", "nodes"))
    actions = {row.pk: [action.pk for action in row.actions.all()] for row in rows}
    nodes = {row.pk: [node.pk for node in row.nodes.all()] for row in rows}
    places = places_of(
        contract, [pk for pks in actions.values() for pk in pks], [pk for pks in nodes.values() for pk in pks]
    )
    return [
        Produced(
            row,
            tuple(places.actions[pk] for pk in actions[row.pk]) + tuple(places.nodes[pk] for pk in nodes[row.pk]),
        )
        for row in rows
    ]


def reviewed_by(contract: Contract, organisations: Iterable[int]) -> list[Reviewed]:
    """The reviews of which `organisations` were pilots, with the action of the current version. Three queries."""
    rows = list(contract.reviews.filter(pilots__in=list(organisations)).distinct().select_related("status", "round"))
    lineages = {row.lineage_id for row in rows if row.lineage_id}
    if not lineages or contract.current_version is None:
        return [Reviewed(row, None) for row in rows]
    actions = dict(contract.current_version.actions.filter(lineage__in=lineages).values_list("lineage", "pk"))
    places = places_of(contract, actions.values())
    return [Reviewed(row, places.actions.get(actions.get(row.lineage_id))) for row in rows]
