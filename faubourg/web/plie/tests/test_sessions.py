"""The session on the wall: two people at once, quorum, a closed session, what comes back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.pathways.choices import CaseKind, TermKind, Verdict
from faubourg.pathways.dates import add_months
from faubourg.pathways.models import Case, Pathway, Session
from faubourg.pathways.operations import leaving, sessions
from faubourg.pathways.tests.factories import AgentFactory, PathwayFactory, TermFactory, exit_reason
from faubourg.web.plie import minutes

pytestmark = pytest.mark.django_db


def at(name: str, *args) -> str:
    return reverse(f"plie:{name}", args=["essai", *args])


def who(cast) -> dict:
    return {"by": cast["coordinator"].user, "at": timezone.now()}


def followed(cast, contract):
    row = PathwayFactory(
        contract=contract, structure=cast["structure"], referent=cast["referent"],
        entered_on=timezone.localdate() - timedelta(days=170),
    )  # fmt: skip
    row.measures.create(rank=1, start=row.entered_on, end=timezone.localdate())
    return row


def opened(cast, contract, *, days: int = 0, **more) -> Session:
    on = timezone.localdate() + timedelta(days=days)
    members = more.pop("members", [cast["coordinator"]])
    row = sessions.plan_session(contract=contract, date=on, members=members, **more, **who(cast))
    row = sessions.open_session(session=row, **who(cast))
    sessions.mark_presence(session=row, present=row.members.values_list("pk", flat=True)[:1], **who(cast))
    return row


@pytest.fixture
def wall(client, cast, contract):
    """A person on the agenda of an open session, the coordinatrice before the wall."""
    followed(cast, contract)
    opened(cast, contract, members=[cast["coordinator"], cast["referent"]])
    client.force_login(cast["coordinator"].user)
    case = Case.objects.get()
    return client, case, at("wall", case.session_id, case.pk)


def test_the_second_of_two_sees_the_first_s_decision_and_overwrites_nothing(wall, cast):
    client, case, address = wall
    seen = client.get(address).context["form"].initial["seen"]
    sessions.decide(case=case, verdict=Verdict.POSTPONED, remark="Revoir", **who(cast))
    page = client.post(address, {"verdict": "accord", "seen": seen})
    said = page.content.decode()
    assert "décidée entre-temps" in said
    assert "Revoir" in said
    case.refresh_from_db()
    assert case.verdict == Verdict.POSTPONED
    answer = client.post(address, {"verdict": "accord", "seen": page.context["form"].data["seen"]})
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.verdict == Verdict.ACCEPTED
    assert "Elle a pris effet" in client.post(address, {"verdict": "refus", "seen": ""}).content.decode()


def test_the_wall_tells_what_others_decide_and_nothing_when_nothing_changed(wall, cast):
    client, case, address = wall
    page = client.get(address)
    pulse = at("wall-pulse", case.session_id, case.pk)
    asked = {"etat": page.context["sitting"].mark, "vu": page.context["seen"]}
    assert client.get(pulse, asked).status_code == 204
    sessions.decide(case=case, verdict=Verdict.NOTED, **who(cast))
    said = client.get(pulse, asked).content.decode()
    assert "Décidée entre-temps" in said
    assert 'id="ordre"' in said
    assert client.get(pulse, {"etat": "a\0b", "vu": "\0"}).status_code == 200


def test_a_decision_on_a_closed_session_or_without_quorum_gets_its_sentence(wall, cast):
    client, case, address = wall
    Session.objects.update(quorum=2)
    assert "Le quorum n’est pas atteint" in client.get(address).content.decode()
    assert "La cellule ne peut pas décider" in client.post(address, {"verdict": "accord"}).content.decode()
    Session.objects.update(quorum=0)
    sessions.close_session(session=case.session, **who(cast))
    said = client.post(address, {"verdict": "accord"}).content.decode()
    assert "est close" in said
    assert "rouvrez-la avec un motif" in said
    case.refresh_from_db()
    assert case.verdict == ""


def test_presence_marked_by_two_people_is_kept(wall, cast):
    client, case, _ = wall
    one, other = case.session.members.order_by("pk")
    step = at("session-step", case.session_id)
    client.post(step, {"acte": "emargement", "present": [one.pk]})
    client.post(step, {"acte": "emargement", "present": [other.pk]})
    assert case.session.members.filter(is_present=True).count() == 2
    client.post(step, {"acte": "emargement", "present": [one.pk], "connu": [one.pk, other.pk]})
    assert [row.pk for row in case.session.members.filter(is_present=True)] == [one.pk]


def test_the_list_says_how_many_situations_are_decided(wall, cast):
    client, case, _ = wall
    sessions.decide(case=case, verdict=Verdict.NOTED, **who(cast))
    (row,) = client.get(at("sessions")).context["page"].object_list
    assert (row.asked, row.examined) == (1, 1)


def test_a_decision_leads_to_the_next_one_that_waits(client, cast, contract):
    for _ in range(3):
        followed(cast, contract)
    opened(cast, contract)
    client.force_login(cast["coordinator"].user)
    first, second, third = Case.objects.order_by("position")
    answer = client.post(at("wall", second.session_id, second.pk), {"verdict": "note"})
    assert answer["Location"] == at("wall", third.session_id, third.pk)
    answer = client.post(at("wall", third.session_id, third.pk), {"verdict": "note"})
    assert answer["Location"] == at("wall", first.session_id, first.pk)


def test_a_difficult_situation_that_was_put_off_comes_back_with_its_proposal(cast, contract):
    row = followed(cast, contract)
    row.measures.update(end=timezone.localdate() + timedelta(days=300))
    session = opened(cast, contract, days=-30)
    case = sessions.raise_case(
        session=session, participant=row.participant, kind="difficile", pathway=row, proposal="Bilan", **who(cast)
    )
    sessions.decide(case=case, verdict=Verdict.POSTPONED, **who(cast))
    sessions.close_session(session=session, **who(cast))
    again = opened(cast, contract).cases.get()
    assert (again.kind, again.proposal, again.verdict) == (CaseKind.DIFFICULT, "Bilan", "")
    sessions.decide(case=again, verdict=Verdict.NOTED, **who(cast))
    sessions.close_session(session=again.session, **who(cast))
    later = timezone.localdate() + timedelta(days=30)
    assert sessions.plan_session(contract=contract, date=later, **who(cast)).cases.count() == 0


def test_what_there_is_nothing_left_to_decide_about_leaves_the_agenda(cast, contract):
    row = followed(cast, contract)
    session = opened(cast, contract)
    assert session.cases.get().kind == CaseKind.RENEWAL
    leaving.propose_exit(pathway=row, kind="autre", reason=exit_reason(contract), on=timezone.localdate(), **who(cast))
    sessions.fill_agenda(session=session, **who(cast))
    assert session.cases.get().kind == CaseKind.EXIT


def test_the_wall_shows_initials_and_no_name(wall):
    client, case, address = wall
    page = client.get(address).content.decode()
    assert case.participant.initials in page
    assert case.participant.last_name not in page
    assert case.participant.last_name.upper() not in page


def test_a_referent_of_elsewhere_finds_no_case(client, wall, cast, contract):
    _, case, address = wall
    elsewhere = AgentFactory(contract=contract, role="referent")
    client.force_login(elsewhere.user)
    assert client.get(address).status_code == 404
    assert client.get(at("wall-pulse", case.session_id, case.pk)).status_code == 404


def test_a_session_that_has_not_come_is_moved_not_opened_and_minutes_say_when_nobody_was_ticked(client, cast, contract):
    followed(cast, contract)
    today = timezone.localdate()
    row = sessions.plan_session(
        contract=contract, date=today + timedelta(days=7), members=[cast["coordinator"]], **who(cast)
    )
    client.force_login(cast["coordinator"].user)
    assert "Ouvrir la séance" not in client.get(at("session", row.pk)).content.decode()
    client.post(at("session-act", row.pk, "deplacer"), {"date": today.isoformat()})
    page = client.get(at("session", row.pk)).content.decode()
    assert "Ouvrir la séance" in page and "quorum fixé à l’ouverture" in page
    row = sessions.open_session(session=row, **who(cast))
    case = row.cases.get()
    said = client.post(at("wall", row.pk, case.pk), {"verdict": "accord"}).content.decode()
    assert "n’est pas saisi" in said
    case.refresh_from_db()
    assert case.verdict == ""
    printed = repr(minutes.nameless(row, printed_on=today))
    assert "émargement non saisi" in printed and "Absents" not in printed


def test_the_wall_tells_the_measure_and_nothing_of_health(wall, contract):
    client, case, address = wall
    for label in ("Accès aux soins", "Trajets"):
        kind = TermFactory(contract=contract, kind=TermKind.OBSTACLE, label=label)
        case.pathway.obstacles.create(kind=kind, level=2, first_level=2, seen_on=timezone.localdate())
    page = client.get(address).content.decode()
    assert f"mesure 1, fin le {timezone.localdate():%d/%m/%Y}" in page
    assert "un frein réservé" in page and "Trajets" in page and "soins" not in page
    assert "Motif de la dérogation" not in page and "Prendre acte" in page


def test_past_the_maximum_a_derogation_is_asked_and_an_exit_is_not_noted(client, cast, contract):
    row = followed(cast, contract)
    Pathway.objects.update(entered_on=add_months(timezone.localdate(), -22))
    session = opened(cast, contract)
    client.force_login(cast["coordinator"].user)
    case = session.cases.get()
    assert "Motif de la dérogation" in client.get(at("wall", session.pk, case.pk)).content.decode()
    leaving.propose_exit(pathway=row, kind="autre", reason=exit_reason(contract), on=timezone.localdate(), **who(cast))
    sessions.fill_agenda(session=session, **who(cast))
    case = session.cases.get()
    address = at("wall", session.pk, case.pk)
    assert "Prendre acte" not in client.get(address).content.decode()
    assert client.post(address, {"verdict": "note"}).status_code == 200
    sessions.close_session(session=session, **who(cast))
    for page in (address, at("session", session.pk)):
        assert "Non examinée, revient au prochain ordre du jour" in client.get(page).content.decode()


def test_a_session_is_cancelled_with_its_reason(client, cast, contract):
    followed(cast, contract)
    row = sessions.plan_session(
        contract=contract, date=timezone.localdate(), members=[cast["coordinator"]], **who(cast)
    )
    client.force_login(cast["coordinator"].user)
    client.post(at("session-act", row.pk, "annuler"), {"reason": "Salle fermée"})
    page = client.get(at("session", row.pk)).content.decode()
    assert "Salle fermée" in page and "Ouvrir la séance" not in page and "Enregistrer les présents" not in page
    assert "annulée" in client.get(at("wall", row.pk, row.cases.get().pk)).content.decode()
