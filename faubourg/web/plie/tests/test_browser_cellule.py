"""A session in a real browser: decided by keyboard on the wall, closed, its minutes, and the prescriber's part."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.pathways.choices import Verdict
from faubourg.pathways.models import Case, FileReading
from faubourg.pathways.operations import sessions
from faubourg.pathways.tests.factories import ParticipantFactory, PathwayFactory, PrescriptionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fine(page) -> None:
    assert_accessible(page)
    assert_fits(page)


def at(name: str, *args) -> str:
    return reverse(f"plie:{name}", args=["essai", *args])


@pytest.fixture
def session(cast, contract):
    """Two persons whose measure ends, sent by the prescriber; the session is open, the coordinatrice is there."""
    today, entered = timezone.localdate(), timezone.localdate() - timedelta(days=170)
    for number in (12, 13):
        person = ParticipantFactory(contract=contract, number=number, last_name="Participant", first_name=f"{number}")
        row = PrescriptionFactory(
            contract=contract, participant=person, prescriber=cast["prescriber"].prescriber, state="entre", date=entered
        )
        path = PathwayFactory(
            contract=contract, participant=person, structure=cast["structure"], referent=cast["referent"],
            entered_on=entered, prescription=row,
        )  # fmt: skip
        path.measures.create(rank=1, start=entered, end=today)
    who = {"by": cast["coordinator"].user, "at": timezone.now()}
    members = [cast["coordinator"], cast["referent"]]
    planned = sessions.plan_session(contract=contract, date=today, members=members, guests=["Région"], **who)
    sessions.mark_presence(session=planned, present=planned.members.values_list("pk", flat=True)[:1], **who)
    return sessions.open_session(session=planned, **who)


def test_decided_by_keyboard_closed_and_told_to_the_prescriber(open_as, cast, session):
    first, second = session.cases.order_by("position")
    page = open_as(cast["coordinator"].user, at("wall", session.pk, first.pk))
    fine(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**{at('wall', session.pk, second.pk)}")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"**{at('wall', session.pk, first.pk)}")
    page.get_by_role("button", name="Grands caractères").click()
    fine(page)
    page.get_by_label("Observation au compte rendu").fill("1 permis à poursuivre")
    page.locator("h1").click()
    page.keyboard.press("1")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**{at('wall', session.pk, second.pk)}")
    first.refresh_from_db()
    assert (first.verdict, first.remark) == (Verdict.ACCEPTED, "1 permis à poursuivre")
    page.get_by_role("button", name="Touches 1 à 4").click()
    page.keyboard.press("3")
    assert not page.get_by_label("Ajourner à la prochaine").is_checked()

    # Somebody else decides meanwhile: told within seconds, and not overwritten.
    who = {"by": cast["coordinator"].user, "at": timezone.now()}
    sessions.decide(case=second, verdict=Verdict.POSTPONED, **who)
    page.get_by_text("Décidée entre-temps").wait_for()
    fine(page)
    page.get_by_label("Prendre acte").check()
    page.get_by_role("button", name="Enregistrer et passer à la suivante").click()
    page.get_by_text("a été décidée entre-temps").wait_for()
    assert Case.objects.get(pk=second.pk).verdict == Verdict.POSTPONED

    # Decided by mistake: taken back, then decided again.
    page = open_as(cast["coordinator"].user, at("wall", session.pk, first.pk))
    page.get_by_role("button", name="Reprendre la décision").click()
    page.get_by_text("Décision reprise").wait_for()
    fine(page)
    assert page.get_by_label("Observation au compte rendu").input_value() == "1 permis à poursuivre"
    page.get_by_label("Renouveler la mesure").check()
    page.get_by_role("button", name="Enregistrer et passer à la suivante").click()
    page.wait_for_url(f"**{at('wall', session.pk, first.pk)}")
    page.get_by_text("Décision : accord").wait_for()

    page = open_as(cast["coordinator"].user, at("session", session.pk))
    page.get_by_label("Coordinator").first.check()
    page.get_by_role("button", name="Enregistrer les présents").click()
    page.get_by_text("Émargement enregistré").wait_for()
    page.get_by_role("link", name="Clore").click()
    page.get_by_label("Observations générales").fill("Salle changée")
    fine(page)
    page.get_by_role("button", name="Clore").click()
    page.get_by_text("Cellule close").wait_for()
    page.get_by_text("Version 1 établie").wait_for()
    fine(page)
    with page.expect_download() as got:
        page.get_by_role("link", name="Complet (Word)").click()
    assert got.value.suggested_filename == f"cellule-{session.date}.docx"

    page = open_as(cast["prescriber"].user, at("desk"))
    page.get_by_text("2\u00a0décisions sur vos prescriptions").wait_for()
    fine(page)
    with page.expect_download() as got:
        page.get_by_role("link", name="Word").click()
    assert got.value.suggested_filename == f"cellule-{session.date}-prescriptions.docx"
    noted = FileReading.objects.filter(user=cast["prescriber"].user, page="Compte rendu de la cellule")
    assert set(noted.values_list("participant__number", flat=True)) == {12, 13}
