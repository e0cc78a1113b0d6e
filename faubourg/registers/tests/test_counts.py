"""Counts: each row once, conflicts with what people typed, what reporting again does."""

from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faubourg.indicators.models import EntryLock, Observation
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.journal.models import Entry
from faubourg.registers.counting import UNSAID, tally
from faubourg.registers.models import Register, RegisterColumn, RegisterCount, RegisterRow, Reported
from faubourg.registers.operations.counts import (
    CONFLICT,
    NEW,
    SAME,
    UPDATED,
    add_count,
    refresh_reported,
    remove_count,
    report,
)
from faubourg.registers.operations.structure import change_column, remove_column
from faubourg.registers.tests.factories import RegisterFactory, RegisterRowFactory

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
TYPES = {"nom": "texte", "annee": "nombre", "montant": "montant", "axe": "choix"}


@pytest.fixture
def register(contract):
    made = RegisterFactory(contract=contract, columns=TYPES, states=[
        {"key": "oui", "label": "Signée"}, {"key": "non", "label": "Refusée", "counts": False},
    ])  # fmt: skip
    made.columns.filter(key="axe").update(breaks_down=True)
    return made


@pytest.fixture
def indicator(contract):
    return IndicatorFactory(contract=contract)


@pytest.fixture
def count(register, indicator, lead):
    values = {"lineage_id": indicator.lineage_id, "aggregate": "nombre", "year_column": "annee", "by": ["axe"]}
    return add_count(register=register, values=values, by=lead, at=AT)


def add(register, position=0, state="oui", **values):
    return RegisterRowFactory(register=register, position=position, state=state, values=values)


def told(contract):
    rows = Observation.objects.filter(contract=contract).order_by("position")
    return {(row.period, *row.breakdown.values()): row.value for row in rows}


@pytest.mark.django_db
def test_rows_become_values_with_their_source(register, count, indicator, contract, lead):
    add(register, annee=2024, axe="a")
    add(register, annee=2024, axe="a")
    add(register, annee=2024)
    add(register, annee=2024, state="non", axe="b")
    add(register, annee=2023, axe="b")
    assert report(count=count, indicator=indicator, year=2024, by=lead, at=AT) == {NEW: 3}
    assert told(contract) == {("2024",): 3, ("2024", "a"): 2, ("2024", UNSAID): 1}
    assert Reported.objects.filter(count=count).count() == 3
    assert Entry.objects.filter(verb="valeur reportée d’un registre").count() == 3
    assert report(count=count, indicator=indicator, year=2024, by=lead, at=AT) == {SAME: 3}
    add(register, annee=2024, axe="a")
    RegisterRow.objects.filter(values={"annee": 2024}).delete()
    report(count=count, indicator=indicator, year=2024, by=lead, at=AT)
    assert told(contract) == {("2024",): 3, ("2024", "a"): 3}


@pytest.mark.django_db
def test_a_value_that_a_person_typed_is_a_conflict_until_they_choose(register, count, indicator, contract, lead):
    typed = Observation.objects.create(contract=contract, lineage=indicator.lineage, period="2024", value=9)
    add(register, annee=2024, axe="a")
    assert report(count=count, indicator=indicator, year=2024, by=lead, at=AT) == {CONFLICT: 1, NEW: 1}
    assert told(contract)["2024",] == 9
    done = report(count=count, indicator=indicator, year=2024, replace={"Ensemble"}, by=lead, at=AT)
    assert done == {SAME: 1, UPDATED: 1}
    assert told(contract)["2024",] == 1
    Observation.objects.filter(pk=typed.pk).update(value=7)
    assert report(count=count, indicator=indicator, year=2024, by=lead, at=AT)[CONFLICT] == 1
    assert told(contract)["2024",] == 7


@pytest.mark.django_db
def test_an_entry_that_is_shut_takes_nothing_and_says_why(register, count, indicator, contract, lead):
    EntryLock.objects.create(
        contract=contract, lineage=indicator.lineage, period="2024", since="2025-01-01", sentence="Campagne close."
    )
    add(register, annee=2024)
    with pytest.raises(ValidationError, match="Campagne close"):
        report(count=count, indicator=indicator, year=2024, by=lead, at=AT)
    assert not Observation.objects.exists()


