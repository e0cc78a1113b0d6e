"""The pure rules: how a job is classed, where a person is oriented, where a street lies, when things are due."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faubourg.contracts.tests.factories import ListedTerritoryFactory
from faubourg.pathways.choices import JobClass, QpvResult, TermKind
from faubourg.pathways.classing import classify
from faubourg.pathways.dates import DAY, add_months, last_day, measure_dates, meeting_due, next_measure
from faubourg.pathways.models import JobRule, Protocol, StreetRange, Term
from faubourg.pathways.operations import homes, setup
from faubourg.pathways.orienting import Offer, suggest
from faubourg.pathways.queries.people import look_for, lookalikes
from faubourg.pathways.streets import locate, street_key
from faubourg.pathways.tests.factories import ParticipantFactory, PathwayFactory
from faubourg.pathways.tests.plie import AT

DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))
NIORT, COULON, MAUZE = (46.32, -0.46), (46.32, -0.58), (46.19, -0.67)


@pytest.mark.django_db
def test_the_two_columns_of_the_document(contract, lead):
    setup.open_plie(contract=contract, by=lead, at=AT)
    types = {term.code: term.pk for term in Term.objects.filter(kind=TermKind.CONTRACT_TYPE)}
    rules = list(JobRule.objects.order_by("position").select_related("row"))

    def found(code, months=None, weekly=None, hours=None):
        said = classify(types[code], months=months, weekly_hours=weekly, total_hours=hours, rules=rules)
        return str(said.rule.row) if said.rule else (said.job_class or said.missing)

    assert found("cdd", 5, 20) == "CDD < 6 mois"
    assert found("cdd", 6, 20) == "CDD ≥ 6 mois temps partiel"
    assert found("cdd", 6, 35) == "CDD ≥ 6 mois temps plein"
    assert found("cdi", weekly=Decimal("17.49")) == "CDI < 17 h 30"
    assert found("cdi", weekly=Decimal("17.5")) == "CDI temps partiel"
    assert found("clauses", hours=599) == "Mission clauses d’insertion"
    assert found("clauses", hours=600) == "Mission clauses ≥ 600 h sur les 6 derniers mois"
    assert found("interim", months=7) == "Mission intérim ≥ 6 mois sans interruption"
    assert found("creation") == "Création d’entreprise"
    assert found("cae", months=6) == JobClass.PATHWAY
    assert found("cddi") == ("durée",)
    assert found("cdd", months=8) == ("heures par semaine",)


@given(DAYS, st.integers(1, 8), st.integers(1, 12))
@settings(max_examples=50, deadline=None)
def test_measures_follow_one_another_without_gap_nor_overlap(entered, rank, months):
    start, end = measure_dates(entered, rank, months)
    assert start <= end
    assert (measure_dates(entered, rank + 1, months)[0] - end).days == 1
    assert end == last_day(entered, rank * months)


@given(DAYS, st.lists(st.integers(1, 12), min_size=1, max_size=8), st.integers(0, 40))
@settings(max_examples=50, deadline=None)
def test_a_next_measure_leaves_no_hole_whatever_the_settings(entered, lengths, late):
    last = None
    for rank, months in enumerate(lengths, start=1):
        start, end = next_measure(entered, last, months)
        assert start == (entered if last is None else last + DAY) <= end
        assert end == last_day(entered, sum(lengths[:rank]))
        last = end
    # One written in a workbook ends on any day: the next one is as long as the setting says.
    start, end = next_measure(entered, last + late * DAY, lengths[0])
    assert end == add_months(start, lengths[0]) - DAY or end == last_day(entered, sum(lengths) + lengths[0])


def test_months_end_on_their_last_day():
    assert add_months(date(2023, 8, 31), 6) == date(2024, 2, 29)


def test_meetings_are_close_then_monthly():
    protocol = Protocol()
    assert meeting_due(date(2024, 3, 4), [], protocol) == date(2024, 3, 19)
    assert meeting_due(date(2024, 3, 4), [date(2024, 6, 10)], protocol) == date(2024, 7, 11)


def test_the_nearest_then_the_least_loaded_and_full_ones_last():
    far, near, twin = (Offer(name, (place,), load, 80) for name, place, load in (
        ("Mauzé", MAUZE, 1), ("Niort A", NIORT, 60), ("Niort B", NIORT, 20)
    ))  # fmt: skip
    full = Offer("Coulon", (COULON,), 80, 80)
    assert [one.offer.structure for one in suggest(NIORT, [far, near, full, twin])] == [
        "Niort B", "Niort A", "Mauzé", "Coulon",
    ]  # fmt: skip
    assert suggest(None, [near, twin])[0].offer.structure == "Niort B"


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), min_size=1, max_size=6))
@settings(max_examples=50, deadline=None)
def test_a_full_structure_never_precedes_a_free_one(numbers):
    offers = [Offer(str(rank), (NIORT,), load, places) for rank, (load, places) in enumerate(numbers)]
    free = [one.left > 0 for one in suggest(NIORT, offers)]
    assert free == sorted(free, reverse=True)


def test_streets_by_number_and_side():
    def row(street, territory, **more):
        return SimpleNamespace(
            key=street_key(street), territory_id=territory, territory=territory, Side=StreetRange.Side,
            **({"first": None, "last": None, "side": ""} | more),
        )  # fmt: skip

    rows = [row("Avenue de la Gavacherie", "A", first=1, last=99, side="impair"), row("rue du Clou", "B")]
    assert locate("13 bis av. de la Gavacherie", rows) == "A"
    assert locate("14 av. de la Gavacherie", rows) is None
    assert locate("avenue de la Gavacherie", rows) is False
    assert locate("rue du Clou", rows) == "B"
    assert locate("3 rue inconnue", rows) is None


@pytest.mark.django_db
def test_a_home_is_placed_by_the_streets_and_a_move_keeps_the_former(plie):
    quarter = ListedTerritoryFactory(contract=plie.contract, name="Clou Bouchet")
    person = PathwayFactory(contract=plie.contract).participant
    unknown = homes.settle(participant=person, values={"address": "4 rue du Clou"}, **plie.by())
    assert unknown.qpv == QpvResult.UNDETERMINED
    rows = [{"street": "Rue du Clou", "territory": quarter, "first": 1, "last": 9}]
    assert setup.replace_streets(contract=plie.contract, generation="2024", rows=rows, **plie.by()) == 1
    inside = homes.settle(
        participant=person, values={"address": "4, rue du Clou", "since": date(2024, 5, 1)}, **plie.by()
    )
    assert (inside.qpv, inside.territory, inside.method, inside.generation) == ("dedans", quarter, "voies", "2024")
    homes.settle(participant=person, values={"since": date(2025, 5, 1)}, qpv=QpvResult.OUTSIDE, **plie.by())
    person.refresh_from_db()
    assert person.residence.qpv == QpvResult.OUTSIDE
    assert person.residences.count() == 3


@pytest.mark.django_db
def test_names_are_found_without_accents_nor_order(plie):
    person = ParticipantFactory(contract=plie.contract, last_name="De L’Étang", first_name="Zoé")
    PathwayFactory(contract=plie.contract)
    for words in ("zoe etang", "ETANG Zoé", "Etan"):
        assert [row.pk for row in look_for(plie.lead, plie.contract, words)] == [person.pk]
    assert not look_for(plie.lead, plie.contract, "tang").exists()
    twin = lookalikes(plie.contract, last_name="Zoe", first_name="de l etang", birth_date=person.birth_date)
    assert [row.pk for row in twin] == [person.pk]
    born_another_day = lookalikes(plie.contract, last_name="De L’Étang", first_name="Zoé", birth_date=date(1970, 1, 1))
    assert list(born_another_day) == []
