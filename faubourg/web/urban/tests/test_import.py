"""Lines from a workbook: all or nothing, one sentence a cell."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import (
    ListedOrganisationFactory,
    ListedTerritoryFactory,
    MembershipFactory,
)
from faubourg.documents.sheets import Sheet, SheetColumn, write_xlsx
from faubourg.journal.models import Entry
from faubourg.urban.choices import Category
from faubourg.urban.models import TfpbLine
from faubourg.urban.tests.factories import TfpbLineFactory

pytestmark = pytest.mark.django_db
TITLES = ("Bailleur", "Quartier", "Année", "Abattement", f"{Category.UPKEEP.label} (réalisé)")


def url(name, *args):
    return reverse(f"urban:{name}", args=["essai", *args])


@pytest.fixture
def lists(contract):
    """A landlord with another name, and two neighbourhoods."""
    ListedOrganisationFactory(contract=contract, key="dsh", name="Deux-Sèvres Habitat", aliases=["DSH"])
    ListedTerritoryFactory(contract=contract, key="pontreau", name="Pontreau")
    return ListedTerritoryFactory(contract=contract, key="tour", name="Tour Chabot")


def send(client, rows, titles=TITLES):
    book = write_xlsx([Sheet("TFPB", [SheetColumn(title) for title in titles], rows)])
    return client.post(url("import"), {"file": SimpleUploadedFile("tfpb.xlsx", book)})


def words(response) -> str:
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_lines_come_in_by_name_alias_or_key(lead_client, lists):
    rows = [("DSH", "pontreau", 2018, "53 251 €", 1253), ("deux-sèvres habitat", "Tour Chabot", 2018, None, None)]
    assert send(lead_client, rows).status_code == 302
    first, second = TfpbLine.objects.order_by("pk")
    assert (first.abatement, first.amounts("real")) == (Decimal(53251), {"sur-entretien": 1253})
    assert second.abatement is None
    assert Entry.objects.filter(verb="ligne de TFPB ajoutée").count() == 2


def test_an_empty_cell_leaves_what_is_there(lead_client, lists, contract):
    line = TfpbLineFactory(
        contract=contract, landlord=contract.organisations.get(), territory=lists, abatement=9, dwellings=4
    )
    assert send(lead_client, [("dsh", "tour", 2018, 12.5, None)]).status_code == 302
    line.refresh_from_db()
    assert (line.abatement, line.dwellings) == (Decimal("12.50"), 4)


def test_every_wrong_cell_is_told_and_nothing_is_written(lead_client, lists):
    rows = [
        ("DSH", "pontreau", 2018, 5, 5),
        ("Inconnu", "commune", "deux mille", "n.d.", -4),
        ("DSH", "Pontreau", 2018, None, None),
        ("DSH", "tour", None, None, None),
    ]
    page = words(send(lead_client, rows))
    for place in (
        "ligne 3, colonne « Bailleur »", "ligne 3, colonne « Quartier »", "ligne 3, colonne « Année »",
        "ligne 3, colonne « Abattement »", "ligne 3, colonne « Sur-entretien (réalisé) »",
        "sont déjà à la ligne 2", "ligne 5, colonne « Année » : l’année manque", "7 problèmes",
    ):  # fmt: skip
        assert place in page
    assert not TfpbLine.objects.exists()


@pytest.mark.parametrize("content", [b"", b"rien", b"PK\x03\x04"])
def test_a_file_that_is_no_workbook_is_refused(lead_client, lists, content):
    answer = lead_client.post(url("import"), {"file": SimpleUploadedFile("tfpb.xlsx", content)})
    assert answer.status_code == 200
    assert not TfpbLine.objects.exists()


def test_missing_columns_and_empty_sheets_are_told(lead_client, lists):
    assert "la colonne « Année » manque" in words(send(lead_client, [("DSH", "tour")], TITLES[:2]))
    assert "aucune ligne" in words(send(lead_client, []))


def test_a_landlord_does_not_import_the_lines_of_another(client, contract, lists):
    own = ListedOrganisationFactory(contract=contract, key="iaa", name="Immobilière")
    client.force_login(MembershipFactory(contract=contract, role=Role.REFERENT, organisation=own).user)
    assert "ne se tiennent pas avec votre rôle" in words(send(client, [("DSH", "tour", 2018, 1, 1)]))
    assert send(client, [("iaa", "tour", 2018, 1, 1)]).status_code == 302


def test_the_export_and_the_model_can_be_sent_back(lead_client, lists, contract):
    TfpbLineFactory(
        contract=contract, landlord=contract.organisations.get(), territory=lists, abatement=9, real={"presence": 3}
    )
    book = lead_client.get(url("export", "xlsx")).content
    assert lead_client.post(url("import"), {"file": SimpleUploadedFile("x.xlsx", book)}).status_code == 302
    assert not Entry.objects.filter(verb__startswith="ligne de TFPB").exists()
    model = SimpleUploadedFile("m.xlsx", lead_client.get(url("model")).content)
    assert "aucune ligne" in words(lead_client.post(url("import"), {"file": model}))
