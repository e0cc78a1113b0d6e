"""The screens of the journey in a real browser: axe at three widths, and the keyboard."""

import pytest
from django.urls import reverse

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory, ListedSchemeFactory, MeansFactory
from faubourg.contracts.models import Anomaly, PrintedTable, Published
from faubourg.contracts.tests.factories import (
    ContractFactory,
    ListedOrganisationFactory,
    ListedTerritoryFactory,
    MembershipFactory,
    NodeFactory,
)
from faubourg.core.testing import WIDTHS, assert_accessible, assert_fits
from faubourg.indicators.models import Figure
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.partners.models import Organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = [
    ("organisations", []),
    ("organisation", ["org-ville"]),
    ("organisation", ["org-rien"]),
    ("directory", []),
    ("schemes", []),
    ("scheme", ["disp-clas"]),
    ("territories", []),
    ("territory", ["qpv"]),
    ("tables", []),
    ("table", ["tab-1"]),
    ("published", []),
    ("published-figure", ["pub-1"]),
    ("remarks", []),
    ("acronyms", []),
]


@pytest.fixture
def filled(contract, lead):
    """A contract with one row of each thing that the screens show, and a neighbour that lists the same city."""
    city = ListedOrganisationFactory(contract=contract, key="org-ville", name="Ville de l’Essai", signatory=True)
    service = ListedOrganisationFactory(contract=contract, name="Direction de la jeunesse", parent=city)
    ListedOrganisationFactory(contract=contract, key="org-rien", name="Organisme que rien ne nomme")
    quarter = ListedTerritoryFactory(contract=contract, key="qpv", code="QN07901M", code_previous="QP079001")
    fiche = ActionFactory(contract=contract, nodes=[NodeFactory(contract=contract)], commitment_type="C")
    fiche.territories.add(quarter)
    ActionRoleFactory(action=fiche, organisation=service, service="Pôle QPV")
    MeansFactory(action=fiche, organisation=city, amount=30000)
    IndicatorFactory(contract=contract, actions=[fiche]).producers.add(city)
    scheme = ListedSchemeFactory(contract=contract, key="disp-clas", code="CLAS", name="Accompagnement à la scolarité")
    scheme.holders.add(city)
    Figure.objects.create(contract=contract, territory=quarter, label="Population", year=2019, value=2700)
    facts = {"columns": ["Quartier", "Habitants"], "rows": [["Clou", 2700], ["Tour", None]]}
    PrintedTable.objects.create(contract=contract, key="tab-1", title="Habitants par QPV", line=3, **facts)
    Anomaly.objects.create(contract=contract, text="Total faux", line=4)
    measure = {"basis": "lignes", "of": "schemes"}
    facts = {"value": 1, "computable": "lignes", "measure": measure}
    Published.objects.create(contract=contract, key="pub-1", label="Dispositifs", **facts)
    neighbour = ContractFactory(title="Contrat voisin")
    MembershipFactory(contract=neighbour, user=lead)
    ListedOrganisationFactory(contract=neighbour, name="Ville de l’Essai")
    return contract


def test_screens_are_accessible_at_every_width(open_as, lead, filled):
    addresses = [reverse(f"actors:{name}", args=["essai", *args]) for name, args in SCREENS]
    for address in [*addresses, reverse("actors:merges")]:
        page = open_as(lead, address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert_accessible(page)
        assert_fits(page)


def test_two_rows_are_merged_and_parted_with_the_keyboard(open_as, lead, filled):
    page = open_as(lead, reverse("actors:merges"))
    page.get_by_role("button", name="Réunir en gardant la première").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Réunies sous")
    assert Organisation.objects.filter(merged_into__isnull=False).count() == 1
    page.get_by_role("button", name="Défaire").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Séparée de")
    assert not Organisation.objects.filter(merged_into__isnull=False).exists()


def test_an_acronym_is_explained_to_who_points_at_it(open_as, lead, filled):
    page = open_as(lead, reverse("actors:tables", args=["essai"]))
    assert page.locator("main abbr", has_text="QPV").first.get_attribute("title").startswith("Quartier prioritaire")
