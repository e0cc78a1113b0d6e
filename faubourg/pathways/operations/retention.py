"""Keeping no longer than needed: a notice, then anonymisation that leaves what is counted unchanged."""

from datetime import date, datetime, timedelta

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.pathways.dates import add_months
from faubourg.pathways.models import Beneficiary, Participant, Protocol, Residence
from faubourg.pathways.models.reach import FileRow
from faubourg.pathways.operations.beneficiaries import forget
from faubourg.pathways.operations.tracing import day_of, locked, protocol_of, trace, writable
from faubourg.pathways.permissions import can_lead, require
from faubourg.pathways.refusals import refuse


def kept_until(participant: Participant, protocol: Protocol) -> date | None:
    """The last day of retention; None while the person is followed or awaited."""
    if participant.pathways.filter(ended_on=None).exists() or participant.prescriptions.filter(closed_on=None).exists():
        return None
    ends = [*participant.pathways.values_list("ended_on", flat=True)]
    ends += participant.prescriptions.values_list("closed_on", flat=True)
    return add_months(max(ends), protocol.retention_months) if ends else None


@transaction.atomic
def give_notice(*, participant: Participant, by: User, at: datetime) -> Participant:
    """Announce the anonymisation of a file whose time is over; it follows after the days of notice."""
    require(can_lead(by, participant.contract), "lead")
    row = locked(participant)
    writable(row)
    _elapsed(row, at)
    row.retention_notice_on = day_of(at)
    row.save(update_fields=["retention_notice_on", "name_key"])
    trace(by=by, verb="avis avant anonymisation", contract=row.contract, row=row, at=at, about=row,
          fields=["retention_notice_on"])  # fmt: skip
    return row


@transaction.atomic
def anonymise(*, participant: Participant, by: User, at: datetime) -> Participant:
    """Empty every name and free text of a file, remove its proofs' content; dates, lists and birth year stay.

    What is counted does not change: ages are of the 31st of December, from the year of birth, or frozen at the entry.
    """
    require(can_lead(by, participant.contract), "lead")
    row = locked(participant)
    writable(row)
    _elapsed(row, at)
    if row.retention_notice_on is None:
        raise refuse("notice-not-given", day="l’avis lui-même")
    ready = row.retention_notice_on + timedelta(days=protocol_of(row.contract).notice_days)
    if day_of(at) < ready:
        raise refuse("notice-not-given", day=ready)
    for one in [row, *row.merged.all()]:
        _empty(one, at)
    trace(by=by, verb="dossier anonymisé", contract=row.contract, row=row, at=at, about=row, fields=["anonymised_at"])
    return row


def _empty(row: Participant, at: datetime) -> None:
    for model in _file_models():
        names = dict.fromkeys(model.personal, "")
        if names and model is not Participant:
            model._base_manager.filter(**{model.participant_path: row.pk}).update(**names)
    for pathway in row.pathways.all():
        for proof in pathway.proofs.exclude(file=""):
            # The file leaves the disk once the transaction holds.
            transaction.on_commit(lambda held=proof.file.storage, name=proof.file.name: held.delete(name))
            type(proof)._base_manager.filter(pk=proof.pk).update(file="")
    Residence.objects.filter(participant=row).update(latitude=None, longitude=None)
    row.readings.all().delete()
    forget(Beneficiary.objects.filter(participant=row), at)
    for name in Participant.personal:
        setattr(row, name, "")
    row.birth_date, row.anonymised_at = None, at
    row.died_on = None
    row.save()


def _file_models() -> list[type[FileRow]]:
    """Every model of people's files, so that one that is added later is emptied too."""
    return sorted(FileRow.__subclasses__(), key=lambda model: model.__name__)


def _elapsed(row: Participant, at: datetime) -> None:
    until = kept_until(row, protocol_of(row.contract))
    if until is None or day_of(at) <= until:
        raise refuse("still-followed", day=until or "la sortie")
