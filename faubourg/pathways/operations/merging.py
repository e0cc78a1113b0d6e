"""Two files of one person: merged, told apart, and a wrong merge undone."""

from datetime import datetime

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.pathways.models import (
    Beneficiary,
    Case,
    DropInVisit,
    Merge,
    NotSame,
    Participant,
    Pathway,
    Prescription,
    Residence,
    RightsRequest,
    RsaPeriod,
)
from faubourg.pathways.operations.tracing import locked, trace, writable
from faubourg.pathways.permissions import can_lead, require
from faubourg.pathways.refusals import refuse

#: What a file takes with it.
MOVED = (Prescription, Pathway, Residence, RsaPeriod, RightsRequest, Case, Beneficiary, DropInVisit)


@transaction.atomic
def merge(*, kept: Participant, gone: Participant, by: User, at: datetime) -> Merge:
    """Say that two files are one person's: the rows of `gone` go to `kept`, its identity stays where it is.

    Raises PermissionDenied, Refused (two open pathways).
    """
    require(can_lead(by, kept.contract), "lead")
    if kept.pk == gone.pk:
        raise refuse("merge-itself")
    if kept.contract_id != gone.contract_id:
        raise refuse("wrong-contract")
    first, second = (locked(row) for row in sorted((kept, gone), key=lambda row: row.pk))
    kept, gone = (first, second) if first.pk == kept.pk else (second, first)
    writable(kept)
    writable(gone)
    if Pathway.objects.open().filter(participant__in=(kept, gone)).count() > 1:
        raise refuse("merge-two-open")
    moved = {}
    for model in MOVED:
        rows = model._base_manager.filter(participant=gone)
        if model is Case:
            # One session may have examined both files: what it decided stays where it was said.
            rows = rows.exclude(session__cases__participant=kept)
        if model is DropInVisit:
            # Both files met at one permanence: one passage is told, once.
            rows = rows.exclude(dropin__visits__participant=kept)
        moved[model._meta.model_name] = sorted(rows.values_list("pk", flat=True))
        model._base_manager.filter(pk__in=moved[model._meta.model_name]).update(participant=kept)
    gone.merged_into = kept
    gone.save(update_fields=["merged_into", "name_key"])
    row = Merge.objects.create(kept=kept, gone=gone, moved=moved, by=by, at=at)
    for person in (kept, gone):
        trace(by=by, verb="dossiers réunis", contract=kept.contract, row=row, at=at, about=person)
    return row


@transaction.atomic
def unmerge(*, merge: Merge, by: User, at: datetime) -> Participant:
    """Undo a wrong merge: the rows that changed hands go back, what was added since stays with the kept file."""
    require(can_lead(by, merge.kept.contract), "lead")
    row = locked(merge)
    if row.undone_at is not None:
        raise refuse("merge-undone")
    gone = locked(row.gone)
    for model in MOVED:
        numbers = row.moved.get(model._meta.model_name, [])
        model._base_manager.filter(pk__in=numbers, participant=row.kept_id).update(participant=gone)
    gone.merged_into = None
    gone.save(update_fields=["merged_into", "name_key"])
    row.undone_at, row.undone_by = at, by
    row.save(update_fields=["undone_at", "undone_by"])
    for person in (row.kept, gone):
        trace(by=by, verb="réunion de dossiers défaite", contract=gone.contract, row=row, at=at, about=person)
    return gone


@transaction.atomic
def tell_apart(*, one: Participant, other: Participant, by: User, at: datetime) -> NotSame:
    """Say that two files that look alike are two persons: they are not proposed again."""
    require(can_lead(by, one.contract), "lead")
    if one.pk == other.pk:
        raise refuse("merge-itself")
    first, second = sorted((one, other), key=lambda row: row.pk)
    row, _ = NotSame.objects.get_or_create(first=first, second=second, defaults={"by": by, "at": at})
    trace(by=by, verb="homonymes distingués", contract=one.contract, row=row, at=at, about=one)
    return row
