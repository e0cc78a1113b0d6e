"""The yearly report of a PLIE: counted on the cohort, masked for everybody, its past as published."""

import io
import json
from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from docx import Document as Docx

from faubourg.contracts.choices import ContractKind, Role
from faubourg.contracts.models import PrintedTable
from faubourg.contracts.tests.factories import ContractFactory, MembershipFactory, UserFactory
from faubourg.documents.blocks import Table
from faubourg.indicators.models import MaskingRule
from faubourg.pathways.cohort import plant_cohort
from faubourg.pathways.models import Participant, Step
from faubourg.reports.documents.kinds import make_document
from faubourg.reports.plie.compose import compose, data_of, document_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 5)
JOBS = ("emplois-parcours", "Mission en AI")


@pytest.fixture(scope="module")
def cohort(django_db_setup, django_db_blocker):
    """Made once for the module; what a test changes is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        contract = ContractFactory(kind=ContractKind.PLIE, key="plie")
        lead = MembershipFactory(contract=contract, role=Role.PROJECT_LEAD).user
        plant_cohort(contract=contract, coordinator=UserFactory(), referent=UserFactory(), by=lead, at=timezone.now())
        PrintedTable.objects.create(
            contract=contract, key="tab-t12", title="Formations", columns=["Domaine", "Étapes"],
            rows=[["Bâtiment / VRD", 6], ["Remise à niveau", 19]],
        )  # fmt: skip
        PrintedTable.objects.create(
            contract=contract, key="tab-t04", title="Entrées", columns=["Indicateur", "2021", "2022"],
            rows=[["NB entrées", 161, 113], ["Taux d'intégration PLIE", "68%", "57%"]],
        )  # fmt: skip
        yield contract
        transaction.set_rollback(True)


def told(contract, year=2022):
    data = data_of(compose(contract, year, TODAY))
    return {
        (table["code"], row["libelle"]): row for table in data["tableaux"] for row in table["lignes"]
    }  # fmt: skip


def test_years_before_are_published_and_gaps_are_named(cohort):
    rows = told(cohort)
    entries = rows["entrees", "Entrées"]
    assert entries["annees"]["2021"] == {"valeur": "161", "part": "68%", "publie": True}
    assert entries["annees"]["2022"] == {"valeur": "113", "part": "57\u00a0%", "publie": False}
    assert (entries["imprime"], entries["ecart"]) == ("113, 57%", "égal")
    assert rows["formations", "Bâtiment / VRD"]["ecart"] == "\u22121"
    assert rows["formations", "Remise à niveau"]["ecart"] == "égal"
    assert told(cohort, 2021)["entrees", "Entrées"]["annees"]["2021"]["publie"]


def test_small_numbers_are_masked_in_the_document_and_the_data(cohort):
    document = document_of(compose(cohort, 2022, TODAY))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    ages = next(table for table in tables if any(row[0] == "-26 ans" for row in table.rows))
    shown = {row[0]: row[1] for row in ages.rows}
    assert shown["-26 ans"] == shown["55 ans et plus"] == "masqué"
    assert shown["Ensemble"] == "292"
    assert told(cohort)["ages", "-26 ans"]["annees"]["2022"] == {"valeur": "masqué", "part": "", "publie": False}
    MaskingRule.objects.create(contract=cohort, threshold=0)
    assert told(cohort)["ages", "-26 ans"]["annees"]["2022"]["valeur"] == "3"


def test_one_record_less_changes_the_document(cohort):
    before = int(told(cohort)[JOBS]["annees"]["2022"]["valeur"])
    Step.objects.filter(pathway__contract=cohort, job_row__label="Mission en AI", start__year=2022)[0].delete()
    assert int(told(cohort)[JOBS]["annees"]["2022"]["valeur"]) == before - 1 == 65


def test_every_format_is_made_and_names_nobody(cohort, tmp_path):
    files = {}
    for ending in ("json", "docx", "xlsx"):
        path = tmp_path / f"r.{ending}"
        call_command("document", "plie-rapport", contract="plie", year=2022, output=path)
        files[ending] = path.read_bytes()
    words = files["json"].decode() + "".join(
        cell.text for table in Docx(io.BytesIO(files["docx"])).tables for row in table.rows for cell in row.cells
    )
    assert len(json.loads(files["json"])["indicateurs_fse"]) == 23
    names = Participant.objects.of(cohort).values_list("first_name", flat=True)[:40]
    assert not [name for name in names if f"Participant {name}" in words or f"PARTICIPANT {name}" in words]
    assert files["xlsx"].startswith(b"PK")


def test_a_protocol_without_files_prints_too():
    contract = ContractFactory(kind=ContractKind.PLIE)
    printed = make_document(
        kind="plie-rapport", ending="json", contract=contract, options={"year": 2022}, printed_on=TODAY
    )
    assert json.loads(printed)["annee"] == 2022


def test_the_queries_do_not_grow_with_the_people(cohort, django_assert_max_num_queries):
    with django_assert_max_num_queries(70):
        document_of(compose(cohort, 2022, TODAY))
