"""Rows declared to be one: chains are followed, and a merge never loops."""

import pytest
from django.core.exceptions import ValidationError

from faubourg.core.merging import canonical_ids, merge, same_ids, unmerge
from faubourg.partners.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    return [Organisation.objects.create(name=name) for name in ("CAF", "CAF 79", "Caisse d’allocations familiales")]


def test_a_chain_ends_at_one_row(three):
    first, second, third = three
    merge(second, first)
    merge(third, second)
    assert canonical_ids(Organisation) == {first.pk: third.pk, second.pk: third.pk}
    assert same_ids(Organisation, second.pk) == {row.pk for row in three}


def test_merging_into_a_merged_row_goes_to_the_end_of_its_chain(three):
    first, second, third = three
    merge(third, second)
    assert merge(second, first) == third
    assert first.merged_into == third


def test_a_merge_never_loops(three):
    first, second, third = three
    merge(second, first)
    merge(third, second)
    with pytest.raises(ValidationError, match="déjà la même ligne"):
        merge(first, third)


def test_a_row_is_merged_once(three):
    first, second, third = three
    merge(second, first)
    with pytest.raises(ValidationError, match="défaites-le d’abord"):
        merge(third, first)


def test_undoing_in_the_middle_of_a_chain_keeps_the_rest(three):
    first, second, third = three
    merge(second, first)
    merge(third, second)
    assert unmerge(second) == third
    assert canonical_ids(Organisation) == {first.pk: second.pk}
    with pytest.raises(ValidationError, match="réunie à aucune autre"):
        unmerge(third)
