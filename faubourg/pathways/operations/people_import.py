"""Participants, measures and steps from a workbook: rehearsed first, then written whole or not at all."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.intake.problems import IntakeError
from faubourg.journal.operations import record_many
from faubourg.pathways.choices import ExitState
from faubourg.pathways.models import (
    Assignment,
    Exit,
    Measure,
    Participant,
    Pathway,
    Prescription,
    Residence,
    RsaPeriod,
    Step,
)
from faubourg.pathways.operations.people import next_number
from faubourg.pathways.operations.people_drafts import Draft, Drafting
from faubourg.pathways.operations.tracing import entry_of
from faubourg.pathways.people_reading import Book
from faubourg.pathways.permissions import can_lead, require

_BATCH = 500


@dataclass(frozen=True)
class Imported:
    """What a workbook does, or would do; `unproven`: those of the exits that wait for their proof.

    `alike`: (line, numbers of the files that look alike).
    """

    people: int
    prescriptions: int
    entries: int
    exits: int
    measures: int
    steps: int
    unproven: int = 0
    alike: tuple[tuple[int, tuple[int, ...]], ...] = ()


def rehearse(*, contract: Contract, book: Book, by: User, at: datetime) -> Imported:
    """Say what the workbook would do, and write nothing. Raises PermissionDenied, IntakeError."""
    return _told(_drafted(contract, book, by, at))


@transaction.atomic
def import_people(*, contract: Contract, book: Book, by: User, at: datetime) -> Imported:
    """Open the files of a workbook with their homes, RSA, prescription, entry, measures, exit and steps.

    What the PLIE refuses of an act typed on a page is refused here, in its cell; an entry needs no validation, since
    it has taken place. A person who has a file already is refused; who only looks like one is let in, and told.
    Raises PermissionDenied, IntakeError (one sentence a cell; nothing is written).
    """
    number = next_number(contract)
    drafting = _drafted(contract, book, by, at)
    for rank, draft in enumerate(drafting.people):
        draft.person.number = number + rank
    written = _write(drafting.people, drafting.steps)
    record_many(_entries(contract, written, by, at))
    return _told(drafting)


def _drafted(contract: Contract, book: Book, by: User, at: datetime) -> Drafting:
    require(can_lead(by, contract), "lead")
    drafting = Drafting(contract, by, at)
    drafting.read(book)
    if book.problems:
        raise IntakeError(book.problems)
    return drafting


def _told(drafting: Drafting) -> Imported:
    people = drafting.people

    def count(name: str) -> int:
        return sum(getattr(one, name) is not None for one in people)

    return Imported(
        people=len(people),
        prescriptions=count("prescription"),
        entries=count("pathway"),
        exits=count("exit"),
        measures=sum(len(one.measures) for one in people),
        steps=len(drafting.steps),
        unproven=sum(one.exit is not None and one.exit.state == ExitState.PROPOSED for one in people),
        alike=tuple((one.line.cells.number, one.alike) for one in people if one.alike),
    )


def _write(drafts: list[Draft], steps: list[Step]) -> dict[type, list]:
    """Write the rows, a table at once, those that others point to first."""
    people = [one.person for one in drafts]
    rows = {Participant: Participant.objects.bulk_create(people, batch_size=_BATCH)}
    homes = [one.home for one in drafts if one.home is not None]
    rows[Residence] = Residence.objects.bulk_create(homes, batch_size=_BATCH)
    for draft in drafts:
        draft.person.residence = draft.home
    Participant.objects.bulk_update([home.participant for home in homes], ["residence"], batch_size=200)
    pathways = [one.pathway for one in drafts if one.pathway is not None]
    for model, found in (
        (RsaPeriod, [one.rsa for one in drafts if one.rsa is not None]),
        (Prescription, [one.prescription for one in drafts if one.prescription is not None]),
        (Pathway, pathways),
        (Assignment, [_assignment(path) for path in pathways]),
        (Measure, [measure for one in drafts for measure in one.measures]),
        (Exit, [one.exit for one in drafts if one.exit is not None]),
        (Step, steps),
    ):
        rows[model] = model.objects.bulk_create(found, batch_size=_BATCH)
    return rows


def _assignment(path: Pathway) -> Assignment:
    return Assignment(
        pathway=path, structure=path.structure, referent=path.referent, start=path.entered_on, end=path.ended_on
    )


#: What is told in the journal, and of which fields; the names of the fields only.
_TOLD = {
    Participant: ("dossier ouvert par un classeur", ("last_name", "first_name", "birth_date")),
    Prescription: ("prescription reprise d’un classeur", ("date",)),
    Pathway: ("entrée reprise d’un classeur", ("entered_on",)),
    Exit: ("sortie reprise d’un classeur", ("kind", "on")),
    Step: ("étape reprise d’un classeur", ("kind", "start")),
}


def _entries(contract: Contract, written: dict[type, list], by: User, at: datetime):
    for model, (verb, fields) in _TOLD.items():
        for row in written[model]:
            owner = row if model is Participant else getattr(row, "pathway", row).participant
            if model is Prescription:
                owner = row.participant
            yield entry_of(by=by, verb=verb, contract=contract, row=row, at=at, fields=fields, about=owner)
