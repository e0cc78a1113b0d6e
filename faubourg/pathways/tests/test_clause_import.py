"""Clause contracts from a workbook: rehearsed, one sentence a cell, whole or not at all."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import xlsxwriter
from django.core.exceptions import PermissionDenied

from faubourg.contracts.tests.factories import ListedTerritoryFactory
from faubourg.documents.sheets import Sheet, SheetColumn, write_xlsx
from faubourg.intake.problems import IntakeError
from faubourg.journal.models import Entry
from faubourg.pathways.clause_reading import COLUMNS, read_lines, read_sheet
from faubourg.pathways.models import Beneficiary, ClauseContract, ClauseHours, Company, Market
from faubourg.pathways.operations.clause_import import import_lines, rehearse

pytestmark = pytest.mark.django_db
LINE = {
    "Donneur d’ordre": "Ville", "Opération": "École", "Marché": "Gros œuvre", "Lot": "Lot 1", "Entreprise": "Maçons",
    "Nom": "Plantémot", "Prénom": "Ali", "Sexe": "H", "Date de naissance": date(1990, 1, 2), "QPV": "Les Tilleuls",
    "BRSA": "oui", "RQTH": "non", "Début": date(2025, 3, 3), "Mois": "03/2025", "Heures": "70,5",
}  # fmt: skip


def lines_of(contract, *rows):
    columns = [SheetColumn(title) for title in COLUMNS]
    content = write_xlsx([Sheet("Contrats clauses", columns, [[row.get(title) for title in COLUMNS] for row in rows])])
    return read_lines(read_sheet(content, "contrats.xlsx"), contract)


@pytest.fixture
def listed(plie):
    return ListedTerritoryFactory(contract=plie.contract, name="Les Tilleuls")


def test_a_workbook_is_rehearsed_then_written_then_continued(plie, listed):
    april = LINE | {"Mois": "04/2025", "Heures": 151.67}
    other = LINE | {"Nom": "Autre", "Sexe": "femme", "QPV": "non", "Employeur": "Intérim 79", "Mois": "", "Heures": ""}
    lines = lines_of(plie.contract, LINE, april, other)
    told = rehearse(contract=plie.contract, lines=lines, **plie.by())
    assert (told.contracts, told.changed, told.people, told.markets) == (2, 0, 2, 1)
    assert not Market.objects.exists() and not Beneficiary.objects.exists()
    assert import_lines(contract=plie.contract, lines=lines, **plie.by()) == told
    mission = ClauseContract.objects.get(beneficiary__first_name="Ali", beneficiary__sex="H")
    assert (mission.territory, mission.is_brsa, mission.disabled_worker, mission.long_unemployed) == (
        listed, True, False, None,
    )  # fmt: skip
    assert sum(ClauseHours.objects.values_list("hours", flat=True)) == Decimal("222.17")
    again = import_lines(contract=plie.contract, lines=lines_of(plie.contract, LINE | {"Heures": 80}), **plie.by())
    assert (again.contracts, again.changed, again.people) == (0, 1, 0)
    assert set(Company.objects.values_list("name", flat=True)) == {"Maçons", "Intérim 79"}
    said = " ".join(str(row) for row in Entry.objects.values_list("label", "changes", "reason"))
    assert "Plantémot" not in said and "1990" not in said


def test_each_cell_to_mend_is_told_and_nothing_is_written(plie, listed):
    bad = {"Marché": "", "Sexe": "X", "QPV": "Ailleurs", "BRSA": "peut-être", "Début": "hier", "Mois": ""}
    with pytest.raises(IntakeError) as refused:
        import_lines(contract=plie.contract, lines=lines_of(plie.contract, LINE, LINE | bad), **plie.by())
    places = [(one.row, one.column) for one in refused.value.problems]
    assert places == [(3, title) for title in ("Marché", "Sexe", "BRSA", "Début", "QPV", "Mois")]
    homonym = LINE | {"Date de naissance": ""}
    outside = LINE | {"Mois": "01/2025"}
    with pytest.raises(IntakeError) as refused:
        import_lines(contract=plie.contract, lines=lines_of(plie.contract, LINE, homonym, outside), **plie.by())
    assert [(one.row, one.column) for one in refused.value.problems] == [(3, "Date de naissance"), (4, "Mois")]
    # Cells that cannot be read and rules are told in one pass, each with its cell.
    with pytest.raises(IntakeError) as refused:
        import_lines(contract=plie.contract, lines=lines_of(plie.contract, LINE | bad, LINE, outside), **plie.by())
    assert {one.row for one in refused.value.problems} == {2, 4} and all(one.cell for one in refused.value.problems)
    assert not ClauseContract.objects.exists() and not Market.objects.exists()


def test_only_the_guichet_and_the_coordinatrice_import(plie, listed):
    lines = lines_of(plie.contract, LINE)
    with pytest.raises(PermissionDenied, match="guichet"):
        import_lines(contract=plie.contract, lines=lines, **plie.by(by=plie.referent.user))


def sheet_of(rows, write=None) -> bytes:
    """A workbook written by hand: `write` replaces cells of the first line, as a spreadsheet would have saved them."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet("Contrats clauses")
    for column, title in enumerate(COLUMNS):
        sheet.write_string(0, column, title)
        for rank, row in enumerate(rows, start=1):
            value = row.get(title, "")
            sheet.write(rank, column, f"{value:%d/%m/%Y}" if isinstance(value, date) else value)
        if title in (write or {}):
            write[title](sheet, column)
    book.close()
    return content.getvalue()


