"""Merged and unmerged, kept no longer than needed: planted words are found nowhere, counts do not change."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import Count

from faubourg.contracts.tests.factories import UserFactory
from faubourg.pathways.choices import AgentRole, ExitKind, StepKind, TermKind, Verdict
from faubourg.pathways.models import FileReading, Participant, Pathway, Protocol, Step
from faubourg.pathways.operations import following, leaving, merging, people, retention, sessions, setup, working
from faubourg.pathways.queries import desk
from faubourg.pathways.queries.people import anomalies, contract_for, lookalikes
from faubourg.pathways.tests.factories import AgentFactory, ParticipantFactory
from faubourg.pathways.tests.plie import AT, proof_of
from faubourg.threads.tests.files import PDF

pytestmark = pytest.mark.django_db


def everything() -> str:
    """All that the database says, table by table."""
    return " ".join(
        str(row) for model in apps.get_models() for row in model._base_manager.order_by("pk").values_list().iterator()
    )


def counts() -> dict:
    pathways = Pathway.objects.order_by("pk")
    return {
        "sex": list(Participant.objects.order_by("sex").values_list("sex").annotate(Count("pk"))),
        "born": list(Participant.objects.order_by("birth_year").values_list("birth_year").annotate(Count("pk"))),
        "entries": list(pathways.values_list("entered_on", "ended_on", "age_at_entry", "brsa_at_entry")),
        "qpv": list(pathways.values_list("residence_at_entry__qpv")),
        "steps": list(Step.objects.order_by("pk").values_list("kind", "domain", "job_class", "start", "end")),
        "exits": Pathway.objects.filter(exits__kind=ExitKind.POSITIVE, exits__state="validee").count(),
    }  # fmt: skip


def test_thirty_planted_words_are_found_nowhere_once_anonymised(plie):
    word = iter(f"planté{number}mot" for number in range(1, 40))
    identity = {name: next(word) for name in ("last_name", "first_name", "birth_name", "phone", "note")}
    person = people.add_participant(
        contract=plie.contract, at=AT, by=plie.lead,
        values=identity | {"email": f"{next(word)}@exemple.fr", "birth_date": date(1991, 7, 23), "sex": "F"},
    )  # fmt: skip
    home = {name: next(word) for name in ("address", "commune_name")} | {"postcode": "planté99", "latitude": 46.3217}
    people.settle(participant=person, values=home, **plie.by())
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
    proof = working.attach_proof(pathway=pathway, name="planté98.pdf", data=PDF, **plie.by())
    session = plie.session(on=date(2024, 9, 1))
    case = session.cases.get()
    sessions.propose(case=case, text=next(word), **plie.by())
    sessions.decide(case=case, verdict=Verdict.ACCEPTED, remark=next(word), **plie.by())
    found = leaving.propose_exit(
        pathway=pathway, kind=ExitKind.POSITIVE, on=date(2025, 1, 1), category=plie.terms[TermKind.EXIT_CATEGORY],
        proof=proof, note=next(word), **plie.by(),
    )  # fmt: skip
    leaving.validate_exit(exit=found, on=date(2025, 1, 7), **plie.by())
    people.log_reading(participant=person, page="parcours", by=plie.lead, at=AT)
    Protocol.objects.create(contract=plie.contract, retention_months=6)
    assert everything().count("planté") >= 30
    before = counts()
    retention.give_notice(participant=person, **plie.by())
    retention.anonymise(participant=person, **plie.by(at=AT + timedelta(days=61)))
    said = everything()
    for trace in ("plant", "1991, 7, 23", "1991-07-23", "46.3217"):
        assert trace not in said
    assert counts() == before
    assert str(Participant.objects.get()) == f"Dossier {person.number}"


def test_the_file_of_a_proof_leaves_the_disk(plie, django_capture_on_commit_callbacks):
    Protocol.objects.create(contract=plie.contract, retention_months=1)
    pathway = plie.pathway()
    path = proof_of(pathway, plie.lead).file.path
    found = leaving.propose_exit(pathway=pathway, kind=ExitKind.OTHER, on=date(2025, 1, 1), **plie.by())
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
    found = {one.kind: one for one in desk.alerts(rows, protocol, on=date(2024, 8, 20))}
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
