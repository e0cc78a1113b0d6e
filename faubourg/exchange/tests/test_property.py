"""Small contracts of any content: flat form → rows → flat form, and through a workbook."""

import string

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from faubourg.exchange.flat import flatten, unflatten
from faubourg.exchange.operations import apply_import, flat_from_document
from faubourg.exchange.sameness import is_empty, same
from faubourg.exchange.tests.documents import NOW
from faubourg.exchange.workbook.reading import flat_from_workbook
from faubourg.exchange.workbook.writing import workbook_of
from faubourg.exchange.writing import flat_contract

# What a cell can hold: no control character, no space at the ends of a key or of an item of a list.
LETTERS = string.ascii_letters + string.digits + "éàçœ’« »;\\[]{}'\"#&*!|>%@,.:-=+ \n\u00a0€"
texts = st.text(LETTERS, min_size=1, max_size=30).filter(lambda text: text == text.strip() and text)
items = st.lists(texts, min_size=1, max_size=3, unique=True)
numbers = st.integers(0, 10**6) | st.decimals(-(10**6), 10**6, places=2).map(float)
dates = st.sampled_from(["2024-09", "2025-01-31", "2019"])
years = st.sampled_from([2024, 2030, "2025-06"])
plain = st.booleans() | st.integers(-(10**9), 10**9) | texts
names = texts | st.integers(2000, 2030)


def nested(inner):
    """Lists and groups of values."""
    return st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3)


anything = st.recursive(plain, nested, max_leaves=6).filter(lambda value: not is_empty(value))
own_names = st.text(string.ascii_lowercase, min_size=3, max_size=8).map(lambda name: f"x_{name}")
extras = st.dictionaries(own_names, anything, max_size=3)


def record(required: dict, optional: dict) -> st.SearchStrategy[dict]:
    """Records with these fields, and some that only this document gives."""
    fields = st.fixed_dictionaries(required, optional=optional)
    return st.tuples(fields, extras).map(lambda pair: pair[0] | pair[1])


def keyed(prefix: str, required: dict, optional: dict) -> st.SearchStrategy[list[dict]]:
    """Up to three records, with keys of their own."""
    records = st.lists(record(required, optional), max_size=3)
    return records.map(lambda found: [{"key": f"{prefix}{place}"} | item for place, item in enumerate(found)])


@st.composite
def documents(draw) -> dict:
    """A contract with organisations, a tree, actions, roles, indicators with targets, and figures in tables."""
    organisations = draw(keyed("org", {"name": texts}, {"aliases": items, "signatory": st.booleans(), "note": texts}))
    nodes = draw(keyed("n", {"level": st.sampled_from(["axe", "objectif"]), "title": texts}, {"sdg": st.just([1, 2])}))
    places = st.lists(st.sampled_from([node["key"] for node in nodes]), min_size=1, unique=True) if nodes else None
    actions = draw(
        keyed(
            "a",
            {"title": texts, "kind": st.sampled_from(["fiche", "engagement"])},
            {"beneficiaries": items, "start": years, "in_toolbox": st.booleans(), "objectives": items}
            | ({"nodes": places} if nodes else {}),
        )
    )
    keys = [action["key"] for action in actions]
    some_keys = st.lists(st.sampled_from(keys or ["-"]), min_size=1, unique=True)
    target = st.fixed_dictionaries({"value": numbers}, optional={"period": texts, "words": texts})
    indicator = {"label": texts, "kind": st.just("quantitatif"), "measures": some_keys}
    indicators = draw(keyed("i", indicator, {"targets": st.lists(target, min_size=1, max_size=2)})) if keys else []
    needed = {"action": st.sampled_from(keys or ["-"]), "organisation": st.just("org0"), "role": st.just("pilote")}
    role = record(needed, {"service": texts, "inferred": st.just(True)})
    roles = draw(st.lists(role, max_size=3)) if keys and organisations else []
    contract = {"key": "essai", "title": draw(texts), "kind": "avenant"} | draw(extras)
    milestones = draw(st.lists(record({"label": texts}, {"date": dates}), max_size=2))
    return {
        "contract": contract | ({"milestones": milestones} if milestones else {}),
        "organisations": organisations,
        "nodes": nodes,
        "actions": actions,
        "roles": roles,
        "indicators": indicators,
        "extra": draw(extras),
    }


@pytest.mark.django_db
@settings(max_examples=20, deadline=None)
@given(document=documents())
def test_a_contract_is_told_again_as_it_was_said(document):
    with transaction.atomic():
        flat = flat_from_document(document)
        contract = apply_import(flat=flat, at=NOW).contract
        said = {name: records for name, records in flatten(document).items() if not is_empty(records)}
        told = flat_contract(contract)
        assert same({name: told[name] for name in said}, said)
        assert same(flatten(unflatten(told)), said)
        again = apply_import(flat=flat_from_workbook(workbook_of(contract), "x.xlsx"), at=NOW, nulls_matter=False)
        assert (again.created, again.changed, again.removed) == ([], [], [])
        transaction.set_rollback(True)
