"""Real means: declared, corrected, justified, refused, removed; each act journalled. Two people on one row are told."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max

from faubourg.actions.choices import MEANS_TRANSITIONS, MeansNature, MeansState
from faubourg.actions.models import Action, RealMeans
from faubourg.actions.permissions_means import can_judge_means, givers_of
from faubourg.contracts.models import Contract
from faubourg.core.workflow import TransitionError, check_transition
from faubourg.journal.operations import record
from faubourg.threads.queries import attachments_of

FIELDS = ("organisation", "year", "kind", "nature", "quantity", "unit", "text", "proof", "attachment", "note")
REFUSED = "Les moyens d’un organisme se déclarent par lui, ou par la ou le chef·fe de projet."
CHANGED = (
    "Quelqu’un a changé ce moyen pendant votre saisie. Il dit maintenant : %s. Enregistrer de nouveau garde la vôtre."
)
FIRST_YEAR, LAST_YEAR = 1990, 2100
TWICE = (
    "Ce montant partagé est déjà déclaré pour les mêmes actions : il compte une fois, une ligne suffit."
)  # fmt: skip


def words_of(row: RealMeans) -> dict[str, str]:
    """What a row says, label → words; an empty text is « not given »."""
    said = {}
    for name in (*FIELDS, "state", "reason"):
        field = RealMeans._meta.get_field(name)
        value = getattr(row, f"get_{name}_display")() if field.choices else getattr(row, name)
        said[str(field.verbose_name)] = _words(value)
    lineages = [row.lineage_id, *_shared(row)] if row.pk else []
    named = Action.objects.filter(version=row.lineage.contract.current_version_id, lineage__in=lineages)
    said["actions"] = ", ".join(str(action.key) for action in named.order_by("position", "pk"))
    return said


def digest_of(row: RealMeans) -> str:
    """A mark of what the row says, to see that it changed."""
    return hashlib.sha256(json.dumps(words_of(row), ensure_ascii=False).encode()).hexdigest()[:32]


@transaction.atomic
def declare_means(
    *, contract: Contract, action: Action, values: Mapping[str, Any], shared: Iterable[Action] = (), by, at: datetime
) -> RealMeans:
    """Declare what an organisation put into `action` in a year; `shared`: the other actions that share it.

    `values`: names of FIELDS. Raises `PermissionDenied`, `ValidationError` with one sentence a field.
    """
    # Held for the rank and for the check that a shared amount is not declared twice.
    Contract.objects.select_for_update().get(pk=contract.pk)
    last = RealMeans.objects.of(contract).aggregate(last=Max("position"))["last"]
    row = RealMeans(lineage=action.lineage, position=0 if last is None else last + 1)
    _put(row, contract, values, [action, *shared], givers_of(by, contract), at)
    _journal(row, "moyen déclaré", {}, contract, by, at)
    return row


@transaction.atomic
def correct_means(
    *, contract: Contract, row: RealMeans, action: Action, values: Mapping[str, Any], shared: Iterable[Action] | None,
    seen: str, by, at: datetime,
) -> RealMeans:  # fmt: skip
    """Change what was declared, which must then be justified again; `seen`: `digest_of` what the person read.

    `shared` None leaves the sharing. Raises `PermissionDenied`, `ValidationError`.
    """
    Contract.objects.select_for_update().get(pk=contract.pk)
    held = _hold(row)
    if seen != digest_of(held):
        raise ValidationError(CHANGED % " ; ".join(text for text in words_of(held).values() if text))
    givers = givers_of(by, contract)
    if held.organisation_id not in givers:
        raise PermissionDenied(REFUSED)
    others = _actions(contract, _shared(held)) if shared is None else list(shared)
    old = words_of(held)
    held.lineage = action.lineage
    _put(held, contract, values, [action, *others], givers, at, old=old)
    if words_of(held) != old:
        _journal(held, "moyen corrigé", old, contract, by, at)
    return held


@transaction.atomic
def judge_means(
    *, contract: Contract, row: RealMeans, state: str, reason: str = "", by, at: datetime
) -> RealMeans:  # fmt: skip
    """Justify a declared means, or refuse it with a reason.

    Raises `PermissionDenied`, `TransitionError` when it was answered meanwhile, `ValidationError` without reason.
    """
    if not can_judge_means(by, contract):
        raise PermissionDenied("Seule la personne qui tient les campagnes justifie ou refuse un moyen.")
    held = _hold(row)
    if state not in (MeansState.JUSTIFIED, MeansState.REFUSED):
        raise ValidationError({"state": "Choisissez : justifier ou refuser."})
    if held.state == state:
        raise TransitionError(f"Ce moyen est déjà {held.get_state_display()} : rien n’a changé.")
    check_transition(MEANS_TRANSITIONS, held.state, state, labels=dict(MeansState.choices))
    reason = reason.strip()
    if state == MeansState.REFUSED and not reason:
        raise ValidationError({"reason": "Dites pourquoi ce moyen est refusé : l’organisme le lira."})
    if state == MeansState.JUSTIFIED and held.quantity is None:
        raise ValidationError({"state": "Sa quantité n’est pas donnée : il n’y a rien à justifier encore."})
    old = words_of(held)
    held.state, held.decided_by, held.decided_at = state, by, at
    held.reason = reason if state == MeansState.REFUSED else ""
    held.save()
    _journal(held, f"moyen {held.get_state_display()}", old, contract, by, at, reason=reason)
    return held


@transaction.atomic
def remove_means(*, contract: Contract, row: RealMeans, by, at: datetime) -> None:
    """Remove a means; the journal keeps what it said. Raises `PermissionDenied`."""
    held = _hold(row)
    if held.organisation_id not in givers_of(by, contract):
        raise PermissionDenied(REFUSED)
    if held.state == MeansState.JUSTIFIED and not can_judge_means(by, contract):
        raise PermissionDenied("Ce moyen est justifié : la ou le chef·fe de projet le refuse d’abord.")
    changes = {title: [text, ""] for title, text in words_of(held).items() if text}
    record(
        actor=by, verb="moyen retiré", scope=contract.scope, target=contract, row=held, at=at, label=str(held),
        changes=changes,
    )  # fmt: skip
    held.delete()


def _hold(row: RealMeans) -> RealMeans:
    rows = RealMeans.objects.select_for_update(of=("self",)).select_related("lineage__contract", "organisation")
    found = rows.filter(pk=row.pk).first()
    if found is None:
        raise ValidationError("Ce moyen a été retiré pendant votre saisie.")
    return found


def _put(row: RealMeans, contract: Contract, values: Mapping[str, Any], actions, givers, at, old=None) -> None:
    """Write `values` on the row and what it is shared with, checked; a change leads back to « déclaré »."""
    for name in FIELDS:
        if name in values:
            setattr(row, name, values[name])
    if any(action.version.contract_id != contract.pk for action in actions):
        raise ValidationError({"shared": "Cette action n’est pas dans ce contrat."})
    lineages = list(dict.fromkeys(action.lineage_id for action in actions))
    _check(row, contract, givers)
    _check_once(row, lineages)
    if old is None or words_of(row) != old or set(_shared(row)) != set(lineages[1:]):
        row.state, row.reason, row.decided_by, row.decided_at = MeansState.DECLARED, "", None, None
        row.declared_at = at
    row.save()
    row.shared_with.set(lineages[1:])


def _check(row: RealMeans, contract: Contract, givers) -> None:
    if row.organisation_id is None or row.organisation.contract_id != contract.pk:
        raise ValidationError({"organisation": "Choisissez un organisme du contrat."})
    if row.organisation_id not in givers:
        raise PermissionDenied(REFUSED)
    if row.year is None or not FIRST_YEAR <= row.year <= LAST_YEAR:
        raise ValidationError({"year": f"Écrivez une année entre {FIRST_YEAR} et {LAST_YEAR}."})
    if row.nature in (MeansNature.EUROS, MeansNature.STAFF):
        row.unit = ""
    elif row.quantity is not None and not row.unit.strip():
        raise ValidationError({"unit": "Dites en quoi cela se compte : m², heures, journées, repas…"})
    if row.nature == MeansNature.EUROS and row.quantity is not None and row.quantity != round(row.quantity, 2):
        raise ValidationError({"quantity": "Un montant s’écrit au centime près : arrondissez-le."})
    pieces = attachments_of(row.lineage) if row.attachment_id else None
    if pieces is not None and not pieces.filter(pk=row.attachment_id).exists():
        raise ValidationError({"attachment": "Cette pièce n’est pas jointe à la fiche de cette action."})
    row.full_clean(exclude=["lineage", "organisation", "attachment", "decided_by"])


def _check_once(row: RealMeans, lineages: list) -> None:
    """Refuse a shared amount that another row already declares for the same actions."""
    if len(lineages) < 2 or row.quantity is None:
        return
    same = RealMeans.objects.filter(
        lineage__in=lineages, organisation=row.organisation_id, year=row.year, kind=row.kind, nature=row.nature,
        quantity=row.quantity, unit=row.unit,
    ).exclude(pk=row.pk)  # fmt: skip
    if any({one.lineage_id, *_shared(one)} == set(lineages) for one in same.order_by("pk")):
        raise ValidationError(TWICE)


def _shared(row: RealMeans) -> list:
    return list(row.shared_with.order_by("pk").values_list("pk", flat=True)) if row.pk else []


def _actions(contract: Contract, lineages: list) -> list[Action]:
    found = Action.objects.filter(version=contract.current_version_id, lineage__in=lineages)
    return list(found.select_related("version").order_by("position", "pk"))


def _journal(row, verb: str, old: dict, contract, by, at, *, reason: str = "") -> None:
    changes = {title: [old.get(title, ""), text] for title, text in words_of(row).items() if old.get(title, "") != text}
    record(actor=by, verb=verb, scope=contract.scope, target=row, at=at, changes=changes, reason=reason)


def _words(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    return "" if value is None else str(value)
