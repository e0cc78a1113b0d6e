"""The other dispositifs: their stages, who enters them, the day of each stage."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract, ListedOrganisation
from faubourg.pathways.choices import TermKind
from faubourg.pathways.models import (
    Enrolment,
    Option,
    OptionStock,
    Participant,
    Programme,
    Stage,
    StageReached,
    Term,
)
from faubourg.pathways.operations.beneficiaries import (
    CIRCUMSTANCES,
    beneficiary_of,
    check_circumstances,
    circumstances_of,
    person_of,
)
from faubourg.pathways.operations.tracing import assign, listed, locked, not_future, trace
from faubourg.pathways.permissions import can_enrol, can_follow, can_lead, require
from faubourg.pathways.refusals import refuse

ENROLMENT_FIELDS = ("prescriber", "option", "start", "note", *CIRCUMSTANCES)


@transaction.atomic
def write_programme(
    *, contract: Contract, name: str, stages: Sequence[str], by: User, at: datetime,
    organisation: ListedOrganisation | None = None, programme: Programme | None = None, options: Sequence[str] = (),
) -> Programme:  # fmt: skip
    """Add a dispositif, or change it: `stages` are the labels in order, the first one being the orientation.

    `options`: what it lends, of which a passage takes one. A label that stays keeps its days; one that somebody
    reached or took cannot leave.
    """
    require(can_lead(by, contract), "lead")
    row = locked(programme) if programme else Programme(contract=contract)
    if row.contract_id != contract.pk or (organisation and organisation.contract_id != contract.pk):
        raise refuse("wrong-contract")
    labels = [label.strip() for label in stages if label.strip()]
    if not labels or len({label.casefold() for label in labels}) != len(labels):
        raise refuse("stages-missing")
    row.name, row.organisation = name.strip(), organisation
    row.full_clean()
    row.save()
    _write_stages(row, labels)
    _write_options(row, [label.strip() for label in options if label.strip()])
    trace(by=by, verb="dispositif : saisie", contract=contract, row=row, at=at, fields=["name"])
    return row


def _write_stages(row: Programme, labels: list[str]) -> None:
    present = {stage.label: stage for stage in row.stages.order_by("rank")}
    for label, stage in present.items():
        if label not in labels:
            if stage.reached.exists():
                raise refuse("stage-used", label=label)
            stage.delete()
    # Ranks change hands: they leave first, so that two stages never hold one.
    highest = max((stage.rank for stage in present.values()), default=0) + len(labels)
    for shift in (highest, 0):
        for rank, label in enumerate(labels, start=1):
            Stage.objects.update_or_create(programme=row, label=label, defaults={"rank": rank + shift})


def _write_options(row: Programme, labels: list[str]) -> None:
    for option in row.options.exclude(label__in=labels).order_by("rank"):
        if option.enrolments.exists():
            raise refuse("option-used", label=option.label)
        option.delete()
    for rank, label in enumerate(dict.fromkeys(labels), start=1):
        Option.objects.update_or_create(programme=row, label=label, defaults={"rank": rank})


@transaction.atomic
def write_stock(
    *, programme: Programme, year: int, units: Mapping[Option, int | None], by: User, at: datetime
) -> Programme:
    """Say how many of each option there are in a year; None: not known any more."""
    require(can_lead(by, programme.contract), "lead")
    for option, count in units.items():
        if option.programme_id != programme.pk:
            raise refuse("option-elsewhere", label=option.label)
        if count is None:
            option.stocks.filter(year=year).delete()
            continue
        if count < 0:
            raise refuse("stock-negative")
        OptionStock.objects.update_or_create(option=option, year=year, defaults={"units": count})
    trace(by=by, verb="parc d’un dispositif", contract=programme.contract, row=programme, at=at)
    return programme


@transaction.atomic
def enrol(
    *, programme: Programme, values: Mapping[str, Any], by: User, at: datetime,
    participant: Participant | None = None, identity: Mapping[str, Any] | None = None,
) -> Enrolment:  # fmt: skip
    """Orient a person towards a dispositif: the first stage is reached that day.

    A person of the PLIE (`participant`) brings what their file says of that day; `values`: any of ENROLMENT_FIELDS.
    """
    contract = programme.contract
    told = dict(values)
    if participant is not None:
        require(can_follow(by, participant), "schemes")
        if participant.contract_id != contract.pk:
            raise refuse("wrong-contract")
        person = beneficiary_of(participant)
        told = circumstances_of(participant, told["start"]) | told
    else:
        require(can_lead(by, contract), "schemes")
        person = person_of(contract=contract, values=identity or {}, at=at)
    row = Enrolment(beneficiary=person, programme=programme)
    changed = assign(row, told, ENROLMENT_FIELDS)
    _check(row, contract, at)
    row.save()
    first = programme.stages.order_by("rank").first()
    if first is not None:
        StageReached.objects.create(enrolment=row, stage=first, on=row.start)
    trace(by=by, verb="orientation vers un dispositif", contract=contract, row=row, at=at, fields=changed)
    return row


def _check(row: Enrolment, contract: Contract, at: datetime) -> None:
    not_future(row.start, at)
    listed(row.prescriber, contract, TermKind.PRESCRIBER)
    check_circumstances(row, contract)
    if row.option is not None and row.option.programme_id != row.programme_id:
        raise refuse("option-elsewhere", label=row.option.label)
    others = Enrolment.objects.filter(programme=row.programme, beneficiary=row.beneficiary, end=None)
    if (other := others.exclude(pk=row.pk).order_by("start").first()) is not None:
        raise refuse("enrolment-open", day=other.start)


@transaction.atomic
def reach_stages(*, enrolment: Enrolment, days: Mapping[Stage, date | None], by: User, at: datetime) -> Enrolment:
    """Write the day of each stage; None takes it back, what is left out stays, a later one never comes earlier."""
    require(can_enrol(by, enrolment.beneficiary), "schemes")
    row = locked(enrolment)
    found = {one.stage: one.on for one in row.reached.select_related("stage").order_by("pk")}
    for stage, day in days.items():
        if stage.programme_id != row.programme_id:
            raise refuse("stage-elsewhere", label=stage.label)
        not_future(day, at)
        if day is not None and day < row.start:
            raise refuse("before-enrolment", day=row.start)
        if day is not None and row.end is not None and day > row.end:
            raise refuse("enrolment-ended", day=row.end)
        found[stage] = day
    former = None
    for stage, day in sorted(found.items(), key=lambda item: item[0].rank):
        if day is None:
            continue
        if former is not None and day < former[1]:
            raise refuse("stage-disorder", label=stage.label, former=former[0].label, day=former[1])
        former = (stage, day)
    for stage, day in days.items():
        if day is None:
            row.reached.filter(stage=stage).delete()
        else:
            StageReached.objects.update_or_create(enrolment=row, stage=stage, defaults={"on": day})
    trace(by=by, verb="étapes d’un dispositif", contract=row.beneficiary.contract, row=row, at=at)
    return row


@transaction.atomic
def leave_programme(*, enrolment: Enrolment, on: date, by: User, at: datetime, reason: Term | None = None) -> Enrolment:
    """Stop before or after the last stage."""
    require(can_enrol(by, enrolment.beneficiary), "schemes")
    row = locked(enrolment)
    if row.end is not None:
        raise refuse("enrolment-ended", day=row.end)
    not_future(on, at)
    last = row.reached.order_by("-on").values_list("on", flat=True).first() or row.start
    if on < last:
        raise refuse("ends-before-start")
    listed(reason, row.beneficiary.contract, TermKind.SCHEME_REASON)
    row.end, row.end_reason = on, reason
    row.save(update_fields=["end", "end_reason"])
    trace(by=by, verb="arrêt d’un dispositif", contract=row.beneficiary.contract, row=row, at=at,
          fields=["end", "end_reason"])  # fmt: skip
    return row
