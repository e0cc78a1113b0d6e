import pytest
from django.urls import reverse

from faubourg.contracts.models import (
    Agreement,
    ContractPage,
    Deliberation,
    EngineeringMeans,
    Milestone,
    ReferenceText,
    Signature,
)
from faubourg.contracts.tests.factories import ContractFactory, ListedOrganisationFactory
from faubourg.governance.models import Body


def page_of(client, contract) -> str:
    answer = client.get(reverse("home:pages", args=[contract.key]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_section_of_an_empty_contract_says_that_it_is_empty(lead_client, contract):
    page = page_of(lead_client, contract)
    for sentence in (
        "ne sont pas saisies",
        "Aucune délibération n’est jointe",
        "ne nomme aucun signataire",
        "Aucun texte de référence",
        "Aucune convention ni charte",
        "ne dit pas les moyens",
        "Aucune instance n’est décrite",
        "ne date aucun jalon",
    ):
        assert sentence in page


def test_pages_stand_in_the_document_s_order_and_text_stays_text(lead_client, contract):
    ContractPage.objects.create(contract=contract, title="Méthode", body="Une phase.", position=2)
    ContractPage.objects.create(contract=contract, title="Préambule", body="Un <b>texte</b>.\n\nLa suite.", position=1)
    page = page_of(lead_client, contract)
    assert page.index(">Préambule</h2>") < page.index(">Méthode</h2>")
    assert "Un &lt;b&gt;texte&lt;/b&gt;." in page
    assert "<p>La suite.</p>" in page


def test_acts_signatures_and_frame_are_shown_with_what_is_unknown(lead_client, contract):
    town = ListedOrganisationFactory(contract=contract, name="Ville d’essai")
    Deliberation.objects.create(
        contract=contract, assembly="Conseil communautaire", number="D-12", session_date="2024-06-30",
        visas=["Vu la loi"], decisions=["Approuve le contrat"], votes_for=40, votes_against=0,
    )  # fmt: skip
    Signature.objects.create(contract=contract, organisation=town, function="La maire")
    ReferenceText.objects.create(contract=contract, title="Loi de 2014", date="2014-02-21")
    Agreement.objects.create(contract=contract, title="Charte", start="2024").parties.add(town)
    EngineeringMeans.objects.create(contract=contract, label="Poste de coordination", quantity=1, unit="ETP")
    Body.objects.create(contract=contract, key="copil", name="Comité de pilotage", frequency="une fois par an")
    Milestone.objects.create(contract=contract, date="2027-06", label="Bilan à mi-parcours")
    page = page_of(lead_client, contract)
    for text in (
        "Conseil communautaire, n° D-12",
        "30\u00a0juin\u00a02024",
        "Approuve le contrat",
        '<td class="fb-num">40</td><td class="fb-num">0</td>',
        "n. d.",
        "La maire",
        "21\u00a0février\u00a02014",
        "depuis 2024",
        "Poste de coordination",
        "une fois par an",
        "06/2027",
    ):
        assert text in page


def test_the_contract_before_is_named_to_those_who_see_it(client, elected, contract):
    before = ContractFactory(title="Contrat 2015-2022")
    contract.predecessor = before
    contract.save()
    client.force_login(elected)
    assert before.title not in page_of(client, contract)
    before.memberships.create(user=elected, role="elu")
    assert before.get_absolute_url() in page_of(client, contract)


@pytest.mark.shared
def test_the_vote_of_niort_in_2019(lead_client, import_shared):
    page = page_of(lead_client, import_shared("niort-2015-2022"))
    assert "D-2019-518" in page
    assert '<td class="fb-num">40</td>' in page
    assert page.count('data-l="Fonction"') == 22


def test_who_signs_for_several_is_said_once(lead_client, contract):
    for name in ("Ville d’essai", "Centre social"):
        town = ListedOrganisationFactory(contract=contract, name=name)
        Signature.objects.create(contract=contract, organisation=town, signed_by="La maire")
    assert "La maire, pour Ville d’essai et Centre social" in page_of(lead_client, contract)
