"""What a spreadsheet would let pass silently is named, cell by cell."""

import pytest
from odf.table import CoveredTableCell, TableColumn

from faubourg.intake.problems import IntakeError
from faubourg.intake.tests import builders
from faubourg.intake.workbooks import read_workbook


def refused(content: bytes, **options: object) -> list[str]:
    with pytest.raises(IntakeError) as caught:
        read_workbook(content, "classeur.xlsx", **options)
    return [problem.sentence.replace("\u00a0", " ") for problem in caught.value.problems]


def warned(content: bytes) -> list[str]:
    return [problem.sentence.replace("\u00a0", " ") for problem in read_workbook(content, "classeur.xlsx").warnings]


def filled(then) -> bytes:
    def fill(book):
        sheet = book.add_worksheet("Actions")
        builders.write(sheet, [builders.HEADER, ["k1", "a", "b"], ["k2", "c", "d"], ["k3", "e", "f"]])
        then(sheet)

    return builders.xlsx_with(fill)


def test_formula_is_refused_with_its_address_and_the_way_out():
    assert refused(filled(lambda sheet: sheet.write_formula("B3", "=A1", None, "ancien"))) == [
        "Feuille « Actions », ligne 3, colonne « Titre » : la cellule B3 contient une formule. Copiez-la, puis "
        "collez-la au même endroit en valeur (Collage spécial › Valeurs)."
    ]


def test_shared_and_prefixed_formulas_are_seen_too():
    content = filled(lambda sheet: sheet.write_array_formula("B2:B3", "{=A2:A3}"))
    assert any("B2 contient une formule" in sentence for sentence in refused(content))
    text = builders.unzipped(filled(lambda sheet: sheet.write_formula("C4", "=1")))[builders.SHEET].decode()
    prefixed = text.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("<x:?", "<?")
    prefixed = prefixed.replace('worksheet xmlns="', 'worksheet xmlns:x="')
    content = builders.zipped({**builders.unzipped(content), builders.SHEET: prefixed.encode()})
    assert any("C4 contient une formule" in sentence for sentence in refused(content))


def test_many_formulas_are_named_first_then_counted():
    def formulas(sheet):
        for row in range(1, 151):
            sheet.write_formula(row, 1, "=1", None, 1)

    sentences = refused(filled(formulas))
    assert len(sentences) == 101
    assert sentences[-1] == "Feuille « Actions » : 50 autres cellules contiennent une formule."


def test_error_cells_are_refused_with_what_they_show():
    content = builders.replaced(
        filled(lambda sheet: sheet.write("B3", 17)),
        builders.SHEET,
        '<c r="B3"><v>17</v></c>',
        '<c r="B3" t="e"><v>#REF!</v></c>',
    )
    assert refused(content) == [
        "Feuille « Actions », ligne 3, colonne « Titre » : la cellule B3 est en erreur (#REF!). Saisissez la valeur "
        "attendue, ou videz la cellule."
    ]


def test_formula_in_error_is_told_once():
    content = filled(lambda sheet: sheet.write_formula("B3", "=1/0", None, "#DIV/0!"))
    [sentence] = refused(content)
    assert "contient une formule" in sentence


def test_merged_cells_are_refused_in_the_data_area_only():
    assert refused(filled(lambda sheet: sheet.merge_range("B2:B3", "commun"))) == [
        "Feuille « Actions », ligne 2, colonne « Titre » : les cellules B2:B3 sont fusionnées. Défusionnez-les et "
        "écrivez la valeur dans chacune."
    ]
    assert warned(filled(lambda sheet: sheet.merge_range("H20:K30", ""))) == []


def test_what_stands_above_the_titles_is_not_judged():
    def fill(book):
        sheet = book.add_worksheet("Actions")
        sheet.merge_range("A1:C1", "Un titre")
        sheet.write_formula("A2", "=TODAY()")
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.write_row(2, 0, builders.HEADER)

    workbook = read_workbook(builders.xlsx_with(fill), "classeur.xlsx", header_row=3)
    assert workbook.sheets["Actions"].header == builders.HEADER
    assert workbook.warnings == []


def test_hidden_rows_and_columns_are_read_and_named():
    def hide(sheet):
        for row in (1, 2):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_column("B:B", None, None, {"hidden": True})
        sheet.set_column("E:XFD", None, None, {"hidden": True})

    workbook = read_workbook(filled(hide), "classeur.xlsx")
    assert len(workbook.sheets["Actions"].rows) == 3
    assert [problem.sentence.replace("\u00a0", " ") for problem in workbook.warnings] == [
        "Feuille « Actions » : les lignes 2 et 3 sont masquées. Le contenu masqué est lu comme le reste : "
        "supprimez-le s’il ne doit pas l’être.",
        "Feuille « Actions » : la colonne B est masquée. Le contenu masqué est lu comme le reste : "
        "supprimez-le s’il ne doit pas l’être.",
    ]


def test_hidden_rows_are_enumerated():
    def hide(sheet):
        builders.write(sheet, [builders.HEADER, *([f"k{n}", "a", "b"] for n in range(20))])
        for row in (2, 4, 5, 6, 7, 9):
            sheet.set_row(row, None, None, {"hidden": True})

    [sentence] = warned(filled(hide))
    assert "les lignes 3 ; 5 à 8 ; 10 sont masquées" in sentence


def test_hidden_sheet_is_named():
    [sentence] = warned(
        builders.xlsx_with(
            lambda book: [
                builders.write(book.add_worksheet("Visible"), [["Clé"]]),
                (secret := book.add_worksheet("Secrète")).write("A1", "Clé"),
                secret.hide(),
            ]
        )
    )
    assert sentence.startswith("Feuille « Secrète » : la feuille est masquée.")


@pytest.mark.parametrize("header", [["Clé", "Début", "Début"], ["Clé", "Début", " début  "]])
def test_title_printed_twice_is_refused(header):
    [sentence] = refused(builders.xlsx([header, ["k", "1", "2"]]))
    assert "Feuille « Actions », ligne 1 : le titre « " in sentence
    assert "est répété (colonnes B et C)" in sentence


def test_all_faults_are_told_at_once():
    def faults(sheet):
        sheet.write_formula("B2", "=1")
        sheet.merge_range("A3:A4", "x")
        sheet.write("C1", "Titre")

    assert len(refused(filled(faults))) == 3


def test_open_document_has_the_same_findings():
    rows = [
        builders.ods_row("Clé", "Titre", "Début"),
        builders.ods_row("k1", builders.ods_cell("2", "float", value="2", formula="of:=1+1"), "b"),
        builders.ods_row(builders.ods_cell("k2", numbercolumnsspanned=2, numberrowsspanned=1), CoveredTableCell(), "c"),
    ]
    assert refused(builders.ods(rows)) == [
        "Feuille « Actions », ligne 2, colonne « Titre » : la cellule B2 contient une formule. Copiez-la, puis "
        "collez-la au même endroit en valeur (Collage spécial › Valeurs).",
        "Feuille « Actions », ligne 3, colonne « Clé » : les cellules A3:B3 sont fusionnées. Défusionnez-les et "
        "écrivez la valeur dans chacune.",
    ]


def test_open_document_hides_too():
    rows = [
        builders.ods_row("Clé", "Titre"),
        builders.ods_row("k1", "a", visibility="collapse"),
        builders.ods_row("k2", "b", visibility="filter"),
    ]
    columns = (TableColumn(), TableColumn(visibility="collapse"))
    lines, column = warned(builders.ods(rows, columns=columns))
    assert "les lignes 2 et 3 sont masquées" in lines
    assert "la colonne B est masquée" in column
