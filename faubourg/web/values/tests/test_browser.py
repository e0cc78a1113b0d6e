"""The grid in a real browser: arrows, paste, saved cell by cell."""

import pytest

from faubourg.core.testing import WIDTHS, assert_accessible, assert_fits
from faubourg.indicators.models import Observation

pytestmark = pytest.mark.browser
PASTE = """(field, text) => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_a_producer_types_with_arrows_and_pastes_a_block(open_as, transactional_db, producer, young):
    page = open_as(producer, "/contrats/essai/valeurs/")
    total = page.get_by_label("Jeunes en vacances, Ensemble, total")
    total.click()
    page.keyboard.type("56")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("vingt")
    page.keyboard.press("ArrowRight")
    page.get_by_text("n’est pas un nombre").wait_for()
    page.get_by_label("Jeunes en vacances, Ensemble, femmes").fill("24")
    page.keyboard.press("ArrowRight")
    page.get_by_text("Enregistré.").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").endswith("Ensemble, hommes")
    page.get_by_label("Jeunes en vacances, Ensemble, hommes").evaluate(PASTE, "Total\tF\n29\t3\n1\t2")
    page.get_by_text("Première ligne : 2 en-têtes écartés.").wait_for()
    page.get_by_label("Jeunes en vacances, Ensemble, hommes").evaluate(PASTE, "29\t8\n\t4")
    page.get_by_text("24 F + 29 H + 8 Non vent. = 61, total saisi 56").wait_for()
    page.get_by_text("1 hors de la grille").wait_for()
    assert Observation.objects.count() == 4
    page.reload()
    assert page.get_by_label("Jeunes en vacances, Ensemble, hommes").input_value() == "29"


def test_a_conflict_is_chosen_in_place(open_as, transactional_db, lead, plain):
    page = open_as(lead, "/contrats/essai/valeurs/")
    facts = {"contract": plain.version.contract, "lineage": plain.lineage, "period": "2025"}
    Observation.objects.create(value=9, **facts)
    field = page.get_by_label("Ateliers, Ensemble, total")
    field.fill("12")
    field.press("Enter")
    field.blur()
    page.get_by_role("button", name="Garder la mienne").wait_for()
    assert Observation.objects.get().value == 9
    page.get_by_role("button", name="Garder la mienne").click()
    page.get_by_text("Enregistré.").wait_for()
    assert Observation.objects.get().value == 12


def test_no_violation_nor_sideways_scroll(open_as, transactional_db, lead, young, plain, rate):
    facts = {"contract": young.version.contract, "lineage": young.lineage}
    Observation.objects.create(value=9, period="2024", **facts)
    Observation.objects.create(value=12, period="2025", **facts)
    page = open_as(lead, "/contrats/essai/valeurs/")
    for path in ("valeurs/", "indicateurs/jeunes/"):
        page.goto(f"{page.url.split('/contrats/')[0]}/contrats/essai/{path}")
        assert_fits(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert_accessible(page)


def test_months_producers_a_contest_and_small_numbers_fit_every_width(open_as, transactional_db, lead, young, caf):
    facts = {"contract": young.version.contract, "lineage": young.lineage}
    young.adding, young.requires_interpretation = "somme", True
    young.save()
    for month in range(1, 12):
        Observation.objects.create(value=month, period=f"2025-{month:02}", **facts)
    for producer, value in ((caf, 12), (None, 3)):
        Observation.objects.create(value=value, period="2024", producer=producer, **facts)
    page = open_as(lead, "/contrats/essai/indicateurs/jeunes/contester/")
    page.get_by_label("Valeur proposée").fill("61")
    page.get_by_label("Source").fill("Fichier Ville")
    page.get_by_label("Méthode").fill("Inscrits au 31 décembre")
    page.get_by_role("button", name="Proposer ma valeur").click()
    page.get_by_text("Mois et trimestres de 2025").first.click()
    page.get_by_role("row", name="2025-11 11", exact=True).wait_for()
    root = page.url.split("/contrats/")[0]
    for path in (
        "indicateurs/jeunes/#mois-2025", "indicateurs/jeunes/contester/", "valeurs/petits-nombres/",
        "valeurs/?annee=2025&choix=1&colonnes=qpv&colonnes=sexe&colonnes=categorie",
    ):  # fmt: skip
        page.goto(f"{root}/contrats/essai/{path}")
        assert_fits(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert_accessible(page)
    page.goto(f"{root}/contrats/essai/indicateurs/jeunes/")
    page.get_by_label("Motif").fill("Source vérifiée")
    page.get_by_role("button", name="Retenir").click()
    page.get_by_text("C’est tranché").wait_for()
