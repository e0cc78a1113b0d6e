"""Model actions kept, changed and removed; proposals put aside and taken back."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from faubourg.actions.models import ActionTemplate, DismissedProposal
from faubourg.actions.permissions import can_change_template, can_keep_templates
from faubourg.contracts.models import Contract, Lineage
from faubourg.contracts.permissions import can_edit_contract
from faubourg.journal.operations import record

#: The journal of what belongs to the instance, not to one contract.
SCOPE = "instance/modeles"
FIELDS = ("title", "kind", "summary", "objectives", "calendar", "clauses", "roles", "indicators", "is_shared")


@transaction.atomic
def keep_template(*, contract: Contract, values: dict[str, Any], user, at: datetime) -> ActionTemplate:
    """Keep a model action that says `values`, written from `contract`. Raises `PermissionDenied`."""
    if not can_keep_templates(user, contract):
        raise PermissionDenied("Garder un modèle demande le droit de tenir des fiches dans ce contrat.")
    template = ActionTemplate.objects.create(
        owner=user, kept_at=at, **{name: values[name] for name in FIELDS if name in values}
    )
    record(actor=user, verb="modèle d’action gardé", scope=SCOPE, target=template, at=at)
    return template


@transaction.atomic
def change_template(*, template: ActionTemplate, values: dict[str, Any], user, at: datetime) -> dict[str, list]:
    """Put `values` on a model; return what changed as {title: [old, new]}. Raises `PermissionDenied`."""
    template = ActionTemplate.objects.select_for_update().get(pk=template.pk)
    if not can_change_template(user, template):
        raise PermissionDenied("Ce modèle se change avec la personne qui l’a gardé.")
    changes = {}
    for name in FIELDS:
        if name in values and getattr(template, name) != values[name]:
            title = str(template._meta.get_field(name).verbose_name)
            changes[title] = [getattr(template, name), values[name]]
            setattr(template, name, values[name])
    if changes:
        template.save()
        record(actor=user, verb="modèle d’action modifié", scope=SCOPE, target=template, at=at, changes=changes)
    return changes


@transaction.atomic
def remove_template(*, template: ActionTemplate, user, at: datetime) -> None:
    """Take a model away; the actions made from it stay. Raises `PermissionDenied`."""
    if not can_change_template(user, template):
        raise PermissionDenied("Ce modèle se retire avec la personne qui l’a gardé.")
    record(actor=user, verb="modèle d’action retiré", scope=SCOPE, target=None, label=str(template), at=at)
    template.delete()


@transaction.atomic
def dismiss_proposal(
    *, contract: Contract, lineage: Lineage, kind: str, mark: str, label: str, user, at: datetime
) -> DismissedProposal:
    """Put a proposal aside for good, in the name of `user`; twice is once. Raises `PermissionDenied`."""
    _check(user, contract)
    found, is_new = DismissedProposal.objects.get_or_create(
        contract=contract, lineage=lineage, kind=kind, mark=mark, defaults={"by": user, "at": at}
    )
    if is_new:
        _note("proposition écartée", contract, lineage, label, user, at)
    return found


@transaction.atomic
def take_back_proposal(*, contract: Contract, dismissed: DismissedProposal, user, at: datetime) -> None:
    """Let a proposal be made again. Raises `PermissionDenied`."""
    _check(user, contract)
    _note("proposition reprise", contract, dismissed.lineage, str(dismissed), user, at)
    dismissed.delete()


def _check(user, contract: Contract) -> None:
    if not can_edit_contract(user, contract):
        raise PermissionDenied("Les propositions se traitent avec la ou le chef·fe de projet.")


def _note(verb: str, contract: Contract, lineage: Lineage, label: str, user, at: datetime) -> None:
    action = lineage.actions.filter(version=contract.current_version_id).first()
    record(actor=user, verb=verb, scope=contract.scope, target=action, label=label, at=at)
