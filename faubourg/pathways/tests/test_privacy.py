"""Merged and unmerged, kept no longer than needed: planted words are found nowhere, counts do not change."""

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from faubourg import jobs
from faubourg.contracts.tests.factories import UserFactory
from faubourg.mailing.models import Message
from faubourg.pathways.choices import AgentRole, ExitKind, StepKind, TermKind, Verdict
from faubourg.pathways.models import FileReading, LegalBasis, Participant, Pathway, Protocol, Step
from faubourg.pathways.models.reach import FileRow
from faubourg.pathways.operations import (
    beneficiaries,
    clauses,
    following,
    homes,
    leaving,
    merging,
    people,
    retention,
    sessions,
    setup,
    working,
)
from faubourg.pathways.queries import desk
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.fse import common_indicators
from faubourg.pathways.queries.people import anomalies, contract_for, lookalikes
from faubourg.pathways.queries.yearly import year_of
from faubourg.pathways.tests.dispositifs import (
    DAY,
    BeneficiaryFactory,
    ChildcareRequestFactory,
    ClauseContractFactory,
    passage,
    programme,
)
from faubourg.pathways.tests.factories import AgentFactory, ParticipantFactory
from faubourg.pathways.tests.plie import AT, proof_of
from faubourg.threads.tests.files import PDF

pytestmark = pytest.mark.django_db


def everything() -> str:
    """All that the database says, table by table, those that no model knows included."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            said += [str(row) for row in cursor.fetchall()]
    return " ".join(said)


def files_of(folder: Path) -> str:
    """Names and contents of all that lies under a folder, workbooks unfolded."""
    return " ".join(f"{path} {words_of(path.read_bytes())}" for path in folder.rglob("*") if path.is_file())


def words_of(data: bytes) -> str:
    if is_zipfile(BytesIO(data)):
        with ZipFile(BytesIO(data)) as held:
            return " ".join(held.read(name).decode("utf-8", "replace") for name in held.namelist())
    return data.decode("utf-8", "replace")


def plant_elsewhere(plie, person: Participant, word: Iterator[str]) -> None:
    """The same person in each dispositif, then a word in every free text of a file that is still empty."""
    beneficiary = BeneficiaryFactory(
        contract=plie.contract, participant=person, last_name=next(word), first_name=next(word)
    )
    mission = ClauseContractFactory(beneficiary=beneficiary)
    clauses.evaluate_mission(clause_contract=mission, on=DAY, appraisal="satisfaisante", note=next(word), **plie.by())
    ChildcareRequestFactory(beneficiary=beneficiary, note=next(word))
    passage(programme(plie.contract), beneficiary, DAY, note=next(word))
    beneficiaries.log_openings(beneficiaries=[beneficiary.pk], by=plie.lead, at=AT)
    for model in FileRow.__subclasses__():
        for name in model.personal:
            model._base_manager.filter(**{name: ""}).update(**{name: "planté00"})


def outputs(plie, folder: Path) -> None:
    """Every file that leaves without a person's name: report, contract, figures, clauses, dispositifs, lists."""
    for ending in ("json", "xlsx"):
        call_command("document", "plie-rapport", contract=plie.contract.key, year=2024, output=folder / f"r.{ending}")
    for ending in ("yaml", "xlsx"):
        call_command("export_contract", plie.contract.key, format=ending, output=folder / f"c.{ending}")
    client = Client()
    client.force_login(plie.lead)
    held = plie.contract.plie_sessions.get()
    (scheme,) = plie.contract.plie_programmes.all()
    addresses = {
        "numbers-export": [], "clauses-export": ["xlsx"], "scheme-export": [scheme.pk, "csv"], "numbers": [],
        "clauses": [], "childcare": [], "schemes": [], "clause-contracts": [], "people": [], "prescriptions": [],
        "retention": [], "outgoing": [], "desk": [], "quality": [], "sessions": [], "file": [plie.number],
        "dropins": [], "person-data": [plie.number], "readings": [plie.number],
        "report": ["docx"], "dialogue-file": [plie.structure.pk, "docx"], "summary": [plie.number, "docx"],
        "session": [held.pk], "minutes": [held.pk, "docx"], "minutes-nameless": [held.pk, "docx"],
    }  # fmt: skip
    for name, more in addresses.items():
        answer = client.get(reverse(f"plie:{name}", args=[plie.contract.key, *more]), {"noms": "oui"})
        assert answer.status_code == 200, name
        (folder / name).write_bytes(b"".join(answer) if answer.streaming else answer.content)
    basis = LegalBasis.objects.create(
        contract=plie.contract, recipient="Département", basis="Convention", purpose="Contrôle", start=date(2020, 1, 1),
        fields=["number", "last_name", "first_name", "birth_name", "birth_date", "address", "email", "commune"],
    )  # fmt: skip
    asked = {"kind": "fse", "legal_basis": basis.pk, "year": 2024, "ending": "xlsx", "asked": []}
    answer = client.post(reverse("plie:send", args=[plie.contract.key]), asked)
    assert is_zipfile(BytesIO(answer.content))
    (folder / "list.xlsx").write_bytes(answer.content)
    answer = client.post(reverse("plie:person-export", args=[plie.contract.key, plie.number, "json"]))
    (folder / "person.json").write_bytes(answer.content)


