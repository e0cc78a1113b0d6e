"""The meter: no amount twice, parts that make the total, what is not given in no sum."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from faubourg.actions.choices import MeansKind, MeansState
from faubourg.actions.meter import EUROS, STAFF, Contribution, add, balance, by_origin, once, spread

VALUES = st.none() | st.decimals(0, 10**6, places=2)
ONE = st.builds(
    lambda **facts: Contribution(row=object(), **facts),
    planned=st.booleans(),
    kind=st.sampled_from(MeansKind.values),
    measure=st.sampled_from([EUROS, STAFF, "m²"]),
    value=VALUES,
    state=st.sampled_from(MeansState.values),
    giver=st.sampled_from([None, 1, 2]),
    lineages=st.sampled_from([("a",), ("a", "b"), ("b", "a"), ("a", "b", "c")]),
    pillars=st.frozensets(st.integers(1, 3)),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(ONE, max_size=12))
def test_parts_make_the_total_and_nothing_counts_twice(rows):
    kept = once(rows)
    assert len({one.identity for one in kept}) == len(kept)
    # The same rows read again, or an amount printed on every action that shares it, change nothing.
    assert add(once([*rows, *rows]), EUROS) == add(kept, EUROS)
    for measure in (EUROS, STAFF, "m²"):
        whole = add(kept, measure)
        parts = [add(part, measure) for part in spread(kept, lambda one: one.pillars).values()]
        assert sum((part.total for part in parts if part.total is not None), Decimal(0)) == (whole.total or 0)
        assert sum(part.given for part in parts) == whole.given
        assert sum(part.silent for part in parts) == whole.silent


@settings(max_examples=50, deadline=None)
@given(st.lists(ONE, max_size=12))
def test_the_unknown_never_adds(rows):
    known = [one for one in rows if one.value is not None]
    for kind, found in by_origin(once(rows), EUROS).items():
        assert found.real.total == by_origin(once(known), EUROS)[kind].real.total
        if not found.real.given:
            assert found.real.total is None
        parts = [one.total for one in (found.declared, found.justified) if one.total is not None]
        assert sum(parts, Decimal(0)) == (found.real.total or 0)


def test_units_and_origins_stay_apart():
    rows = [
        Contribution(object(), False, MeansKind.COMMON_LAW, EUROS, Decimal(100), MeansState.DECLARED),
        Contribution(object(), False, MeansKind.COMMON_LAW, STAFF, Decimal("0.5"), MeansState.JUSTIFIED),
        Contribution(object(), False, MeansKind.COMMON_LAW, EUROS, Decimal(40), MeansState.REFUSED),
        Contribution(object(), True, MeansKind.COMMON_LAW, "", None),
        Contribution(object(), False, MeansKind.SPECIFIC, EUROS, Decimal(7), MeansState.DECLARED),
    ]
    found = by_origin(rows, EUROS)
    assert found[MeansKind.COMMON_LAW].real.total == 100
    assert found[MeansKind.COMMON_LAW].refused.total == 40
    assert (found[MeansKind.COMMON_LAW].planned.total, found[MeansKind.COMMON_LAW].planned.silent) == (None, 1)
    assert balance(rows[:3], STAFF).real.total == Decimal("0.5")
    assert found[MeansKind.SPECIFIC].real.total == 7
