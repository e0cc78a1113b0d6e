"""A workbook is read as titled rows, with the row numbers and values that its reader sees."""

import datetime
import time

import pytest
from odf.table import TableCell

from faubourg.intake.problems import IntakeError
from faubourg.intake.tests import builders
from faubourg.intake.workbooks import Row, read_workbook

DAY = datetime.date(2024, 12, 31)


def read(content: bytes, **options: object):
    return read_workbook(content, "classeur.xlsx", **options)


def only_sheet(content: bytes, **options: object):
    [sheet] = read(content, **options).sheets.values()
    return sheet


def test_rows_have_their_number_titles_and_plain_values():
    content = builders.xlsx(
        [
            [" Clé ", "Titre\nlong", 2024, "Vrai", "Début", "Vu"],
            ["k1", "  é\nà ", 3.0, True, DAY, datetime.datetime(2024, 12, 31, 14, 30)],
            [],
            ["k2", None, 1.5, "  ", None, datetime.time(9, 5)],
        ],
        sheet="Données & co",
        default_date_format="dd/mm/yyyy hh:mm",
    )
    sheet = only_sheet(content)
    assert sheet.name == "Données & co"
    assert sheet.header == ["Clé", "Titre long", "2024", "Vrai", "Début", "Vu"]
    assert sheet.header_row == 1
    assert [row.number for row in sheet.rows] == [2, 4]
    assert sheet.rows[0].cells == {
        "Clé": "k1",
        "Titre long": "  é\nà ",
        "2024": 3,
        "Vrai": True,
        "Début": DAY,
        "Vu": datetime.datetime(2024, 12, 31, 14, 30),
    }
    assert type(sheet.rows[0].cells["2024"]) is int
    assert sheet.rows[1].cells["2024"] == 1.5
    assert sheet.rows[1].cells["Vrai"] is None


@pytest.mark.parametrize("date_1904", [False, True])
@pytest.mark.parametrize("day", [DAY, datetime.date(1904, 3, 1), datetime.date(2000, 2, 29)])
def test_dates_are_right_in_both_date_systems(date_1904, day):
    content = builders.xlsx([["Début"], [day]], date_1904=date_1904)
    assert (b"date1904" in builders.unzipped(content)["xl/workbook.xml"]) is date_1904
    assert only_sheet(content).rows == [Row(2, {"Début": day})]


def test_1904_written_as_a_word():
    content = builders.xlsx([["Début"], [DAY]], date_1904=True)
    content = builders.replaced(content, "xl/workbook.xml", 'date1904="1"', 'date1904="true"')
    assert only_sheet(content).rows[0].cells == {"Début": DAY}


def test_titles_may_stand_lower():
    content = builders.xlsx([["Un grand titre"], [], ["Clé", "Titre"], ["k1", "a"]])
    sheet = only_sheet(content, header_row=3)
    assert (sheet.header, sheet.header_row) == (["Clé", "Titre"], 3)
    assert sheet.rows == [Row(4, {"Clé": "k1", "Titre": "a"})]


def test_empty_sheet_has_neither_titles_nor_rows():
    sheet = only_sheet(builders.xlsx([]))
    assert (sheet.header, sheet.rows) == ([], [])


def test_values_without_title_are_told_not_lost_silently():
    workbook = read(builders.xlsx([["Clé", None, "Fin"], ["k", "perdu", "f"], ["l", "aussi", "f"]]))
    assert workbook.sheets["Actions"].header == ["Clé", "Fin"]
    [warning] = workbook.warnings
    assert "la colonne B n’a pas de titre\u00a0: ses 2 valeurs ne sont pas lues" in warning.sentence


def test_only_the_sheets_asked_for_are_judged():
    def fill(book):
        builders.write(book.add_worksheet("Actions"), [["Clé"], ["k"]])
        book.add_worksheet("Lisez-moi").merge_range("A1:C3", "Bonjour")
        book.add_worksheet("Calculs").write_formula("A2", "=1+1")

    workbook = read(builders.xlsx_with(fill), sheets=["ACTIONS ", "Absente"])
    assert list(workbook.sheets) == ["Actions"]
    assert workbook.unread == ["Lisez-moi", "Calculs"]
    with pytest.raises(IntakeError):
        read(builders.xlsx_with(fill))


def test_chart_sheets_are_passed_over():
    def fill(book):
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Actions!$A$1:$A$2"})
        book.add_chartsheet("Graphique").set_chart(chart)
        builders.write(book.add_worksheet("Actions"), [["Clé"], ["k"]])

    book = builders.xlsx_with(fill)
    assert [sheet.rows for sheet in read(book).sheets.values()] == [[Row(2, {"Clé": "k"})]]


def test_formats_alone_do_not_count_as_cells():
    def fill(book):
        sheet = book.add_worksheet("Actions")
        builders.write(sheet, [["Clé"], ["k"]])
        for row in range(2, 50):
            sheet.write_blank(row, 250, None, book.add_format({"bold": True}))
        sheet.write_blank(1_048_575, 0, None, book.add_format({"bold": True}))

    assert len(only_sheet(builders.xlsx_with(fill)).rows) == 1


def test_open_document_is_read():
    content = builders.ods(
        [
            builders.ods_row("Clé", "Début", "Nombre", "Vrai"),
            builders.ods_row(
                "k1",
                builders.ods_cell("31/12/2024", "date", datevalue="2024-12-31"),
                builders.ods_cell("3", "float", value="3"),
                builders.ods_cell("VRAI", "boolean", booleanvalue="true"),
            ),
            builders.ods_row(TableCell(numbercolumnsrepeated=4), numberrowsrepeated=3),
            builders.ods_row("k2", TableCell(numbercolumnsrepeated=2), TableCell()),
            builders.ods_row(TableCell(numbercolumnsrepeated=16384), numberrowsrepeated=1_000_000),
        ]
    )
    sheet = only_sheet(content)
    assert sheet.rows == [
        Row(2, {"Clé": "k1", "Début": DAY, "Nombre": 3, "Vrai": True}),
        Row(6, {"Clé": "k2", "Début": None, "Nombre": None, "Vrai": None}),
    ]


def test_ten_thousand_rows_are_quick():
    rows = [["Clé", "Titre", "Nombre", "Début"], *([f"k{n}", f"Titre {n}", n, DAY] for n in range(10_000))]
    content = builders.xlsx(rows)
    start = time.perf_counter()
    assert len(only_sheet(content).rows) == 10_000
    assert time.perf_counter() - start < 3
