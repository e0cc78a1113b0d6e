"""Comments and attachments of actions: they hang on the lineage, so that they outlive a new version of the plan."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from faubourg.actions.models import Action
from faubourg.actions.permissions import actions_within
from faubourg.contracts.choices import VersionState
from faubourg.contracts.matrix import MATRIX, Verb
from faubourg.contracts.models import Contract, Lineage, Membership
from faubourg.threads.models import Attachment, Comment
from faubourg.threads.queries import opinions_due, said_in, unanswered_by


@dataclass(frozen=True)
class Colleague:
    """Somebody of the contract who may be mentioned; `label` says who they are there."""

    account: object
    label: str


def colleagues(contract: Contract, action: Action, *, but) -> list[Colleague]:
    """The members with an open account, without `but` and in alphabetical order; one query, two on a draft.

    A fiche that stands only in a version in preparation is for those who may work on it: the others would find nothing.
    """
    members = Membership.objects.filter(contract=contract, user__is_active=True).exclude(user=but)
    if contract.is_on_draft and not action.lineage.actions.filter(version=contract.published_id).exists():
        members = members.filter(role__in=[role for role, verbs in MATRIX.items() if Verb.EDIT_ACTIONS in verbs])
    posts: dict[int, list[Membership]] = {}
    for member in members.select_related("user", "organisation").order_by("user__function", "user", "pk"):
        posts.setdefault(member.user_id, []).append(member)
    return [Colleague(held[0].user, _label(held)) for held in posts.values()]


def _label(held: list[Membership]) -> str:
    name = str(held[0].user)
    organisations = dict.fromkeys(member.organisation.name for member in held if member.organisation)
    roles = dict.fromkeys(label for member in held if (label := member.get_role_display()).lower() != name.lower())
    return ", ".join([name, *(organisations or roles)])


def spoken_of(contract: Contract, lineages: Iterable[str]) -> dict[str, Action]:
    """For each lineage (its key as text), its action in the version that `contract` speaks of; one query.

    Where that version has none, the action of the version in force, else of the last adopted one: the version of such
    an action is not the one that is shown. What only stands in a draft is not told.
    """
    readable = Q(version__in={contract.current_version_id, contract.published_id} - {None})
    readable |= Q(version__state=VersionState.ADOPTED)
    found = Action.objects.filter(readable, version__contract=contract, lineage__in=set(lineages))

    def nearness(action: Action) -> tuple[bool, bool, int]:
        version = action.version
        return version.pk == contract.current_version_id, version.pk == contract.published_id, version.number

    rows = found.select_related("lineage", "version").order_by("pk")
    return {str(action.lineage_id): action for action in sorted(rows, key=nearness)}


def said_of_actions(contract: Contract) -> QuerySet[Comment]:
    """Every comment and reply on the fiches of a contract, the newest first, whatever the version."""
    return said_in([contract.scope]).filter(content_type=ContentType.objects.get_for_model(Lineage))


def action_of(contract: Contract, row: Comment | Attachment) -> Action | None:
    """The fiche, in the version that `contract` speaks of, on which a comment or an attachment hangs; one query.

    None for what hangs elsewhere: on another contract, or on something that is no action of this version.
    """
    found = last_action_of(contract, row)
    return found if found and found.version_id == contract.current_version_id else None


def last_action_of(contract: Contract, row: Comment | Attachment) -> Action | None:
    """The same, or where the fiche has left the plan, its last action (see `spoken_of`)."""
    if row.content_type.model_class() is not Lineage:
        return None
    return spoken_of(contract, [row.object_id]).get(row.object_id)


def to_answer(user, contract: Contract) -> set[int]:
    """The comments of a contract that wait for an answer of `user`: those that mention them, and the opinions given
    on the fiches that they keep; four queries at most.
    """
    scopes = [contract.scope]
    asked = set(unanswered_by(user, scopes=scopes).order_by().values_list("pk", flat=True))
    due = dict(opinions_due(scopes=scopes).exclude(author=user).order_by().values_list("pk", "object_id"))
    if due:
        kept = _kept(user, contract).filter(lineage__in=set(due.values()))
        lineages = {str(lineage) for lineage in kept.order_by().values_list("lineage", flat=True)}
        asked |= {pk for pk, lineage in due.items() if lineage in lineages}
    return asked


def _kept(user, contract: Contract) -> QuerySet[Action]:
    return actions_within(user, Verb.EDIT_ACTIONS, contract.current_version, contract=contract)
