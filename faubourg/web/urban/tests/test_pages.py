"""The TFPB abatement on screen: the year, one line, its form, two people, removal, exports, the document."""

import io
from decimal import Decimal

import pytest
from django.urls import reverse
from pypdf import PdfReader

from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import (
    ListedOrganisationFactory,
    ListedTerritoryFactory,
    MembershipFactory,
)
from faubourg.journal.models import Entry
from faubourg.urban.choices import Category
from faubourg.urban.models import TfpbLine
from faubourg.urban.operations import amount_name, digest_of
from faubourg.urban.tests.factories import TfpbLineFactory

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"urban:{name}", args=["essai", *args])


def words(response) -> str:
    """The page, its no-break spaces as spaces."""
    return (
        response.content.decode()
        .replace("&nbsp;", " ")
        .replace("\N{NO-BREAK SPACE}", " ")
        .replace("\N{NARROW NO-BREAK SPACE}", " ")
    )


@pytest.fixture
def landlord(contract):
    return ListedOrganisationFactory(contract=contract, key="bailleur", name="Bailleur des quartiers")


@pytest.fixture
def place(contract):
    return ListedTerritoryFactory(contract=contract, key="tilleuls", name="Les Tilleuls")


@pytest.fixture
def line(contract, landlord, place):
    return TfpbLineFactory(
        contract=contract, landlord=landlord, territory=place, year=2018, dwellings=713,
        abatement=Decimal(122806), declared_total=Decimal(105349), real={"presence": Decimal(3454)},
    )  # fmt: skip


def test_an_empty_page_says_what_to_do(client, lead, elected):
    client.force_login(lead)
    assert "Ajouter une ligne" in words(client.get(url("page")))
    client.force_login(elected)
    assert "Ajouter une ligne" not in words(client.get(url("page")))


def test_the_page_tells_figures_alerts_and_what_lacks(lead_client, line, contract, place):
    TfpbLineFactory(contract=contract, territory=place, year=2018)
    page = words(lead_client.get(url("page")))
    assert "Dépenses inférieures à l’abattement" in page
    assert "85,8 %" in page
    assert "1 ligne ne le donne pas" in page
    assert "Le montant de l’abattement, le nombre de logements" in page
    assert "1 € ou 0,5 % du total déclaré" in page


def test_without_choice_the_newest_year_and_filters_narrow(lead_client, line, contract):
    newer = TfpbLineFactory(contract=contract, year=2019)
    assert [row.pk for row in lead_client.get(url("page")).context["board"].lines] == [newer.pk]
    board = lead_client.get(url("page") + "?annee=toutes").context["board"]
    assert (board.year, len(board.lines), len(board.by_year)) == (None, 2, 2)
    board = lead_client.get(url("page") + "?annee=toutes&bailleur=bailleur").context["board"]
    assert [row.pk for row in board.lines] == [line.pk]
    assert lead_client.get(url("page") + "?annee=x&bailleur=%27&quartier=nulle-part").context["board"].year == 2019
    assert "Aucune ligne ne répond" in words(lead_client.get(url("page") + "?annee=2019&bailleur=bailleur"))


def test_the_number_of_queries_does_not_grow(lead_client, contract, django_assert_max_num_queries):
    for count in (5, 60):
        TfpbLineFactory.create_batch(count, contract=contract, real={"presence": 3})
        with django_assert_max_num_queries(14):
            assert lead_client.get(url("page")).status_code == 200


