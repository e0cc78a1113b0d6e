"""Partial dates: their bounds, never beyond what they say."""

from datetime import date

import pytest

from faubourg.core.periods import first_day, in_year, last_day, months_away, years_written


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-10", date(2024, 2, 10), date(2024, 2, 10)),
        ("", None, None),
        ("2024-02-31", None, None),
        ("fin du contrat", None, None),
        ("0000", None, None),
    ],
)
def test_the_first_and_the_last_day_of_a_partial_date(text, first, last):
    assert (first_day(text), last_day(text)) == (first, last)


def test_months_away_stays_in_the_month():
    assert months_away(date(2024, 8, 31), 6) == date(2025, 2, 28)
    assert months_away(date(2025, 3, 31), -3) == date(2024, 12, 31)


def test_a_day_that_another_year_lacks_becomes_its_month():
    assert (in_year("2024-02-29", 2025), in_year("2024-02-29", 2028), in_year("2024-09", 2026)) == (
        "2025-02",
        "2028-02-29",
        "2026-09",
    )


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2022-2027", ("2022", "2027")),
        (" 2022 – 2027", ("2022", "2027")),
        ("2026", ("2026", "2026")),
        ("jusqu’en 2026", ("", "")),
        ("", ("", "")),
    ],
)
def test_years_written_as_a_period(text, years):
    assert years_written(text) == years
