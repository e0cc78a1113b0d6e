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
from faubourg.pathways.operations.entry_facts import AGE, BRSA, HOME, recount
from faubourg.pathways.operations.homes import live_at_last
from faubourg.pathways.operations.people import FIELDS
from faubourg.pathways.operations.tracing import locked, trace, writable
from faubourg.pathways.permissions import can_lead, require
from faubourg.pathways.refusals import refuse

#: What of a file completes another: what is known of the person, and their death.
IDENTITY = (*FIELDS, "died_on")
#: Said together: a withdrawal answers the consent of its own file.
CONSENT = ("consented_on", "consent_withdrawn_on")
#: Under this name a merge keeps which fields were completed.
FILLED = "complété"
#: Under these, what the pathways counted at their entry, before and once together.
COUNTED, RECOUNTED = "comptés", "recomptés"
#: What a file takes with it.
MOVED = (Prescription, Pathway, Residence, RsaPeriod, RightsRequest, Case, Beneficiary, DropInVisit)


@transaction.atomic
def merge(*, kept: Participant, gone: Participant, by: User, at: datetime) -> Merge:
    """Say that two files are one person's: the rows of `gone` go to `kept`, and complete what it does not know.

    Pathways or periods of RSA that overlap from then on are shown as an anomaly (`queries.people.file_oddities`).
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
    moved[FILLED] = _complete(kept, gone)
    gone.merged_into = kept
    gone.save(update_fields=["merged_into", "name_key"])
    for person in (kept, gone):
        live_at_last(person)
    moved[COUNTED] = _counted(kept)
    recount(participant=kept, by=by, at=at, facts=(AGE, BRSA, HOME))
    moved[RECOUNTED] = _counted(kept)
    row = Merge.objects.create(kept=kept, gone=gone, moved=moved, by=by, at=at)
    for person in (kept, gone):
        trace(by=by, verb="dossiers réunis", contract=kept.contract, row=row, at=at, about=person)
    return row


@transaction.atomic
def unmerge(*, merge: Merge, by: User, at: datetime) -> Participant:
    """Undo a wrong merge: the rows that changed hands go back, what was added since stays with the kept file.

    What the kept file learnt from the other is forgotten, unless somebody changed it since. Raises PermissionDenied,
    Refused.
    """
    require(can_lead(by, merge.kept.contract), "lead")
    row = locked(merge)
    if row.undone_at is not None:
        raise refuse("merge-undone")
    kept, gone = locked(row.kept), locked(row.gone)
    if kept.merged_into_id is not None:
        raise refuse("merge-chained", number=kept.number, other=kept.merged_into.number)
    for model in MOVED:
        numbers = row.moved.get(model._meta.model_name, [])
        model._base_manager.filter(pk__in=numbers, participant=row.kept_id).update(participant=gone)
    gone.merged_into = None
    gone.save(update_fields=["merged_into", "name_key"])
    learnt = [name for name in row.moved.get(FILLED, []) if getattr(kept, name) == getattr(gone, name)]
    for name in learnt:
        setattr(kept, name, _nothing(name))
    kept.save()
    for person in (kept, gone):
        live_at_last(person)
        _count_as_before(person, row.moved)
        recount(participant=person, by=by, at=at, facts=(AGE, BRSA, HOME))
    row.undone_at, row.undone_by = at, by
    row.save(update_fields=["undone_at", "undone_by"])
    for person in (kept, gone):
        trace(by=by, verb="réunion de dossiers défaite", contract=gone.contract, row=row, at=at, about=person)
    return gone


def _complete(kept: Participant, gone: Participant) -> list[str]:
    """Fill what `kept` does not know from `gone`; says the names of the fields, never their values."""
    known_consent = any(getattr(kept, name) is not None for name in CONSENT)
    names = [name for name in IDENTITY if not (known_consent and name in CONSENT)]
    empty = (None, "")
    filled = [name for name in names if getattr(kept, name) in empty and getattr(gone, name) not in empty]
    for name in filled:
        setattr(kept, name, getattr(gone, name))
    kept.save()
    return filled


def _counted(person: Participant) -> dict[str, list]:
    """What each pathway counts at its entry, by its number."""
    rows = person.pathways.order_by("pk").values_list("pk", AGE, BRSA, f"{HOME}_id")
    return {str(pk): facts for pk, *facts in rows}


def _count_as_before(person: Participant, moved: dict) -> None:
    """Give each pathway back what it counted before the merge, unless it was corrected since."""
    before, after = moved.get(COUNTED, {}), moved.get(RECOUNTED, {})
    for number, facts in _counted(person).items():
        if number in before and facts == after.get(number):
            age, brsa, home = before[number]
            Pathway.objects.filter(pk=number).update(**{AGE: age, BRSA: brsa, f"{HOME}_id": home})


def _nothing(name: str) -> str | None:
    return None if Participant._meta.get_field(name).null else ""


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