def counts() -> dict:
    pathways = Pathway.objects.order_by("pk")
    (contract,) = {one.contract for one in pathways.select_related("contract")}
    return {
        "tables": {year: year_of(contract, Cut.of_year(year)).tallies for year in (2024, 2025)},
        "fse": {year: common_indicators(contract, Cut.of_year(year), threshold=0) for year in (2024, 2025)},
        "sex": list(Participant.objects.order_by("sex").values_list("sex").annotate(Count("pk"))),
        "born": list(Participant.objects.order_by("birth_year").values_list("birth_year").annotate(Count("pk"))),
        "entries": list(pathways.values_list("entered_on", "ended_on", "age_at_entry", "brsa_at_entry")),
        "qpv": list(pathways.values_list("residence_at_entry__qpv")),
        "steps": list(Step.objects.order_by("pk").values_list("kind", "domain", "job_class", "start", "end")),
        "exits": Pathway.objects.filter(exits__kind=ExitKind.POSITIVE, exits__state="validee").count(),
    }  # fmt: skip


def test_thirty_planted_words_are_found_nowhere_once_anonymised(
    plie, tmp_path, tmp_path_factory, django_capture_on_commit_callbacks
):
    word = iter(f"planté{number}mot" for number in range(1, 60))
    identity = {name: next(word) for name in ("last_name", "first_name", "birth_name", "phone", "note")}
    person = people.add_participant(
        contract=plie.contract, at=AT, by=plie.lead,
        values=identity | {
            "email": f"{next(word)}@exemple.fr", "birth_date": date(1991, 7, 23), "sex": "F",
            "note": f"{identity['note']}, NIR 2 91 07 79 191 004",
        },
    )  # fmt: skip
    plie.number = person.number
    home = {name: next(word) for name in ("address", "commune_name")} | {"postcode": "planté99", "latitude": 46.3217}
    home["longitude"] = -0.4567
    homes.settle(participant=person, values=home, **plie.by())
    pathway = plie.pathway(person, note=next(word), prescribed_by=next(word))
    for number in range(5):
        following.write_meeting(pathway=pathway, on=date(2024, 4, 1 + number), note=next(word), **plie.by())
    following.write_objectives(
        pathway=pathway, texts=[(next(word), "en-cours") for _ in range(3)], on=date(2024, 4, 1), **plie.by()
    )
    for number in range(4):
        texts = {name: next(word) for name in ("title", "organisation", "note")}
        values = texts | {"kind": StepKind.TRAINING, "start": date(2024, 5, 1 + number)}
        working.write_step(pathway=pathway, values=values, **plie.by())
    data = PDF + f"\n% {next(word)}".encode()
    proof = working.attach_proof(pathway=pathway, name="planté98.pdf", data=data, **plie.by())
    session = plie.session(on=date(2024, 9, 1))
    case = session.cases.get()
    sessions.propose(case=case, text=next(word), **plie.by())
    sessions.decide(case=case, verdict=Verdict.ACCEPTED, remark=next(word), **plie.by())
    session = sessions.close_session(session=session, minutes=next(word), **plie.by())
    session = sessions.reopen_session(session=session, reason=next(word), **plie.by())
    sessions.close_session(session=session, **plie.by())
    found = leaving.propose_exit(
        pathway=pathway, kind=ExitKind.POSITIVE, on=date(2025, 1, 1), category=plie.terms[TermKind.EXIT_CATEGORY],
        proof=proof, note=next(word), **plie.by(),
    )  # fmt: skip
    leaving.validate_exit(exit=found, on=date(2025, 1, 7), **plie.by())
    people.log_reading(participant=person, page="parcours", by=plie.lead, at=AT)
    Protocol.objects.create(contract=plie.contract, retention_months=6)
    plant_elsewhere(plie, person, word)
    assert everything().count("plant") >= 30
    assert "planté" in files_of(tmp_path)
    before = counts()
    (nightly,) = [one for one in jobs.registry.registered() if one.name == "plie-terms"]
    assert nightly.run(AT).startswith("1")
    with django_capture_on_commit_callbacks(execute=True):
        retention.anonymise(participant=person, **plie.by(at=AT + timedelta(days=61)))
    out = tmp_path_factory.mktemp("sorties")
    outputs(plie, out)
    said = " ".join((everything(), files_of(tmp_path), files_of(out)))
    for trace in ("plant", "1991, 7, 23", "1991-07-23", "23/07/1991", "46.3217", "2 91 07 79"):
        assert trace not in said, said[max(said.index(trace) - 200, 0) : said.index(trace) + 50]
    assert counts() == before
    assert str(Participant.objects.get()) == f"Dossier {person.number}"
    assert len(mail_of(plie)) == 1


