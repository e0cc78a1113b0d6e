"""Who may do what with an action: everything, what their organisation carries, or the fiches that they pilot."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from faubourg.actions.choices import RoleKind
from faubourg.actions.models import Action, ActionRole, ActionTemplate
from faubourg.contracts.matrix import MATRIX, Reach, Verb
from faubourg.contracts.models import Contract, Membership, Version
from faubourg.contracts.permissions import held, organisations_of
from faubourg.contracts.permissions import reach as reach_of

PILOTING = (RoleKind.PILOT, RoleKind.CO_PILOT)


def actions_within(
    user, verb: str, version: Version, *, contract: Contract, roles: Iterable[Membership] | None = None
) -> QuerySet[Action]:
    """The actions of `version` on which `user` may do `verb`. A sub-action goes with the fiche that holds it.

    An organisation carries the actions where it or one of its services has a role, or whose page is its own.
    """
    roles = held(user, contract) if roles is None else roles
    actions = Action.objects.filter(version=version)
    found = reach_of(user, verb, contract, roles=roles)
    if found is None:
        return actions.none()
    if found == Reach.ALL:
        return actions
    mine = _carried(roles, verb, contract) | _piloted(roles, verb, contract)
    tops = actions.filter(mine).values("pk")
    return actions.filter(Q(pk__in=tops) | Q(parent__in=tops) | Q(parent__parent__in=tops))


def can_on_action(user, verb: str, action: Action, *, contract: Contract | None = None) -> bool:
    """Whether `user` may do `verb` (see `contracts.matrix`) on `action`."""
    contract = contract or action.version.contract
    roles = held(user, contract)
    found = reach_of(user, verb, contract, roles=roles)
    if found is None or found == Reach.ALL:
        return found is not None
    within = actions_within(user, verb, action.version, contract=contract, roles=roles)
    return within.filter(pk=action.pk).exists()


def can_follow_condition(user, action: Action, *, contract: Contract) -> bool:
    """Whether `user` may say that the condition of `action` is raised: who keeps the fiche, or who validates."""
    verbs = (Verb.EDIT_ACTIONS, Verb.VALIDATE_STATUS)
    return any(can_on_action(user, verb, action, contract=contract) for verb in verbs)


def _carried(roles: Iterable[Membership], verb: str, contract: Contract) -> Q:
    organisations = organisations_of(roles, verb, reach=Reach.ORGANISATION, contract=contract)
    if not organisations:
        return Q(pk__in=())
    named = ActionRole.objects.filter(organisation__in=organisations, action__isnull=False)
    return Q(pk__in=named.values("action")) | Q(sheet__in=organisations)


def _piloted(roles: Iterable[Membership], verb: str, contract: Contract) -> Q:
    """The fiches given to the person by name; where none is given, those that their organisation pilots."""
    own = [one for one in roles if MATRIX.get(one.role, {}).get(verb) == Reach.FICHES]
    if not own:
        return Q(pk__in=())
    given = Membership.lineages.through.objects.filter(membership__in=own)
    named = set(given.values_list("membership", flat=True))
    open_roles = [one for one in own if one.pk not in named]
    piloting = ActionRole.objects.filter(
        organisation__in=organisations_of(open_roles, verb, reach=Reach.FICHES, contract=contract),
        role__in=PILOTING,
        action__isnull=False,
    )
    return Q(lineage__in=given.values("lineage")) | Q(pk__in=piloting.values("action"))


def can_keep_templates(user, contract: Contract) -> bool:
    """Whether `user` may keep a model action written from `contract`: whoever keeps fiches there."""
    return reach_of(user, Verb.EDIT_ACTIONS, contract) is not None


def can_change_template(user, template: ActionTemplate) -> bool:
    """Whether `user` may change, share or remove a model: the person who keeps it, or who administers the instance."""
    return user.is_active and (template.owner_id == user.pk or (template.is_shared and user.is_instance_admin))
