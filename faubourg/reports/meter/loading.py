"""Every means of a contract, planned and real, with its pillar and its neighbourhoods; thirteen queries in all."""

import re
from collections import defaultdict
from dataclasses import dataclass

from faubourg.actions.meter import EUROS, STAFF, Contribution, once
from faubourg.actions.models import Action, Means, RealMeans
from faubourg.contracts.models import Contract, ListedOrganisation, ListedTerritory
from faubourg.reports.plan.loading import load_plan
from faubourg.reports.plan.records import PlanData, PlanRow
from faubourg.territories.models import TerritoryKind

YEAR = re.compile(r"(?:19|20)\d\d")
STAFF_WORDS = {"etp", "equivalent temps plein", "équivalent temps plein", "équivalents temps plein"}


@dataclass(frozen=True)
class Named:
    """A pillar, an organisation or a neighbourhood, by the key of its filter."""

    key: str
    label: str


@dataclass
class Meter:
    """The contributions of a contract, each amount once; what the filters name, in the order of the document.

    `actions`: lineage → the action of the version in force. Addresses use keys, buckets use primary keys.
    """

    contract: Contract
    rows: list[Contribution]
    actions: dict[object, PlanRow]
    pillars: dict[int, Named]
    places: dict[int, Named]
    givers: dict[int, Named]

    @property
    def years(self) -> list[int]:
        """The years of real means, the newest first."""
        return sorted({one.year for one in self.rows if not one.planned and one.year}, reverse=True)


def load_meter(contract: Contract) -> Meter:
    """Everything that the meter counts; a fixed number of queries."""
    plan = load_plan(contract)
    lineages = dict(Action.objects.filter(version=contract.current_version_id).values_list("pk", "lineage_id"))
    quarters = ListedTerritory.objects.of(contract).filter(kind=TerritoryKind.QPV).order_by("position", "pk")
    places = {pk: Named(key, name) for pk, key, name in quarters.values_list("pk", "key", "name")}
    frame = _Frame(plan, lineages, set(places))
    rows = [*_planned(contract, frame), *_real(contract, frame)]
    givers = ListedOrganisation.objects.of(contract).order_by("name", "pk").values_list("pk", "key", "name")
    used = {one.giver for one in rows}
    return Meter(
        contract=contract,
        rows=once(rows),
        actions={lineages[pk]: row for pk, row in frame.by_pk.items()},
        pillars={node.pk: Named(node.key, node.label) for node in plan.roots},
        places=places,
        givers={pk: Named(key, name) for pk, key, name in givers if pk in used},
    )


class _Frame:
    """Where each action stands: its elements of the first level, its neighbourhoods; else those of what holds it."""

    def __init__(self, plan: PlanData, lineages: dict, quarters: set[int]) -> None:
        self.plan, self.lineages, self.quarters = plan, lineages, quarters
        self.by_pk = {member.pk: member for row in plan.rows for member in row.family}
        self.by_lineage = {lineage: pk for pk, lineage in lineages.items()}
        self.inside: dict[int, set[int]] = defaultdict(set)
        for group, member in plan.members:
            self.inside[group].add(member)

    def pillars(self, pk: int) -> frozenset:
        row = self.by_pk[pk]
        found = frozenset(node.family[0].pk for node in self.plan.places(row))
        return found or (self.pillars(row.parent_pk) if row.parent_pk in self.by_pk else found)

    def quarters_of(self, pk: int) -> frozenset:
        """The QPV that the action names, those that a group of them unites included."""
        row = self.by_pk[pk]
        named = set(row.links.get("territory", ()))
        named |= {member for group in named for member in self.inside.get(group, ())}
        found = frozenset(named & self.quarters)
        return found or (self.quarters_of(row.parent_pk) if row.parent_pk in self.by_pk else found)

    def facts(self, pks: list[int]) -> dict:
        """What a contribution says of the actions that share it."""
        return {
            "lineages": tuple(dict.fromkeys(self.lineages[pk] for pk in pks)),
            "pillars": frozenset().union(*(self.pillars(pk) for pk in pks)),
            "places": frozenset().union(*(self.quarters_of(pk) for pk in pks)),
        }


def _planned(contract: Contract, frame: _Frame):
    """The means that the plan promises: one contribution a unit that a means gives, or one that gives none."""
    found = Means.objects.filter(action__version=contract.current_version_id).order_by("position", "pk")
    links = Means.shared_with.through.objects.filter(means__action__version=contract.current_version_id)
    shared = defaultdict(list)
    for means, action in links.order_by("pk").values_list("means_id", "action_id"):
        shared[means].append(action)
    for row in found:
        facts = frame.facts([row.action_id, *shared[row.pk]]) | {"giver": row.organisation_id, "kind": row.kind}
        period = row.amount_period.strip()
        facts["year"] = int(period) if YEAR.fullmatch(period) else None
        given = [(EUROS, row.amount)] if row.amount is not None else []
        if row.quantity is not None and row.unit:
            staff = row.unit.strip().casefold() in STAFF_WORDS
            given.append((STAFF if staff else row.unit.strip(), row.quantity))
        for measure, value in given or [("", None)]:
            yield Contribution(row=row, planned=True, measure=measure, value=value, **facts)


def _real(contract: Contract, frame: _Frame):
    """What was declared for actions of the version in force."""
    rows = RealMeans.objects.of(contract).order_by("-year", "position", "pk")
    links = RealMeans.shared_with.through.objects.filter(realmeans__lineage__contract=contract)
    shared = defaultdict(list)
    for means, lineage in links.order_by("pk").values_list("realmeans_id", "lineage_id"):
        shared[means].append(lineage)
    for row in rows:
        pks = [frame.by_lineage[one] for one in (row.lineage_id, *shared[row.pk]) if one in frame.by_lineage]
        yield Contribution(
            row=row, planned=False, kind=row.kind, measure=row.counted_in, value=row.quantity, state=row.state,
            year=row.year, giver=row.organisation_id,
            **(frame.facts(pks) | {"lineages": (row.lineage_id, *shared[row.pk])}),
        )  # fmt: skip