def mail_of(plie) -> list[Message]:
    """The nightly letters to the coordinatrice."""
    return list(Message.objects.filter(recipient=plie.lead.email, job="plie-terms"))


def test_the_file_of_a_proof_leaves_the_disk(plie, django_capture_on_commit_callbacks):
    Protocol.objects.create(contract=plie.contract, retention_months=1)
    pathway = plie.pathway()
    path = proof_of(pathway, plie.lead).file.path
    found = leaving.propose_exit(
        pathway=pathway, kind=ExitKind.OTHER, reason=plie.terms[TermKind.EXIT_REASON], on=date(2025, 1, 1), **plie.by()
    )
    leaving.validate_exit(exit=found, on=date(2025, 1, 7), **plie.by())
    person = retention.give_notice(participant=pathway.participant, **plie.by())
    assert Path(path).exists()
    with django_capture_on_commit_callbacks(execute=True):
        retention.anonymise(participant=person, **plie.by(at=AT + timedelta(days=61)))
    assert not Path(path).exists()


def test_a_wrong_merge_is_undone_row_by_row(plie):
    kept, gone = ParticipantFactory(contract=plie.contract), ParticipantFactory(contract=plie.contract)
    pathway = plie.pathway(gone)
    row = merging.merge(kept=kept, gone=gone, **plie.by())
    pathway.refresh_from_db()
    assert (pathway.participant, Participant.objects.present().count()) == (kept, 1)
    merging.unmerge(merge=row, **plie.by())
    pathway.refresh_from_db()
    assert (pathway.participant, Participant.objects.present().count()) == (gone, 2)


def test_homonyms_told_apart_are_not_proposed_again(plie):
    one, other = (ParticipantFactory(contract=plie.contract, last_name="Martin", first_name="Ali") for _ in range(2))
    names = {"last_name": "Martin", "first_name": "Ali", "birth_date": one.birth_date, "but": one}
    assert list(lookalikes(plie.contract, **names)) == [other]
    merging.tell_apart(one=one, other=other, **plie.by())
    assert list(lookalikes(plie.contract, **names)) == []


def test_readings_are_written_once_an_hour(plie):
    person = plie.pathway().participant
    for minutes in (0, 20, 90):
        people.log_reading(participant=person, page="parcours", by=plie.lead, at=AT + timedelta(minutes=minutes))
    assert FileReading.objects.for_user(plie.lead).count() == 2


def test_the_desk_says_what_is_due_and_what_is_missing(plie, lead):
    setup.open_plie(contract=plie.contract, by=lead, at=AT)
    protocol = Protocol.objects.get()
    pathway = plie.pathway(ParticipantFactory(contract=plie.contract, birth_date=None))
    rows = desk.my_pathways(plie.referent.user, plie.contract)
    found = {one.kind: one for one in desk.alerts(desk.page_of(rows, protocol), protocol, on=date(2024, 8, 20))}
    assert set(found) == {"measure", "meeting", "summary"}
    assert "birth_date" in found["summary"].missing
    assert found["measure"].due == date(2024, 9, 3)
    following.write_meeting(pathway=pathway, on=date(2024, 2, 1), **plie.by())
    assert [one.code for one in anomalies(pathway)] == ["meeting-before-entry"]
    assert [(load.followed, load.capacity) for load in desk.loads(plie.contract, on=date(2024, 8, 20))] == [
        (1, (70, 90))
    ]


def test_only_the_team_writes_and_the_lead_of_the_contract_sees_nothing(plie, lead):
    pathway = plie.pathway()
    other = AgentFactory(contract=plie.contract, role=AgentRole.REFERENT)
    for user in (lead, other.user, UserFactory(is_instance_admin=True)):
        with pytest.raises(PermissionDenied):
            following.write_meeting(pathway=pathway, on=date(2024, 4, 1), by=user, at=AT)
    assert contract_for(lead, plie.contract.key) is None
    assert contract_for(plie.lead, plie.contract.key) == plie.contract
    assert Pathway.objects.for_user(lead).count() == 0
