"""The door to merges: rights, scope, journal, undoing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from faubourg.actions.merging import dismiss, merge, restore, unmerge
from faubourg.actions.tests.factories import ListedSchemeFactory
from faubourg.contracts.tests.factories import ContractFactory, ListedOrganisationFactory, ListedTerritoryFactory
from faubourg.journal.models import Entry
from faubourg.partners.models import DismissedPair

FACTORIES = {
    "organisation": (ListedOrganisationFactory, "organisation"),
    "territoire": (ListedTerritoryFactory, "territory"),
    "dispositif": (ListedSchemeFactory, "scheme"),
}


def two_rows(kind, contract):
    factory, attr = FACTORIES[kind]
    return [getattr(factory(contract=contract), attr) for _ in range(2)]


@pytest.mark.parametrize("kind", FACTORIES)
def test_a_lead_merges_and_undoes(contract, lead, kind):
    kept, absorbed = two_rows(kind, contract)
    assert merge(kind=kind, kept=kept.pk, absorbed=absorbed.pk, user=lead, at=timezone.now()) == kept
    absorbed.refresh_from_db()
    assert absorbed.canonical == kept
    assert unmerge(kind=kind, absorbed=absorbed.pk, user=lead, at=timezone.now()) == kept
    absorbed.refresh_from_db()
    assert absorbed.merged_into is None
    verbs = Entry.objects.about(absorbed).values_list("verb", "actor", "changes")
    assert list(verbs) == [
        ("sépare", lead.pk, {"merged_into": [kept.pk, None]}),
        ("réunit", lead.pk, {"merged_into": [None, kept.pk]}),
    ]


@pytest.mark.parametrize("act", ["merge", "dismiss"])
@pytest.mark.parametrize("who", ["elected", "stranger"])
def test_others_may_not(contract, request, who, act):
    first, second = (row.pk for row in two_rows("organisation", contract))
    user = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied, match="chef·fes de projet"):
        if act == "merge":
            merge(kind="organisation", kept=first, absorbed=second, user=user, at=timezone.now())
        else:
            dismiss(kind="organisation", pair=(first, second), user=user, at=timezone.now())
    assert not Entry.objects.exists()


def test_rows_of_contracts_that_one_does_not_see_stay_out(contract, lead):
    mine, _ = two_rows("organisation", contract)
    theirs, _ = two_rows("organisation", ContractFactory())
    with pytest.raises(PermissionDenied, match="aucun de vos contrats"):
        merge(kind="organisation", kept=mine.pk, absorbed=theirs.pk, user=lead, at=timezone.now())
    with pytest.raises(PermissionDenied, match="aucun de vos contrats"):
        merge(kind="organisation", kept=mine.pk, absorbed=10_000_000, user=lead, at=timezone.now())


def test_a_pair_is_set_apart_once_and_proposed_again(contract, lead):
    first, second = (row.pk for row in two_rows("organisation", contract))
    for pair in ((second, first), (first, second)):
        dismissed = dismiss(kind="organisation", pair=pair, user=lead, at=timezone.now())
    assert DismissedPair.objects.count() == Entry.objects.count() == 1
    restore(dismissed=dismissed, user=lead, at=timezone.now())
    assert not DismissedPair.objects.exists()
    assert Entry.objects.count() == 2
