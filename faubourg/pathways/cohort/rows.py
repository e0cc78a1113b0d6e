"""The rows of the cohort, table after table."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from faubourg.pathways.choices import (
    Opinion,
    PrescriptionState,
    QpvMethod,
    QpvResult,
    TermKind,
    Validator,
)
from faubourg.pathways.cohort import facts
from faubourg.pathways.cohort.following import write_following
from faubourg.pathways.cohort.ground import Ground
from faubourg.pathways.cohort.people import Draft
from faubourg.pathways.models import (
    Participant,
    Pathway,
    Prescription,
    Residence,
    RsaPeriod,
    Validation,
    name_key,
)

#: Of a hundred persons, those who live in a QPV, in the town at least, then those whose home could not be placed.
IN_QUARTER, IN_TOWN, UNPLACED = 40, 70, 4


def write_people(people: list[Draft], ground: Ground, random: Random) -> dict[int, Pathway]:
    """Write everybody with their homes, prescriptions and pathways; number of the person → pathway."""
    persons = {row.number: one for row, one in zip(people, _participants(people, ground), strict=True)}
    homes = dict(zip(persons, _homes(people, persons, ground), strict=True))
    RsaPeriod.objects.bulk_create(
        RsaPeriod(participant=persons[row.number], start=row.prescribed - timedelta(days=400))
        for row in people
        if row.is_brsa
    )
    prescriptions = dict(zip(persons, _prescriptions(people, persons, ground), strict=True))
    _validations(people, prescriptions, ground)
    followed = [row for row in people if row.entered]
    pathways = Pathway.objects.bulk_create(
        Pathway(
            contract=ground.contract, participant=persons[row.number], prescription=prescriptions[row.number],
            structure=ground.structures[row.structure], referent=ground.agents[row.structure],
            entered_on=row.entered, ended_on=_end(row), brsa_at_entry=row.is_brsa,
            age_at_entry=row.entered.year - (facts.YEAR - row.age), residence_at_entry=homes[row.number],
        )
        for row in followed
    )  # fmt: skip
    write_following(list(zip(followed, pathways, strict=True)), ground, random)
    return {row.number: one for row, one in zip(followed, pathways, strict=True)}


def _end(row: Draft) -> date | None:
    """Those of the report who were still there leave before the longest time is over."""
    if row.ended or row.entered > facts.LAST:
        return row.ended
    return row.entered + timedelta(days=700)


def _participants(people: list[Draft], ground: Ground) -> list[Participant]:
    found = []
    for row in people:
        year = facts.YEAR - row.age
        one = Participant(
            contract=ground.contract, number=row.number, last_name="Participant", first_name=f"{row.number:04}",
            sex=row.sex, birth_date=date(year, row.number % 12 + 1, row.number % 28 + 1), birth_year=year,
            qualification=ground.term(TermKind.QUALIFICATION, row.level), foreign_diploma=row.foreign_diploma,
            disabled_worker=row.disabled, long_unemployed=row.long_unemployed, informed_on=row.prescribed,
            consented_on=row.prescribed,
        )  # fmt: skip
        one.name_key = f" {name_key(one.last_name, one.first_name)}"
        found.append(one)
    return Participant.objects.bulk_create(found)


def _homes(people: list[Draft], persons: dict[int, Participant], ground: Ground) -> list[Residence]:
    rows = Residence.objects.bulk_create(_home(row, persons[row.number], ground) for row in people)
    for home in rows:
        home.participant.residence = home
    Participant.objects.bulk_update(list(persons.values()), ["residence"], batch_size=200)
    return rows


def _home(row: Draft, person: Participant, ground: Ground) -> Residence:
    home = Residence(participant=person, since=row.prescribed, method=QpvMethod.CHOSEN, determined_on=row.prescribed)
    home.generation = "2015" if row.prescribed.year < 2024 else "2024"
    if row.quarter < IN_QUARTER and ground.quarters:
        home.qpv, home.territory = QpvResult.INSIDE, ground.quarters[row.number % len(ground.quarters)]
    elif row.quarter >= 100 - UNPLACED:
        home.qpv, home.method, home.determined_on = QpvResult.UNDETERMINED, "", None
    else:
        home.qpv = QpvResult.OUTSIDE
    if ground.communes:
        inside = home.qpv == QpvResult.INSIDE or row.quarter < IN_TOWN
        # Who waits to be oriented lives where distances are known.
        elsewhere = () if row.fate in facts.PENDING else facts.OTHER_COMMUNES
        rank = 0 if inside else row.quarter % (len(ground.communes) + len(elsewhere))
        if rank < len(ground.communes):
            home.commune = ground.communes[rank]
        else:
            home.commune_name = elsewhere[rank - len(ground.communes)]
    return home


def _prescriptions(people: list[Draft], persons: dict[int, Participant], ground: Ground) -> Iterable[Prescription]:
    return Prescription.objects.bulk_create(_prescription(row, persons[row.number], ground) for row in people)


def _prescription(row: Draft, person: Participant, ground: Ground) -> Prescription:
    day = row.prescribed
    one = Prescription(
        contract=ground.contract, participant=person, date=day, is_brsa=row.is_brsa, eligible=True, checked_on=day,
        prescriber=ground.term(TermKind.PRESCRIBER, row.prescriber),
        state=row.fate or PrescriptionState.ENTERED, closed_on=row.entered or day + timedelta(days=40),
    )  # fmt: skip
    if row.fate in facts.PENDING:
        return _pending(one, row, ground)
    if row.fate == PrescriptionState.LOST:
        one.loss_reason = ground.first(TermKind.LOSS_REASON, row.number)
    elif row.fate:
        one.refusal_reason = ground.first(TermKind.REFUSAL_REASON, row.number)
        one.eligible = row.fate != PrescriptionState.INELIGIBLE
    else:
        one.structure, one.referent = ground.structures[row.structure], ground.agents[row.structure]
        one.oriented_on, one.admitted_on = min(day + timedelta(days=7), row.entered), row.entered
    return one


def _pending(one: Prescription, row: Draft, ground: Ground) -> Prescription:
    """As far as its state says."""
    one.closed_on = None
    if row.fate == PrescriptionState.TO_CHECK:
        one.eligible = one.checked_on = None
    if row.fate in (PrescriptionState.TO_ADMIT, PrescriptionState.TO_SIGN):
        one.structure, one.referent = ground.structures[row.structure], ground.agents[row.structure]
        one.oriented_on = row.prescribed + timedelta(days=7)
    if row.fate == PrescriptionState.TO_SIGN:
        one.admitted_on = row.prescribed + timedelta(days=21)
    return one


def _validations(people: list[Draft], prescriptions: dict[int, Prescription], ground: Ground) -> None:
    Validation.objects.bulk_create(
        Validation(
            prescription=prescriptions[row.number], validator=validator, on=row.prescribed + timedelta(days=5),
            opinion=Opinion.REFUSED if row.fate == PrescriptionState.REFUSED else Opinion.ACCEPTED,
            said_by="Conseil du prescripteur", recorded_by=ground.coordinator, recorded_at=ground.at,
        )
        for row in people
        for validator in _given(row)
    )  # fmt: skip


def _given(row: Draft) -> tuple[str, ...]:
    """The validations that were given: of those still to come, the Bureau Insertion's only."""
    if row.fate in (PrescriptionState.INELIGIBLE, PrescriptionState.TO_CHECK):
        return ()
    if row.fate == PrescriptionState.TO_VALIDATE:
        return (Validator.INSERTION_OFFICE,) if row.is_brsa else ()
    return tuple(Validator) if row.is_brsa else (Validator.FRANCE_TRAVAIL,)
