"""The period of « Chiffres » as an address says it: its days, its words, the one before it."""

from datetime import date

import pytest

from faubourg.web.plie.spans import PARTS, Span, span_of

TODAY = date(2024, 5, 20)
YEARS = range(2019, 2025)


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("asked", "first", "last", "words"),
    [
        ({}, date(2024, 1, 1), date(2024, 12, 31), "de 2024"),
        ({"annee": "2020", "periode": "02"}, date(2020, 2, 1), date(2020, 2, 29), "de février 2020"),
        ({"annee": "2020", "periode": "10"}, date(2020, 10, 1), date(2020, 10, 31), "d’octobre 2020"),
        ({"periode": "t4"}, date(2024, 10, 1), date(2024, 12, 31), "du 4e trimestre 2024"),
        ({"periode": "s1"}, date(2024, 1, 1), date(2024, 6, 30), "du 1er semestre 2024"),
        ({"annee": "2019", "du": "2022-02-10", "au": "2023-01-09"}, date(2022, 2, 10), date(2023, 1, 9),
         "du 10/02/2022 au 09/01/2023"),
        ({"du": "2022-02-10"}, date(2022, 2, 10), date(2022, 12, 31), "du 10/02/2022 au 31/12/2022"),
        ({"au": "2022-02-10"}, date(2022, 1, 1), date(2022, 2, 10), "du 01/01/2022 au 10/02/2022"),
    ],
)  # fmt: skip
def test_an_address_says_a_period(asked, first, last, words):
    span, kept, problem = span_of(asked, YEARS, TODAY)
    assert (span.first, span.last, plain(span.of_words), problem) == (first, last, words, "")
    assert span_of(kept, YEARS, TODAY)[0] == span


@pytest.mark.parametrize(
    "asked",
    [
        {"annee": "1812"}, {"periode": "t5"}, {"du": "hier"}, {"du": "2022-02-30", "au": "x"},
        {"du": "2022-05-01", "au": "2022-04-01"}, {"du": "1999-01-01", "au": "2020-01-01"}, {"au": "2031-01-01"},
    ],
)  # fmt: skip
def test_what_is_no_period_is_said_and_gives_the_year(asked):
    span, kept, problem = span_of(asked, YEARS, TODAY)
    assert problem
    assert (span, kept["du"], kept["au"]) == (Span.of(2024), "", "")


def test_the_period_before_is_as_long_and_ends_the_day_before():
    for part in ("", *PARTS):
        span = Span.of(2024, part)
        before = span.before
        assert (span.first - before.last).days == 1
        assert before.part[:1] == part[:1] or part.isdecimal() == before.part.isdecimal()
        assert before.before.last < before.first
    days = span_of({"du": "2024-02-10", "au": "2024-02-19"}, YEARS, TODAY)[0]
    assert (days.before.first, days.before.last) == (date(2024, 1, 31), date(2024, 2, 9))


def test_a_period_runs_until_its_last_day():
    assert Span.of(2024).runs_on(TODAY)
    assert Span.of(2024, "t2").runs_on(TODAY)
    assert not Span.of(2024, "t1").runs_on(TODAY)
    assert not Span.of(2024, "t3").runs_on(TODAY)
    assert not Span.of(2023).runs_on(TODAY)
