"""What every printer starts from: texts, numbers, levels, widths; and what a block refuses."""

from datetime import date
from decimal import Decimal

import pytest

from faubourg.documents.blocks import Badge, Column, Divider, Document, Heading, Paragraph, Picture, Table
from faubourg.documents.preparation import prepare
from faubourg.documents.typography import clean, french, long_date, number

NB = "\u00a0"


def blocks_of(*blocks, **fields):
    return prepare(Document("Titre", printed_on=date(2026, 11, 20), blocks=blocks, **fields))["blocks"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("l'emploi", "l’emploi"),
        ('dit "sans suite" ?', f"dit «{NB}sans suite{NB}»{NB}?"),
        ("« aller vers » : oui", f"«{NB}aller vers{NB}»{NB}: oui"),
        ('une seule " reste telle', 'une seule " reste telle'),
        ("http://a.fr:80 12:30", "http://a.fr:80 12:30"),
        ("1 234,5 € et 25 %", f"1 234,5{NB}€ et 25{NB}%"),
        ("nul\x00 \ud800ici\r\nlà", "nul ici\nlà"),
    ],
)
def test_texts_are_typeset_and_no_word_changes(typed, printed):
    assert french(typed) == printed


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1234567, f"1{NB}234{NB}567"),
        (-1234.5, f"-1{NB}234,5"),
        (2.0, "2"),
        (-0.001, "0"),
        (Decimal("12.50"), "12,50"),
        (Decimal("1E+3"), f"1{NB}000"),
        (True, "oui"),
        (float("nan"), None),
    ],
)
def test_numbers_in_french(value, written):
    assert number(value) == written


def test_dates_in_french():
    assert long_date(date(2026, 11, 1)) == f"1er{NB}novembre{NB}2026"
    assert long_date(date(2026, 8, 20)) == f"20{NB}août{NB}2026"


def test_levels_become_consecutive():
    """A jump from 1 to 3 is refused by PDF/UA; titles of one level stay of one level."""
    titles = blocks_of(Heading(2, "a"), Heading(4, "b"), Heading(4, "c"), Heading(3, "d"), Divider("e", level=2))
    assert [title["level"] for title in titles] == [1, 2, 2, 2, 1]


def test_cells_keep_unknown_apart_from_empty_and_zero():
    table = Table((Column("a"),) * 5, ((None, "", 0, ("x", "l'y"), Badge("C", "rose")),))
    assert blocks_of(table)[0]["rows"] == [[None, "", "0", ["x", "l’y"], {"badge": "C", "tone": "neutral"}]]


def test_a_narrow_column_holds_its_longest_word():
    columns = (Column("N°", 0.1), Column("Texte", 9))
    narrow, wide = blocks_of(Table(columns, (("DCSI-PLIE-104", "mot " * 50),)))[0]["columns"]
    assert narrow["width"] > 0.12
    assert narrow["width"] + wide["width"] == pytest.approx(1, abs=0.001)


def test_only_a_tall_row_may_be_parted():
    rows = (("court",), ("long " * 900,), (("point",) * 40,))
    assert blocks_of(Table((Column("Texte"),), rows))[0]["tall"] == [1, 2]


def test_an_empty_line_parts_paragraphs():
    assert blocks_of(Paragraph("un\ndeux\n\n\n\ntrois"))[0]["parts"] == ["un\ndeux", "trois"]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Heading(5, "x"),
        lambda: Paragraph("x", "gras"),
        lambda: Column("x", align="justify"),
        lambda: Table((), ()),
        lambda: Table((Column("a"), Column("b")), (("seul",),)),
        lambda: Picture("<svg/>", " "),
    ],
)
def test_a_wrong_block_is_refused_where_it_is_written(wrong):
    with pytest.raises(ValueError, match=r".+"):
        wrong()


@pytest.mark.parametrize("wrong", ["texte", Table((Column("a"),), ((object(),),))])
def test_what_cannot_be_printed_is_refused(wrong):
    with pytest.raises(TypeError):
        blocks_of(wrong)


def test_clean_leaves_line_ends_and_tabs():
    assert clean("a\tb\rc\x0bd") == "a\tb\ncd"


def test_a_short_table_is_kept_in_one_piece():
    def whole(rows):
        return blocks_of(Table((Column("a"), Column("b")), tuple(rows)))[0]["whole"]

    assert whole([("x", "1")] * 10)
    assert not whole([("x", "1")] * 40)
    assert not whole([("mot " * 900, "1")])
