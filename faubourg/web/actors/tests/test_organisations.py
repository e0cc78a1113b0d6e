"""The list of organisations, the sheet of one, the directory."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from faubourg.actions.merging import merge
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory, MeansFactory
from faubourg.contracts.tests.factories import ContractFactory, ListedOrganisationFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def caf(contract):
    """A pilot, its service, and an organisation that nothing names."""
    row = ListedOrganisationFactory(
        contract=contract, key="org-caf", name="Caisse d’allocations familiales", aliases=["CAF"], kind="organisme"
    )
    service = ListedOrganisationFactory(contract=contract, key="org-social", name="Action sociale", parent=row)
    ListedOrganisationFactory(contract=contract, key="org-rien", name="Organisme oublié")
    ActionRoleFactory(action=ActionFactory(contract=contract, title="Ouvrir un lieu d’accueil"), organisation=row)
    ActionRoleFactory(action=ActionFactory(contract=contract), organisation=service, role="partenaire")
    return row


def listed(client, query=""):
    return client.get(reverse("actors:organisations", args=["essai"]) + query)


def names(answer):
    return [line.row.key for line in answer.context["page"]]


def test_services_stand_under_their_institution(lead_client, caf):
    assert names(listed(lead_client)) == ["org-caf", "org-social", "org-rien"]
    assert "services compris" in listed(lead_client).content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=caf", ["org-caf"]),
        ("?q=CAISSE familiales", ["org-caf"]),
        ("?nature=organisme", ["org-caf"]),
        ("?role=partenaire", ["org-caf", "org-social"]),
        ("?role=aucun", ["org-rien"]),
        ("?tri=nom", ["org-social", "org-caf", "org-rien"]),
        ("?tri=-pilote", ["org-caf", "org-social", "org-rien"]),
        ("?tri=inconnu", ["org-caf", "org-social", "org-rien"]),
    ],
)
def test_the_list_filters_and_sorts(lead_client, caf, query, expected):
    assert names(listed(lead_client, query)) == expected


def test_a_filter_without_result_offers_the_whole_list(lead_client, caf):
    assert "Aucun acteur ne répond" in listed(lead_client, "?q=zzz").content.decode()


def test_a_contract_without_organisation_says_what_to_do(lead_client, contract):
    answer = listed(lead_client).content.decode()
    assert "ne liste encore aucune organisation" in answer
    assert reverse("transfer:page", args=["essai"]) in answer


def test_the_export_holds_what_is_on_screen(lead_client, caf):
    answer = lead_client.get(reverse("actors:organisations-file", args=["essai", "xlsx"]) + "?q=caf")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows if str(row[0]).startswith("org-")] == ["org-caf"]
    csv = lead_client.get(reverse("actors:organisations-file", args=["essai", "csv"])).content.decode("utf-8-sig")
    assert [line.split(";")[0] for line in csv.splitlines()[1:]] == ["org-caf", "org-social", "org-rien"]
    assert lead_client.get(reverse("actors:organisations-file", args=["essai", "doc"])).status_code == 404


def test_the_sheet_tells_what_it_does_and_where(lead_client, caf):
    answer = lead_client.get(caf.get_absolute_url()).content.decode()
    assert "Ouvrir un lieu d’accueil" in answer
    assert "?acteur=org-caf" in answer
    assert "Action sociale" in answer


def test_the_sheet_alone_leaves_its_services_out(lead_client, caf):
    alone = lead_client.get(caf.get_absolute_url() + "?services=non").context["sheet"]
    assert [section.role for section in alone.sections] == ["pilote"]


def test_an_organisation_that_nothing_names_says_so(lead_client, caf):
    answer = lead_client.get(reverse("actors:organisation", args=["essai", "org-rien"])).content.decode()
    assert "Rien ne nomme encore cette organisation" in answer


def test_the_other_contracts_that_one_sees_are_listed_after_a_merge(lead_client, lead, caf):
    from django.utils import timezone

    seen, unseen = ContractFactory(title="Contrat voisin"), ContractFactory(title="Contrat caché")
    MembershipFactory(contract=seen, user=lead)
    for other in (seen, unseen):
        row = ListedOrganisationFactory(contract=other, name="CAF d’ici")
        row.organisation.merged_into = caf.organisation if other is unseen else None
        row.organisation.save()
        if other is seen:
            facts = {"kept": caf.organisation_id, "absorbed": row.organisation_id, "user": lead}
            merge(kind="organisation", at=timezone.now(), **facts)
    for address in (caf.get_absolute_url(), seen.organisations.get().get_absolute_url()):
        found = lead_client.get(address).context["sheet"].elsewhere
        assert len(found) == 1
        assert {other.contract.title for other in found} <= {"Contrat voisin", "Contrat de ville d’essai"}


def test_strangers_see_nothing(client, stranger, caf):
    client.force_login(stranger)
    for name, args in (("organisations", []), ("organisation", ["org-caf"]), ("directory", [])):
        assert client.get(reverse(f"actors:{name}", args=["essai", *args])).status_code == 404


@pytest.mark.parametrize("name", ["organisations", "organisation", "directory"])
def test_queries_do_not_grow_with_rows(lead_client, contract, caf, name):
    address = reverse(f"actors:{name}", args=["essai", *(["org-caf"] if name == "organisation" else [])])

    def grow(count):
        for _ in range(count):
            action = ActionFactory(contract=contract)
            ActionRoleFactory(action=action, organisation=ListedOrganisationFactory(contract=contract, parent=caf))
            ActionRoleFactory(action=action, organisation=caf)
            MeansFactory(action=action, organisation=caf)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert lead_client.get(address).status_code == 200
        return len(found)

    grow(3)
    few = queries()
    grow(30)
    assert queries() == few


def test_the_directory_is_a_page_and_a_document(lead_client, caf):
    assert (
        "Caisse d’allocations familiales"
        in lead_client.get(reverse("actors:directory", args=["essai"])).content.decode()
    )
    answer = lead_client.get(reverse("actors:directory-file", args=["essai", "docx"]))
    assert answer.content[:2] == b"PK"
    assert lead_client.get(reverse("actors:directory-file", args=["essai", "odt"])).status_code == 404
