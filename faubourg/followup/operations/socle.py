"""Choosing the general commitments, and saying each year what became of them."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from faubourg.accounts.models import User
from faubourg.actions.models import Action
from faubourg.contracts.models import Contract, ListedOrganisation
from faubourg.contracts.permissions import can_edit_contract
from faubourg.followup.choices import Compliance
from faubourg.followup.models import CommitmentYear, CoreCommitment
from faubourg.followup.operations.refusals import FollowupError
from faubourg.followup.permissions import answered_by
from faubourg.journal.operations import entry_for, record, record_many

CHANGED = "Quelqu’un d’autre a écrit ici pendant votre saisie. Relisez ce qui est enregistré, puis recommencez."


@transaction.atomic
def choose_commitments(*, contract: Contract, actions: Iterable[Action], user: User, at: datetime) -> None:
    """Make these actions, in this order, the general commitments of every signatory.

    Raises `PermissionDenied`; `FollowupError` when one that leaves was already answered.
    """
    if not can_edit_contract(user, contract):
        raise PermissionDenied("Les engagements généraux se choisissent avec la ou le chef·fe de projet.")
    Contract.objects.select_for_update().get(pk=contract.pk)
    wanted = {action.lineage_id: action for action in actions}
    entries = []
    for row in CoreCommitment.objects.filter(contract=contract).order_by("position", "pk"):
        if row.lineage_id in wanted:
            continue
        if row.years.exists():
            raise FollowupError(f"« {row} » a déjà des réponses : il reste dans le socle.")
        entries.append(entry_for(actor=user, verb="socle réduit", scope=contract.scope, target=row, at=at))
        row.delete()
    there = {row.lineage_id: row for row in CoreCommitment.objects.filter(contract=contract).order_by("pk")}
    for position, lineage in enumerate(wanted):
        row = there.get(lineage)
        if row is None:
            row = CoreCommitment.objects.create(contract=contract, lineage_id=lineage, position=position)
            entries.append(entry_for(actor=user, verb="socle complété", scope=contract.scope, target=row, at=at))
        elif row.position != position:
            row.position = position
            row.save(update_fields=["position"])
    record_many(entries)


def mark_of_year(said: CommitmentYear | None) -> str:
    """What stands for the answer as it was shown."""
    return "" if said is None else said.written_at.isoformat()


@transaction.atomic
def say_commitment(
    *,
    commitment: CoreCommitment,
    organisation: ListedOrganisation,
    year: int,
    outcome: str,
    proof: str,
    interpretation: str,
    seen: str,
    user: User,
    at: datetime,
) -> CommitmentYear:
    """Say what became of a general commitment. `seen`: see `mark_of_year`.

    Raises `PermissionDenied`, `FollowupError` (written meanwhile), `ValidationError` with a sentence a field.
    """
    contract = commitment.contract
    theirs = answered_by(user, contract)
    if theirs is not None and organisation.pk not in theirs:
        raise PermissionDenied("Vous ne pouvez répondre que pour votre organisme.")
    CoreCommitment.objects.select_for_update().get(pk=commitment.pk)
    found = CommitmentYear.objects.filter(commitment=commitment, organisation=organisation, year=year).first()
    if mark_of_year(found) != seen:
        raise FollowupError(CHANGED)
    proof, interpretation = proof.strip(), interpretation.strip()
    _check(contract, organisation, year, outcome, proof, interpretation, timezone.localdate(at).year)
    old = [found.get_outcome_display(), found.proof, found.interpretation] if found else [None] * 3
    said = found or CommitmentYear(commitment=commitment, organisation=organisation, year=year)
    said.outcome, said.proof, said.interpretation = outcome, proof, interpretation
    said.written_by, said.written_at = user, at
    said.save()
    new = [said.get_outcome_display(), proof, interpretation]
    names = ("engagement", "preuve", "interprétation")
    changes = {name: [a, b] for name, a, b in zip(names, old, new, strict=True) if a != b}
    record(actor=user, verb="socle renseigné", scope=contract.scope, target=said, at=at, changes=changes)
    return said


def _check(contract, organisation, year: int, outcome: str, proof: str, interpretation: str, this_year: int) -> None:
    errors = {}
    if organisation.contract_id != contract.pk or not organisation.signatory:
        errors["outcome"] = "Le socle se renseigne par signataire du contrat."
    elif year > this_year:
        errors["outcome"] = f"L’année {year} n’est pas commencée."
    elif outcome not in Compliance.values:
        errors["outcome"] = "Choisissez : tenu, tenu en partie ou non tenu."
    if outcome in (Compliance.KEPT, Compliance.PARTLY) and not proof:
        errors["proof"] = "Donnez la preuve : le document, le chiffre ou le fait qui le montre."
    if not interpretation:
        errors["interpretation"] = "L’interprétation est demandée avec la réponse."
    if errors:
        raise ValidationError(errors)
