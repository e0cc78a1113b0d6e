"""The actions and indicators of organisations whose posts are all vacant and for which nobody else has a role."""

from dataclasses import dataclass, field

from faubourg.actions.choices import RoleKind
from faubourg.actions.models import Action, ActionRole
from faubourg.contracts.matrix import FOR_AN_ORGANISATION
from faubourg.contracts.models import Contract, ListedOrganisation, Membership, Post
from faubourg.contracts.queries_posts import holder_of
from faubourg.indicators.models import Indicator

PILOTING = (RoleKind.PILOT, RoleKind.CO_PILOT)


@dataclass
class Orphans:
    """What hangs on vacant posts: organisation → its posts, the actions that it pilots, the indicators it produces."""

    organisation: ListedOrganisation
    posts: list[Post]
    actions: list[Action] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)


def orphans_of(contract: Contract, posts: list[Post]) -> list[Orphans]:
    """One item an organisation whose open posts (as `queries_posts.posts` gives them) are all vacant; four queries.

    A service is followed when an organisation above it is. A role held for the organisation follows it as a post does.
    """
    parents = dict(ListedOrganisation.objects.of(contract).order_by().values_list("pk", "parent"))
    followed = {post.organisation_id for post in posts if holder_of(post)}
    roles = Membership.objects.of(contract).filter(role__in=FOR_AN_ORGANISATION, user__is_active=True)
    followed.update(roles.exclude(organisation=None).values_list("organisation", flat=True))
    vacant: dict[int, Orphans] = {}
    for post in posts:
        if post.closed_on is None and not _is_within(post.organisation_id, followed, parents):
            vacant.setdefault(post.organisation_id, Orphans(post.organisation, [])).posts.append(post)
    owner = {pk: _first_within(pk, vacant, parents) for pk in parents if not _is_within(pk, followed, parents)}
    _add_actions(contract, owner, vacant)
    _add_indicators(contract, owner, vacant)
    return sorted(vacant.values(), key=lambda one: (-len(one.actions), one.organisation.name, one.organisation.pk))


def _add_actions(contract: Contract, owner: dict[int, int | None], vacant: dict[int, Orphans]) -> None:
    held = (
        ActionRole.objects.filter(version=contract.current_version_id, role__in=PILOTING, action__isnull=False)
        .select_related("action")
        .order_by("action__position", "action")
    )
    piloted: dict[int, tuple[Action, set[int]]] = {}
    for role in held:
        piloted.setdefault(role.action_id, (role.action, set()))[1].add(role.organisation_id)
    for action, pilots in piloted.values():
        # An action that somebody else pilots, and who is followed, is not left alone.
        owners = {owner.get(pk) for pk in pilots}
        if all(pk in owner for pk in pilots):
            for pk in owners - {None}:
                vacant[pk].actions.append(action)


def _add_indicators(contract: Contract, owner: dict[int, int | None], vacant: dict[int, Orphans]) -> None:
    produced = Indicator.producers.through.objects.filter(indicator__version=contract.current_version_id)
    for link in produced.select_related("indicator").order_by("indicator__position", "indicator"):
        if (pk := owner.get(link.listedorganisation_id)) is not None:
            vacant[pk].indicators.append(link.indicator)


def _chain(pk: int | None, parents: dict[int, int | None]):
    seen = set()
    while pk is not None and pk not in seen:
        seen.add(pk)
        yield pk
        pk = parents.get(pk)


def _is_within(pk: int, wanted, parents: dict[int, int | None]) -> bool:
    return any(above in wanted for above in _chain(pk, parents))


def _first_within(pk: int, wanted, parents: dict[int, int | None]) -> int | None:
    return next((above for above in _chain(pk, parents) if above in wanted), None)
