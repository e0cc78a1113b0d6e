"""Reads of what a contract computes: the facts in a fixed number of queries, then every result."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.indicators.computed.evaluation import Result, evaluate
from faubourg.indicators.computed.extent import places_of
from faubourg.indicators.computed.formulas import cycle_in
from faubourg.indicators.computed.inputs import Facts
from faubourg.indicators.computed.models import Computation, ComputationInput, DatedConstant, DemographicWeight
from faubourg.indicators.models import Figure, Indicator, Observation
from faubourg.indicators.perimeters import changes_of, members_of


def computations_of(contract: Contract) -> list[Computation]:
    """Every computation of the contract, with its inputs. Two queries."""
    inputs = ComputationInput.objects.select_related("territory", "constant", "weight__territory", "weight__within")
    rows = Computation.objects.of(contract).select_related("contract", "territory").order_by("position", "pk")
    return list(rows.prefetch_related(Prefetch("inputs", inputs.order_by("position", "pk"))))


def facts_of(
    contract: Contract, computations: Iterable[Computation] | None = None, *, today: date | None = None
) -> Facts:
    """All that the contract's computations read on `today`; a fixed number of queries."""
    found = computations_of(contract) if computations is None else list(computations)
    entries = [entry for one in found for entry in one.inputs.all()]
    lineages = {entry.lineage_id for entry in entries if entry.lineage_id}
    labels = {entry.figure for entry in entries if entry.figure}
    observations = defaultdict(list)
    for row in Observation.objects.of(contract).filter(lineage__in=lineages).order_by("position", "pk"):
        observations[row.lineage_id, row.period].append(row)
    figures = defaultdict(list)
    for row in Figure.objects.of(contract).filter(label__in=labels).order_by("position", "pk"):
        figures[row.label].append(row)
    rows = Indicator.objects.filter(version=contract.current_version_id, lineage__in=lineages)
    territories = list(ListedTerritory.objects.of(contract).select_related("contract").order_by("position", "pk"))
    return Facts(
        today=timezone.localdate() if today is None else today,
        territories=territories,
        members=members_of(contract),
        changes=changes_of(territories),
        indicators={row.lineage_id: row for row in rows.select_related("version__contract")},
        observations=observations,
        figures=figures,
        constants=list(DatedConstant.objects.of(contract).select_related("contract").order_by("position", "pk")),
        weights=list(
            DemographicWeight.objects.of(contract)
            .select_related("contract", "territory", "within")
            .order_by("position", "pk")
        ),
        computations={one.pk: one for one in found},
    )


def results_of(computation: Computation, facts: Facts) -> list[Result]:
    """The results wherever one of the inputs has a row, the newest period last, the whole before territories."""
    places = places_of(computation, facts)
    ranks = {one.pk: rank for rank, one in enumerate(facts.territories, start=1)}
    ordered = sorted(places, key=lambda one: (one.period, ranks.get(one.territory.pk, 0) if one.territory else 0))
    return [evaluate(computation, place, facts) for place in ordered]


def cycle_of(contract: Contract) -> list[Computation]:
    """The computations of a loop, in order and back to the first; empty when there is none."""
    pairs = (
        ComputationInput.objects.of(contract).exclude(source=None).order_by("pk").values_list("computation", "source")
    )
    uses = defaultdict(list)
    for one, other in pairs:
        uses[one].append(other)
    loop = cycle_in(uses)
    named = Computation.objects.in_bulk(loop)
    return [named[pk] for pk in loop]
