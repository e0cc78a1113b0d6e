"""The coordinatrice in a real browser: a list edited, a portfolio handed over, a structure closed, a sheet marked."""

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.pathways.choices import AgentRole, Attendance, TermKind
from faubourg.pathways.models import Pathway, Structure, Term, Workshop, WorkshopMeeting, WorkshopPresence
from faubourg.pathways.tests.factories import AgentFactory, PathwayFactory, StructureFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fine(page) -> None:
    assert_accessible(page)
    assert_fits(page)


def go(page, name: str, *args) -> None:
    page.goto(page.url.split("/contrats/")[0] + reverse(f"plie:{name}", args=["essai", *args]))


def test_a_list_is_edited_and_a_portfolio_handed_over(open_as, cast, contract):
    rows = [PathwayFactory(contract=contract, structure=cast["structure"], referent=cast["referent"]) for _ in range(3)]
    other = StructureFactory(contract=contract, name="Structure du sud")
    heirs = [AgentFactory(contract=contract, role=AgentRole.REFERENT, structure=other) for _ in range(2)]

    page = open_as(cast["coordinator"].user, reverse("plie:settings", args=["essai"]))
    fine(page)
    page.get_by_role("link", name="Freins", exact=True).click()
    page.get_by_role("link", name="Ajouter un mot").click()
    page.get_by_label("Libellé").fill("Logement")
    fine(page)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_role("button", name="Monter Logement").click()
    page.get_by_text("Ordre enregistré").wait_for()
    fine(page)
    words = Term.objects.filter(kind=TermKind.OBSTACLE).order_by("position").values_list("label", flat=True)
    assert list(words)[-2:] == ["Logement", "Estime de soi"]

    go(page, "structure", cast["structure"].pk)
    fine(page)
    page.get_by_role("link", name="Fermer").click()
    page.get_by_role("link", name="Transmettez d’abord ce portefeuille").click()
    page.get_by_role("button", name="Voir l’aperçu").wait_for()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Voir l’aperçu").click()
    page.get_by_role("heading", name="Aperçu").wait_for()
    fine(page)
    page.get_by_label(f"Suite du dossier {rows[0].participant.number}", exact=True).select_option(str(heirs[1].pk))
    page.get_by_role("button", name="Recalculer les charges").click()
    page.get_by_role("button", name="Transmettre 3 personnes").click()
    page.get_by_text("3 personnes transmises").wait_for()
    rows[0].refresh_from_db()
    assert (rows[0].referent, Pathway.objects.filter(structure=other).count()) == (heirs[1], 3)
    page.get_by_role("link", name="Fermer").click()
    page.get_by_role("button", name="Fermer").click()
    page.get_by_text("Structure fermée").wait_for()
    assert Structure.objects.get(pk=cast["structure"].pk).closed_on is not None

    go(page, "quality")
    fine(page)

    theme = Term.objects.filter(kind=TermKind.WORKSHOP).first()
    workshop = Workshop.objects.create(contract=contract, theme=theme, min_meetings=3)
    meeting = WorkshopMeeting.objects.create(workshop=workshop, on=timezone.localdate())
    WorkshopPresence.objects.create(meeting=meeting, pathway=rows[0])
    go(page, "attendance", meeting.pk)
    fine(page)
    page.get_by_text("Absent·e").click()
    page.get_by_role("button", name="Enregistrer 1 présence").click()
    page.get_by_text("Présences enregistrées").wait_for()
    fine(page)
    assert WorkshopPresence.objects.get().attendance == Attendance.ABSENT
    go(page, "dropin-add")
    fine(page)
    page.locator("[name=others]").fill("2")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("Permanence enregistrée").wait_for()
    fine(page)
    go(page, "supports")
    fine(page)