@pytest.mark.django_db
def test_a_sum_of_what_is_not_given_is_unknown_and_never_zero(register, indicator, contract, lead):
    values = {"lineage_id": indicator.lineage_id, "aggregate": "somme", "column": "montant", "year_column": "annee"}
    count = add_count(register=register, values=values, by=lead, at=AT)
    add(register, annee=2024)
    add(register, annee=2023, montant=0.1)
    add(register, annee=2023, montant=0.2)
    add(register, annee=2023)
    for year in (2023, 2024):
        report(count=count, indicator=indicator, year=year, by=lead, at=AT)
    rows = {row.period: (row.value, row.qualifier) for row in Observation.objects.order_by("period")}
    assert rows == {"2023": (Decimal("0.3"), "more_than"), "2024": (None, "unknown")}


@pytest.mark.django_db
def test_a_count_holds_its_columns_and_asks_for_the_right(register, count, indicator, elected, lead):
    with pytest.raises(ValidationError, match="compte"):
        remove_column(column=RegisterColumn.objects.get(key="annee"), expected=99, by=lead, at=AT)
    with pytest.raises(ValidationError, match="compte"):
        change_column(column=RegisterColumn.objects.get(key="annee"), values={"type": "texte"}, by=lead, at=AT)
    with pytest.raises(PermissionDenied):
        report(count=count, indicator=indicator, year=2024, by=elected, at=AT)
    for wrong in ({"year_column": "nom"}, {"by": ["nulle"]}, {"states": ["nul"]}, {"lineage_id": UUID(int=0)}):
        values = {"lineage_id": indicator.lineage_id, "year_column": "annee"} | wrong
        with pytest.raises(ValidationError):
            add_count(register=register, values=values, by=lead, at=AT)
    remove_count(count=count, by=lead, at=AT)
    assert not RegisterCount.objects.exists()


_ROWS = st.lists(
    st.fixed_dictionaries(
        {}, optional={"annee": st.integers(2020, 2023), "axe": st.sampled_from("ab"), "montant": st.integers(0, 9)}
    ),
    max_size=12,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_ROWS, st.lists(st.sampled_from(["", "oui", "non"]), max_size=12))
def test_each_row_is_counted_once_a_year_and_once_in_each_breakdown(values, states):
    register = Register(title="r", states=[{"key": "oui", "label": "O"}, {"key": "non", "label": "N", "counts": False}])
    columns = [RegisterColumn(key="axe", label="Axe", type="choix"), RegisterColumn(key="annee", type="nombre")]
    rows = [
        RegisterRow(pk=pk, values=one, state=states[pk] if pk < len(states) else "") for pk, one in enumerate(values)
    ]
    kept = {row.pk for row in rows if row.state != "non"}
    for aggregate in ("nombre", "somme"):
        count = RegisterCount(register=register, aggregate=aggregate, column="montant", year_column="annee", by=["axe"])
        found = tally(count, rows, columns, SimpleNamespace())
        wholes = [row.pk for parts in found.years.values() for row in parts[0].rows]
        assert sorted([*wholes, *(row.pk for row in found.undated)]) == sorted(kept)
        for whole, *parts in found.years.values():
            assert sorted(row.pk for part in parts for row in part.rows) == sorted(row.pk for row in whole.rows)
            known = [part.value for part in parts if part.value is not None]
            assert (sum(known) if known else None) == whole.value


@pytest.mark.django_db
def test_what_was_reported_is_counted_again_by_itself_and_a_typed_value_is_left(
    register, count, indicator, contract, lead
):
    add(register, annee=2024, axe="a")
    add(register, annee=2024, axe="b")
    assert str(refresh_reported(AT)) == ""
    report(count=count, indicator=indicator, year=2024, by=lead, at=AT)
    typed = next(row for row in Observation.objects.order_by("pk") if "b" in row.breakdown.values())
    Observation.objects.filter(pk=typed.pk).update(value=7)
    add(register, annee=2024, axe="a")
    add(register, annee=2024, axe="b")
    done = refresh_reported(AT)
    assert told(contract)["2024", "a"] == 2
    assert told(contract)["2024", "b"] == 7
    # The total and « a »; « b », that a person typed, stays.
    assert (done.written, done.left) == (2, 1)
    assert Entry.objects.order_by("pk").last().actor is None
    add(register, annee=2024, axe="a")
    EntryLock.objects.create(
        contract=contract, lineage=indicator.lineage, period="2024", since=AT.date(), sentence="Campagne close."
    )
    assert refresh_reported(AT).written == 0
