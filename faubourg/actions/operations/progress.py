"""Statements of progress: said or proposed, answered, withdrawn. The last validated dated one counts."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from faubourg.actions.choices import DECISION_TRANSITIONS, Decision
from faubourg.actions.models import Action, ActionStatus
from faubourg.actions.permissions import actions_within, can_on_action
from faubourg.contracts.choices import StateMeaning
from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract, StatusState
from faubourg.contracts.permissions import reach
from faubourg.core.periods import first_day
from faubourg.core.workflow import TransitionError, check_transition
from faubourg.governance.models import Body
from faubourg.journal.operations import entry_for, record, record_many

LABELS = dict(Decision.choices)
#: State's meaning → fields that a statement must fill, with the sentence shown where one is empty.
NEEDED: dict[str, tuple[tuple[str, str], ...]] = {
    StateMeaning.BLOCKED: (
        ("comment", "Dites pourquoi l’action est bloquée."),
        ("unblocking", "Dites ce qui débloquera l’action."),
    ),
    StateMeaning.AWAITING: (("body", "Choisissez l’instance qui doit arbitrer."),),
}
#: Lineages that one statement may name.
FEW = 1000
IMPORTED = "Remplacé par un import ou dans « Données »."


def check_states(user, action: Action, *, contract: Contract) -> bool:
    """Whether what `user` says of `action` counts at once. Raises `PermissionDenied` when they may not even propose."""
    if can_on_action(user, Verb.VALIDATE_STATUS, action, contract=contract):
        return True
    if not can_on_action(user, Verb.PROPOSE_STATUS, action, contract=contract):
        raise PermissionDenied("Vous ne pouvez pas dire l’avancement de cette action : demandez à son pilote.")
    return False


@transaction.atomic
def state_progress(
    *,
    contract: Contract,
    action: Action,
    state: StatusState,
    stated_on: str,
    comment: str = "",
    unblocking: str = "",
    body: Body | None = None,
    expected_proof: str = "",
    user,
    at: datetime,
) -> ActionStatus:
    """Say where `action` stands since `stated_on`: validated at once by who may validate, else proposed.

    Raises `PermissionDenied`, and `ValidationError` with one sentence a field. Two people at once: both are kept.
    """
    validates = check_states(user, action, contract=contract)
    said = ActionStatus(
        lineage=action.lineage,
        state=state,
        stated_on=stated_on,
        comment=comment.strip(),
        unblocking=unblocking.strip(),
        body=body,
        expected_proof=expected_proof.strip(),
        decision=Decision.VALIDATED if validates else Decision.PROPOSED,
        stated_by=user,
        created_at=at,
    )
    _check(said, contract, timezone.localdate(at))
    before = ActionStatus.objects.filter(lineage=action.lineage).counting().select_related("state").last()
    said.save()
    record(
        actor=user,
        verb="avancement dit" if validates else "avancement proposé",
        scope=contract.scope,
        target=action,
        at=at,
        changes={"avancement": [before and before.state.label, state.label], **_facts(said)},
        reason=said.comment,
    )
    return said


def _check(said: ActionStatus, contract: Contract, today: date) -> None:
    errors: dict[str, str] = {}
    if said.state.contract_id != contract.pk:
        errors["state"] = "Cet état n’est pas sur l’échelle de ce contrat."
    if said.body is not None and said.body.contract_id != contract.pk:
        errors["body"] = "Cette instance n’est pas dans ce contrat."
    day = first_day(said.stated_on)
    if day is None:
        errors["stated_on"] = "Écrivez une date qui existe : un jour, un mois ou une année."
    elif day > today:
        errors["stated_on"] = "L’avancement se constate : la date ne peut pas être à venir."
    errors |= {name: words for name, words in NEEDED.get(said.state.meaning, ()) if not getattr(said, name)}
    if errors:
        raise ValidationError(errors)
    said.full_clean(exclude=["lineage", "state", "stated_by", "body", "decided_by"])


def _facts(said: ActionStatus) -> dict[str, list]:
    facts = {
        "constaté le": said.stated_on,
        "déblocage": said.unblocking,
        "instance": said.body and said.body.name,
        "preuve attendue": said.expected_proof,
    }
    return {name: [None, value] for name, value in facts.items() if value}


@transaction.atomic
def decide(*, contract: Contract, status: ActionStatus, accepted: bool, reason: str = "", user, at: datetime) -> None:
    """Validate or refuse a proposal.

    Raises `PermissionDenied`; `TransitionError` when it was answered meanwhile; `ValidationError` on a refusal without
    reason.
    """
    held, action = _hold(contract, status)
    if not can_on_action(user, Verb.VALIDATE_STATUS, action, contract=contract):
        raise PermissionDenied("Vous ne pouvez pas valider l’avancement de cette action.")
    _check_decision(held, Decision.VALIDATED if accepted else Decision.REFUSED)
    reason = reason.strip()
    if not accepted and not reason:
        raise ValidationError({"reason": "Dites pourquoi la proposition est refusée : son auteur·rice le lira."})
    _answer(held, Decision.VALIDATED if accepted else Decision.REFUSED, reason, user, at)
    record(**_entry(contract, held, action, user, at, reason))


@transaction.atomic
def validate_many(*, contract: Contract, statuses: Iterable[int], user, at: datetime) -> tuple[int, int]:
    """Validate several proposals; return how many were, and how many somebody had answered meanwhile.

    Raises `PermissionDenied` when one of them is of an action that `user` may not validate: nothing is then written.
    """
    if reach(user, Verb.VALIDATE_STATUS, contract) is None:
        raise PermissionDenied("Vous ne pouvez pas valider l’avancement des actions de ce contrat.")
    asked = set(statuses)
    version = contract.current_version
    held = list(
        ActionStatus.objects.select_for_update(of=("self",))
        .filter(pk__in=asked, lineage__contract=contract, lineage__actions__version=version)
        .select_related("state", "stated_by")
        .order_by("pk")
    )
    within = actions_within(user, Verb.VALIDATE_STATUS, version, contract=contract)
    actions = {action.lineage_id: action for action in within.filter(lineage__in=[one.lineage_id for one in held])}
    if len(held) < len(asked) or any(one.lineage_id not in actions for one in held):
        raise PermissionDenied("Vous ne pouvez pas valider toutes ces propositions.")
    waiting = [one for one in held if one.decision == Decision.PROPOSED]
    for one in waiting:
        one.decision, one.decided_by, one.decided_at = Decision.VALIDATED, user, at
    ActionStatus.objects.bulk_update(waiting, ["decision", "decided_by", "decided_at"], batch_size=500)
    record_many(entry_for(**_entry(contract, one, actions[one.lineage_id], user, at, "")) for one in waiting)
    return len(waiting), len(held) - len(waiting)


@transaction.atomic
def withdraw(*, contract: Contract, status: ActionStatus, reason: str = "", user, at: datetime) -> None:
    """Take back a proposal (its author), or a validated statement (who validates, with a reason): it stops counting.

    Raises `PermissionDenied`, `TransitionError`, `ValidationError`.
    """
    held, action = _hold(contract, status)
    own = held.decision != Decision.VALIDATED and held.stated_by_id == user.pk
    if not own and not can_on_action(user, Verb.VALIDATE_STATUS, action, contract=contract):
        raise PermissionDenied("Seule la personne qui l’a dit, ou qui valide, retire un avancement.")
    _check_decision(held, Decision.WITHDRAWN)
    reason = reason.strip()
    if not own and not reason:
        raise ValidationError({"reason": "Dites pourquoi cet avancement est retiré : il reste dans l’historique."})
    _answer(held, Decision.WITHDRAWN, reason, user, at)
    record(**_entry(contract, held, action, user, at, reason))


def _hold(contract: Contract, status: ActionStatus) -> tuple[ActionStatus, Action]:
    """The statement as it is now, kept from other writers, and its action in the version that everybody reads."""
    held = (
        ActionStatus.objects.select_for_update(of=("self",))
        .select_related("state", "stated_by", "decided_by")
        .get(pk=status.pk)
    )
    return held, Action.objects.get(version=contract.current_version, lineage=held.lineage_id)


def _check_decision(held: ActionStatus, after: str) -> None:
    if held.decision == after or not DECISION_TRANSITIONS[held.decision]:
        raise TransitionError(_already(held))
    try:
        check_transition(DECISION_TRANSITIONS, held.decision, after, labels=LABELS)
    except TransitionError as error:
        raise TransitionError(_already(held)) from error


def _already(held: ActionStatus) -> str:
    who = f" par {held.decided_by}" if held.decided_by else ""
    when = f" le {timezone.localdate(held.decided_at):%d/%m/%Y}" if held.decided_at else ""
    return f"L’avancement « {held.state} » est déjà {held.get_decision_display()}{who}{when} : rien n’a changé."


def _answer(held: ActionStatus, decision: str, reason: str, user, at: datetime) -> None:
    held.decision, held.decided_by, held.decided_at, held.decision_reason = decision, user, at, reason
    held.full_clean(exclude=["lineage", "state", "stated_by", "body", "decided_by", "stated_on"])
    held.save(update_fields=["decision", "decided_by", "decided_at", "decision_reason"])


def _entry(contract: Contract, held: ActionStatus, action: Action, user, at: datetime, reason: str) -> dict:
    change = {f"avancement « {held.state} »": [None, LABELS[held.decision]]}
    verb = f"avancement {LABELS[held.decision]}"
    return {
        "actor": user, "verb": verb, "scope": contract.scope, "target": action, "at": at, "changes": change,
        "reason": reason,
    }  # fmt: skip


def keep_document_states(*, contract: Contract, wanted: Mapping[tuple, StatusState | None]) -> None:
    """Make what counts be what a file or « Données » says: (lineage, deduced) → state, None for none.

    A document's word replaces a document's word. What people said is never erased: another state comes after it, no
    state withdraws it. The caller holds the transaction, has checked the right and writes the journal.
    """
    there: dict[tuple, list[ActionStatus]] = {}
    lineages = {lineage for lineage, _ in wanted}
    # A file may bring more lineages than an engine takes parameters.
    of = {"lineage__in": lineages} if len(lineages) < FEW else {"lineage__contract": contract}
    for row in ActionStatus.objects.filter(**of).counting():
        there.setdefault((row.lineage_id, row.inferred), []).append(row)
    made, forgotten, withdrawn = [], [], []
    for place, state in wanted.items():
        rows = there.get(place, [])
        if (rows[-1].state_id if rows else None) == (state and state.pk):
            continue
        stated_on = ""
        if all(row.is_of_document for row in rows):
            forgotten += rows
        elif state is None:
            withdrawn += rows
        else:
            stated_on = rows[-1].stated_on
        if state is not None:
            lineage, inferred = place
            made.append(ActionStatus(lineage_id=lineage, state=state, inferred=inferred, stated_on=stated_on))
    ActionStatus.objects.filter(pk__in=[row.pk for row in forgotten]).delete()
    ActionStatus.objects.filter(pk__in=[row.pk for row in withdrawn]).update(
        decision=Decision.WITHDRAWN, decision_reason=IMPORTED
    )
    ActionStatus.objects.bulk_create(made, batch_size=500)
