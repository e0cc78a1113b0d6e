"""The copy of a version says what the original says: nothing lost, nothing twice, history kept."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faubourg.actions.models import Action
from faubourg.amendments.operations import abandon_amendment, adopt_version, open_amendment
from faubourg.amendments.operations.copying import versioned_models
from faubourg.amendments.queries import compare
from faubourg.amendments.tests.test_states import NOW, fresh
from faubourg.contracts.models import Contract
from faubourg.contracts.tests.factories import MembershipFactory, UserFactory
from faubourg.exchange.operations import apply_import, flat_from_document
from faubourg.exchange.tests.documents import imported, small
from faubourg.exchange.writing import export_document

pytestmark = pytest.mark.django_db


def in_draft(contract: Contract, version) -> dict:
    """What the contract says when one works on `version`."""
    found = Contract.objects.get(pk=contract.pk)
    found.work_on(version)
    return export_document(found)


@pytest.fixture
def chief():
    return UserFactory()


def adopted_small(chief, document=None, **facts) -> Contract:
    contract = imported(document, as_said=True, **facts)
    MembershipFactory(contract=contract, user=chief)
    return fresh(contract)


def test_a_copy_says_the_same_and_changes_nothing_for_others(chief):
    contract = adopted_small(chief)
    before = export_document(contract)
    made = open_amendment(contract=contract, title="", by=chief, at=NOW)
    assert in_draft(contract, made) == before
    assert export_document(fresh(contract)) == before
    assert compare(contract.current_version, made).difference_count == 0


def test_two_copies_are_equal(chief):
    contract = adopted_small(chief)
    first = open_amendment(contract=contract, title="", by=chief, at=NOW)
    said = in_draft(contract, first)
    abandon_amendment(version=first, by=chief, at=NOW)
    second = open_amendment(contract=contract, title="", by=chief, at=NOW)
    assert in_draft(contract, second) == said
    adopt_version(version=second, decision="x", reason="y", by=chief, at=NOW)
    third = open_amendment(contract=contract, title="", by=chief, at=NOW)
    assert in_draft(contract, third) == said


def test_lineages_are_kept_and_rows_are_new(chief):
    contract = adopted_small(chief)
    made = open_amendment(contract=contract, title="", by=chief, at=NOW)
    for related in ("nodes", "actions", "indicators"):
        old, new = (set(getattr(v, related).values_list("lineage", "pk")) for v in (contract.current_version, made))
        assert {lineage for lineage, _ in old} == {lineage for lineage, _ in new}
        assert not {pk for _, pk in old} & {pk for _, pk in new}


def test_every_model_of_a_version_is_copied_after_what_it_points_to():
    order = versioned_models()
    for place, model in enumerate(order):
        named = {field.related_model for field in model._meta.concrete_fields if field.is_relation} - {model}
        assert named & set(order) <= set(order[:place])


texts = st.text(alphabet="abcé ’«»-", min_size=1, max_size=12).filter(str.strip)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(titles=st.lists(texts, min_size=1, max_size=6), parents=st.lists(st.integers(0, 5), min_size=6, max_size=6))
def test_a_copy_equals_its_original_whatever_the_plan(chief, titles, parents):
    key = f"tire-{Contract.objects.count()}"
    document = small()
    document["contract"]["key"] = key
    document["actions"] += [
        {"key": f"x{n}", "title": title, "kind": "action"} | ({"parent": f"x{parents[n] % n}"} if n else {})
        for n, title in enumerate(titles)
    ]
    contract = apply_import(flat=flat_from_document(document), at=NOW).contract
    MembershipFactory(contract=contract, user=chief)
    before = export_document(fresh(contract))
    made = open_amendment(contract=fresh(contract), title="", by=chief, at=NOW)
    assert in_draft(contract, made) == before


def test_the_number_of_queries_does_not_grow_with_the_plan(chief):
    counts = []
    for size in (4, 20):  # SQLite inserts about 28 actions at a time
        document = small()
        document["contract"]["key"] = f"taille-{size}"
        document["actions"] += [{"key": f"x{n}", "title": f"Action {n}", "kind": "action"} for n in range(size)]
        contract = adopted_small(chief, document)
        with CaptureQueriesContext(connection) as asked:
            made = open_amendment(contract=contract, title="", by=chief, at=NOW)
            compare(contract.current_version, made)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_working_on_a_draft_never_moves_the_version_that_others_read(chief):
    contract = adopted_small(chief)
    read = contract.current_version_id
    made = open_amendment(contract=contract, title="", by=chief, at=NOW)
    contract.work_on(made)
    contract.title = "Autre titre"
    contract.save()
    found = fresh(contract)
    assert (found.title, found.current_version_id) == ("Autre titre", read)
    assert Action.objects.of(contract).first().version == made


@pytest.mark.shared
def test_real_contracts_are_copied_whole(import_shared, lead):
    for key in ("niort-2024-2030", "ales-2015-2020", "niort-2015-2022"):
        contract = fresh(import_shared(key))
        if not contract.current_version.is_adopted:
            adopt_version(version=contract.current_version, decision="x", reason="y", by=lead, at=NOW)
        before = export_document(fresh(contract))
        made = open_amendment(contract=fresh(contract), title="", by=lead, at=NOW)
        assert in_draft(contract, made) == before, key
        assert export_document(fresh(contract)) == before, key
