"""What comes in goes out again: every field, every list in its order, for each of the four real documents."""

import collections

import pytest
import yaml

from faubourg.actions.models import Action
from faubourg.contracts.models import Contract
from faubourg.exchange.files import read_file
from faubourg.exchange.operations import apply_import
from faubourg.exchange.queries import summary
from faubourg.exchange.schema.sections import FILE_ORDER
from faubourg.exchange.tests.documents import NOW, as_in_cells, exported, imported, paths_of_difference, small
from faubourg.exchange.workbook.writing import workbook_of
from faubourg.journal.models import Entry

KEYS = ("niort-2024-2030", "ales-2015-2020", "niort-2015-2022", "plie-niort-2022-2028")
COUNTED_APART = {
    "nodes": "level",
    "actions": "kind",
    "indicators": "kind",
    "roles": "role",
}

pytestmark = pytest.mark.django_db


def _import(content: bytes, filename: str):
    flat, nulls_matter = read_file(content, filename)
    return apply_import(flat=flat, at=NOW, nulls_matter=nulls_matter)


def _differences(one, other) -> str:
    return "\n".join(paths_of_difference(one, other))


def expected_summary(document: dict) -> dict:
    """The counts of a parsed file, as `summary` gives them."""
    found = {
        name: dict(collections.Counter(record[field] for record in document.get(name, ())))
        for name, field in COUNTED_APART.items()
    }
    types = collections.Counter(action.get("commitment_type") for action in document.get("actions", ()))
    found["commitment_types"] = {letter: count for letter, count in types.items() if letter}
    return found | {name: len(document.get(name) or ()) for name in FILE_ORDER[1:] if name not in COUNTED_APART}


@pytest.fixture
def sources(shared_data):
    """The four documents: parsed, with their bytes."""
    contents = {key: shared_data(f"data/{key}.yaml").read_bytes() for key in KEYS}
    return {key: (yaml.load(content, Loader=yaml.CSafeLoader), content) for key, content in contents.items()}


def test_a_small_contract_of_every_section_comes_out_as_it_came_in():
    assert _differences(small(), exported(imported())) == ""


def test_a_small_contract_comes_out_of_a_workbook_as_it_came_in():
    contract = imported()
    content = workbook_of(contract)
    contract.key = "ailleurs"
    contract.save()
    found = exported(_import(content, "petit.xlsx").contract)
    assert _differences(as_in_cells(small()), as_in_cells(found)) == ""


@pytest.mark.shared
@pytest.mark.parametrize("key", KEYS)
def test_nothing_is_lost_of_a_real_contract(sources, key):
    source, content = sources[key]
    contract = _import(content, f"{key}.yaml").contract
    assert _differences(source, exported(contract)) == ""
    assert summary(contract) == expected_summary(source)


@pytest.mark.shared
@pytest.mark.parametrize("key", KEYS)
def test_nothing_but_blanks_is_lost_of_a_real_contract_through_a_workbook(sources, key):
    source, content = sources[key]
    contract = _import(content, f"{key}.yaml").contract
    workbook = workbook_of(contract)
    again = _import(workbook, f"{key}.xlsx")
    assert (again.created, again.changed, again.removed) == ([], [], [])
    # As a new contract, in an instance that does not have it.
    contract.key = "ailleurs"
    contract.save()
    made = _import(workbook, f"{key}.xlsx").contract
    assert made.pk != contract.pk
    assert _differences(as_in_cells(source), as_in_cells(exported(made))) == ""
    assert summary(made) == expected_summary(source)


@pytest.mark.shared
@pytest.mark.parametrize("order", [KEYS, KEYS[::-1]], ids=["one way", "the other way"])
def test_the_four_contracts_live_together_as_each_alone(sources, order):
    for key in order:
        _import(sources[key][1], f"{key}.yaml")
    for key in KEYS:
        contract = Contract.objects.get(key=key)
        assert _differences(sources[key][0], exported(contract)) == "", key
        assert summary(contract) == expected_summary(sources[key][0])


@pytest.mark.shared
@pytest.mark.parametrize("key", KEYS)
def test_the_same_file_twice_changes_nothing(sources, key):
    first = _import(sources[key][1], f"{key}.yaml")
    entries = Entry.objects.count()
    again = _import(sources[key][1], f"{key}.yaml")
    assert (again.created, again.changed, again.removed) == ([], [], [])
    assert again.unchanged == len(first.created) + 1
    assert Entry.objects.count() == entries


@pytest.mark.shared
def test_shared_engagements_stay_two_rows_and_one_wording(sources):
    contract = _import(sources["niort-2024-2030"][1], "niort.yaml").contract
    toolbox = Action.objects.of(contract).filter(in_toolbox=True)
    pairs = {frozenset((action.key, other.key)) for action in toolbox for other in action.shared_with.all()}
    assert (toolbox.count(), len(pairs), toolbox.count() - len(pairs)) == (363, 16, 347)
    assert all(len(pair) == 2 for pair in pairs)
    counted = summary(contract)
    assert counted["commitment_types"] == {"C": 151, "R": 140, "M": 60, "A": 12}
