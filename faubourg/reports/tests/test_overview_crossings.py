"""The crossings: each cell opens exactly the rows that it counts."""

from urllib.parse import parse_qsl

import pytest
import yaml

from faubourg.actions.models import CrossReference, NationalMeasure
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory, MeansFactory, SchemeLinkFactory
from faubourg.contracts.models import CommitmentType
from faubourg.contracts.tests.factories import ListedOrganisationFactory, NodeFactory
from faubourg.documents.sheets import write_xlsx
from faubourg.reports.overview.crossings import KINDS, crossing_of
from faubourg.reports.overview.exports import crossing_sheets
from faubourg.reports.plan.filters import read_filters
from faubourg.reports.plan.loading import load_plan
from faubourg.reports.plan.matching import matching

pytestmark = pytest.mark.django_db
GRIDS = ("financeurs", "operateurs", "types", "acteurs", "dispositifs")


@pytest.fixture
def crossed(contract):
    """An engagement under two elements, paid and operated by the CAF, within a scheme."""
    CommitmentType.objects.create(contract=contract, letter="C", label="à créer")
    nodes = [NodeFactory(contract=contract, key=f"p{rank}", code=f"P{rank}") for rank in (1, 2)]
    caf = ListedOrganisationFactory(contract=contract, key="org-caf", name="CAF")
    action = ActionFactory(contract=contract, commitment_type="C", nodes=nodes)
    MeansFactory(action=action, organisation=caf)
    ActionRoleFactory(action=action, organisation=caf, role="operateur")
    ActionRoleFactory(action=action, organisation=caf, role="pilote")
    SchemeLinkFactory(action=action)
    return contract


@pytest.mark.parametrize("key", GRIDS)
def test_an_action_of_two_places_counts_once_in_the_totals(crossed, key):
    grid = crossing_of(crossed, key).grid
    assert grid.total == 1
    assert all(row.total.count == 1 for row in grid.rows)


def test_the_two_cells_of_an_action_of_two_places(crossed):
    (row,) = crossing_of(crossed, "financeurs").grid.rows
    assert row.value.label == "CAF"
    assert [cell.count for cell in row.cells] == [1, 1]


def test_a_role_may_be_chosen(crossed):
    assert crossing_of(crossed, "operateurs").choice == "operateur"
    assert crossing_of(crossed, "operateurs", "pilote").grid.total == 1
    assert crossing_of(crossed, "operateurs", "inconnu").choice == "operateur"


def test_the_columns_may_be_a_level_of_the_tree_or_the_actions(crossed):
    first = crossed.current_version.nodes.get(key="p1")
    child = NodeFactory(contract=crossed, key="p11", code="P1.1", parent=first)
    action = ActionFactory(contract=crossed, code="F2", nodes=[child])
    MeansFactory(action=action, organisation=crossed.organisations.get(key="org-caf"))
    ActionFactory(contract=crossed, code="F3", nodes=[child])
    grid = crossing_of(crossed, "financeurs", level="1").grid
    assert [column.short for column in grid.columns] == ["P1.1", "P2"]
    assert [cell.count for cell in grid.rows[0].cells] == [1, 1]
    crossing = crossing_of(crossed, "financeurs", level="fiches")
    assert [value for value, _ in crossing.levels] == ["0", "1", "fiches"]
    assert crossing.grid.columns[-1].short == "F2" and len(crossing.grid.columns) == 2
    assert crossing.grid.rows[0].cells[-1].url == action.get_absolute_url()
    assert crossing_of(crossed, "financeurs", level="7").level == "0"


@pytest.mark.parametrize("key", KINDS)
def test_an_empty_contract_has_empty_crossings(contract, key):
    crossing = crossing_of(contract, key)
    assert crossing.is_empty
    assert write_xlsx(crossing_sheets(contract, crossing)).startswith(b"PK")


def test_measures_are_covered_adapted_or_not(contract):
    plain, adapted, _ = (
        NationalMeasure.objects.create(contract=contract, key=f"m{rank}", code=str(rank), title="Mesure", position=rank)
        for rank in range(3)
    )
    action = ActionFactory(contract=contract, code="4")
    for measure, kind in ((plain, "mesure nationale"), (adapted, "adaptation de mesure")):
        CrossReference.objects.create(
            version=contract.current_version, from_action=action, to_measure=measure, kind=kind
        )
    lines = crossing_of(contract, "mesures").measures
    assert [line.state for line in lines] == ["reprise", "adaptée", "non reprise"]
    assert [cover.label for line in lines for cover in line.covers] == ["4", "4"]


@pytest.mark.parametrize("key", GRIDS)
def test_queries_do_not_grow_with_rows(crossed, key, django_assert_max_num_queries):
    def grow(times):
        for _ in range(times):
            action = ActionFactory(contract=crossed, commitment_type="C", nodes=[NodeFactory(contract=crossed)])
            ActionRoleFactory(action=action, role="operateur")
            MeansFactory(action=action, organisation=ActionRoleFactory(action=action).organisation)
            SchemeLinkFactory(action=action)

    grow(2)
    with django_assert_max_num_queries(12) as few:
        crossing_of(crossed, key)
    grow(8)
    with django_assert_max_num_queries(len(few)):
        crossing_of(crossed, key)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["niort-2024-2030", "niort-2015-2022"])
def test_each_cell_opens_the_rows_that_it_counts(import_shared, name):
    contract = import_shared(name)
    plan = load_plan(contract)
    for key in GRIDS:
        grid = crossing_of(contract, key).grid
        for row in grid.rows[::7]:
            for cell in (*row.cells, row.total):
                filters = read_filters(dict(parse_qsl(cell.query)), plan)
                assert not filters.problems, (key, cell.query)
                assert len(matching(plan, filters)) == cell.count, (key, cell.query)


@pytest.mark.shared
def test_types_of_niort_are_those_of_the_toolbox(import_shared):
    """« C 151, R 140, M 60, A 12 », printed in ../shared/data/README.md."""
    grid = crossing_of(import_shared("niort-2024-2030"), "types").grid
    totals = {column.short: total for column, total in zip(grid.columns, grid.totals, strict=True)}
    assert {letter: totals[letter] for letter in "CRMA"} == {"C": 151, "R": 140, "M": 60, "A": 12}


@pytest.mark.shared
def test_the_national_measures_of_niort(import_shared, shared_data):
    """21 measures cited by the PERR, three of them adapted: ../shared/domain/niort-2015-2022-a-contrat-perr.md, 8.5."""
    contract = import_shared("niort-2015-2022")
    source = yaml.load(shared_data("data/niort-2015-2022.yaml").read_text(), Loader=yaml.CSafeLoader)
    lines = crossing_of(contract, "mesures").measures
    assert len(lines) == len(source["measures_national"])
    assert sum(bool(line.covers) for line in lines) == 21
    assert [line.measure.code for line in lines if "adaptée" in line.state] == ["9", "13", "23"]
