"""What stands around the plan on the home of a contract: actors, inhabitants, bodies, changes. Four reads."""

from dataclasses import dataclass

from django.db.models import Count, FilteredRelation, Max, Q

from faubourg.actions.choices import RoleKind
from faubourg.contracts.models import Contract, ListedOrganisation, ListedTerritory, Node
from faubourg.governance.models import Body
from faubourg.journal.models import Entry
from faubourg.reports.home.plan import PILOTING, PlanRow
from faubourg.territories.models import TerritoryKind

LATEST_ENTRIES = 6
#: How the journal names what is about an evaluation.
OF_EVALUATIONS = "evaluation."
#: How a document calls the number of people of a territory; other figures in inhabitants count visits and the like.
POPULATION_WORDS = ("population", "habitants")


@dataclass(frozen=True)
class Actor:
    """An organisation of the contract: the actions that it pilots (alone or not), those it is partner of."""

    key: str
    name: str
    pilots: int
    partners: int
    signs: bool
    signed_on: str


@dataclass(frozen=True)
class Inhabitants:
    """The inhabitants of the contract's QPV: one printed figure for all of them, or the sum of one figure each."""

    value: int
    year: int | None
    label: str
    source: str
    line: int | None
    is_sum: bool = False


@dataclass(frozen=True)
class MeetingDay:
    """A dated meeting and the bodies that it brings together."""

    date: str
    title: str
    bodies: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """An entry of the journal; `place` is ("action" or "node", key) when it is about one that is still there."""

    entry: Entry
    place: tuple[str, str] | None


def actors_of(contract: Contract) -> list[Actor]:
    """Every organisation that the contract lists, in its order."""
    here = Q(roles__version=contract.current_version_id)
    found = (
        ListedOrganisation.objects.filter(contract=contract)
        .annotate(
            pilots=Count("roles__action", filter=here & Q(roles__role__in=PILOTING), distinct=True),
            partners=Count("roles__action", filter=here & Q(roles__role=RoleKind.PARTNER), distinct=True),
            signatures_count=Count("signatures", distinct=True),
            signed_on=Max("signatures__signed_on"),
        )
        .values_list("key", "name", "pilots", "partners", "signatory", "signatures_count", "signed_on")
    )
    return [
        Actor(key, name, pilots, partners, bool(signatory or signatures), signed_on or "")
        for key, name, pilots, partners, signatory, signatures, signed_on in found
    ]


def inhabitants_of(contract: Contract) -> tuple[dict[str, str], Inhabitants | None]:
    """The QPV (name by key), and their inhabitants where the contract's figures say them."""
    counted = Q(figures__unit__istartswith="habitant", figures__value__isnull=False)
    found = (
        ListedTerritory.objects.filter(contract=contract)
        .annotate(people=FilteredRelation("figures", condition=counted))
        .order_by("position", "pk", "people__position")
        .values_list(
            "key", "name", "kind", "members__key",
            "people__label", "people__value", "people__year", "people__source", "people__line",
        )
    )  # fmt: skip
    qpv: dict[str, str] = {}
    members: dict[str, set] = {}
    figures: dict[str, list[Inhabitants]] = {}
    for key, name, kind, member, label, value, *origin in found:
        if kind == TerritoryKind.QPV:
            qpv[key] = name
        members.setdefault(key, {key}).add(member)
        if label and label.lower().startswith(POPULATION_WORDS):
            year, source, line = origin
            figures.setdefault(key, []).append(Inhabitants(int(value), year, label, source, line))
    return qpv, _together(qpv, members, figures)


def _together(qpv: dict, members: dict[str, set], figures: dict[str, list[Inhabitants]]) -> Inhabitants | None:
    """The latest figure of a territory made of all the QPV, else the sum of one figure each; nothing if one lacks."""
    if not qpv:
        return None
    latest = {key: max(found, key=lambda figure: figure.year or 0) for key, found in figures.items()}
    wholes = [figure for key, figure in latest.items() if members[key] >= qpv.keys()]
    if wholes or not all(key in latest for key in qpv):
        return wholes[0] if wholes else None
    parts = [latest[key] for key in qpv]
    years, sources = {part.year for part in parts}, {part.source for part in parts}
    return Inhabitants(
        value=sum(part.value for part in parts),
        year=years.pop() if len(years) == 1 else None,
        label=f"Somme des {len(parts)} quartiers",
        source=sources.pop() if len(sources) == 1 else "",
        line=None,
        is_sum=True,
    )


def changes_of(contract: Contract, rows: list[PlanRow], nodes: list[Node]) -> list[Change]:
    """The latest entries of the contract's journal."""
    places = {("action", str(row.pk)): ("action", row.key) for row in rows}
    places |= {("node", str(node.pk)): ("node", node.key) for node in nodes}
    # The home is everybody's, and the draft of an evaluation is not.
    told = Entry.objects.in_scope(contract.scope).exclude(subject__startswith=OF_EVALUATIONS)
    entries = told.select_related("actor", "content_type")[:LATEST_ENTRIES]
    return [
        Change(entry, places.get((entry.content_type.model if entry.content_type else "", entry.object_id)))
        for entry in entries
    ]


def bodies_of(contract: Contract) -> tuple[list[Body], list[MeetingDay]]:
    """The bodies (name and frequency), and their dated meetings from the first to the last."""
    found = Body.objects.filter(contract=contract).values_list(
        "pk", "name", "frequency",
        "meetings", "meetings__date", "meetings__title",
        "joint_meetings", "joint_meetings__date", "joint_meetings__title",
    )  # fmt: skip
    bodies: dict[int, Body] = {}
    meetings: dict[int, tuple[str, str, dict[str, None]]] = {}
    for pk, name, frequency, *held in found:
        bodies[pk] = Body(pk=pk, name=name, frequency=frequency)
        for meeting, when, title in (held[:3], held[3:]):
            if when:
                meetings.setdefault(meeting, (when, title, {}))[2][name] = None
    days = [MeetingDay(when, title, tuple(names)) for when, title, names in meetings.values()]
    return list(bodies.values()), sorted(days, key=lambda day: day.date)
