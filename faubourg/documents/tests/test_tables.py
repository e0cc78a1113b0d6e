"""A document's tables as sheets."""

import io
from datetime import date

from python_calamine import CalamineWorkbook

from faubourg.documents.blocks import Badge, Column, Divider, Document, Facts, Figure, Heading, Table
from faubourg.documents.preparation import prepare
from faubourg.documents.tables import render_tables


def test_tables_of_different_columns_become_sheets_in_order():
    table = Table(
        (Column("Type"), Column("Titre", 3)), ((Badge("C"), "=1+1"), (None, ("a", "b"))), caption="Engagements"
    )
    document = Document(
        "Plan",
        printed_on=date(2024, 1, 1),
        blocks=(
            Heading(1, "Santé", "OS 4"),
            table,
            Facts((("Pilote", "CAF"),)),
            Divider("Emploi", table=Table((Column("Objectif"),), (("Un",),))),
        ),
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_tables(document)))
    assert book.sheet_names == ["Engagements", "OS 4 Santé", "Emploi"]
    cells = [cell for row in book.get_sheet_by_name("Engagements").to_python() for cell in row]
    assert {"C", "=1+1", "a\nb"} <= set(cells)


def test_tables_of_the_same_columns_share_a_sheet_with_their_place():
    columns = (Column("Type"), Column("Engagement", 3))
    blocks = (
        Heading(1, "CAF"),
        Heading(2, "Emploi"),
        Table(columns, (("C", "Un"),)),
        Heading(2, "Santé"),
        Table(columns, (("M", "Deux"), ("R", "Trois"))),
        Heading(1, "Ville"),
        Table(columns, (("A", "Quatre"),)),
        Facts((("Pilote", "CAF"),)),
        Heading(2, "Portage"),
        Facts((("Pilote", "Ville"),)),
    )
    document = Document("Boîte à outils", printed_on=date(2024, 1, 1), blocks=blocks)
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_tables(document)))
    assert book.sheet_names == ["Engagement", "Rubriques"]
    assert book.get_sheet_by_name("Engagement").to_python()[-5:] == [
        ["Niveau 1", "Niveau 2", "Type", "Engagement"],
        ["CAF", "Emploi", "C", "Un"],
        ["CAF", "Santé", "M", "Deux"],
        ["CAF", "Santé", "R", "Trois"],
        ["Ville", "", "A", "Quatre"],
    ]
    assert book.get_sheet_by_name("Rubriques").to_python()[-1] == ["Ville", "Portage", "Pilote", "Ville"]


def test_a_document_without_table_still_opens():
    content = render_tables(Document("Vide", printed_on=date(2024, 1, 1)))
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names


def test_a_number_and_its_share_have_a_cell_each():
    rows = (("A", Figure("139 (70\u00a0%)", 139, 0.7)), ("B", Figure("masqué")), ("C", Figure("57\u00a0%", None, 0.57)))
    table = Table((Column("Ligne"), Column("2022")), rows, sheet="Parts")
    document = Document("Rapport", printed_on=date(2026, 11, 20), blocks=(table,))
    [found] = [CalamineWorkbook.from_filelike(io.BytesIO(render_tables(document))).get_sheet_by_index(0).to_python()]
    assert found[1:] == [["Ligne", "2022", "2022, part"], ["A", 139, 0.7], ["B", "masqué", ""], ["C", "", 0.57]]
    assert prepare(document)["blocks"][0]["rows"][0] == ["A", "139 (70\u00a0%)"]
