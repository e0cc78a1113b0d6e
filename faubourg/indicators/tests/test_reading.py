"""What is typed in a cell, and what is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faubourg.indicators.choices import Qualifier, ValueForm
from faubourg.indicators.models import Indicator
from faubourg.indicators.reading import Meaning, Reading, RefusedError, meaning_of, read, written

NUMBER, PERCENT = Meaning(), Meaning(percent=True)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("12", {"value": Decimal(12)}),
        ("1 234,5", {"value": Decimal("1234.5")}),
        ("1\u202f234", {"value": Decimal(1234)}),
        ("12.5", {"value": Decimal("12.5")}),
        ("0", {"value": Decimal(0)}),
        ("n.d.", {"qualifier": Qualifier.UNKNOWN}),
        ("ND", {"qualifier": Qualifier.UNKNOWN}),
        ("non connu", {"qualifier": Qualifier.UNKNOWN}),
        ("plus de 200", {"qualifier": Qualifier.MORE_THAN, "value": Decimal(200)}),
        ("> 200", {"qualifier": Qualifier.MORE_THAN, "value": Decimal(200)}),
        ("10-20", {"qualifier": Qualifier.RANGE, "minimum": Decimal(10), "maximum": Decimal(20)}),
        ("entre 10 et 20", {"qualifier": Qualifier.RANGE, "minimum": Decimal(10), "maximum": Decimal(20)}),
        ("10 à 20", {"qualifier": Qualifier.RANGE, "minimum": Decimal(10), "maximum": Decimal(20)}),
        ("env. 30", {"qualifier": Qualifier.ABOUT, "value": Decimal(30)}),
        ("1/3", {"numerator": Decimal(1), "denominator": Decimal(3)}),
        ("13 sur 30", {"numerator": Decimal(13), "denominator": Decimal(30)}),
        ("prévu 40", {"qualifier": Qualifier.FORECAST, "value": Decimal(40)}),
    ],
)
def test_every_form_is_read_and_keeps_what_was_typed(typed, expected):
    assert read(typed, NUMBER) == Reading(**expected, printed=" ".join(typed.split()))


def test_an_empty_cell_is_no_value():
    assert read("  \u00a0 ", NUMBER) is None


def test_a_share_of_a_percentage_gives_it():
    assert read("1/4", PERCENT).value == Decimal(25)
    assert read("12 %", PERCENT).value == Decimal(12)


@pytest.mark.parametrize(
    ("typed", "meaning", "words"),
    [
        ("beaucoup", NUMBER, "n’est pas un nombre"),
        ("1,2,3", NUMBER, "une seule virgule"),
        ("4/3", NUMBER, "Le numérateur (4) dépasse le dénominateur (3)"),
        ("4/0", NUMBER, "dénominateur est zéro"),
        ("120", PERCENT, "ne dépasse pas 100"),
        ("12 %", NUMBER, "ne se compte pas en %"),
        ("-3", NUMBER, "négative"),
        ("20-10", NUMBER, "à l’envers"),
        ("1" * 15, NUMBER, "trop grand"),
        ("0,1234567", NUMBER, "trop précis"),
        ("x" * 301, NUMBER, "au plus 300"),
        ("peut-être", Meaning(form=ValueForm.YES_NO), "oui ou non"),
        ("oui, 2025-13", Meaning(form=ValueForm.YES_NO), "n’est pas une date"),
        ("haut", Meaning(form=ValueForm.SCALE, steps=("faible", "fort")), "faible, fort"),
        ("c", Meaning(form=ValueForm.TYPOLOGY, categories=("a", "b")), "Choisissez parmi"),
    ],
)
def test_what_is_refused_says_why(typed, meaning, words):
    with pytest.raises(RefusedError) as refused:
        read(typed, meaning)
    assert words in str(refused.value)


def test_words_dates_and_degrees():
    assert read("oui le 12/03/2025", Meaning(form=ValueForm.YES_NO)).dated == "2025-03-12"
    assert read("FORT", Meaning(form=ValueForm.SCALE, steps=("faible", "fort"))).words == ("fort",)
    assert read("b ; A", Meaning(form=ValueForm.TYPOLOGY, categories=("a", "b"))).words == ("b", "a")
    assert read("12 ateliers", Meaning(form=ValueForm.TEXT)).words == ("12 ateliers",)
    assert read("n.d.", Meaning(form=ValueForm.TEXT)).qualifier == Qualifier.UNKNOWN


def test_an_evolution_may_be_negative_or_above_a_hundred():
    evolution = meaning_of(Indicator(kind="quantitatif", label="Évolution du taux", unit="%"))
    assert read("-3", evolution).value == -3
    assert read("120 %", evolution).value == 120


numbers = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)
QUALIFIERS = (Qualifier.EXACT, Qualifier.ABOUT, Qualifier.MORE_THAN, Qualifier.FORECAST)
readings = st.one_of(
    st.just(Reading(Qualifier.UNKNOWN)),
    st.builds(Reading, st.sampled_from(QUALIFIERS), value=numbers),
    st.tuples(numbers, numbers).map(lambda two: Reading(Qualifier.RANGE, minimum=min(two), maximum=max(two))),
    st.tuples(numbers, numbers)
    .filter(lambda two: max(two) > 0)
    .map(lambda two: Reading(numerator=min(two), denominator=max(two))),
)


@given(readings)
def test_what_is_written_back_reads_the_same(reading):
    text = written(reading)
    assert read(text, NUMBER) == Reading(**{**reading.__dict__, "printed": " ".join(text.split())})


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        found = read(text, NUMBER)
    except RefusedError as refused:
        assert str(refused)
    else:
        assert found is None or read(written(found), NUMBER) is not None
