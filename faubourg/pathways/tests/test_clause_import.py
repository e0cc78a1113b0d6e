"""Clause contracts from a workbook: rehearsed, one sentence a cell, whole or not at all."""

from datetime import date
from decimal import Decimal

import pytest
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
    return read_lines(read_sheet(content, "contrats.xlsx").rows, contract)


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
        lines_of(plie.contract, LINE, LINE | bad)
    places = [(one.row, one.column) for one in refused.value.problems]
    assert places == [(3, title) for title in ("Marché", "Sexe", "BRSA", "Début", "QPV", "Mois")]
    homonym = LINE | {"Date de naissance": ""}
    outside = LINE | {"Mois": "01/2025"}
    with pytest.raises(IntakeError) as refused:
        import_lines(contract=plie.contract, lines=lines_of(plie.contract, LINE, homonym, outside), **plie.by())
    assert [one.row for one in refused.value.problems] == [3, 4]
    assert "date de naissance" in refused.value.problems[0].sentence
    assert not ClauseContract.objects.exists() and not Market.objects.exists()


def test_only_the_guichet_and_the_coordinatrice_import(plie, listed):
    lines = lines_of(plie.contract, LINE)
    with pytest.raises(PermissionDenied, match="guichet"):
        import_lines(contract=plie.contract, lines=lines, **plie.by(by=plie.referent.user))
