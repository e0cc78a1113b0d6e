"""The workbook itself: what it holds, how it is filled, and edited exports that come back."""

import datetime
import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from faubourg.exchange.flat import FLAT_SECTIONS
from faubourg.exchange.operations import apply_import, preview
from faubourg.exchange.schema.sections import KEPT_AS_GIVEN
from faubourg.exchange.tests.documents import NOW, exported, imported, sentences, small
from faubourg.exchange.tests.workbooks import TREE, workbook
from faubourg.exchange.workbook.cells import flow, unflow
from faubourg.exchange.workbook.layout import layouts, pieces
from faubourg.exchange.workbook.reading import flat_from_workbook
from faubourg.exchange.workbook.writing import workbook_of
from faubourg.intake.problems import IntakeError


def _sheets(content: bytes) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def _parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def _rebuilt(content: bytes, edit) -> bytes:
    """A workbook with the same cells, after `edit` changed the sheets."""
    sheets = _sheets(content)
    for name in ("Lisez-moi", "Listes"):
        del sheets[name]
    edit(sheets)
    cells = {name: [[None if cell == "" else cell for cell in row] for row in rows] for name, rows in sheets.items()}
    return workbook(cells, contract=cells.pop("Contrat"), strings_to_formulas=False, strings_to_numbers=False)


def _read(content: bytes) -> dict:
    return flat_from_workbook(content, "essai.xlsx")


def _refused(content: bytes) -> str:
    with pytest.raises(IntakeError) as error:
        _read(content)
    return sentences(error.value)


def _column(rows: list[list], title: str) -> int:
    return rows[0].index(title)


def test_the_empty_workbook_has_a_sheet_for_every_section_after_its_instructions():
    sheets = _sheets(workbook_of(None))
    assert list(sheets)[:2] == ["Lisez-moi", "Contrat"]
    assert {section.title for section in FLAT_SECTIONS} | {"Cibles", "Autres sections", "Listes"} < set(sheets)
    readme = "\n".join(str(cell) for row in sheets["Lisez-moi"] for cell in row)
    assert "Version du format : 1.0" in readme and "Modèle vide" in readme
    for layout in layouts():
        if layout.title != "Contrat":
            assert [title for title in sheets[layout.title][0] if title] == [column.title for column in layout.columns]
        for column in layout.columns:
            assert column.mark or column.title in readme


def test_names_of_sheets_and_columns_are_such_as_excel_wants():
    assert all(len(layout.title) <= 31 and not re.search(r"[\[\]:*?/\\']", layout.title) for layout in layouts())
    for layout in layouts():
        titles = [column.title.casefold() for column in layout.columns]
        assert len(titles) == len(set(titles)), layout.title


def test_the_empty_workbook_is_refused_only_for_want_of_a_contract():
    assert _refused(workbook_of(None)).splitlines() == [
        "Feuille « Contrat », ligne 3, colonne « Valeur » : « Clé » : chaque ligne doit avoir une clé, "
        "différente de toutes les autres.",
    ]


@pytest.mark.django_db
def test_a_filled_workbook_has_no_formula_and_no_link():
    document = small()
    document["actions"][0]["title"] = "=1+1"
    document["actions"][1]["title"] = "https://exemple.fr"
    content = workbook_of(imported(document))
    parts = _parts(content)
    sheets = [part for name, part in parts.items() if name.startswith("xl/worksheets/")]
    assert sheets and not any("<f>" in part or "<f " in part or "hyperlink" in part for part in sheets)
    titles = [action.get("title") for action in _read(content)["actions"]]
    assert titles[:2] == ["=1+1", "https://exemple.fr"]


@pytest.mark.django_db
def test_sheets_are_protected_without_password_and_keys_are_locked():
    parts = _parts(workbook_of(imported()))
    names = re.findall(r'<sheet name="([^"]+)"', parts["xl/workbook.xml"])
    actions = parts[f"xl/worksheets/sheet{names.index('Actions') + 1}.xml"]
    protection = re.search(r"<sheetProtection[^>]*>", actions)[0]
    assert "password" not in protection
    assert all(f'{right}="0"' in protection for right in ("insertRows", "sort", "autoFilter"))
    looks = ElementTree.fromstring(parts["xl/styles.xml"]).find("{*}cellXfs")
    locked = [index for index, look in enumerate(looks) if look.find("{*}protection") is None]
    styles = {cell: int(style) for cell, style in re.findall(r'<c r="([A-Z]+2)" s="(\d+)"', actions)}
    assert styles["A2"] in locked and styles["C2"] not in locked


