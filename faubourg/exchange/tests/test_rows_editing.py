"""A row put into a real contract and taken out again: nothing else moves."""

import pytest
from django.utils import timezone

from faubourg.exchange.files import yaml_of
from faubourg.exchange.flat import FLAT_BY_NAME
from faubourg.exchange.rows_editing import add_record, proposed_key, remove_record

ROWS = {
    "milestones": {"label": "Revue de projets"},
    "organisations": {"name": "Régie de quartier"},
    "actions": {"title": "Ouvrir un ludobus", "kind": "action"},
}


@pytest.mark.shared
@pytest.mark.parametrize("name", ROWS)
def test_what_is_added_then_removed_leaves_the_contract_as_it_was(import_shared, lead, name):
    contract, section = import_shared("niort-2024-2030"), FLAT_BY_NAME[name]
    before = yaml_of(contract)
    values = dict(ROWS[name])
    if section.has_key:
        values["key"] = proposed_key(contract=contract, section=section)
    facts = {"contract": contract, "section": section, "user": lead, "at": timezone.now()}
    row = add_record(values=values, **facts)
    assert section.rows(contract).last() == row
    assert yaml_of(contract) != before
    remove_record(row=row, **facts)
    assert yaml_of(contract) == before
