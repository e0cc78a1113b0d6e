"""XLSX read again with python-calamine, and its XML searched for formulas; CSV read as text."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from faubourg.documents import sheets
from faubourg.documents.blocks import Badge, DocumentError
from faubourg.documents.sheets import Sheet, SheetColumn, sheet_name, write_csv, write_xlsx

LIVE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\x00=1+1", "{=1}", "http://exemple.fr", "007", "1e5", "'x")
COLUMNS = (
    SheetColumn("Texte", 30),
    SheetColumn("Nombre", kind="number"),
    SheetColumn("Montant", kind="euro"),
    SheetColumn("Jour", kind="date"),
    SheetColumn("Part", kind="percent"),
)
ROWS = (
    ("été", 1234, Decimal("12.5"), date(2024, 12, 31), 0.25),
    (None, "plus de 200", None, "selon les opportunités", None),
    (("un", "deux"), -3.5, 0, datetime(2024, 12, 31, 23, 30, tzinfo=UTC), float("nan")),
    (Badge("C"), True, 1, date(1850, 1, 2), 1),
)
LIST = Sheet("Liste", COLUMNS, ROWS)


def read(content: bytes, name: str = "Liste"):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name).to_python()


def parts(content: bytes) -> str:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels")))


def test_values_keep_their_kind():
    assert read(write_xlsx([LIST])) == [
        ["Texte", "Nombre", "Montant", "Jour", "Part"],
        ["été", 1234, 12.5, date(2024, 12, 31), 0.25],
        ["", "plus de 200", "", "selon les opportunités", ""],
        ["un\ndeux", -3.5, 0, date(2025, 1, 1), ""],
        ["C", "oui", 1, "02/01/1850", 1],
    ]


def test_nothing_typed_becomes_a_formula_or_a_link():
    content = write_xlsx([Sheet("=A1", [SheetColumn("=1+1")], [(text,) for text in LIVE], title="=2", note="@x")])
    xml = parts(content)
    assert "<f>" not in xml and "<f " not in xml
    assert "<hyperlink " not in xml and "relationships/hyperlink" not in xml
    texts = [row[0] for row in read(content, "=A1")]
    assert all(isinstance(text, str) for text in texts)
    assert [text for text in ("=1+1", "-1", "007", "1e5") if text in texts] == ["=1+1", "-1", "007", "1e5"]


def test_titles_stand_above_a_frozen_filtered_head():
    content = write_xlsx([Sheet("Liste", COLUMNS, ROWS, title="Le plan", note="Au 31/12/2024")], title="Plan")
    xml = parts(content)
    assert [row[0] for row in read(content)[:3]] == ["Le plan", "Au 31/12/2024", "Texte"]
    assert 'ySplit="3"' in xml and 'state="frozen"' in xml
    assert '<autoFilter ref="A3:E7"' in xml
    assert "<dc:title>Plan</dc:title>" in xml


def test_sheet_names_are_accepted_and_unique():
    taken: set[str] = set()
    long = "Objectifs [OS] : un / deux ? trois * quatre"
    names = [sheet_name(wanted, taken) for wanted in (long, long.upper(), "", "'x'", "History", "a\nb", "é" * 40)]
    assert names[0] == "Objectifs OS un deux trois" and names[1].endswith(" (2)")
    assert names[2:6] == ["Feuille", "x", "Historique", "a b"]
    assert all(len(name) <= 31 for name in names)


def test_sheets_without_rows_and_books_without_sheets():
    assert read(write_xlsx([Sheet("Liste", COLUMNS, ())])) == [["Texte", "Nombre", "Montant", "Jour", "Part"]]
    assert read(write_xlsx([])) == []


def test_a_text_too_long_for_a_cell_says_so():
    shown = read(write_xlsx([Sheet("Liste", [SheetColumn("a")], [("x" * 40_000,)])]))[1][0]
    assert len(shown) == 32_767 and shown.endswith("au plus 32 767 caractères)")


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_ROWS", 3)
    with pytest.raises(DocumentError, match="exportez en CSV"):
        write_xlsx([LIST])


def test_csv_as_french_spreadsheets_read_it():
    content = write_csv(LIST)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").split("\r\n") == [
        "Texte;Nombre;Montant;Jour;Part",
        "été;1234;12,5;31/12/2024;25,0\u00a0%",
        ";plus de 200;;selon les opportunités;",
        '"un\ndeux";-3,5;0;01/01/2025;',
        "C;oui;1;02/01/1850;100,0\u00a0%",
        "",
    ]


def test_csv_disarms_what_a_spreadsheet_would_compute():
    lines = write_csv(Sheet("x", [SheetColumn("a")], [(text,) for text in LIVE[:7]])).decode("utf-8-sig")
    assert lines.split("\r\n")[1:6] == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1"]
    assert '"\'\n=1"' in lines
    assert lines.count("'=1+1") == 2


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="zip"):
        write_csv(Sheet("x", COLUMNS, [("seul",)]))
    with pytest.raises(ValueError, match="kind"):
        SheetColumn("x", kind="monnaie")


def test_a_long_sheet_name_keeps_whole_words():
    names = ("Participants selon le quartier prioritaire", "Étapes emploi : validées ou à valider en sortie positive",
             "Étapes de levée des freins par domaine", "Sorties positives par catégorie")  # fmt: skip
    assert [sheet_name(one, set()) for one in names] == [
        "Participants selon le quartier", "Étapes emploi validées", "Étapes de levée des freins",
        "Sorties positives par catégorie",
    ]  # fmt: skip
