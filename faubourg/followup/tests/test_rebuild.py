"""The plan before, rebuilt from the evaluation: what the document's continuities say, nothing more."""

import datetime
from collections import Counter

import pytest
import yaml
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from faubourg.amendments.choices import ChangeKind, Subject
from faubourg.amendments.operations import AmendmentError, abandon_amendment
from faubourg.amendments.queries import compare
from faubourg.contracts.models import Contract
from faubourg.exchange.writing import export_document
from faubourg.followup.operations import rebuild_past

NOW = timezone.make_aware(datetime.datetime(2026, 11, 20, 9, 0))


@pytest.mark.django_db
def test_a_contract_without_past_says_so(contract, lead, elected):
    with pytest.raises(AmendmentError, match="rien à reconstituer"):
        rebuild_past(contract=contract, by=lead, at=NOW)
    with pytest.raises(PermissionDenied):
        rebuild_past(contract=contract, by=elected, at=NOW)


@pytest.fixture
def niort(import_shared) -> Contract:
    return import_shared("niort-2015-2022")


@pytest.fixture
def source(shared_data) -> dict:
    return yaml.load(shared_data("data/niort-2015-2022.yaml").read_bytes(), Loader=yaml.CSafeLoader)


@pytest.mark.shared
def test_the_comparison_counts_what_the_continuities_say(niort, source, lead):
    made = rebuild_past(contract=niort, by=lead, at=NOW)
    found = compare(made, niort.current_version)
    told = Counter(row["kind"] for row in source["continuities"])
    counts = found.counts(Subject.ACTION)
    assert {kind.value: count for kind, count in counts.items() if kind != ChangeKind.UNSAID} == told
    assert found.renumbered(Subject.ACTION) == sum(bool(row.get("renumbered")) for row in source["continuities"])
    pairs = {
        (change.old and change.old.key, change.new and change.new.key)
        for change in found.changes
        if change.kind != ChangeKind.UNSAID
    }
    assert pairs == {(row["from"], row["to"]) for row in source["continuities"]}


@pytest.mark.shared
def test_what_the_evaluation_does_not_say_stays_unsaid(niort, source, lead):
    made = rebuild_past(contract=niort, by=lead, at=NOW)
    unsaid = [change for change in compare(made, niort.current_version).changes if change.kind == ChangeKind.UNSAID]
    said = {row["from"] for row in source["continuities"]}
    silent = {review["key"] for review in source["reviews"]} - said
    assert {change.old.key for change in unsaid if change.old and not change.old.key.startswith("fiche-")} == silent
    assert not any(change.old and change.new for change in unsaid)


@pytest.mark.shared
def test_the_rebuilt_plan_has_the_numbers_titles_and_pilots_of_the_evaluation(niort, source, lead):
    made = rebuild_past(contract=niort, by=lead, at=NOW)
    actions = {row.key: row for row in made.actions.select_related("parent")}
    for review in source["reviews"]:
        row = actions[review["key"]]
        assert (row.code, row.title, row.line) == (review["code"], review["label"], review["line"])
        assert row.parent is None or row.parent.code == str(review["fiche_2016"])
    pilots = Counter(made.roles.values_list("action__key", flat=True))
    assert pilots == Counter({r["key"]: len(r["pilots"]) for r in source["reviews"] if r["pilots"]})
    assert (made.number, str(made), made.is_reconstituted) == (0, "Plan de 2016 (version reconstituée)", True)
    assert all(row.is_inferred() for row in actions.values())


@pytest.mark.shared
def test_the_plan_in_force_is_untouched_and_the_rebuilt_one_can_go(niort, lead):
    before = export_document(niort)
    made = rebuild_past(contract=niort, by=lead, at=NOW)
    assert export_document(Contract.objects.get(pk=niort.pk)) == before
    with pytest.raises(AmendmentError, match="déjà reconstituée"):
        rebuild_past(contract=niort, by=lead, at=NOW)
    abandon_amendment(version=made, by=lead, at=NOW)
    assert export_document(Contract.objects.get(pk=niort.pk)) == before
    assert rebuild_past(contract=niort, by=lead, at=NOW).actions.exists()
