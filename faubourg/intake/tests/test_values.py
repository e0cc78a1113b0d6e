"""What people type in a cell is understood, or refused with a sentence."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faubourg.intake.values import (
    join_list,
    parse_boolean,
    parse_date,
    parse_integer,
    parse_key,
    parse_list,
    parse_number,
    parse_partial_date,
    parse_text,
)

DAY = datetime.date(2024, 12, 31)
PARSERS = [parse_integer, parse_number, parse_boolean, parse_date, parse_partial_date, parse_key]


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("blank", [None, "", "   ", "\u00a0"])
def test_blank_is_unknown_not_zero(parse, blank):
    assert parse(blank) is None


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("value", ["n'importe quoi !", "½", "-", "٣", "1;2"])
def test_refusals_are_french_sentences(parse, value):
    with pytest.raises(ValueError, match=r"«\u00a0.+\u00a0».+\u00a0: "):
        parse(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), ("  a ", "a"), (2024, "2024"), (1.5, "1,5"), (True, "oui"), (False, "non"), (DAY, "31/12/2024")],
)
def test_text(value, text):
    assert parse_text(value) == text


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("1 234,5", 1234.5),
        ("1\u00a0234,5", 1234.5),
        ("1\u202f234\u202f567", 1234567),
        ("1234.5", 1234.5),
        ("-3", -3),
        ("\u22123,25", -3.25),
        ("+7", 7),
        ("1 500 €", 1500),
        ("12,0", 12),
        ("007", 7),
        (12, 12),
        (12.0, 12),
        (0.1, 0.1),
        ("9007199254740993", 9007199254740993),
    ],
)
def test_number(value, number):
    assert parse_number(value) == number
    assert type(parse_number(value)) is type(number)


@pytest.mark.parametrize(
    "value",
    ["12 34", "1,234.5", "1.234,5", "1e5", "douze", "3 à 4", "plus de 200", "--1", True, DAY, float("inf"), "9" * 5000],
)
def test_number_refused(value):
    with pytest.raises(ValueError, match=r"nombre"):
        parse_number(value)


def test_percentage_only_where_expected():
    assert parse_number("12 %", percent=True) == 0.12
    assert parse_number("12,5%", percent=True) == 0.125
    assert parse_number("100 %", percent=True) == 1
    assert parse_number(0.12, percent=True) == 0.12
    with pytest.raises(ValueError, match=r"pourcentage.+retirez le signe\u00a0%"):
        parse_number("12 %")


@given(
    st.integers(-(10**15), 10**15), st.integers(0, 999), st.sampled_from(" \u00a0\u202f\u2009"), st.sampled_from(",.")
)
def test_numbers_written_the_french_way_come_back(whole, decimals, space, comma):
    value = float(f"{whole}.{decimals:03}")
    assert parse_number(f"{whole:,}".replace(",", space) + f"{comma}{decimals:03}") == value
    assert parse_number(f"{whole:,}".replace(",", space)) == whole


def test_integer_has_no_decimals():
    assert parse_integer("1 234") == 1234
    assert parse_integer(3.0) == 3
    with pytest.raises(ValueError, match="entier"):
        parse_integer("12,5")


@pytest.mark.parametrize(
    ("value", "answer"),
    [("oui", True), ("Non", False), ("VRAI", True), ("faux", False), ("x", True), (1, True), (0, False), (True, True)],
)
def test_boolean(value, answer):
    assert parse_boolean(value) is answer


@pytest.mark.parametrize(
    "value",
    [DAY, datetime.datetime(2024, 12, 31, 14, 30), "31/12/2024", "2024-12-31", "31.12.2024", "2024-12-31 00:00:00"],
)
def test_date(value):
    assert parse_date(value) == DAY
    assert type(parse_date(value)) is datetime.date


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("mi-2024", "n’est pas une date\u00a0: écrivez-la comme 31/12/2024"),
        ("2024", "n’est pas une date"),
        (45657, "mettez la cellule au format Date"),
        ("31/12/24", "quatre chiffres"),
        ("31/02/2024", "n’existe pas dans le calendrier"),
        ("12/31/2024", "n’existe pas dans le calendrier"),
        ("31/12/0202", "entre 1900 et 2100"),
        (datetime.date(2204, 1, 1), "entre 1900 et 2100"),
    ],
)
def test_date_refused(value, sentence):
    with pytest.raises(ValueError, match=sentence):
        parse_date(value)


@pytest.mark.parametrize(
    ("value", "partial"),
    [
        (2024, "2024"),
        ("2024", "2024"),
        ("2024-09", "2024-09"),
        ("09/2024", "2024-09"),
        ("9/2024", "2024-09"),
        ("2024-09-01", "2024-09-01"),
        ("01/09/2024", "2024-09-01"),
        (DAY, "2024-12-31"),
    ],
)
def test_partial_date(value, partial):
    assert parse_partial_date(value) == partial


@pytest.mark.parametrize("value", ["mi-2024", "13/2024", "2024-00", 12, 45657, "selon les opportunités", "1850"])
def test_partial_date_refused(value):
    with pytest.raises(ValueError, match="«\u00a0"):
        parse_partial_date(value)


@pytest.mark.parametrize(
    ("value", "items"),
    [
        (None, []),
        ("org-caf ; org-ville", ["org-caf", "org-ville"]),
        ("a;b\nc\r\nd", ["a", "b", "c", "d"]),
        (" ; a ;; ", ["a"]),
        (r"a \; b ; c", ["a ; b", "c"]),
        (2024, ["2024"]),
        ("C:\\dossier", ["C:\\dossier"]),
    ],
)
def test_list(value, items):
    assert parse_list(value) == items


@given(st.lists(st.text(st.sampled_from("ab ;\\\nné"), min_size=1) | st.text(min_size=1)))
def test_lists_come_back(items):
    kept = [item.strip() for item in items if item.strip()]
    assert parse_list(join_list(items)) == kept


@pytest.mark.parametrize(("value", "key"), [("org-caf", "org-caf"), (" fiche-12.3 ", "fiche-12.3"), (12, "12")])
def test_key(value, key):
    assert parse_key(value) == key


@pytest.mark.parametrize("value", ["org caf", "école", "a/b", "-a", "a-", "a;b", "=a", DAY])
def test_key_refused(value):
    with pytest.raises(ValueError, match="n’est pas une clé"):
        parse_key(value)
