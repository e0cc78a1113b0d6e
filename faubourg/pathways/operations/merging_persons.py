"""Two persons of the dispositifs who are one, without a file of the PLIE: said once, and undone."""

from datetime import datetime

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.pathways.models import Beneficiary, BeneficiaryMerge, ChildcareRequest, ClauseContract, Enrolment
from faubourg.pathways.operations.beneficiaries import standing
from faubourg.pathways.operations.tracing import locked, trace
from faubourg.pathways.permissions import can_lead, require
from faubourg.pathways.refusals import refuse

#: What a person takes with them.
MOVED = (ClauseContract, ChildcareRequest, Enrolment)


@transaction.atomic
def merge_persons(*, kept: Beneficiary, gone: Beneficiary, by: User, at: datetime) -> BeneficiaryMerge:
    """Say that two persons are one: the acts of `gone` go to `kept`, and its file of the PLIE if `kept` has none.

    Raises PermissionDenied, Refused.
    """
    require(can_lead(by, kept.contract), "lead")
    if kept.pk == gone.pk:
        raise refuse("merge-itself")
    if kept.contract_id != gone.contract_id:
        raise refuse("wrong-contract")
    rows = {row.pk: locked(row) for row in sorted((kept, gone), key=lambda row: row.pk)}
    kept, gone = rows[kept.pk], rows[gone.pk]
    _check(kept, gone)
    moved = {}
    for model in MOVED:
        name = model._meta.model_name
        moved[name] = sorted(model._base_manager.filter(beneficiary=gone).values_list("pk", flat=True))
        model._base_manager.filter(pk__in=moved[name]).update(beneficiary=kept)
    if kept.participant_id is None and gone.participant_id is not None:
        moved["participant"] = gone.participant_id
        kept.participant_id = gone.participant_id
        kept.save(update_fields=["participant"])
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    row = BeneficiaryMerge.objects.create(kept=kept, gone=gone, moved=moved, by=by, at=at)
    for person in (kept, gone):
        trace(by=by, verb="personnes réunies", contract=kept.contract, row=person, at=at, fields=["merged_into"])
    return row


def _check(kept: Beneficiary, gone: Beneficiary) -> None:
    for row in (kept, gone):
        standing(row)
    if None not in (kept.participant_id, gone.participant_id) and kept.participant_id != gone.participant_id:
        raise refuse("two-files")
    opened = Enrolment.objects.filter(beneficiary=gone, end=None).order_by("pk")
    both = opened.filter(programme__enrolments__beneficiary=kept, programme__enrolments__end=None)
    if (one := both.select_related("programme").first()) is not None:
        raise refuse("two-passages", name=one.programme.name)


@transaction.atomic
def unmerge_persons(*, merge: BeneficiaryMerge, by: User, at: datetime) -> Beneficiary:
    """Undo a wrong merge: what changed hands goes back, what was added since stays with the person kept."""
    require(can_lead(by, merge.kept.contract), "lead")
    row = locked(merge)
    if row.undone_at is not None:
        raise refuse("merge-undone")
    kept, gone = locked(row.kept), locked(row.gone)
    if kept.anonymised_at is not None:
        raise refuse("anonymised")
    for model in MOVED:
        numbers = row.moved.get(model._meta.model_name, [])
        model._base_manager.filter(pk__in=numbers, beneficiary=kept).update(beneficiary=gone)
    if row.moved.get("participant") == kept.participant_id is not None:
        kept.participant = None
        kept.save(update_fields=["participant"])
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    row.undone_at = at
    row.save(update_fields=["undone_at"])
    for person in (kept, gone):
        trace(by=by, verb="réunion de personnes défaite", contract=kept.contract, row=person, at=at,
              fields=["merged_into"])  # fmt: skip
    return gone
