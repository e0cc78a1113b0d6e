"""Keeping no longer than needed: a notice, then anonymisation that leaves what is counted unchanged."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.pathways.choices import KeepReason
from faubourg.pathways.models import Beneficiary, Minutes, Participant, Protocol, Residence, Session
from faubourg.pathways.models.reach import FileRow
from faubourg.pathways.operations.beneficiaries import check_outsider, forget
from faubourg.pathways.operations.tracing import day_of, locked, protocol_of, trace, writable
from faubourg.pathways.permissions import can_follow, can_lead, require
from faubourg.pathways.queries.retention import Stage, Standing, kept_until, standing_of, standings
from faubourg.pathways.refusals import refuse


@transaction.atomic
def give_notice(*, participant: Participant, by: User, at: datetime) -> Participant:
    """Announce the anonymisation of a file whose time is over; it follows after the days of notice."""
    require(can_lead(by, participant.contract), "lead")
    return _notice(participant, by, at)


@transaction.atomic
def anonymise(*, participant: Participant, by: User, at: datetime) -> Participant:
    """Empty every name and free text of a file, remove its proofs' content; dates, lists and birth year stay.

    What is counted does not change: ages are of the 31st of December, from the year of birth, or frozen at the entry.
    """
    require(can_lead(by, participant.contract), "lead")
    return _anonymise(participant, by, at)


@transaction.atomic
def give_outsider_notice(*, beneficiary: Beneficiary, by: User, at: datetime) -> Beneficiary:
    """The same for a person of the dispositifs whom the PLIE does not follow."""
    require(can_lead(by, beneficiary.contract), "lead")
    return _notice(beneficiary, by, at)


@transaction.atomic
def anonymise_outsider(*, beneficiary: Beneficiary, by: User, at: datetime) -> Beneficiary:
    """Empty the names and texts of a person whom the PLIE does not follow; what is counted stays."""
    require(can_lead(by, beneficiary.contract), "lead")
    return _anonymise(beneficiary, by, at)


@transaction.atomic
def keep_longer(*, row: Participant | Beneficiary, reason: str, by: User, at: datetime) -> Participant | Beneficiary:
    """Object to the anonymisation of a file or person, with a reason of the list, until somebody lifts it."""
    _may_keep(row, by)
    row = _open(row)
    row.kept_since, row.kept_reason, row.retention_notice_on = day_of(at), KeepReason(reason), None
    return _saved(row, "conservation prolongée", by, at, "kept_since", "kept_reason", "retention_notice_on")


@transaction.atomic
def stop_keeping(*, row: Participant | Beneficiary, by: User, at: datetime) -> Participant | Beneficiary:
    """Lift what kept a file longer: a new notice begins."""
    _may_keep(row, by)
    row = _open(row)
    if row.kept_since is None:
        raise refuse("not-kept")
    row.kept_since, row.kept_reason = None, ""
    return _saved(row, "prolongation levée", by, at, "kept_since", "kept_reason")


@transaction.atomic
def give_notices(*, contract: Contract, by: User, at: datetime) -> int:
    """Give notice of every file and person whose time is over; says how many."""
    require(can_lead(by, contract), "lead")
    return _each(contract, Stage.OVER, _notice, by, at)


@transaction.atomic
def anonymise_ready(*, contract: Contract, by: User, at: datetime) -> int:
    """Anonymise every file and person whose notice is over and that nothing keeps; says how many."""
    require(can_lead(by, contract), "lead")
    return _each(contract, Stage.READY, _anonymise, by, at)


@transaction.atomic
def follow_terms(*, protocol: Protocol, at: datetime) -> tuple[int, int]:
    """The nightly passage over a PLIE, by nobody: notices, then anonymisation where the protocol says so.

    Gives back how many of each.
    """
    contract = protocol.contract
    noticed = _each(contract, Stage.OVER, _notice, None, at)
    return noticed, _each(contract, Stage.READY, _anonymise, None, at) if protocol.anonymises_alone else 0


def _each(contract: Contract, stage: str, act: Callable, by: User | None, at: datetime) -> int:
    found = [one for one in standings(contract, on=day_of(at)) if one.stage == stage]
    for one in found:
        act(_row(one), by, at)
    return len(found)


def _row(one: Standing) -> Participant | Beneficiary:
    return (Beneficiary if one.number is None else Participant).objects.select_related("contract").get(pk=one.pk)


def _notice(row: Participant | Beneficiary, by: User | None, at: datetime) -> Participant | Beneficiary:
    row = _open(row)
    _elapsed(row, at)
    row.retention_notice_on = day_of(at)
    return _saved(row, "avis avant anonymisation", by, at, "retention_notice_on")


def _anonymise(row: Participant | Beneficiary, by: User | None, at: datetime) -> Participant | Beneficiary:
    row = _open(row)
    standing = _elapsed(row, at)
    if standing.stage != Stage.READY:
        raise refuse("notice-not-given", day=standing.ready or "l’avis lui-même")
    if isinstance(row, Beneficiary):
        forget(Beneficiary.objects.filter(pk=row.pk), at)
        trace(by=by, verb="personne anonymisée", contract=row.contract, row=row, at=at, fields=["anonymised_at"])
        return locked(row)
    for one in [*_gone_into(row), row]:
        _empty(one, at)
    trace(by=by, verb="dossier anonymisé", contract=row.contract, row=row, at=at, about=row, fields=["anonymised_at"])
    return locked(row)


def _gone_into(row: Participant) -> list[Participant]:
    """The files merged into this one, and those merged into them."""
    found = []
    for one in row.merged.order_by("pk"):
        found += [*_gone_into(one), one]
    return found


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
    _sweep_sessions(row)
    row.readings.all().delete()
    forget(Beneficiary.objects.filter(participant=row), at)
    for name in Participant.personal:
        setattr(row, name, "")
    row.birth_date, row.anonymised_at = None, at
    row.died_on = None
    row.save()


def _sweep_sessions(row: Participant) -> None:
    """Empty what was written of the sessions where the person was on the agenda: it is nobody's file, and may tell."""
    held = Session.objects.filter(pk__in=row.cases.order_by().values("session"))
    Minutes.objects.filter(session__in=held.order_by().values("pk")).update(reason="")
    held.update(minutes="", reopening_reason="")


