"""Computed indicators: what each kind gives, what lacks, what is never mixed."""

import itertools
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faubourg.contracts.tests.factories import ContractFactory, ListedTerritoryFactory
from faubourg.core.numbers import decimal_of
from faubourg.indicators.computed.cases import MET, MISSED, OVER, PENDING
from faubourg.indicators.computed.cohorts import cohorts_of, situations_of, trajectory_of
from faubourg.indicators.computed.evaluation import evaluate
from faubourg.indicators.computed.formulas import cycle_in, formula_of
from faubourg.indicators.computed.inputs import Facts, Place
from faubourg.indicators.computed.models import (
    Cohort,
    CohortCount,
    Computation,
    ComputationInput,
    DatedConstant,
    DemographicWeight,
    Situation,
)
from faubourg.indicators.computed.queries import computations_of, facts_of, results_of
from faubourg.indicators.models import Figure, Observation
from faubourg.indicators.tests.factories import IndicatorFactory

pytestmark = pytest.mark.django_db
WHOLE = {"where": "ensemble"}


class Bench:
    """A contract with two neighbourhoods in a group, and what a test puts in it."""

    def __init__(self):
        self.contract = ContractFactory()
        self.clou = self.territory("clou", "Clou Bouchet", aliases=["le Clou"])
        self.tour = self.territory("tour", "Tour Chabot")
        self.both = self.territory("qpv", "Quartiers", kind="autre")
        self.both.members.set([self.clou, self.tour])

    def territory(self, key, name, kind="QPV", **more):
        return ListedTerritoryFactory(contract=self.contract, key=key, name=name, kind=kind, **more)

    def indicator(self, label="Bénéficiaires", **more):
        return IndicatorFactory(contract=self.contract, label=label, **more)

    def value(self, indicator, value, period="2023", territory="", **more):
        breakdown = more.pop("breakdown", {}) | ({"territoire": territory} if territory else {})
        facts = {"contract": self.contract, "lineage": indicator.lineage, "period": period, "breakdown": breakdown}
        return Observation.objects.create(value=value, **facts, **more)

    def computation(self, kind, *inputs, **more):
        rank = Computation.objects.count()
        facts = {"contract": self.contract, "key": f"c{rank}", "label": f"Calcul {rank}", "kind": kind}
        made = Computation.objects.create(**facts, **more)
        for position, (role, facts) in enumerate(inputs):
            ComputationInput.objects.create(computation=made, role=role, position=position, **facts)
        return made

    def weight(self, value, territory=None, **more):
        key = f"w{DemographicWeight.objects.count()}"
        facts = {"contract": self.contract, "key": key, "territory": territory or self.both, "value": value}
        return DemographicWeight.objects.create(**facts, **more)

    def result(self, computation, period="2023", territory=None):
        found = next(one for one in computations_of(self.contract) if one.pk == computation.pk)
        return evaluate(found, Place(period, territory), facts_of(self.contract))

    def results(self, computation):
        facts = facts_of(self.contract)
        return results_of(facts.computations[computation.pk], facts)


@pytest.fixture
def bench():
    return Bench()


def of(indicator, **more):
    return {"lineage": indicator.lineage, **more}


def test_a_share_is_exact_and_names_its_rows(bench):
    """13 associations of 30: 43,3 %, where the document says « soit 1/3 » (Niort 2024-2030, line 2481)."""
    there, all_of_them = bench.indicator("Dans les quartiers"), bench.indicator("Associations")
    rows = [bench.value(there, 13), bench.value(all_of_them, 30)]
    found = bench.result(bench.computation("part", ("numerateur", of(there)), ("denominateur", of(all_of_them))))
    assert (found.value, found.text) == (Fraction(1300, 30), "43,3\xa0%")
    assert [one.row for one in found.used] == rows


@pytest.mark.parametrize(
    ("part", "whole", "sentence"),
    [
        (13, 0, "le dénominateur est zéro"),
        (31, 30, "le numérateur (31) dépasse le dénominateur (30)"),
        (13, None, "« Associations » est inconnu pour ensemble, 2023"),
    ],
)
def test_a_share_that_has_no_sense_says_why(bench, part, whole, sentence):
    there, every = bench.indicator("Dans les quartiers"), bench.indicator("Associations")
    bench.value(there, part)
    bench.value(every, whole, qualifier="unknown" if whole is None else "")
    found = bench.result(bench.computation("part", ("numerateur", of(there)), ("denominateur", of(every))))
    assert (found.value, found.text, found.lacks) == (None, "", (sentence,))


