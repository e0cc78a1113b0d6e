"""The fiche on screen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory, MeansFactory
from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import (
    ContractFactory,
    ListedOrganisationFactory,
    MembershipFactory,
    NodeFactory,
    UserFactory,
)
from faubourg.indicators.tests.factories import IndicatorFactory

BUDGET = 12


@pytest.fixture
def fiche(contract):
    node = NodeFactory(contract=contract, code="OS4", title="Cohésion sociale")
    return ActionFactory(
        contract=contract, key="fiche-20", code="20", kind="fiche", title="Projets des habitants", nodes=[node]
    )


def page(client, key="fiche-20"):
    return client.get(f"/contrats/essai/fiches/{key}/")


def test_the_page_shows_the_heading_the_path_and_the_empty_sections(lead_client, fiche):
    text = page(lead_client).content.decode()
    assert "<h1>Projets des habitants</h1>" in text
    assert "OS4" in text
    assert "Aucun indicateur donné." in text
    assert "Aucun crédit spécifique donné" in text


def test_only_those_who_may_edit_are_offered_to(client, lead, elected, fiche):
    link = "/contrats/essai/fiches/fiche-20/rubriques/identite/"
    client.force_login(lead)
    assert link in page(client).content.decode()
    client.force_login(elected)
    assert link not in page(client).content.decode()


def test_strangers_and_unknown_keys_get_a_404(client, lead, stranger, fiche):
    client.force_login(stranger)
    assert page(client).status_code == 404
    client.force_login(lead)
    assert page(client, "fiche-99").status_code == 404
    ContractFactory(key="autre")
    assert client.get("/contrats/autre/fiches/fiche-20/").status_code == 404


def test_a_visitor_is_sent_to_the_sign_in_page(client, fiche):
    assert page(client).status_code == 302


def test_a_sub_action_has_its_page_with_a_way_back(lead_client, contract, fiche):
    ActionFactory(contract=contract, key="fiche-20.1", code="20.1", kind="sous-action", parent=fiche, title="Former")
    assert "/contrats/essai/fiches/fiche-20.1/" in page(lead_client).content.decode()
    text = page(lead_client, "fiche-20.1").content.decode()
    assert "<h1>Former</h1>" in text
    assert 'href="/contrats/essai/fiches/fiche-20/"' in text


def test_the_page_keeps_its_query_budget_whatever_it_holds(lead_client, contract, fiche):
    def build(count):
        for _ in range(count):
            part = ActionFactory(contract=contract, kind="sous-action", parent=fiche)
            ActionRoleFactory(action=part)
            MeansFactory(action=part, amount=10).funders.add(ListedOrganisationFactory(contract=contract))
            IndicatorFactory(contract=contract, actions=[part]).producers.add(
                ListedOrganisationFactory(contract=contract)
            )
        with CaptureQueriesContext(connection) as queries:
            assert page(lead_client).status_code == 200
        return len(queries)

    page(lead_client)
    few = build(2)
    assert build(20) == few <= BUDGET


def test_texts_are_printed_as_typed(lead_client, contract, fiche):
    fiche.note = "<script>alert(1)</script>"
    fiche.save()
    assert "<script>alert(1)" not in page(lead_client).content.decode()


@pytest.mark.shared
@pytest.mark.parametrize("key", ["niort-2015-2022", "niort-2024-2030", "ales-2015-2020", "plie-niort-2022-2028"])
def test_every_kind_of_real_action_has_its_page(import_shared, lead_client, key):
    contract = import_shared(key)
    actions = contract.current_version.actions.order_by("kind", "position")
    for number, action in enumerate(actions):
        if number % 12 == 0:
            assert lead_client.get(action.get_absolute_url()).status_code == 200, action.key


def test_a_means_without_text_nor_organisation_shows_its_nature(lead_client, fiche):
    MeansFactory(action=fiche, organisation=None, text="", nature="humain", quantity="0.5", unit="ETP")
    assert '<p class="fiche-line">humain, 0,5\u00a0ETP</p>' in page(lead_client).content.decode()


def test_the_source_of_a_fiche_is_its_lines_not_the_name_of_a_file(lead_client, contract, fiche):
    contract.source = "000_texte.txt"
    contract.save()
    fiche.line, fiche.line_end = 12, 40
    fiche.save()
    text = page(lead_client).content.decode()
    assert "<dd>lignes 12-40</dd>" in text and "000_texte" not in text


def test_what_a_referent_may_change_costs_the_same_on_a_long_fiche(client, contract, fiche):
    user, town = UserFactory(), ListedOrganisationFactory(contract=contract)
    MembershipFactory(contract=contract, user=user, role=Role.REFERENT, organisation=town)
    ActionRoleFactory(action=fiche, organisation=town)
    client.force_login(user)

    def queries():
        with CaptureQueriesContext(connection) as found:
            text = page(client).content.decode()
        assert "edit-open" in text
        return len(found)

    few = queries()
    ActionRoleFactory.create_batch(30, action=fiche, role="partenaire")
    IndicatorFactory.create_batch(30, contract=contract, actions=[fiche])
    assert queries() == few <= 2 * BUDGET


def test_sections_where_nothing_is_written_are_offered_at_the_foot(lead_client, elected, fiche):
    text = page(lead_client).content.decode()
    assert "Rubriques qui n’ont encore rien" in text
    assert "/contrats/essai/fiches/fiche-20/rubriques/condition/" in text
    lead_client.force_login(elected)
    assert "Rubriques qui n’ont encore rien" not in page(lead_client).content.decode()