@pytest.mark.django_db
def test_drop_down_lists_point_to_keys_and_to_choices():
    parts = _parts(workbook_of(imported()))
    names = dict(re.findall(r'<definedName name="(\w+)">([^<]+)<', parts["xl/workbook.xml"]))
    assert names["cles_organisations"].startswith("'Organisations'!$A$2:$A$")
    assert names["liste_actions_kind"].startswith("Listes!$")
    sheets = re.findall(r'<sheet name="([^"]+)"', parts["xl/workbook.xml"])
    roles = parts[f"xl/worksheets/sheet{sheets.index('Rôles') + 1}.xml"]
    assert "<formula1>cles_organisations</formula1>" in roles and "<formula1>liste_roles_role</formula1>" in roles


@pytest.mark.django_db
def test_a_changed_cell_of_an_export_is_one_difference():
    contract = imported()

    def edit(sheets):
        rows = sheets["Rôles"]
        rows[1][_column(rows, "Organisation")] = "org-etat"
        rows = sheets["Cibles"]
        rows[1][_column(rows, "Valeur")] = "1 200,5"
        rows = sheets["Contrat"]
        next(row for row in rows if row[0] == "Fin")[1] = "12/2031"

    flat = _read(_rebuilt(workbook_of(contract), edit))
    found = preview(flat=flat, nulls_matter=False)
    assert [(d.id, d.new) for d in found.differences if d.section != "indicators"] == [
        ("contract/petit-2024/end", "2031-12"),
        ("roles/#1/organisation", "org-etat"),
    ]
    target = next(d for d in found.differences if d.section == "indicators")
    assert target.new[0] == {"period": "2025", "value": 1200.5}


@pytest.mark.django_db
def test_an_export_comes_back_to_the_right_rows_although_the_contract_moved_on():
    contract = imported()
    content = workbook_of(contract)
    document = small()
    document["roles"].insert(0, {"action": "e1", "organisation": "org-etat", "role": "financeur"})
    imported(document)

    def edit(sheets):
        rows = sheets["Rôles"]
        for title, value in (("Organisation", "org-etat"), ("Service", "Santé"), ("Rôle", "financeur")):
            rows[1][_column(rows, title)] = value

    found = preview(flat=_read(_rebuilt(content, edit)), nulls_matter=False)
    assert {d.id for d in found.differences} == {
        "roles/#2/organisation",
        "roles/#2/service",
        "roles/#2/role",
        "roles/#1",
    }


@pytest.mark.django_db
def test_an_emptied_cell_forgets_and_a_missing_column_does_not():
    contract = imported()

    def edit(sheets):
        rows = sheets["Actions"]
        rows[1][_column(rows, "Calendrier imprimé")] = None
        rows[1][_column(rows, "page « focus »")] = None
        gone = _column(rows, "Objectifs"), _column(rows, "sous-titre de la page d’acteur"), _column(rows, "Publics")
        for row in rows:
            for index in sorted(gone, reverse=True):
                del row[index]

    found = preview(flat=_read(_rebuilt(workbook_of(contract), edit)), nulls_matter=False)
    assert {(d.id, d.new) for d in found.differences} == {("actions/f1/calendar", None), ("actions/f1/focus", None)}


@pytest.mark.django_db
def test_a_missing_or_empty_sheet_leaves_its_section_alone():
    contract = imported()

    def edit(sheets):
        del sheets["Rôles"], sheets["Cibles"], sheets["Autres sections"]
        sheets["Moyens"] = sheets["Moyens"][:1]

    flat = _read(_rebuilt(workbook_of(contract), edit))
    assert preview(flat=flat, nulls_matter=False).differences == []


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("beneficiaries_inferred", "Publics (valeur déduite)"),
        ("selected_on", "retenu le"),
        ("theme2_inferred", "theme2 (valeur déduite)"),
        ("theme2", "theme2"),
        ("thème", "[thème]"),
        ("champ", "[champ]"),  # the French title of « field »
        ("no", "no"),  # « number » has the same French title
        ("title_inferred", "Intitulé (valeur déduite)"),
    ],
)
def test_a_fact_of_one_document_has_a_french_title_and_is_found_again(name, title):
    layout = next(layout for layout in layouts() if layout.title == "Actions")
    assert layout.extra_column(name).title == title
    assert layout.column(title).name == name and layout.column(title).field is None
    if title[0] != "[":
        assert layout.column(name).name == name


