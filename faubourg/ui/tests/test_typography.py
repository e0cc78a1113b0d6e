"""Numbers, dates and texts as a French reader expects them."""

import datetime
from decimal import Decimal

import pytest

from faubourg.ui import typography

NBSP, THIN = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Decimal("17.50"), f"17{NBSP}h{NBSP}30"),
        (35, f"35{NBSP}h"),
        (Decimal("151.67"), f"151{NBSP}h{NBSP}40"),
        (Decimal("0.999"), f"1{NBSP}h"),
        (43400, f"43{THIN}400{NBSP}h"),
        (-1.25, f"\u22121{NBSP}h{NBSP}15"),
        (None, ""),
    ],
)
def test_hours_are_written_in_hours_and_minutes(value, printed):
    assert typography.hours(value) == printed


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (1234.5, None, f"1{THIN}234,5"),
        (6108, None, f"6{THIN}108"),
        (Decimal("26000.00"), None, f"26{THIN}000"),
        (0.1 + 0.2, None, "0,3"),
        (0, None, "0"),
        (2.5, 0, "3"),
        (-0.5, 0, "\u22121"),
        (-1200, None, f"\u22121{THIN}200"),
        (12, 1, "12,0"),
        (None, None, ""),
        ("plus de 200", None, "plus de 200"),
    ],
)
def test_number(value, decimals, printed):
    assert typography.number(value, decimals) == printed


def test_amounts_show_cents_only_when_there_are_some():
    assert typography.euro(30000) == f"30{THIN}000{NBSP}€"
    assert typography.euro(Decimal("1234.5")) == f"1{THIN}234,50{NBSP}€"
    assert typography.euro(0) == f"0{NBSP}€"
    assert typography.euro(None) == ""


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        (9, 75, f"12{NBSP}%"),
        (0.125, 1, f"13{NBSP}%"),
        (0, 75, f"0{NBSP}%"),
        (1, 1000, f"<{NBSP}1{NBSP}%"),
        (999, 1000, f">{NBSP}99{NBSP}%"),
        (3, 3, f"100{NBSP}%"),
        (6, 4, f"150{NBSP}%"),
        (1, 0, ""),
        (None, 4, ""),
    ],
)
def test_a_share_never_rounds_to_nothing_or_to_all(part, whole, printed):
    assert typography.percent(part, whole) == printed


def test_french_counts_one_and_a_half_in_the_singular():
    printed = [typography.plural(n, "fiche,fiches") for n in (0, 1, 1.5, 2, 1200)]
    assert printed == [f"{n}{NBSP}{word}" for n, word in zip(
        ("0", "1", "1,5", "2", f"1{THIN}200"), ("fiche", "fiche", "fiche", "fiches", "fiches"), strict=True
    )]  # fmt: skip
    assert typography.plural(2, "canal,canaux") == f"2{NBSP}canaux"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("2024", "2024"),
        (2024, "2024"),
        ("2024-09", f"septembre{NBSP}2024"),
        ("2024-09-01", f"1er{NBSP}septembre{NBSP}2024"),
        (datetime.date(2024, 12, 31), f"31{NBSP}décembre{NBSP}2024"),
        ("2024-13", "2024-13"),
        ("2024-02-30", "2024-02-30"),
        ("selon les opportunités", "selon les opportunités"),
        (None, ""),
    ],
)
def test_a_date_known_in_part_is_printed_as_far_as_it_is_known(value, printed):
    assert typography.partial_date(value) == printed


def test_day():
    assert typography.day(datetime.date(2024, 1, 2)) == "02/01/2024"
    assert typography.day(None) == ""


def test_no_break_spaces_replace_spaces_and_add_none():
    assert typography.nbsp("« Qui ? » : 12 % ; oui !") == (
        f"«{NBSP}Qui{THIN}?{NBSP}»{NBSP}: 12{NBSP}%{THIN}; oui{THIN}!"
    )
    assert typography.nbsp("10:30, http://x") == "10:30, http://x"
