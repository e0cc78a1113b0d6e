"""The three minutes of a session as documents, and who downloads them."""

import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.contracts.tests.factories import UserFactory
from faubourg.documents.preparation import prepare
from faubourg.indicators.masking import MASKED
from faubourg.pathways.choices import AgentRole, Verdict
from faubourg.pathways.models import FileReading, LegalBasis, SessionMember, Term
from faubourg.pathways.operations import sessions
from faubourg.pathways.tests.factories import AgentFactory, ParticipantFactory, PathwayFactory, PrescriptionFactory
from faubourg.web.plie import minutes

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 12)


def at(name: str, *args) -> str:
    return reverse(f"plie:{name}", args=["essai", *args])


def who(cast) -> dict:
    return {"by": cast["coordinator"].user, "at": timezone.now()}


@pytest.fixture
def closed(cast, contract):
    """A closed session: a person of the prescriber renewed, a person that nobody sent postponed."""
    entered = DAY - timedelta(days=170)
    sent, alone = (
        ParticipantFactory(contract=contract, number=number, last_name=name)
        for number, name in ((12, "Introuvable"), (13, "Cachée"))
    )
    prescription = PrescriptionFactory(
        contract=contract, participant=sent, prescriber=cast["prescriber"].prescriber, state="entre", date=entered
    )
    for person, row in ((sent, prescription), (alone, None)):
        path = PathwayFactory(
            contract=contract, participant=person, structure=cast["structure"], referent=cast["referent"],
            entered_on=entered, prescription=row,
        )  # fmt: skip
        path.measures.create(rank=1, start=entered, end=DAY)
    session = sessions.plan_session(
        contract=contract, date=DAY, members=[cast["referent"], cast["coordinator"]], guests=["Région"], **who(cast)
    )
    session = sessions.open_session(session=session, **who(cast))
    present = SessionMember.objects.filter(agent=cast["coordinator"]).values_list("pk", flat=True)
    sessions.mark_presence(session=session, present=present, **who(cast))
    first, second = session.cases.order_by("participant__number")
    sessions.decide(case=first, verdict=Verdict.ACCEPTED, remark="Poursuite du permis", **who(cast))
    sessions.decide(case=second, verdict=Verdict.POSTPONED, remark="Revoir", **who(cast))
    return sessions.close_session(session=session, minutes="Salle changée", **who(cast))


def words(document) -> str:
    return repr(prepare(document)).replace("\\xa0", " ").replace("\xa0", " ")


def test_the_whole_names_everybody_with_decisions_and_quorum(closed):
    said = words(minutes.whole(closed, printed_on=DAY))
    for word in ("INTROUVABLE", "CACHÉE", "Mesure renouvelée", "Ajournée", "Poursuite du permis", "Salle changée",
                 "sans quorum", "Coordinator", "Revoir"):  # fmt: skip
        assert word in said, word


def test_the_nameless_one_has_numbers_and_counts(closed):
    said = words(minutes.nameless(closed, printed_on=DAY))
    assert "n° 12" in said
    assert "Décisions par objet" in said
    for word in ("Introuvable", "INTROUVABLE", "CACHÉE", "permis", "Revoir", "Salle changée"):
        assert word not in said, word


def test_a_renewed_measure_says_until_when_in_the_three_versions(closed, cast):
    until = closed.cases.get(participant__number=12).pathway.measures.get(rank=2).end
    said = f"Mesure renouvelée jusqu’au {until:%d/%m/%Y}"
    assert said in words(minutes.whole(closed, printed_on=DAY))
    assert said in words(minutes.nameless(closed, printed_on=DAY))
    assert said in words(minutes.part(closed, cast["prescriber"].prescriber, printed_on=DAY))


def test_a_part_is_of_the_prescriber_s_people_only(closed, cast):
    said = words(minutes.part(closed, cast["prescriber"].prescriber, printed_on=DAY))
    assert "INTROUVABLE" in said
    assert "Poursuite du permis" in said
    assert "CACHÉE" not in said
    assert "Revoir" not in said
    assert "Salle changée" not in said


def test_a_prescriber_downloads_their_own_part_and_the_reading_is_noted(client, closed, cast, contract):
    other = Term.objects.of(contract).filter(kind="prescripteur").order_by("-position").first()
    stranger = AgentFactory(contract=contract, role=AgentRole.PRESCRIBER, prescriber=other, user=UserFactory())
    own = at("minutes-part", closed.pk, cast["prescriber"].prescriber_id, "docx")
    client.force_login(cast["prescriber"].user)
    assert own in client.get(at("desk")).content.decode()
    assert own in client.get(at("prescriptions")).content.decode()
    assert client.get(own).status_code == 200
    noted = FileReading.objects.filter(user=cast["prescriber"].user, page="Compte rendu de la cellule")
    assert list(noted.values_list("participant__number", flat=True)) == [12]
    client.force_login(stranger.user)
    assert client.get(own).status_code == 404
    assert client.get(at("minutes-part", closed.pk, other.pk, "docx")).status_code == 404


