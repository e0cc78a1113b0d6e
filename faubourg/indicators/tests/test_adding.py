"""How values add up: over months, territories and producers; and never a row twice."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faubourg.contracts.models import ListedTerritory
from faubourg.indicators.adding import disagreement, of_year, rule_of, single, together
from faubourg.indicators.choices import Adding, Qualifier
from faubourg.indicators.models import Indicator, Observation
from faubourg.indicators.queries_places import Geography


def row(value=None, producer=None, **facts):
    """A value that is not saved."""
    return Observation(value=None if value is None else Decimal(value), producer_id=producer, **facts)


def counting(rule, **facts):
    """An indicator under a rule."""
    return Indicator(adding=rule, label="Propositions", **facts)


MONTHS = {f"2025-{month:02}": [row(month)] for month in range(1, 13)}


@pytest.mark.parametrize(
    ("rule", "text", "how"),
    [
        (Adding.SUM, "78", "somme de 12 valeurs"),
        (Adding.LAST, "12", "dernière valeur"),
        (Adding.MEAN, "6,5", "moyenne de 12 valeurs"),
        (Adding.RATIO, "", "aucune part ne donne son numérateur et son dénominateur"),
        (Adding.NEVER, "", "des personnes distinctes ne s’additionnent jamais"),
        ("", "", "la définition ne dit pas comment ses valeurs s’ajoutent"),
    ],
)
def test_twelve_months_make_a_year_after_the_rule(rule, text, how):
    whole = of_year(counting(rule), {}, MONTHS, 2025)
    assert (whole.text, whole.how.replace("\u00a0", " ")) == (text, how)


def test_what_lacks_is_said_and_the_sum_is_a_floor():
    rows = {**MONTHS, "2025-03": [row(qualifier=Qualifier.UNKNOWN)], "2025-04": []}
    whole = of_year(counting(Adding.SUM), {}, rows, 2025)
    assert whole.text == "au moins 71, 2\u00a0valeurs manquent"
    assert "sans mars 2025, avril 2025" in whole.how
    more = together(Adding.SUM, {"a": row(200, qualifier=Qualifier.MORE_THAN), "b": row(minimum=Decimal(3))})
    assert more.text == "au moins 203"
    assert together(Adding.SUM, {"a": row(4, qualifier=Qualifier.FORECAST)}).value is None


def test_a_quarter_stands_for_its_months_and_a_month_never_counts_beside_it():
    rows = {**MONTHS, "T1 2025": [row(6)], "2025-T2": [row(qualifier=Qualifier.UNKNOWN)]}
    assert of_year(counting(Adding.SUM), {}, rows, 2025).value == 78
    quarters = {"T1 2025": [row(6)], "T3 2025": [row(1)]}
    assert of_year(counting(Adding.SUM), {}, quarters, 2025).text == "au moins 7, 2\u00a0valeurs manquent"
    assert of_year(counting(Adding.SUM), {}, {"2025": [row(6)]}, 2025) is None


def test_a_ratio_comes_from_its_parts_not_from_their_percentages():
    small = row(50, numerator=Decimal(1), denominator=Decimal(2))
    large = row(10, numerator=Decimal(10), denominator=Decimal(100))
    assert together(Adding.RATIO, {"a": small, "b": large}).text == "10,78"
    bare = [row(numerator=row_.numerator, denominator=row_.denominator) for row_ in (small, large)]
    assert together(Adding.RATIO, {"a": bare[0], "b": bare[1]}).text == "0,11"


def test_proposals_add_up_and_distinct_young_people_do_not():
    """The table of the Mission Locale: 5 641 proposals made to 411 young people."""
    proposals, people = (2208, 876, 532, 151, 124, 1297, 453), (318, 220, 189, 77, 66, 292, 178)
    indicator = counting(Adding.SUM)
    made = together(rule_of(indicator, {"mesure": "propositions"}), {str(n): row(n) for n in proposals})
    assert made.value == 5641
    assert disagreement(row(5641), made) == ""
    assert disagreement(row(5640), made) == "écart de 1 avec la valeur donnée"
    young = together(rule_of(indicator, {"mesure": "jeunes distincts"}), {str(n): row(n) for n in people})
    assert young.value is None
    assert disagreement(row(411), young) == ""


def test_two_producers_are_never_summed():
    both = [row(12, producer=1), row(20, producer=2)]
    assert single(both, None) is None
    assert single(both, 2).value == 20
    rows = {"2025-T1": both, "2025-T2": [row(5)]}
    assert of_year(counting(Adding.SUM), {}, rows, 2025).value == 5
    assert of_year(counting(Adding.SUM, reference_producer_id=1), {}, rows, 2025).value == 17


@settings(max_examples=50)
@given(
    st.dictionaries(st.integers(1, 8), st.integers(0, 50), min_size=2),
    st.dictionaries(st.integers(20, 24), st.lists(st.integers(1, 24), min_size=1, max_size=6), max_size=4),
    st.integers(0, 3),
)
def test_no_aggregate_counts_a_row_twice(values, members, twins):
    """Overlapping and nested groups, two producers: a whole rests on each row at most once."""
    names = {pk: ListedTerritory(pk=pk, key=f"t{pk}", name=f"T{pk}", kind="QPV") for pk in (*range(1, 9), *members)}
    groups = {group: [one for one in inside if one in names and one != group] for group, inside in members.items()}
    geography = Geography(names, groups, {})
    rows = {f"T{pk}": {"2025": [row(value, producer=1)]} for pk, value in values.items()}
    told = {f"T{pk}": {"territoire": f"T{pk}"} for pk in values}
    for pk in list(values)[:twins]:
        rows[f"T{pk}"]["2025"].append(row(99, producer=2))
    indicator = counting(Adding.SUM, reference_producer_id=1)
    for one in geography.gathered(told):
        whole = one.whole(indicator, rows, "2025", 2025)
        counted = [id(found) for found in whole.rows]
        assert len(counted) == len(set(counted))
        assert whole.value == sum(values[int(name[1:])] for name, label in one.labels.items() if label)