@pytest.mark.parametrize(
    ("title", "result"), [("Heures", 70.5), ("Heures", "#DIV/0!"), ("Début", ""), ("Nom", "#REF!")]
)
def test_a_formula_is_told_with_its_remedy_whatever_its_result(plie, listed, title, result):
    cell = {title: lambda sheet, column: sheet.write_formula(1, column, "=A1", None, result)}
    with pytest.raises(IntakeError, match=r"formule.*Valeurs") as refused:
        lines = read_lines(read_sheet(sheet_of([LINE], cell), "c.xlsx"), plie.contract)
        import_lines(contract=plie.contract, lines=lines, **plie.by())
    assert [(one.row, one.column) for one in refused.value.problems] == [(2, title)]


@pytest.mark.parametrize("text", ["2025-03-03", "03/03/2025", "3/3/2025"])
def test_a_date_typed_as_text_is_read(plie, listed, text):
    [line] = lines_of(plie.contract, LINE | {"Début": text})
    assert line.facts["start"] == date(2025, 3, 3)


def test_two_lines_of_one_contract_and_month_are_refused(plie, listed):
    bare = {"Mois": "", "Heures": ""}
    rows = (LINE, LINE | {"Heures": 80}, LINE | bare, LINE | bare, LINE | {"Mois": "04/2025"})
    with pytest.raises(IntakeError) as refused:
        import_lines(contract=plie.contract, lines=lines_of(plie.contract, *rows), **plie.by())
    assert [(one.row, one.column) for one in refused.value.problems] == [(3, "Mois"), (5, "Mois")]
    assert "la ligne 2 dit déjà" in refused.value.problems[0].sentence
    assert not ClauseContract.objects.exists()


def test_a_workbook_too_long_is_told_and_queries_go_by_contract(plie, listed, django_assert_max_num_queries):
    with pytest.raises(IntakeError, match=r"3.000 lignes"):
        read_sheet(sheet_of([LINE] * 5000), "c.xlsx")
    months = [LINE | {"Mois": f"{month:02}/2025"} for month in range(3, 13)]
    lines = lines_of(plie.contract, *months)
    with django_assert_max_num_queries(100):
        found = import_lines(contract=plie.contract, lines=lines, **plie.by())
    assert (found.contracts, found.hours, ClauseHours.objects.count()) == (1, Decimal("705.0"), 10)
