"""The focus of a fiche: seven titles on screen and in print, what is not said named."""

from datetime import date

import pytest
from django.urls import reverse

from faubourg.actions.tests.factories import ActionFactory
from faubourg.core.testing import WIDTHS, assert_accessible, assert_fits
from faubourg.documents.blocks import Heading
from faubourg.indicators.models import Observation
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.reports.documents.kinds import KINDS

pytestmark = pytest.mark.django_db
TITLES = ["Contexte", "Action", "Chiffres", "Résultats qualitatifs", "Limites", "Points de vigilance",
          "Propositions et suites"]  # fmt: skip


@pytest.fixture
def told(contract):
    """A fiche that the document tells at length, with a figure; another that it does not."""
    facts = {"focus": True, "context": "se déplacer", "limits": ["trop long"], "vigilance": ["financements"]}
    fiche = ActionFactory(contract=contract, key="f11", code="1.1", title="Auto-école", kind="fiche", extra=facts)
    indicator = IndicatorFactory(contract=contract, label="Permis", actions=[fiche])
    Observation.objects.create(contract=contract, lineage=indicator.lineage, period="2022", value=29)
    ActionFactory(contract=contract, key="f12", code="1.2", title="Location", kind="fiche")
    return contract


def test_the_page_has_the_seven_titles_and_names_what_is_not_said(lead_client, told):
    page = lead_client.get(reverse("fiche:focus", args=[told.key, "f11"])).content.decode()
    places = [page.index(f">{title}") for title in TITLES]
    assert places == sorted(places)
    assert "se déplacer" in page and "29" in page and page.count("Le document n’en dit rien.") == 3
    assert lead_client.get(reverse("fiche:focus", args=[told.key, "rien"])).status_code == 404


def test_the_fiche_leads_to_it(lead_client, told):
    assert "Lire le focus" in lead_client.get(reverse("fiche:detail", args=[told.key, "f11"])).content.decode()
    assert "Lire le focus" not in lead_client.get(reverse("fiche:detail", args=[told.key, "f12"])).content.decode()


def test_the_document_holds_those_told_at_length_or_the_one_asked(told):
    def titles(key=None):
        found = KINDS["focus"].build(told, key=key, printed_on=date(2026, 11, 20))
        return [(block.level, block.text) for block in found.blocks if isinstance(block, Heading)]

    assert titles() == [(1, "Auto-école"), *((2, title) for title in TITLES)]
    assert titles("f12")[0] == (1, "Location")
    with pytest.raises(LookupError):
        titles("rien")


@pytest.mark.browser
@pytest.mark.shared
@pytest.mark.django_db(transaction=True)
def test_the_six_focus_of_the_plie_in_the_browser(open_as, import_shared, lead):
    contract = import_shared("plie-niort-2022-2028")
    keys = ["fiche-1.1", "fiche-2.1", "fiche-3.2", "fiche-5.3", "fiche-6.1", "fiche-7.1"]
    page = open_as(lead, reverse("fiche:focus", args=[contract.key, keys[0]]))
    base = page.url.split("/contrats/")[0]
    for key in (keys[0], keys[4]):
        page.goto(base + reverse("fiche:focus", args=[contract.key, key]))
        assert_fits(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert_accessible(page)
    titles = [block.text for block in KINDS["focus"].build(contract, printed_on=date(2026, 11, 20)).blocks
              if isinstance(block, Heading) and block.level == 1]  # fmt: skip
    assert len(titles) == len(keys)