def test_a_line_is_typed_as_people_type(lead_client, landlord, place):
    facts = {"landlord": landlord.pk, "territory": place.pk, "year": "2018", "dwellings": "1 436", "state": "declare",
             "abatement": "304 288,50 €", amount_name("real", "presence"): "0"}  # fmt: skip
    answer = lead_client.post(url("add"), facts)
    row = TfpbLine.objects.get()
    assert answer["Location"] == row.get_absolute_url()
    assert (row.dwellings, row.abatement, row.declared_total) == (1436, Decimal("304288.50"), None)
    assert row.amounts("real") == {"presence": 0}
    shown = words(lead_client.get(answer["Location"]))
    assert "304 288,50 €" in shown
    assert "7 postes de dépenses sur 8" in shown
    assert lead_client.get(reverse("history:entity", args=["essai", "tfpbline", row.pk])).status_code == 200


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("abatement", "beaucoup", "n’est pas un nombre"),
        ("abatement", "-3", "négatif"),
        ("abatement", "1,234", "décimales"),
        ("abatement", "9" * 30, "dépasse"),
        ("dwellings", "12,5", "entier"),
        ("year", "1899", "entre 2001 et 2100"),
        ("territory", "999999", "valid"),
    ],
)
def test_bad_input_is_told_and_nothing_written(lead_client, landlord, place, name, typed, said):
    facts = {"landlord": landlord.pk, "territory": place.pk, "year": "2018", "state": "declare"} | {name: typed}
    answer = lead_client.post(url("add"), facts)
    assert answer.status_code == 200
    assert said in words(answer)
    assert not TfpbLine.objects.exists()


def test_the_same_landlord_quarter_and_year_twice(lead_client, line):
    facts = {"landlord": line.landlord_id, "territory": line.territory_id, "year": "2018", "state": "declare"}
    assert "déjà une ligne" in words(lead_client.post(url("add"), facts))


def test_two_people_see_both_values_then_choose(lead_client, line):
    facts = {"landlord": line.landlord_id, "territory": line.territory_id, "year": "2018", "state": "declare",
             "dwellings": "700", "digest": digest_of(line)}  # fmt: skip
    TfpbLine.objects.update(dwellings=650)
    answer = lead_client.post(url("edit", line.pk), facts)
    assert "logements : 650" in words(answer)
    assert 'value="700"' in words(answer)
    assert TfpbLine.objects.get().dwellings == 650
    again = facts | {"digest": answer.context["form"].data["digest"]}
    assert lead_client.post(url("edit", line.pk), again).status_code == 302
    assert TfpbLine.objects.get().dwellings == 700


def test_a_saved_form_that_says_the_same_changes_nothing(lead_client, line):
    form = lead_client.get(url("edit", line.pk)).context["form"]
    sent = {name: "" if (value := form[name].value()) is None else value for name in form.fields}
    assert lead_client.post(url("edit", line.pk), sent).status_code == 302
    assert not Entry.objects.about(line).exists()


def test_a_line_is_removed_once_confirmed(lead_client, line):
    assert "Retirer la ligne" in words(lead_client.get(url("remove", line.pk)))
    lead_client.post(url("remove", line.pk))
    assert not TfpbLine.objects.exists()


def test_a_landlord_keeps_its_lines_and_reads_the_others(client, contract, line):
    member = MembershipFactory(contract=contract, role=Role.REFERENT, organisation=line.landlord)
    other = TfpbLineFactory(contract=contract)
    client.force_login(member.user)
    assert client.get(url("edit", line.pk)).status_code == 200
    assert client.get(url("edit", other.pk)).status_code == 403
    assert "Modifier" not in words(client.get(url("line", other.pk)))
    assert list(client.get(url("add")).context["form"].fields["landlord"].queryset) == [line.landlord]


def test_the_lines_are_exported_as_filtered(lead_client, line, contract):
    TfpbLineFactory(contract=contract, year=2018)
    sheet = lead_client.get(url("export", "csv") + "?bailleur=bailleur").content.decode("utf-8-sig")
    assert len(sheet.splitlines()) == 2
    assert "105349" in sheet
    assert lead_client.get(url("export", "odt")).status_code == 404


def test_the_balance_of_a_year_is_a_document(lead_client, line, contract):
    TfpbLineFactory(contract=contract, year=2019)
    address = reverse("editions:download", args=["essai", "tfpb", "pdf"]) + "?annee=2018"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(lead_client.get(address).content)).pages)
    assert "bilan 2018" in text
    assert "Bailleur des quartiers" in text
    assert Category.SAFETY.label in text
    assert "non donné" in text
    assert f"{address.replace('2018', '2019')}" in lead_client.get(url("page")).content.decode()
