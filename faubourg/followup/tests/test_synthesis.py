"""The synthesis of reviews: each row once, merged rows never, held counts apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faubourg.contracts.models import StatusState
from faubourg.contracts.tests.factories import ContractFactory, NodeFactory
from faubourg.followup.models import HeldCount, Review
from faubourg.followup.queries import counting_reviews, synthesis

CAMPAIGN = "evaluation"
rows = st.lists(
    st.tuples(st.integers(0, 2), st.none() | st.integers(0, 2), st.sampled_from([None, 0, 1, 2])), max_size=12
)


@given(rows=rows, held=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 9)), max_size=3))
@settings(max_examples=25, deadline=None)
@pytest.mark.django_db(transaction=False)
def test_each_row_counts_once_whatever_the_rows(rows, held):
    contract = ContractFactory()
    states = [StatusState.objects.create(contract=contract, key=str(n), label=str(n)) for n in range(3)]
    nodes = [NodeFactory(contract=contract, title=f"Objectif {n}") for n in range(3)]
    for place, (node, state, weight) in enumerate(rows):
        Review.objects.create(
            contract=contract, key=f"r{place}", campaign=CAMPAIGN, label="Action", counts_as=weight, position=place,
            objective_lineage=nodes[node].lineage, status=None if state is None else states[state],
        )  # fmt: skip
    for place, (state, count) in enumerate(held):
        HeldCount.objects.create(
            contract=contract, campaign=CAMPAIGN, status=states[state], count=count, position=place, label="Ailleurs"
        )
    found = synthesis(contract, CAMPAIGN)
    weights = [1 if weight is None else weight for _, _, weight in rows]
    assert found.total == sum(weights) + sum(count for _, count in held)
    assert found.held == sum(count for _, count in held)
    assert found.merged == weights.count(0)
    assert sum(found.of(state) for state in states) + found.unsaid == found.total


@pytest.mark.shared
def test_niort_2015_gives_its_printed_synthesis_and_its_contradiction(import_shared):
    contract = import_shared("niort-2015-2022")
    [campaign] = {review.campaign for review in Review.objects.filter(contract=contract)}
    found = synthesis(contract, campaign)
    # 108 rows of 111 (three share the state of the row above); the 8 of citizenship are only published as counts.
    assert (found.total, found.merged, found.unsaid, found.held) == (108, 3, 0, 0)
    printed = {"realisee": 6, "adaptee": 0, "partielle": 0, "non_realisee": 1, "non_specifique_qp": 1}
    transversal = contract.current_version.nodes.get(key="os-transversal")
    for key, count in printed.items():
        state = StatusState.objects.get(contract=contract, key=key)
        HeldCount.objects.create(
            contract=contract, campaign=campaign, objective_lineage=transversal.lineage, status=state, count=count
        )
    found = synthesis(contract, campaign)
    assert [found.of(state) for state in found.states] == [90, 4, 4, 10, 8]
    assert (found.total, found.held, found.implemented) == (116, 8, 94)
    removed = next(
        row for row in counting_reviews(contract, campaign) if row.counts_as and row.status.key == "realisee"
    )
    removed.delete()
    assert synthesis(contract, campaign).implemented == 93