def _file_models() -> list[type[FileRow]]:
    """Every model of people's files, so that one that is added later is emptied too."""
    return sorted(FileRow.__subclasses__(), key=lambda model: model.__name__)


def _open(row: Participant | Beneficiary) -> Participant | Beneficiary:
    row = locked(row)
    if isinstance(row, Participant):
        writable(row)
    else:
        check_outsider(row)
    return row


def _may_keep(row: Participant | Beneficiary, by: User) -> None:
    if isinstance(row, Participant):
        require(can_follow(by, row), "follow")
    else:
        require(can_lead(by, row.contract), "lead")


def _saved(row, verb: str, by: User | None, at: datetime, *fields: str):
    row.save(update_fields=[*fields, "name_key"])
    about = row if isinstance(row, Participant) else None
    trace(by=by, verb=verb, contract=row.contract, row=row, at=at, about=about, fields=fields)
    return row


def _elapsed(row: Participant | Beneficiary, at: datetime) -> Standing:
    """Where the row stands once its term is over. Raises Refused while it runs, or is prolonged."""
    found = standing_of(row, on=day_of(at))
    if found is None or found.stage == Stage.NEAR:
        until = kept_until(row, protocol_of(row.contract)) if isinstance(row, Participant) else None
        raise refuse("still-followed", day=until or (found and found.until) or "la sortie")
    if found.stage == Stage.KEPT:
        raise refuse("kept-longer")
    return found