def test_counts_of_a_vote_are_titled_in_words_and_older_titles_are_read():
    layout = next(layout for layout in layouts() if any(column.part == "excuse" for column in layout.columns))
    column = next(column for column in layout.columns if column.part == "excuse")
    assert column.title.endswith(" : excusé·es") and layout.column(column.alias) is column


@pytest.mark.django_db
def test_a_removed_line_and_a_new_one():
    contract = imported()

    def edit(sheets):
        del sheets["Remarques"][1]
        sheets["Remarques"].append([None, "Une autre remarque", "14"])

    flat = _read(_rebuilt(workbook_of(contract), edit))
    apply_import(flat=flat, at=NOW, nulls_matter=False)
    assert exported(contract)["anomalies"] == [{"text": "Une autre remarque", "line": 14}]


@pytest.mark.django_db
def test_what_people_type_is_understood():
    rows = [
        ["clé", "INTITULE", "Nature", "Début", "Fin", "dans la boite a outils", "Publics", "theme2"],
        ["e1", "Agir", "Fiche action", datetime.date(2024, 9, 1), 2027, "Oui", "jeunes ; adultes\nfamilles", "oui"],
        ["e2", 12, "engagement", "09/2024", "2030", "x", None, "[1, 2]"],
    ]
    values = [["Indicateur", "Période", "Valeur"], ["i1", 2024, "1 234,5"], ["i1", 2025, "12 %"]]
    indicators = [["Clé", "Libellé", "Nature", "Suit"], ["i1", "Nombre", "Quantitatif", "e1 ; e2"]]
    good = {"Actions": rows, "Indicateurs": indicators, "Valeurs": values[:2]}
    flat = _read(workbook(good))
    assert flat["actions"][0] == {
        "key": "e1", "title": "Agir", "kind": "fiche", "start": "2024-09-01", "end": 2027, "in_toolbox": True,
        "beneficiaries": ["jeunes", "adultes", "familles"], "theme2": True,
    }  # fmt: skip
    assert (flat["actions"][1]["title"], flat["actions"][1]["start"], flat["actions"][1]["theme2"]) == (
        "12", "2024-09", [1, 2])  # fmt: skip
    assert flat["values"][0]["value"] == 1234.5
    contract = apply_import(flat=flat, at=NOW, nulls_matter=False).contract
    assert "null" not in str(exported(contract)) and "None" not in str(exported(contract))
    assert "12 %" in _refused(workbook(good | {"Valeurs": values}))


@pytest.mark.django_db
def test_a_text_longer_than_a_cell_goes_on_in_the_next_column():
    document = small()
    document["actions"][0]["text"] = "é" * 40_000
    document["contract"]["status_note"] = "😀" * 20_000
    document["extra"]["long"] = "[" * 70_000
    contract = imported(document)
    content = workbook_of(contract)
    assert "Texte complet (suite 2)" in _sheets(content)["Actions"][0]
    flat = _read(content)
    assert flat["actions"][0]["text"] == "é" * 40_000
    assert preview(flat=flat, nulls_matter=False).differences == []


def test_a_cut_text_never_splits_what_excel_counts():
    assert pieces("a" * 32_767) == ["a" * 32_767]
    assert [len(part) for part in pieces("😀" * 16_384)] == [16_383, 1]


@pytest.mark.parametrize(
    "value", [{"F": 1, 2019: None}, [datetime.date(2024, 1, 2), "2024-01-02", "oui"], {"a": "b\nc"}]
)
def test_structured_values_keep_their_types_on_one_line(value):
    assert unflow(flow(value)) == value


def test_sections_kept_as_given_are_those_of_the_last_sheet():
    assert KEPT_AS_GIVEN == ("citizens", "fundings", "extra")
    assert "budget" in _refused(workbook({"Autres sections": [["Section", "Partie", "Contenu"], ["budget", 1, "{}"]]}))


def test_a_level_or_a_reference_is_read_from_its_sheet():
    flat = _read(workbook({"Arbre": TREE}))
    assert flat["nodes"][1] | {} == {"key": "o1", "level": "objectif", "title": "Objectif un", "parent": "a1"}
    assert flat["nodes"][1].row == 3