def test_the_coordinator_downloads_the_whole_and_the_team_the_nameless_one(client, closed, cast):
    client.force_login(cast["coordinator"].user)
    assert client.get(at("minutes", closed.pk, "docx")).status_code == 200
    noted = FileReading.objects.filter(user=cast["coordinator"].user)
    assert set(noted.values_list("participant__number", flat=True)) == {12, 13}
    assert client.get(at("minutes", closed.pk, "csv")).status_code == 404
    client.force_login(cast["referent"].user)
    assert client.get(at("minutes", closed.pk, "docx")).status_code == 403
    assert client.get(at("minutes-nameless", closed.pk, "docx")).status_code == 200
    assert not FileReading.objects.filter(user=cast["referent"].user).exists()


def test_a_reopened_session_marks_its_minutes_as_replaced(client, closed, cast):
    closed = sessions.reopen_session(session=closed, reason="Erreur de date", **who(cast))
    said = words(minutes.nameless(closed, printed_on=DAY))
    assert "Compte rendu remplacé" in said
    assert "Erreur de date" in words(minutes.whole(closed, printed_on=DAY))
    client.force_login(cast["coordinator"].user)
    assert "remplacée le" in client.get(at("session", closed.pk)).content.decode()
    closing = at("session-act", closed.pk, "clore")
    assert client.get(closing).context["form"]["minutes"].value() == "Salle changée"
    client.post(closing, {"minutes": ""})
    closed.refresh_from_db()
    said = words(minutes.whole(closed, printed_on=DAY))
    assert "Version 2 du" in said and "(Erreur de date)" in said
    assert "Salle changée" not in said


def test_what_is_written_of_the_whole_session_is_read_in_the_whole_minutes_alone(client, closed, cast):
    closed = sessions.reopen_session(session=closed, reason="Erreur de date", **who(cast))
    others = (
        minutes.nameless(closed, printed_on=DAY), minutes.counted(closed, threshold=5, printed_on=DAY),
        minutes.part(closed, cast["prescriber"].prescriber, printed_on=DAY),
    )  # fmt: skip
    client.force_login(cast["referent"].user)
    said = [*map(words, others), client.get(at("session", closed.pk)).content.decode()]
    closed = sessions.close_session(session=closed, **who(cast))
    said += [words(minutes.nameless(closed, printed_on=DAY)), client.get(at("session", closed.pk)).content.decode()]
    assert not [one for one in said if "Erreur de date" in one or "Salle changée" in one]


@pytest.mark.parametrize("said", ["Mme CACHEE s’excuse", "Introuvable : revoir"])
def test_a_text_of_the_session_that_names_somebody_of_the_agenda_is_refused_with_its_field(client, closed, cast, said):
    client.force_login(cast["coordinator"].user)
    page = client.post(at("session-act", closed.pk, "rouvrir"), {"reason": said}).content.decode()
    assert "« Motif de la réouverture » contient" in page.replace("\xa0", " ")
    sessions.reopen_session(session=closed, reason="Erreur de date", **who(cast))
    page = client.post(at("session-act", closed.pk, "clore"), {"minutes": said}).content.decode().replace("\xa0", " ")
    assert "« Observations générales » contient" in page
    assert "écrivez « dossier 1" in page
    closed.refresh_from_db()
    assert (closed.state, closed.minutes) == ("ouverte", "Salle changée")


def test_validators_and_the_departement_list_the_minutes_without_names(client, closed, cast, contract):
    planned = sessions.plan_session(contract=contract, date=timezone.localdate() + timedelta(days=9), **who(cast))
    cast["department"] = AgentFactory(contract=contract, role=AgentRole.DEPARTMENT, user=UserFactory())
    for name in ("france_travail", "office", "department"):
        client.force_login(cast[name].user)
        page = client.get(at("minutes-list")).content.decode()
        assert at("minutes-nameless", closed.pk, "pdf") in page
        assert at("minutes-nameless", planned.pk, "pdf") not in page
        assert at("minutes-list") in client.get(at("desk")).content.decode()
        assert client.get(at("minutes-nameless", closed.pk, "docx")).status_code == 200
        assert client.get(at("minutes", closed.pk, "docx")).status_code == 403


def test_without_a_legal_basis_the_departement_reads_masked_counts_and_no_file(client, closed, cast, contract):
    agent = AgentFactory(contract=contract, role=AgentRole.DEPARTMENT, user=UserFactory())
    client.force_login(agent.user)

    def printed() -> str:
        answer = client.get(at("minutes-nameless", closed.pk, "docx"))
        with zipfile.ZipFile(BytesIO(answer.content)) as archive:
            return archive.read("word/document.xml").decode()

    assert "n° 12" not in printed().replace("\xa0", " ")
    said = words(minutes.counted(closed, threshold=5, printed_on=DAY))
    assert "Décisions par objet" in said
    # One renewed, one postponed, two in all: each number is small.
    assert said.count(repr(MASKED)[1:-1].replace("\\xa0", " ").replace("\xa0", " ")) >= 3
    agent.legal_basis = LegalBasis.objects.create(contract=contract, recipient="Département", start=date(2020, 1, 1))
    agent.save()
    assert "12" in printed()
    assert "Décisions par dossier" in printed()
