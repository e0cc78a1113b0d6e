"""What a campaign asks, of whom, and what lacks before it opens."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from faubourg.accounts.models import User
from faubourg.contracts.matrix import MATRIX, Reach, Verb
from faubourg.contracts.models import Contract, ListedOrganisation, Membership, PostHolder
from faubourg.followup.models import Campaign, RequestLine
from faubourg.followup.placing import Places, places_of
from faubourg.indicators.choices import DefinitionState
from faubourg.indicators.models import Indicator, Observation


@dataclass
class Asked:
    """The indicators in the scope of a campaign, their producers by indicator, and who has none."""

    indicators: list[Indicator]
    producers: dict[int, list[ListedOrganisation]]
    places: Places

    @property
    def without_producer(self) -> list[Indicator]:
        """Nobody can be asked for these."""
        return [one for one in self.indicators if not self.producers.get(one.pk)]

    @property
    def organisations(self) -> list[ListedOrganisation]:
        """Those that the campaign asks, by name."""
        found = {row.pk: row for rows in self.producers.values() for row in rows}
        return sorted(found.values(), key=lambda row: (row.name, row.pk))


@dataclass(frozen=True)
class Gaps:
    """What lacks before opening."""

    asked: Asked
    without_producer: list[Indicator]
    without_referent: list[ListedOrganisation]

    @property
    def with_referent(self) -> list[ListedOrganisation]:
        """The organisations asked for which somebody answers."""
        lacking = {row.pk for row in self.without_referent}
        return [row for row in self.asked.organisations if row.pk not in lacking]


def asked_in(campaign: Campaign, contract: Contract) -> Asked:
    """What the campaign asks, as the current version of the plan stands.

    A campaign limited to some organisations asks only them; an indicator of which they produce nothing is not asked.
    """
    places = places_of(contract)
    lineages = set(campaign.nodes.values_list("pk", flat=True)) if campaign.pk else set()
    only = set(campaign.organisations.values_list("pk", flat=True)) if campaign.pk else set()
    rows = Indicator.objects.filter(version=contract.current_version_id)
    rows = rows.exclude(definition_state=DefinitionState.NONE_YET).order_by("position", "pk")
    indicators = [one for one in rows if not lineages or places.is_under(one.pk, lineages)]
    producers = _producers(contract, {one.pk for one in indicators})
    if only:
        producers = {pk: [row for row in found if row.pk in only] for pk, found in producers.items()}
        indicators = [one for one in indicators if producers.get(one.pk)]
    return Asked(indicators, producers, places)


def _producers(contract: Contract, indicators: set[int]) -> dict[int, list[ListedOrganisation]]:
    named = {row.pk: row for row in ListedOrganisation.objects.of(contract)}
    links = Indicator.producers.through.objects.filter(indicator__version=contract.current_version_id)
    found: dict[int, list[ListedOrganisation]] = defaultdict(list)
    for indicator, organisation in links.order_by("pk").values_list("indicator", "listedorganisation"):
        if indicator in indicators:
            found[indicator].append(named[organisation])
    for rows in found.values():
        rows.sort(key=lambda row: (row.name, row.pk))
    return found


def gaps_of(campaign: Campaign, contract: Contract) -> Gaps:
    """Indicators that nobody produces, organisations for which nobody answers."""
    asked = asked_in(campaign, contract)
    referents = referents_of(contract)
    return Gaps(asked, asked.without_producer, [row for row in asked.organisations if row.pk not in referents])


def people_of(contract: Contract) -> dict[int, list[User]]:
    """Organisation → the people who may answer for it, its own before those of the bodies above, roles before posts."""
    roles = Membership.objects.of(contract).filter(user__is_active=True, organisation__isnull=False)
    direct: dict[int, list[User]] = defaultdict(list)
    for one in roles.select_related("user").order_by("pk"):
        if MATRIX.get(one.role, {}).get(Verb.ENTER_VALUES) == Reach.ORGANISATION:
            direct[one.organisation_id].append(one.user)
    members = set(Membership.objects.of(contract).values_list("user", flat=True))
    holders = PostHolder.objects.of(contract).filter(end=None, post__closed_on=None, user__is_active=True)
    for one in holders.select_related("user", "post").order_by("pk"):
        if one.user_id in members:
            direct[one.post.organisation_id].append(one.user)
    parents = dict(ListedOrganisation.objects.of(contract).values_list("pk", "parent"))
    found = {}
    for pk in parents:
        people, step, seen = [], pk, set()
        while step is not None and step not in seen:
            seen.add(step)
            people += [one for one in direct.get(step, ()) if one not in people]
            step = parents.get(step)
        if people:
            found[pk] = people
    return found


def referents_of(contract: Contract) -> dict[int, User]:
    """Organisation → who answers for it, where somebody does."""
    return {pk: people[0] for pk, people in people_of(contract).items()}


def given_values(contract: Contract, lines: Iterable[RequestLine]) -> dict[int, int]:
    """Line → how many values its indicator has for its year (of its organisation, where they are kept apart)."""
    lines = list(lines)
    rows = Observation.objects.filter(
        contract=contract,
        lineage__in={one.lineage_id for one in lines},
        period__in={str(one.year) for one in lines},
    )
    counts: dict[tuple, int] = defaultdict(int)
    for lineage, period, producer in rows.order_by().values_list("lineage", "period", "producer"):
        counts[lineage, period, producer] += 1
        counts[lineage, period, ""] += 1
    shared = shared_in(lines[0].request.campaign_id) if lines else set()
    found = {}
    for one in lines:
        owner = one.request.organisation_id if (one.lineage_id, one.year) in shared else ""
        found[one.pk] = counts[one.lineage_id, str(one.year), owner]
    return found


def shared_in(campaign: int) -> set[tuple]:
    """(lineage, year) of what the campaign asks of several organisations: each keeps its own values. One query."""
    asked = RequestLine.objects.filter(request__campaign=campaign).order_by().values_list("lineage", "year")
    return set(asked.annotate(count=Count("pk")).filter(count__gt=1).values_list("lineage", "year"))


def is_shared(line: RequestLine) -> bool:
    """Whether the campaign asks the same of another organisation."""
    others = RequestLine.objects.filter(lineage=line.lineage_id, year=line.year).exclude(pk=line.pk)
    return others.filter(request__campaign=line.request.campaign_id).exists()
