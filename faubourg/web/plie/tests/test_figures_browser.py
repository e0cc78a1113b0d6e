"""In a real browser: a transmission refused without a legal basis, then allowed; pages accessible at every width."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.pathways.models import BridgeRule, Release
from faubourg.pathways.tests.factories import ParticipantFactory, PathwayFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fine(page) -> None:
    assert_accessible(page)
    assert_fits(page)


def test_a_list_is_refused_then_goes_out_under_its_basis(open_as, cast, contract):
    person = ParticipantFactory(contract=contract, number=3)
    PathwayFactory(contract=contract, participant=person, entered_on=date(timezone.localdate().year, 1, 4))
    page = open_as(cast["coordinator"].user, reverse("plie:outgoing", args=[contract.key]))
    fine(page)
    page.get_by_role("link", name="Transmettre une liste").click()
    fine(page)
    page.get_by_role("button", name="Transmettre", exact=True).click()
    page.get_by_text("Aucune base légale enregistrée").first.wait_for()
    fine(page)
    assert not Release.objects.exists()

    page.goto(page.url.split("/contrats/")[0] + reverse("plie:basis-add", args=[contract.key]))
    page.get_by_label("Destinataire").fill("Département")
    page.get_by_role("textbox", name="Base légale").fill("Convention FSE+")
    page.get_by_label("Finalité").fill("Contrôle de l’opération")
    page.get_by_label("numéro de dossier").check()
    page.get_by_label("sexe").check()
    fine(page)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("Base légale ajoutée").wait_for()
    fine(page)
    page.get_by_role("link", name="transmettre une liste, Département").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Transmettre", exact=True).click()
    assert download.value.suggested_filename.endswith(".xlsx")
    row = Release.objects.get()
    assert (row.rows, row.fields) == (1, ["number", "sex"])
    page.goto(page.url.split("/contrats/")[0] + reverse("plie:outgoing", args=[contract.key]))
    page.get_by_text("Participants FSE+, pour le Département").wait_for()
    fine(page)


def test_the_pages_of_figures_are_accessible_and_fit(open_as, cast, contract):
    today = timezone.localdate()
    person = ParticipantFactory(contract=contract, number=3)
    PathwayFactory(
        contract=contract, participant=person, entered_on=date(today.year, 1, 4), structure=cast["structure"]
    )
    bridge_to(contract)
    page = open_as(cast["coordinator"].user, reverse("plie:numbers", args=[contract.key]))
    fine(page)
    page.get_by_role("link", name="1", exact=True).first.click()
    page.get_by_text("1 ligne comptée").wait_for()
    fine(page)
    root = page.url.split("/contrats/")[0]
    for name, more in (
        ("series", []), ("series-enter", ["entrees"]), ("texts", []), ("bridge", []), ("bridge-add", []),
        ("dialogue", [cast["structure"].pk]),
    ):  # fmt: skip
        page.goto(root + reverse(f"plie:{name}", args=[contract.key, *more]))
        fine(page)


def bridge_to(contract) -> None:
    """A rule of the bridge, towards an indicator of the contract itself."""
    BridgeRule.objects.create(
        contract=contract, measured="participants", by="total", target=contract, start=date(2024, 1, 1),
        lineage=IndicatorFactory(contract=contract, version=contract.current_version).lineage,
    )  # fmt: skip