def test_an_input_without_value_is_named_and_is_not_zero(bench):
    one = bench.indicator("Présents")
    bench.value(one, 5)
    other = bench.indicator("Inscrits")
    found = bench.result(bench.computation("taux", ("numerateur", of(one)), ("denominateur", of(other))))
    assert found.value is None
    assert found.lacks == ("« Inscrits » n’a pas de valeur pour ensemble, 2023",)


def test_parity_shows_the_share_and_the_weight_of_its_date(bench):
    people = bench.indicator()
    bench.value(people, 72, territory="Quartiers")
    bench.value(people, 1000)
    old = bench.weight(10, dated="2015")
    weight = bench.weight(11, dated="2018")
    bench.weight(12, dated="2025")
    bench.weight(20, public="16-17 ans", dated="2018")
    inputs = [("numerateur", of(people)), ("denominateur", of(people, **WHOLE)), ("poids", {"weight": old})]
    [found] = bench.results(bench.computation("parite", *inputs))
    assert (found.text, found.verdict) == ("0,65", MISSED)
    assert found.remarks == ("7,2 % contre un poids de 11 % : −3,8 points", "poids démographique daté de 2018")
    assert weight in [one.row for one in found.used]


def test_a_group_adds_what_adds_up_each_neighbourhood_once(bench):
    people = bench.indicator(adding="somme")
    wider = bench.territory("tous", "Tous", kind="autre")
    wider.members.set([bench.both, bench.clou])
    bench.value(people, 3, territory="le Clou")
    bench.value(people, 4, territory="Tour Chabot")
    share = bench.computation("taux", ("numerateur", of(people)), ("denominateur", of(people)), per=1)
    found = bench.result(share, territory=wider)
    assert found.terms[0][1].value == 7
    assert len(found.used) == 2


def test_distinct_persons_are_never_added(bench):
    people = bench.indicator(adding="jamais")
    bench.value(people, 3, territory="Clou Bouchet")
    bench.value(people, 4, territory="Tour Chabot")
    rate = bench.computation("taux", ("numerateur", of(people)), ("denominateur", of(people)))
    found = bench.result(rate, territory=bench.both)
    assert found.value is None
    assert "ne s’additionnent jamais (personnes distinctes)" in found.lacks[0]


def test_a_rate_reads_the_constant_of_its_year_and_figures_of_territories(bench):
    visits = bench.indicator("Visites")
    bench.value(visits, 10, "2023", "Clou Bouchet")
    bench.value(visits, 12, "2024")
    Figure.objects.create(contract=bench.contract, territory=bench.clou, label="Population", year=2023, value=2500)
    old, _ = (
        DatedConstant.objects.create(
            contract=bench.contract, key=f"k{year}", label="ETP", value=value, start=year, end=year
        )
        for year, value in (("2023", 2), ("2024", Decimal("2.5")))
    )  # fmt: skip
    per_head = bench.computation(
        "taux", ("numerateur", of(visits)), ("denominateur", {"figure": "Population"}), per=1000
    )
    assert bench.result(per_head, "2023", bench.clou).value == 4
    assert bench.result(per_head, "2024", bench.clou).lacks[-1].endswith("(connu pour 2023)")
    per_post = bench.computation("taux", ("numerateur", of(visits)), ("denominateur", {"constant": old}))
    assert bench.result(per_post, "2024").value == Fraction(24, 5)
    assert bench.result(per_post, "2025").lacks[-1] == "constante « ETP » : aucune valeur ne vaut en 2025"


def test_a_gap_compares_with_the_reference(bench):
    rate = bench.indicator("Vaccination", unit="%")
    bench.value(rate, Decimal("61.4"), territory="Clou Bouchet")
    bench.value(rate, Decimal("68.9"), territory="Quartiers")
    gap = bench.computation("ecart", ("valeur", of(rate)), territory=bench.both)
    assert bench.result(gap, territory=bench.clou).text == "−7,5\xa0points"


