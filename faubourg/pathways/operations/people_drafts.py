"""The rows that a workbook of participants asks for, made and checked before any is saved."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.pathways.cells import Cells, folded
from faubourg.pathways.choices import ExitKind, ExitState, PrescriptionState, StepKind, StepState, TermKind
from faubourg.pathways.dates import next_measure
from faubourg.pathways.models import (
    Exit,
    Measure,
    Participant,
    Pathway,
    Prescription,
    Residence,
    RsaPeriod,
    Step,
)
from faubourg.pathways.operations.entry_facts import BRSA, facts_at_entry
from faubourg.pathways.operations.homes import check_home, place_home
from faubourg.pathways.operations.leaving import reasoned
from faubourg.pathways.operations.measures import check_measure
from faubourg.pathways.operations.people import check_person
from faubourg.pathways.operations.tracing import (
    day_of,
    following,
    listed,
    not_future,
    plausible,
    protocol_of,
    receiving,
)
from faubourg.pathways.operations.working import apply_class, check_name, check_step, classed, job_rules
from faubourg.pathways.people_reading import Book, PartLine, PersonLine
from faubourg.pathways.queries.known import Known
from faubourg.pathways.queries.quarters import Quarters
from faubourg.pathways.refusals import refuse

#: Code of a refusal → the column where it is told.
TITLES = {
    "nameless": "Nom", "birth-in-future": "Date de naissance", "birth-too-old": "Date de naissance",
    "known-already": "Nom", "homonym-undated": "Date de naissance", "twice-in-file": "Nom",
    "reference-twice": "Référence", "before-prescription": "Entrée (CER)", "entry-before-birth": "Entrée (CER)",
    "exit-before-entry": "Sortie", "exit-without-category": "Catégorie de sortie",
}  # fmt: skip
PART_TITLES = {
    "ends-before-start": "Fin", "renewal-too-long": "Fin", "person-unclear": "Date de naissance",
    "done-without-end": "Fin", "planned-begun": "État", "domain-of-means": "Domaine", "means-without-domain": "Domaine",
    "measure-too-long": "Fin", "measure-too-short": "Fin", "step-done-later": "Fin", "step-without-name": "Intitulé",
    "weekly-hours-too-many": "Heures par semaine",
}  # fmt: skip


@dataclass
class Draft:
    """A person and their rows, none of them saved; `alike`: numbers of the files that look like theirs."""

    line: PersonLine
    person: Participant
    home: Residence | None = None
    rsa: RsaPeriod | None = None
    prescription: Prescription | None = None
    pathway: Pathway | None = None
    exit: Exit | None = None
    measures: list[Measure] = field(default_factory=list)
    alike: tuple[int, ...] = ()


@contextmanager
def told(cells: Cells, otherwise: str, titles: dict[str, str] = TITLES) -> Iterator[None]:
    """What the domain refuses inside is told in its cell, by default in the column `otherwise`."""
    try:
        yield
    except ValidationError as error:
        cells.refused(error, titles, otherwise)


class Drafting:
    """Makes the rows of a book; what is wrong is told in the cells of its lines."""

    def __init__(self, contract: Contract, by: User, at: datetime) -> None:
        self.contract, self.by, self.at, self.today = contract, by, at, day_of(at)
        self.protocol = protocol_of(contract)
        self.quarters = Quarters(contract, self.protocol.qpv_generation)
        self.people: list[Draft] = []
        self.steps: list[Step] = []

    def read(self, book: Book) -> None:
        """Make the rows of every line that can be read; a line about a person who cannot is left alone."""
        self.known = Known(self.contract, book)
        self.rules = list(job_rules(self.contract.pk))
        self.people = [self._person(line) for line in book.people]
        self.named = Named(self.people, self.known)
        by_draft: dict[int, list[PartLine]] = {}
        for line in book.measures:
            with told(line.cells, line.who.column, PART_TITLES):
                draft = self.named.draft(line.who)
                if draft is None:
                    raise refuse("person-unknown")
                if draft.pathway is None and not draft.line.cells.problems:
                    raise refuse("without-entry")
                by_draft.setdefault(id(draft), []).append(line)
        for draft in self.people:
            self._measures(draft, by_draft.get(id(draft), []))
        for line in book.steps:
            named = dict.fromkeys(("person-unknown", "without-entry", "pathway-closed"), line.who.column)
            with told(line.cells, "Début", PART_TITLES | named):
                self._step(line)
        for draft in self.people:
            if draft.exit is not None and draft.exit.state == ExitState.PROPOSED:
                # Its end bounded the measures and the steps: it stays open until the proof is there.
                draft.pathway.ended_on = None

    def _person(self, line: PersonLine) -> Draft:
        draft = Draft(line, Participant(contract=self.contract, **line.identity))
        draft.person.fill()
        is_read = not line.cells.problems
        if is_read or not line.cells.has_problem("Nom", "Prénom"):
            with told(line.cells, "Notice remise le"):
                check_person(draft.person, self.at)
        if is_read:
            with told(line.cells, "Nom"):
                draft.alike = self.known.compare(line)
            self._home(draft)
            self._prescription(draft)
        return draft

    def _home(self, draft: Draft) -> None:
        line = draft.line
        if line.home or line.qpv:
            draft.home = Residence(participant=draft.person, **line.home)
            with told(line.cells, "Domicile depuis"):
                check_home(draft.home, self.contract, self.at)
            place_home(draft.home, self.quarters, self.at, **line.qpv)
        if line.is_brsa:
            draft.rsa = RsaPeriod(participant=draft.person, start=line.brsa_since)
            with told(line.cells, "BRSA depuis"):
                not_future(line.brsa_since, self.at)

    def _prescription(self, draft: Draft) -> None:
        line, cells = draft.line, draft.line.cells
        if said := line.prescription:
            with told(cells, "Prescription"):
                plausible(said["date"], self.at)
            with told(cells, "Prescripteur"):
                listed(said["prescriber"], self.contract, TermKind.PRESCRIBER, on=said["date"])
            with told(cells, "Motif de prescription"):
                listed(said.get("reason"), self.contract, TermKind.PRESCRIPTION_REASON, on=said["date"])
            covered = draft.rsa is not None and draft.rsa.covers(said["date"])
            is_brsa = covered or (False if line.is_brsa is False else None)
            draft.prescription = Prescription(contract=self.contract, participant=draft.person, is_brsa=is_brsa, **said)
        if line.entry:
            self._entry(draft)

    def _entry(self, draft: Draft) -> None:
        line, cells = draft.line, draft.line.cells
        on, structure, referent = (line.entry.get(name) for name in ("entered_on", "structure", "referent"))
        with told(cells, "Entrée (CER)"):
            not_future(on, self.at)
            if draft.prescription is not None and on < draft.prescription.date:
                raise refuse("before-prescription", day=draft.prescription.date)
            homes, periods = ([one] if one else [] for one in (draft.home, draft.rsa))
            facts = facts_at_entry(draft.person, on, draft.prescription, periods, homes)
            if line.is_brsa is False:
                facts[BRSA] = False
            draft.pathway = Pathway(
                contract=self.contract, participant=draft.person, prescription=draft.prescription, entered_on=on,
                structure=structure, referent=referent, **facts,
            )  # fmt: skip
        with told(cells, "Structure"):
            receiving(structure, self.contract, line.exit.get("on") or self.today)
        with told(cells, "Référent·e"):
            # Roles begin with the software, entries do not: who follows is asked of today.
            following(referent, self.contract, self.today)
        if (row := draft.prescription) is not None:
            row.structure, row.referent, row.eligible = structure, referent, True
            row.state, row.closed_on = PrescriptionState.ENTERED, on
        if line.exit and draft.pathway is not None:
            self._exit(draft)

    def _exit(self, draft: Draft) -> None:
        said, cells, path = draft.line.exit, draft.line.cells, draft.pathway
        with told(cells, "Sortie"):
            if said["kind"] == ExitKind.POSITIVE and said.get("category") is None:
                raise refuse("exit-without-category")
            if said["on"] < path.entered_on:
                raise refuse("exit-before-entry", day=said["on"], entry=path.entered_on)
            not_future(said["on"], self.at)
        with told(cells, "Cellule de sortie"):
            not_future(decided := said.get("validated_on"), self.at)
            if decided is not None and decided < path.entered_on:
                raise refuse("session-before-entry", day=decided, entry=path.entered_on)
        with told(cells, "Motif de sortie"):
            listed(said.get("reason"), self.contract, TermKind.EXIT_REASON, on=said["on"])
            reasoned(said["kind"], said.get("reason"))
        with told(cells, "Catégorie de sortie"):
            listed(said.get("category"), self.contract, TermKind.EXIT_CATEGORY, on=said["on"])
        path.ended_on = said["on"]
        # A positive one waits for its proof, whatever the cellule said in its time: it is not counted before.
        state = ExitState.PROPOSED if said["kind"] == ExitKind.POSITIVE else ExitState.VALIDATED
        draft.exit = Exit(pathway=path, state=state, proposed_by=self.by, **said)

    def _measures(self, draft: Draft, lines: list[PartLine]) -> None:
        if (path := draft.pathway) is None or draft.line.cells.problems:
            return
        if not lines:
            start, end = next_measure(path.entered_on, None, self.protocol.measure_months)
            draft.measures = [Measure(pathway=path, rank=1, start=start, end=end)]
            return
        read = sorted((one for one in lines if not one.cells.problems), key=lambda one: one.values["start"])
        for rank, line in enumerate(read, start=1):
            row = Measure(pathway=path, rank=rank, **line.values)
            with told(line.cells, "Début", PART_TITLES):
                check_measure(
                    path, row.start, row.end, former=draft.measures[-1] if draft.measures else None,
                    protocol=self.protocol, derogation=row.derogation, is_last=rank == len(read),
                )  # fmt: skip
            draft.measures.append(row)

    def _step(self, line: PartLine) -> None:
        path = self.named.pathway(line.who)
        if path is None or line.cells.problems:
            return
        row = Step(pathway=path, **line.values)
        check_step(row, path, self.at)
        if "state" not in line.values and row.end is not None and row.end < self.today:
            line.cells.tell("État", "la cellule est vide alors que l’étape est finie",
                            "Écrivez si elle est réalisée en totalité, en partie, ou abandonnée")  # fmt: skip
        if row.start is None and row.end is None and row.state != StepState.PLANNED:
            line.cells.tell("Début", "la cellule est vide", "Donnez le début, ou écrivez « prévue » dans « État »")
        check_name(row)
        if self.known.has_step(row):
            raise refuse("step-already")
        if row.kind == StepKind.JOB:
            apply_class(row, classed(row, self.rules))
        self.steps.append(row)


class Named:
    """Finds the person of a measure or a step: in the workbook first, then among the files."""

    def __init__(self, drafts: list[Draft], known: Known) -> None:
        self.known = known
        self.references: dict[str, Draft] = {}
        self.names: dict[str, list[Draft]] = {}
        for draft in drafts:
            if draft.line.reference:
                first = self.references.setdefault(folded(draft.line.reference), draft)
                if first is not draft:
                    with told(draft.line.cells, "Référence"):
                        raise refuse("reference-twice", line=first.line.cells.number)
            self.names.setdefault(known.key_of(draft.person), []).append(draft)

    def draft(self, who) -> Draft | None:
        """The person of the workbook; None when they are not there. Raises Refused: two may be meant."""
        if who.reference:
            return self.references.get(folded(who.reference))
        born = who.birth_date
        found = [
            one
            for one in self.names.get(self.known.key_of(who), [])
            if born is None or one.person.birth_date in (None, born)
        ]
        if len(found) > 1:
            raise refuse("person-unclear")
        return found[0] if found else None

    def pathway(self, who) -> Pathway | None:
        """The pathway of a step; None when the line of its person is to be mended first. Raises Refused."""
        draft = self.draft(who) if who.number is None else None
        if draft is None:
            return self.known.pathway(who)
        if draft.pathway is None and not draft.line.cells.problems:
            raise refuse("without-entry")
        return None if draft.line.cells.problems else draft.pathway
