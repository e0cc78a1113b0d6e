"""Fictitious contracts: their shape, that they say the same each time, and that seeding twice adds nothing."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from faubourg.contracts.models import Contract
from faubourg.exchange.operations import flat_from_document
from faubourg.exchange.queries import summary
from faubourg.exchange.scale import fictitious, key_of, seed_contract
from faubourg.exchange.writing import export_document
from faubourg.search.models import SearchEntry


def seed(**options) -> str:
    out = io.StringIO()
    call_command("seed_scale", stdout=out, **options)
    return out.getvalue()


def test_a_contract_has_the_shape_of_a_real_one():
    document = fictitious("scale-0001", 400)
    counts = {name: len(document[name]) for name in ("actions", "nodes", "indicators", "roles", "organisations")}
    assert counts == {"actions": 400, "nodes": 120, "indicators": 430, "roles": 630, "organisations": 100}
    assert {record["level"] for record in document["nodes"]} == {"objectif prioritaire", "constat", "orientation"}
    assert all(record["nodes"] for record in document["actions"])


def test_the_same_key_gives_the_same_contract_and_another_key_another_one():
    assert fictitious("scale-0001", 20) == fictitious("scale-0001", 20)
    assert fictitious("scale-0001", 20)["actions"] != fictitious("scale-0002", 20)["actions"]


@pytest.mark.parametrize("actions", [1, 10, 60])
def test_the_file_of_a_contract_holds_no_fault(actions):
    assert len(flat_from_document(fictitious("scale-0001", actions))["actions"]) == actions


def test_what_was_seeded_goes_out_as_it_was_written(db):
    contract = seed_contract(number=1, actions=12, at=timezone.now())
    written = fictitious(key_of(1), 12)
    exported = export_document(contract)
    assert exported["actions"] == written["actions"]
    assert exported["roles"] == written["roles"]
    assert summary(contract)["actions"] == {"engagement": 10, "sous-action": 1, "action": 1}


def test_the_command_seeds_what_is_missing_and_leaves_the_rest(db):
    assert "2\u00a0contrats ajoutés" in seed(contracts=2, actions=3)
    before = set(Contract.objects.values_list("pk", flat=True))
    assert "1\u00a0contrat ajouté " in seed(contracts=3, actions=3)
    assert set(Contract.objects.values_list("key", flat=True)) == {"scale-0001", "scale-0002", "scale-0003"}
    assert before < set(Contract.objects.values_list("pk", flat=True))


def test_what_was_seeded_can_be_looked_for(db):
    seed(contracts=1, actions=3)
    contract = Contract.objects.get(key="scale-0001")
    titles = set(contract.current_version.actions.values_list("title", flat=True))
    assert titles <= set(SearchEntry.objects.filter(scope=contract.scope).values_list("title", flat=True))


def test_less_than_one_contract_is_refused(db):
    with pytest.raises(CommandError, match="au moins un contrat"):
        seed(contracts=0)