def test_two_outlines_of_a_neighbourhood_are_never_put_together(bench):
    people = bench.indicator()
    moved = bench.territory("pontreau", "Pontreau", perimeter_change="agrandi")
    for period, value in (("2022", 10), ("2023", 20), ("2024", 30)):
        bench.value(people, value, period, "Pontreau")
    change = bench.computation("evolution-pourcent", ("valeur", of(people)))
    assert bench.result(change, "2023", moved).text == "100,0\xa0%"
    found = bench.result(change, "2024", moved)
    assert found.value is None
    assert found.lacks == ("le périmètre de « Pontreau » a changé en 2024 : 2023 et 2024 ne se comparent pas",)


@pytest.mark.parametrize(("done", "verdict"), [(1, MISSED), (2, MET), (4, MET), (5, OVER)])
def test_a_frequency_is_kept_between_its_bounds(bench, done, verdict):
    mowing = bench.indicator("Tontes")
    bench.value(mowing, done)
    promise = bench.computation(
        "frequence", ("realise", of(mowing)), minimum=2, maximum=4, season="hors été", decimals=0
    )
    found = bench.result(promise)
    assert (found.verdict, "hors été" in found.remarks[0]) == (verdict, True)


@pytest.mark.parametrize(
    ("dated", "due", "verdict"),
    [
        ("2024-01", "2024-01", MET),
        ("2024-03", "2024-01", MISSED),
        ("", "2024-01", MISSED),
        ("", "2099-01", PENDING),
    ],
)
def test_a_milestone_is_on_time_or_late(bench, dated, due, verdict):
    opening = bench.indicator("Ouverture de la crèche")
    bench.value(opening, None, "2024", words=["oui"], dated=dated)
    found = bench.result(bench.computation("jalon", ("realise", of(opening)), due=due), "2024")
    assert found.verdict == verdict


@pytest.mark.parametrize(("places", "target"), [(40, 8), (50, 9), (45, None), (60, None)])
def test_a_target_table_invents_nothing_between_its_steps(bench, places, target):
    jobs = bench.indicator("Places")
    bench.value(jobs, places)
    found = bench.result(bench.computation("bareme", ("valeur", of(jobs)), steps=[[40, 8], [50, 9]]))
    assert found.value == target
    assert target or "rien n’est inventé" in found.lacks[0]


@pytest.mark.parametrize("qualifier", ["more_than", "forecast"])
def test_what_is_not_an_exact_number_gives_none(bench, qualifier):
    people = bench.indicator()
    bench.value(people, 200, qualifier=qualifier)
    found = bench.result(bench.computation("taux", ("numerateur", of(people)), ("denominateur", of(people))))
    assert "n’est pas un nombre exact" in found.lacks[0]


def test_two_values_of_one_place_are_not_chosen_between(bench):
    people = bench.indicator()
    bench.value(people, 3, territory="Clou Bouchet")
    bench.value(people, 4, territory="le Clou")
    found = bench.result(
        bench.computation("taux", ("numerateur", of(people)), ("denominateur", of(people))), territory=bench.clou
    )
    assert "2 valeurs" in found.lacks[0]


def test_a_computation_reads_another_and_a_loop_has_no_result(bench):
    people = bench.indicator()
    bench.value(people, 3, breakdown={"sexe": "F"})
    bench.value(people, 4)
    inputs = [("numerateur", of(people, breakdown={"sexe": "F"})), ("denominateur", of(people))]
    share = bench.computation("part", *inputs)
    above = bench.computation("bareme", ("valeur", {"source": share}), steps=[[75, 1]])
    assert bench.result(above).value == 1
    ComputationInput.objects.filter(computation=share, role="numerateur").update(lineage=None, source=above)
    assert bench.result(above).value is None


def test_the_formula_is_in_words(bench):
    people = bench.indicator()
    inputs = [("numerateur", of(people)), ("denominateur", of(people, **WHOLE))]
    share = bench.computation("part", *inputs)
    facts = facts_of(bench.contract)
    words = "« Bénéficiaires » ÷ « Bénéficiaires » pour l’ensemble × 100"
    assert formula_of(facts.computations[share.pk], facts) == words


