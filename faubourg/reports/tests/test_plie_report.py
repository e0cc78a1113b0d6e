"""The yearly report of a PLIE: counted on the cohort, masked for everybody, its past as published."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from docx import Document as Docx
from python_calamine import CalamineWorkbook

from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.choices import ContractKind, Role
from faubourg.contracts.models import PrintedTable, Published
from faubourg.contracts.tests.factories import ContractFactory, MembershipFactory, UserFactory
from faubourg.documents.blocks import DocumentError, Facts, Heading, Paragraph, Table
from faubourg.documents.preparation import prepare
from faubourg.documents.word import render_docx
from faubourg.governance.models import Body, Meeting
from faubourg.indicators.models import MaskingRule, Observation
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.pathways.cohort import plant_cohort
from faubourg.pathways.models import Participant, ReportText, Step
from faubourg.pathways.queries.management import pack_of, structures_of
from faubourg.pathways.reporting import ReportSection
from faubourg.reports.documents.kinds import make_document
from faubourg.reports.plie.compose import compose, document_of
from faubourg.reports.plie.data import data_of
from faubourg.reports.plie.management import document_of as management_document
from faubourg.reports.plie.management import grids_of

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
    published, counted = entries["annees"]["2021"], entries["annees"]["2022"]
    assert (published["valeur"], published["part"], published["publie"]) == (161, 0.68, True)
    assert (counted["valeur"], counted["part"], counted["publie"]) == (113, 0.5678, False)
    assert counted["texte"] == "113 (57\u00a0%)"
    assert entries["evolution"] == "−30\u00a0%"
    assert (entries["imprime"], entries["ecart"]) == ("113, 57\u00a0%", "égal")
    assert rows["formations", "Bâtiment / VRD"]["ecart"] == "\u22121"
    assert rows["formations", "Remise à niveau"]["ecart"] == "égal"
    assert told(cohort, 2021)["entrees", "Entrées"]["annees"]["2021"]["publie"]


def test_small_numbers_are_masked_in_the_document_and_the_data(cohort):
    document = document_of(compose(cohort, 2022, TODAY))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    ages = next(table for table in tables if any(row[0] == "-26 ans" for row in table.rows))
    shown = {row[0]: row[1].text for row in ages.rows}
    assert shown["-26 ans"] == shown["55 ans et plus"] == "masqué"
    assert shown["Ensemble"] == "292"
    assert told(cohort)["ages", "-26 ans"]["annees"]["2022"] == {
        "valeur": None, "part": None, "masque": True, "publie": False, "texte": "masqué",
    }  # fmt: skip
    MaskingRule.objects.create(contract=cohort, threshold=0)
    assert told(cohort)["ages", "-26 ans"]["annees"]["2022"]["valeur"] == 3


def test_each_page_says_whether_small_numbers_are_masked(cohort):
    made = compose(cohort, 2022, TODAY)
    assert document_of(made).footer == "Rapport du PLIE, 2022, petits nombres masqués"
    shown = replace(made, counted=replace(made.counted, threshold=0))
    assert document_of(shown).footer == "Rapport du PLIE, 2022, petits nombres visibles\u00a0: réservé à l’équipe"


def test_a_masked_structure_is_not_found_by_subtraction(cohort):
    made = compose(cohort, 2022, TODAY)
    lines = sorted(made.counted.current.structures, key=lambda line: line.people)
    few = [replace(lines[0], people=3, at_the_end=0), *lines[1:]]
    few[-1] = replace(few[-1], people=few[-1].people + lines[0].people - 3)
    counted = replace(made.counted, current=replace(made.counted.current, structures=tuple(few)))
    tables = [block for block in document_of(replace(made, counted=counted)).blocks if isinstance(block, Table)]
    rows = next(table.rows for table in tables if table.columns[0].title == "Structure")
    told = [row[1].text for row in rows]
    assert told.count("masqué") == 2
    assert (rows[-1][0], rows[-1][1].number) == ("Ensemble", 292)


def test_values_of_the_fiches_have_their_own_unit_and_small_numbers_are_masked(cohort):
    action = ActionFactory(version=cohort.current_version)

    def told(label, unit, *values):
        one = IndicatorFactory(version=cohort.current_version, label=label, unit=unit)
        one.actions.add(action)
        for value, own, breakdown in values:
            Observation.objects.create(
                contract=cohort, lineage=one.lineage, period="2022", value=value, unit=own, breakdown=breakdown
            )
        return one.label

    men, women = {"sexe": "H"}, {"sexe": "F"}
    told("Personnes orientées", "personnes", (89, "", {}), (25, "%", {"catégorie": "PLIE"}))
    told("Bénéficiaires", "personnes", (68, "", {"public": "BRSA"}), (37, "%", {"public": "BRSA"}))
    told("Taux d’occupation", "%", (57, "", {}), (46, "", men), (13, "", women))
    told("Abandons", "sorties", (13, "", {}), (9, "", men), (4, "", women))
    told("Parc", "véhicules", (5, "", {"catégorie": "voitures_sans_permis"}))
    tables = [block for block in document_of(compose(cohort, 2022, TODAY)).blocks if isinstance(block, Table)]
    rows = [tuple(map(str, row)) for table in tables if table.columns[-1].title == "Valeur" for row in table.rows]
    for row in (
        ("Personnes orientées", "catégorie PLIE", "25\u00a0%"), ("Taux d’occupation", "", "57\u00a0%"),
        ("Taux d’occupation", "sexe H", "46\u00a0personnes"),
        ("Abandons", "sexe F", "masqué"), ("Abandons", "sexe H", "masqué"),
        ("Bénéficiaires", "public BRSA", "68\u00a0personnes, 37\u00a0%"),
        ("Parc", "catégorie voitures sans permis", "5\u00a0véhicules"),
    ):  # fmt: skip
        assert row in rows


def test_hours_are_told_in_full_time_too_and_totals_that_disagree_are_told(cohort):
    PrintedTable.objects.create(
        contract=cohort, key="tab-t21", title="Garde", columns=["Dispositif", "Prescriptions"],
        rows=[["CD79 (depuis 2020)", 51]],
    )  # fmt: skip
    tables = {table["code"]: table for table in data_of(compose(cohort, 2022, TODAY))["tableaux"]}
    hours = {row["libelle"]: row["annees"]["2022"]["valeur"] for row in tables["clauses-heures"]["lignes"]}
    assert hours["Équivalents temps plein"] == 27
    assert (
        tables["garde:Département"]["contradiction"] == "Le document imprime 51, les lignes comptées additionnent 48."
    )


def test_the_contents_are_those_of_the_document_and_the_data_hold_them(cohort):
    Body.objects.create(contract=cohort, key="copil", name="Comité de pilotage (COPIL)")
    sections = data_of(compose(cohort, 2022, TODAY))["sections"]
    codes = [one["code"] for one in sections if one["niveau"] < 3 and one["code"]]
    assert codes == ["1", "1.1", "1.2", "1.3", "1.4", "2", "2.1", "2.2", "2.3", "2.4", "2.5", "3", "3.1", "3.2", "4",
                     "4.1", "4.2", "4.3", "5"]  # fmt: skip
    content = {one["code"]: one["contenu"] for one in sections}
    assert [line[0] for line in content["2.1"][1]["lignes"]][-1] == "Ensemble"
    assert [line[0] for line in content["4.1"][0]["lignes"]] == ["Comité de pilotage (COPIL)"]


def test_one_record_less_changes_the_document(cohort):
    before = told(cohort)[JOBS]["annees"]["2022"]["valeur"]
    Step.objects.filter(pathway__contract=cohort, job_row__label="Mission en AI", start__year=2022)[0].delete()
    assert told(cohort)[JOBS]["annees"]["2022"]["valeur"] == before - 1 == 65


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
    document = document_of(compose(cohort, 2022, TODAY))
    # What the PDF is set from, and every cell of the workbook.
    words += json.dumps(prepare(document), ensure_ascii=False)
    book = CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"]))
    words += str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])
    names = Participant.objects.of(cohort).values_list("first_name", flat=True)[:40]
    assert not [name for name in names if f"Participant {name}" in words or f"PARTICIPANT {name}" in words]
    sheets = zipfile.ZipFile(io.BytesIO(files["xlsx"])).read("xl/workbook.xml").decode()
    assert all(f'name="{name}"' in sheets for name in ("Participants par sexe", "Participants par âge"))


def test_a_protocol_without_files_prints_too():
    contract = ContractFactory(kind=ContractKind.PLIE)
    printed = make_document(
        kind="plie-rapport", ending="json", contract=contract, options={"year": 2022}, printed_on=TODAY
    )
    assert json.loads(printed)["annee"] == 2022


def test_the_queries_do_not_grow_with_the_people(cohort, django_assert_max_num_queries):
    with django_assert_max_num_queries(91):
        document_of(compose(cohort, 2022, TODAY))


def test_dispositifs_are_counted_beside_what_is_printed(cohort):
    PrintedTable.objects.create(
        contract=cohort, key="tab-t16", title="Auto-école", columns=["Indicateur", "2022", "2022 F"],
        rows=[["permis obtenus", 29, 16], ["heures de code", 250, None]],
    )  # fmt: skip
    PrintedTable.objects.create(
        contract=cohort, key="tab-t22", title="AEE79", columns=["Libellé", "Valeur"],
        rows=[["orientées", 89], ["interventions", 188]],
    )  # fmt: skip
    rows = told(cohort)
    assert rows["entonnoirs:Auto-école solidaire", "Permis obtenu"]["ecart"] == "égal"
    assert rows["entonnoirs:Auto-école solidaire", "Permis obtenu, femmes"]["ecart"] == "−1"
    document = document_of(compose(cohort, 2022, TODAY))
    cells = [row for block in document.blocks if isinstance(block, Table) for row in block.rows]
    assert ("AEE79", "interventions", "188") in cells
    assert "15 (imprimé\u00a0: 16)" in {cell for row in cells for cell in row if row[0] == "Permis obtenu"}


def test_what_the_coordinatrice_wrote_is_printed_and_what_a_document_prints_is_beside(cohort):
    def words(year):
        blocks = document_of(compose(cohort, year, TODAY)).blocks
        return [block.text for block in blocks if isinstance(block, Paragraph)]

    def to_write(year):
        return list(document_of(compose(cohort, year, TODAY)).blocks)[-1].items

    assert "Texte à écrire." not in words(2022)
    assert [line[:3] for line in to_write(2022)] == ["1.1", "1.2", "1.3", "1.4", "2.4", "2.5", "3.2"]
    ReportText.objects.create(contract=cohort, year=2022, section="2.5", text="Une convention signée.")
    assert not any(line.startswith("2.5") for line in to_write(2022))
    assert "Une convention signée." in words(2022)
    assert "Une convention signée." not in words(2023)
    assert told(cohort)["ateliers", "Personnes"]["imprime"] == "13"
    assert told(cohort)["ateliers", "Personnes"]["ecart"] == "égal"


def test_every_section_is_written_where_it_is_read_in_every_format(cohort):
    """The text stands first under its title; without one the title, its tables, and nothing else."""

    def first_words():
        sections = data_of(compose(cohort, 2022, TODAY))["sections"]
        return {one["titre"]: next(iter(one["contenu"]), {}).get("texte") for one in sections}

    before = first_words()
    assert "Avant-propos" not in before
    for section in ReportSection:
        ReportText.objects.create(contract=cohort, year=2022, section=section, text=f"Mot de {section.name}.")
    after = first_words()
    assert {section.title: after[section.title] for section in ReportSection} == {
        section.title: f"Mot de {section.name}." for section in ReportSection
    }
    assert [title for title in after if title != "Avant-propos"] == [
        title for title in before if title != "Ce qui reste à écrire"
    ]
    document = document_of(compose(cohort, 2022, TODAY))
    printed = [paragraph.text for paragraph in Docx(io.BytesIO(render_docx(document))).paragraphs]
    assert [f"Mot de {section.name}." for section in ReportSection] == [
        line for line in printed if line.startswith("Mot de ")
    ]


def test_the_pack_of_an_operator_counts_its_own_people_and_masks(cohort):
    structures = dict(structures_of(cohort, TODAY))
    shown = {name: pack_of(cohort, pk, 2022, threshold=0) for pk, name in structures.items()}
    assert sum(pack.load(2022).people for pack in shown.values()) == 292
    assert sum(pack.years[2022].tallies["sexe"].lines[0].count for pack in shown.values()) == 145
    for pk in structures:
        pack = pack_of(cohort, pk, 2022, threshold=5)
        assert list(pack.years) == [2022]
        words = [cell for grids in grids_of(pack).values() for grid in grids for row in grid.rows for cell in row[1:]]
        assert not {"1", "2", "3", "4"} & set(words)
        assert "masqué" in words
    assert [*grids_of(pack_of(cohort, pk, 2023, threshold=0))["Le public"][0].columns] == [
        "Personnes", "2022", "2023", "Évolution",
    ]  # fmt: skip
    document = management_document(cohort, pack, printed_on=TODAY)
    assert document.title == "Dialogue de gestion 2022"
    assert render_docx(document).startswith(b"PK")


def test_a_body_without_any_date_is_not_said_to_have_never_met(cohort):
    Body.objects.create(contract=cohort, key="gestion", name="Dialogues de gestion", frequency="chaque année")
    told = Body.objects.create(contract=cohort, key="equipe", name="Réunions d’équipe")
    Meeting.objects.create(contract=cohort, body=told, title="Réunion", date="2022-03-01")
    tables = [block for block in document_of(compose(cohort, 2022, TODAY)).blocks if isinstance(block, Table)]
    rows = {row[0]: row[1:3] for table in tables if table.columns[0].title == "Instance" for row in table.rows}
    assert rows["Dialogues de gestion"] == ("chaque année", "non renseigné")
    assert rows["Réunions d’équipe"] == (None, 1)


def test_evolutions_come_from_the_series_and_what_cannot_be_told_is_named(cohort):
    PrintedTable.objects.create(
        contract=cohort, key="tab-t03", title="Prescriptions", columns=["Année", "Prescriptions", "Évolution"],
        rows=[[2021, 236, None], [2022, 199, "-16 %"]],
    )  # fmt: skip
    Published.objects.create(
        contract=cohort, key="pub-evolution-des-prescriptions-de-pole-emploi-2019-2022", label="Évolution 2019-2022",
        value=-68, unit="%",
    )  # fmt: skip
    made = compose(cohort, 2022, TODAY)
    tables = {table["code"]: table for table in data_of(made)["tableaux"]}
    prescriptions = tables["prescriptions"]
    rows = {row["libelle"]: row["evolution"] for row in prescriptions["lignes"]}
    assert (rows["Ensemble"], rows["France Travail"]) == ("−16\u00a0%", "")
    assert [(one["libelle"], one["depuis"], one["imprime"], one["ecart"]) for one in
            prescriptions["evolutions_imprimees"]] == [
        ("Ensemble", 2021, "−16\u00a0%", "égal"),
        ("France Travail", 2019, "−68\u00a0%", "non calculable\u00a0: le nombre de 2019 n’est pas connu"),
    ]  # fmt: skip
    gaps = next(
        block.rows for block in document_of(made).blocks
        if isinstance(block, Table) and block.columns[0].title == "Tableau" and len(block.columns) == 4
    )  # fmt: skip
    assert any(row[1] == "Évolution France Travail, 2019-2022" for row in gaps)


def test_a_year_before_the_records_gives_what_is_published_and_nothing_of_today(cohort):
    document = document_of(compose(cohort, 2021, TODAY))
    titles = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 3]
    assert "Entrées et taux d’intégration" in titles
    assert not {"Participants par sexe", "Étapes de levée des freins par domaine"} & set(titles)
    assert not any(label.startswith("Référent") for block in document.blocks if isinstance(block, Facts)
                   for label, _ in block.items)  # fmt: skip
    assert data_of(compose(cohort, 2021, TODAY))["indicateurs_fse"] == []


@pytest.mark.parametrize(("year", "words"), [(2015, "Rien à rapporter pour 2015"), (2031, "n’a pas commencé")])
def test_a_year_of_which_nothing_is_known_is_refused(cohort, year, words):
    with pytest.raises(DocumentError, match=words):
        make_document(kind="plie-rapport", ending="xlsx", contract=cohort, options={"year": year}, printed_on=TODAY)


def test_the_workbook_holds_numbers_and_shares_apart(cohort):
    printed = make_document(
        kind="plie-rapport", ending="xlsx", contract=cohort, options={"year": 2022}, printed_on=TODAY
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(printed))
    assert all(len(name) <= 31 and "  " not in name for name in book.sheet_names)
    rows = book.get_sheet_by_name("Participants par âge").to_python()[1:]
    at = rows[0].index("2022")
    assert rows[0][at + 1] == "2022, part"
    shown = {row[0]: row[at : at + 2] for row in rows[1:]}
    assert shown["26 à 44 ans"] == [189, pytest.approx(189 / 292)]
    assert shown["-26 ans"] == ["masqué", ""]
    assert {"Emplois de sortie positive", "Garde d’enfants CCAS"} <= set(book.sheet_names)


def test_lines_that_overlap_stand_after_the_sum_and_say_so(cohort):
    document = document_of(compose(cohort, 2022, TODAY))
    table = next(one for one in document.blocks if isinstance(one, Table) and one.sheet.startswith("Sorties positives"))
    labels = [row[0] for row in table.rows]
    assert labels[labels.index("Ensemble") :] == [
        "Ensemble", "Dont vers l’emploi", "Dont en SIAE", "Dont vers la formation",
    ]  # fmt: skip
