"""The meter of a contract: amounts once, parts that make the total, each figure with its rows."""

from decimal import Decimal
from urllib.parse import parse_qsl

import pytest

from faubourg.actions.models import RealMeans
from faubourg.actions.tests.factories import ActionFactory, MeansFactory
from faubourg.contracts.tests.factories import ListedOrganisationFactory, ListedTerritoryFactory, NodeFactory
from faubourg.reports.meter.board import Board
from faubourg.reports.meter.sheets import meter_sheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def caf(contract):
    return ListedOrganisationFactory(contract=contract, key="caf", name="CAF")


@pytest.fixture
def filled(contract, caf):
    """Two pillars, two QPV; a shared planned amount printed twice, a real one shared, one refused, one not given."""
    one, two = (NodeFactory(contract=contract, key=key, title=key) for key in ("p1", "p2"))
    north, south = (ListedTerritoryFactory(contract=contract, key=key, kind="QPV") for key in ("nord", "sud"))
    first, second = (ActionFactory(contract=contract, nodes=[node]) for node in (one, two))
    first.territories.set([north])
    second.territories.set([north, south])
    for action, other in ((first, second), (second, first)):
        MeansFactory(action=action, amount=100, organisation=caf).shared_with.add(other)
    MeansFactory(action=first, amount=None, text="un agent")
    part = ActionFactory(contract=contract, parent=first)
    rows = [
        (first, "droit commun", "euros", 40, "justifie"), (part, "droit commun", "euros", 10, "declare"),
        (second, "droit commun", "euros", 5, "refuse"), (second, "credits specifiques", "euros", None, "declare"),
        (second, "droit commun", "etp", 1, "declare"),
    ]  # fmt: skip
    for position, (action, kind, nature, quantity, state) in enumerate(rows):
        RealMeans.objects.create(
            lineage=action.lineage, organisation=caf, year=2026, kind=kind, nature=nature, quantity=quantity,
            state=state, position=position,
        )  # fmt: skip
    shared = RealMeans.objects.create(
        lineage=first.lineage, organisation=caf, year=2026, kind="droit commun", nature="euros", quantity=7
    )
    shared.shared_with.add(second.lineage)
    return contract


def texts(rows):
    return {row.label.split(" ", 1)[-1]: [cell.sum.total for cell in row.cells] for row in rows}


def test_amounts_count_once_and_parts_make_the_total(filled):
    board = Board(filled, {})
    common = board.total["droit commun"]
    assert (common.planned.total, common.planned.silent) == (100, 1)
    assert (common.real.total, common.justified.total, common.refused.total) == (57, 40, 5)
    assert board.total["credits specifiques"].real.total is None
    for rows in (board.by_pillar, board.by_giver, board.by_place):
        for place, cell in enumerate(board.whole.cells):
            parts = [row.cells[place].sum for row in rows]
            assert sum((part.total or 0 for part in parts), Decimal(0)) == (cell.sum.total or 0)
            assert sum(part.given + part.silent for part in parts) == cell.sum.given + cell.sum.silent
    assert texts(board.by_pillar)["réparti (plusieurs piliers)"] == [100, 7, None, None]


def test_each_figure_opens_its_rows(filled):
    board = Board(filled, {})
    cells = [cell for rows in (board.by_pillar, board.by_place, board.by_giver, [board.whole]) for row in rows
             for cell in row.cells]  # fmt: skip
    for cell in [*cells, *board.figures.values(), *(cell for row in board.by_unit for cell in row.cells)]:
        shown = Board(filled, dict(parse_qsl(cell.url[1:].split("#")[0])))
        given = [one.value for one in shown.rows if one.measure == cell.measure and one.value is not None]
        assert sum(given, Decimal(0)) == (cell.sum.total or 0), cell.url
        assert len(given) == cell.sum.given


def test_the_list_does_not_ask_more_for_more_rows(filled, caf, django_assert_max_num_queries):
    for _ in range(20):
        action = ActionFactory(contract=filled)
        RealMeans.objects.create(
            lineage=action.lineage, organisation=caf, year=2026, kind="droit commun", nature="euros"
        )
    with django_assert_max_num_queries(13):
        sheets = meter_sheets(Board(filled, {}))
        assert len(list(sheets[0].rows)) == 28


def test_words_that_name_nothing_are_left_out(filled):
    assert not any(Board(filled, {"annee": "1", "pilier": "x", "mesure": "'"}).asked.values())
