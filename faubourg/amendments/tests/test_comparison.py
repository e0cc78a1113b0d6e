"""Two versions side by side: each line says what became of it, field by field."""

import pytest

from faubourg.actions.choices import ContinuityKind
from faubourg.actions.models import Action, ActionRole
from faubourg.actions.tests.factories import ActionFactory
from faubourg.amendments.choices import ChangeKind, Subject
from faubourg.amendments.operations import (
    AmendmentError,
    adopt_version,
    declare_succession,
    open_amendment,
    withdraw_succession,
)
from faubourg.amendments.queries import compare
from faubourg.amendments.tests.test_states import NOW, fresh
from faubourg.contracts.tests.factories import ListedOrganisationFactory, NodeFactory
from faubourg.indicators.tests.factories import IndicatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def avenant(contract, lead):
    """An avenant of a contract with three actions under a pillar, of which one has a pilot and an indicator."""
    node = NodeFactory(contract=contract, key="p1", code="1", title="Emploi")
    caf = ListedOrganisationFactory(contract=contract, name="CAF")
    for key in ("a", "b", "c"):
        action = ActionFactory(contract=contract, key=key, code=key.upper(), title=f"Action {key}")
        action.nodes.add(node)
    ActionRole.objects.create(version=action.version, action=action, organisation=caf, role="pilote")
    IndicatorFactory(contract=contract, label="Nombre d’accueils").actions.add(action)
    adopt_version(version=contract.current_version, decision="x", reason="y", by=lead, at=NOW)
    return open_amendment(contract=fresh(contract), title="Avenant", by=lead, at=NOW)


def kinds(version) -> dict[str, ChangeKind]:
    found = compare(version.based_on, version)
    return {change.label: change.kind for change in found.changes if change.subject == Subject.ACTION}


def action(version, key: str) -> Action:
    return version.actions.get(key=key)


def test_a_changed_field_is_shown_with_both_values(avenant):
    version = avenant
    version.actions.filter(key="a").update(title="Action A revue", code="A1", calendar="2026", start="2026-09")
    version.roles.all().delete()
    found = {change.new.key: change for change in compare(version.based_on, version).changes if change.new}
    fields = {field.title: (field.old, field.new) for field in found["a"].fields}
    assert fields == {
        "code": (("A",), ("A1",)),
        "intitulé": (("Action a",), ("Action A revue",)),
        "calendrier imprimé": ((), ("2026",)),
        "début": ((), ("septembre\xa02026",)),
    }
    assert (found["a"].kind, found["a"].is_renumbered) == (ChangeKind.CHANGED, True)
    assert [(field.title, field.old, field.new) for field in found["c"].fields] == [("rôles", ("CAF · pilote",), ())]
    assert found["b"].kind == ChangeKind.KEPT


def test_a_renamed_parent_does_not_change_what_stands_under_it(avenant):
    avenant.nodes.update(title="Emploi et formation")
    found = compare(avenant.based_on, avenant)
    assert found.counts(Subject.NODE) == {ChangeKind.CHANGED: 1}
    assert found.counts(Subject.ACTION) == {ChangeKind.KEPT: 3}


def test_dropped_and_new_lines(avenant, contract):
    action(avenant, "b").delete()
    ActionFactory(contract=contract, version=avenant, key="d", code="D", title="Action d")
    assert kinds(avenant) == {
        "A Action a": ChangeKind.KEPT, "C Action c": ChangeKind.KEPT, "D Action d": ChangeKind.NEW,
        "B Action b": ChangeKind.DROPPED,
    }  # fmt: skip


def test_a_split_and_a_merge_are_declared_and_withdrawn(avenant, contract, lead):
    facts = {"version": avenant, "by": lead, "at": NOW}
    old = {row.key: row for row in avenant.based_on.actions.all()}
    half = ActionFactory(contract=contract, version=avenant, key="a2", code="A2", title="Moitié")
    split = declare_succession(source=old["a"], target=half, kind=ContinuityKind.SPLIT, **facts)
    action(avenant, "b").delete()
    declare_succession(
        source=old["b"], target=action(avenant, "c"), kind=ContinuityKind.MERGED, note="Vu en COPIL", **facts
    )
    found = [change for change in compare(avenant.based_on, avenant).changes if change.subject == Subject.ACTION]
    assert [(change.kind, change.old.key, change.new.key) for change in found] == [
        (ChangeKind.SPLIT, "a", "a"), (ChangeKind.MERGED, "b", "c"), (ChangeKind.MERGED, "c", "c"),
        (ChangeKind.SPLIT, "a", "a2"),
    ]  # fmt: skip
    with pytest.raises(AmendmentError, match="déjà déclarée"):
        declare_succession(source=old["a"], target=half, kind=ContinuityKind.SPLIT, **facts)
    withdraw_succession(succession=split, by=lead, at=NOW)
    assert kinds(avenant)["A2 Moitié"] == ChangeKind.NEW


def test_a_filiation_goes_from_the_version_before_to_this_one(avenant, lead):
    facts = {"version": avenant, "by": lead, "at": NOW}
    old, new = avenant.based_on.actions.get(key="a"), action(avenant, "b")
    with pytest.raises(AmendmentError, match="version précédente"):
        declare_succession(source=new, target=old, kind=ContinuityKind.SPLIT, **facts)
    with pytest.raises(AmendmentError, match="sa continuité est déjà tenue"):
        declare_succession(source=old, target=action(avenant, "a"), kind=ContinuityKind.SPLIT, **facts)
    with pytest.raises(AmendmentError, match="scindée ou fusionnée"):
        declare_succession(source=old, target=new, kind=ContinuityKind.NEW, **facts)
