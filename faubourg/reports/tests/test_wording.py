import pytest

from faubourg.reports.fiche.words import period_told
from faubourg.reports.wording import first_upper, plural_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("objectif prioritaire", "objectifs prioritaires"),
        ("axe PERR", "axes PERR"),
        ("enjeu", "enjeux"),
        ("axe", "axes"),
        ("objectif principal", "objectifs principaux"),
        ("volet de cohésion", "volets de cohésion"),
        ("plan d’action", "plans d’action"),
        ("constats", "constats"),
        ("", ""),
    ],
)
def test_levels_take_their_plural(name, expected):
    assert plural_name(name) == expected


def test_only_the_first_letter_changes():
    assert first_upper("élément du PLIE") == "Élément du PLIE"
    assert first_upper("") == ""


def test_a_period_of_a_file_is_told_in_french():
    assert period_told("2022-09/2022-12") == "septembre\u00a02022\u00a0à décembre\u00a02022"
    assert period_told("au 2022-12-31").endswith("décembre\u00a02022")
    assert period_told("2022-2023") == "2022-2023"
