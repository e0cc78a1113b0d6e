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
from faubourg.territories.models import Perimeter, TerritoryKind

#: From this year on a QPV has the outline of its second generation (décret n° 2023-1314 du 28 décembre 2023).
SECOND_GENERATION = 2024


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
        members=_members(contract),
        changes=_changes(territories),
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


def _members(contract: Contract) -> dict[int, list[int]]:
    through = ListedTerritory.members.through
    links = through.objects.filter(from_listedterritory__contract=contract).order_by("pk")
    found = defaultdict(list)
    for group, one in links.values_list("from_listedterritory", "to_listedterritory"):
        found[group].append(one)
    return found


def _changes(territories: list[ListedTerritory]) -> dict[int, int]:
    """Of each territory whose outline changed, since when: its dated perimeters, else what the contract says of it."""
    starts = defaultdict(set)
    known = Perimeter.objects.filter(territory__in={one.territory_id for one in territories}).exclude(starts="")
    for territory, begins in known.values_list("territory", "starts"):
        starts[territory].add(int(begins[:4]))
    found = {}
    for one in territories:
        if len(starts[one.territory_id]) > 1:
            found[one.pk] = max(starts[one.territory_id])
        elif one.kind == TerritoryKind.QPV and (one.perimeter_change or (one.code_previous not in ("", one.code))):
            found[one.pk] = SECOND_GENERATION
    return found


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