def test_the_facts_cost_the_same_whatever_their_number(bench, django_assert_num_queries):
    for _ in range(8):
        people = bench.indicator()
        bench.value(people, 3, territory="Clou Bouchet")
        bench.computation("taux", ("numerateur", of(people)), ("denominateur", of(people)))
    with django_assert_num_queries(9):
        facts = facts_of(bench.contract)
        assert sum(len(results_of(one, facts)) for one in facts.computations.values()) == 8


def test_a_cohort_tells_what_is_unknown(bench):
    work, training = (
        Situation.objects.create(contract=bench.contract, key=key, label=key) for key in ("emploi", "formation")
    )
    cohort = Cohort.objects.create(contract=bench.contract, key="c", label="Entrées", entry="2023", size=40)
    for months, situation, count in ((6, work, 12), (6, training, 8), (12, work, 41), (18, work, None)):
        CohortCount.objects.create(cohort=cohort, months=months, situation=situation, count=count)
    found = trajectory_of(cohorts_of(bench.contract)[0], situations_of(bench.contract))
    assert found.months == (6, 12, 18, 24)
    assert [line.counts for line in found.lines] == [(12, 41, None, None), (8, None, None, None)]
    assert found.unknown == (20, None, None, None)
    assert found.remarks == ("À 12 mois, les situations font 41, l’effectif de la cohorte est 40.",)


def _result(kind: str, **values: dict[tuple[str, str], int]) -> Fraction | None:
    """The result in 2023 of a computation whose inputs (role → period → value) are rows that no database holds."""
    computation = Computation(pk=1, kind=kind, label="Calcul")
    entries = [ComputationInput(pk=rank, role=role, lineage_id=rank) for rank, role in enumerate(values, start=1)]
    computation._prefetched_objects_cache = {"inputs": _Listed(entries)}
    observations = {
        (rank, period): [Observation(pk=100 * rank + int(period), period=period, value=value, breakdown={})]
        for rank, given in enumerate(values.values(), start=1)
        for period, value in given.items()
    }
    facts = Facts(date(2024, 1, 1), [], {}, {}, {}, observations, {}, [], [], {1: computation})
    return evaluate(computation, Place("2023"), facts).value


class _Listed(list):
    """What stands for a prefetched relation."""

    def all(self):
        return self

    def _apply_rel_filters(self, queryset):
        return self


numbers = st.integers(min_value=0, max_value=10**9)


@settings(max_examples=50, deadline=None)
@given(part=numbers, rest=numbers)
def test_a_share_and_its_complement_make_a_hundred(part, rest):
    whole = {"2023": part + rest}
    ours, theirs = (_result("part", numerateur={"2023": one}, denominateur=whole) for one in (part, rest))
    if part + rest == 0:
        assert (ours, theirs) == (None, None)
    else:
        assert ours + theirs == 100


@settings(max_examples=50, deadline=None)
@given(before=numbers, now=numbers)
def test_an_evolution_and_its_inverse_cancel(before, now):
    there = _result("evolution-pourcent", valeur={"2022": before, "2023": now})
    back = _result("evolution-pourcent", valeur={"2022": now, "2023": before})
    assert (there is None, back is None) == (before == 0, now == 0)
    if there is not None and back is not None:
        assert (1 + there / 100) * (1 + back / 100) == 1


@settings(max_examples=50, deadline=None)
@given(uses=st.dictionaries(st.integers(0, 8), st.lists(st.integers(0, 8), max_size=3), max_size=9))
def test_every_loop_is_found_and_only_loops(uses):
    loop = cycle_in(uses)
    if loop:
        assert loop[0] == loop[-1]
        assert all(other in uses[one] for one, other in itertools.pairwise(loop))
    else:
        order = []
        left = dict(uses)
        while left:
            free = [one for one, others in left.items() if not set(others) & left.keys()]
            assert free
            order += free
            for one in free:
                del left[one]


@settings(max_examples=50, deadline=None)
@given(st.fractions(), st.integers(0, 4))
def test_rounding_is_within_half_a_step(value, digits):
    assert abs(Fraction(decimal_of(value, digits)) - value) <= Fraction(1, 2 * 10**digits)
