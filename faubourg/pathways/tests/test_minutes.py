"""Minutes: a version at each closing, one message without any name, to each prescriber their own part."""

from datetime import date

import pytest

from faubourg.mailing.models import Message
from faubourg.pathways.choices import AgentRole, TermKind, Verdict
from faubourg.pathways.models import Case, Minutes
from faubourg.pathways.operations import sessions
from faubourg.pathways.queries.minutes import parts_of, prescribers_of
from faubourg.pathways.tests.factories import AgentFactory, ParticipantFactory, PrescriptionFactory, TermFactory

pytestmark = pytest.mark.django_db
ON = date(2024, 8, 20)


@pytest.fixture
def sent(plie):
    """Two prescribers, each with an account; a session that renews one person of each."""
    mine, other = plie.terms[TermKind.PRESCRIBER], TermFactory(contract=plie.contract)
    agents = [
        AgentFactory(contract=plie.contract, role=AgentRole.PRESCRIBER, prescriber=term) for term in (mine, other)
    ]
    person = ParticipantFactory(contract=plie.contract, last_name="Introuvable")
    paths = [plie.pathway(person, prescriber=mine), plie.pathway(prescriber=other)]
    session = plie.session(on=ON)
    for case in session.cases.all():
        sessions.decide(case=case, verdict=Verdict.ACCEPTED, remark="Permis", **plie.by())
    return session, agents, paths


def test_a_part_is_told_once_the_session_is_closed_and_names_nobody(plie, sent):
    session, (mine, _other), (path, _) = sent
    assert not Case.objects.for_user(mine.user).exists()
    assert not Message.objects.filter(job="plie-minutes").exists()
    sessions.close_session(session=session, **plie.by())
    assert [case.pathway_id for case in Case.objects.for_user(mine.user)] == [path.pk]
    assert len(prescribers_of(session)) == 2
    assert [row.cases_told for row in parts_of(plie.contract, mine.prescriber_id)] == [1]
    letters = Message.objects.filter(job="plie-minutes")
    assert {one.recipient for one in letters} == {agent.user.email for agent in sent[1]}
    letter = letters.get(recipient=mine.user.email)
    assert letter.subject == "Le compte rendu de la cellule du 20/08/2024 est disponible"
    said = f"{letter.subject} {letter.text} {letter.html}"
    assert not [word for word in ("Introuvable", "INTROUVABLE", "Permis") if word in said]


def test_a_reopened_session_replaces_its_minutes_and_tells_again_once(plie, sent):
    session, (mine, _other), _ = sent
    sessions.close_session(session=session, **plie.by())
    sessions.reopen_session(session=session, reason="Erreur de date", **plie.by())
    first = Minutes.objects.get()
    assert (first.version, first.replaced_at) == (1, plie.by()["at"])
    assert Case.objects.for_user(mine.user).count() == 1
    sessions.close_session(session=session, **plie.by())
    second = Minutes.objects.get(version=2)
    assert (second.reason, second.replaced_at) == ("Erreur de date", None)
    subjects = Message.objects.filter(job="plie-minutes", recipient=mine.user.email).order_by("pk")
    assert [one.subject[:20] for one in subjects] == ["Le compte rendu de l", "Un nouveau compte re"]


def test_a_person_sent_twice_is_told_to_the_one_whose_prescription_led_there(plie):
    former = TermFactory(contract=plie.contract)
    agent = AgentFactory(contract=plie.contract, role=AgentRole.PRESCRIBER, prescriber=former)
    person = ParticipantFactory(contract=plie.contract)
    plie.pathway(person)
    # Two files of the same person, each with its prescription, were one day merged.
    PrescriptionFactory(contract=plie.contract, participant=person, prescriber=former, date=date(2022, 1, 10))
    session = plie.session(on=ON)
    sessions.decide(case=session.cases.get(), verdict=Verdict.ACCEPTED, **plie.by())
    sessions.close_session(session=session, **plie.by())
    assert not Case.objects.for_user(agent.user).exists()
    assert [str(one) for one in prescribers_of(session)] == [str(plie.terms[TermKind.PRESCRIBER])]
