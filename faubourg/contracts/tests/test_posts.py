"""Posts stay when their holders leave; each act is journalled."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from faubourg.contracts.choices import Role
from faubourg.contracts.models import Membership, Post
from faubourg.contracts.operations_posts import appoint, take_printed_posts, vacate, write_post
from faubourg.contracts.queries_posts import holder_of, posts, signatories_without_post
from faubourg.contracts.tests.factories import (
    ContractFactory,
    ListedOrganisationFactory,
    MembershipFactory,
    PostFactory,
    UserFactory,
)
from faubourg.journal.models import Entry

NOW = timezone.now()
JANUARY, MARCH, JUNE = date(2025, 1, 6), date(2025, 3, 3), date(2025, 6, 2)


@pytest.fixture
def post(contract):
    return PostFactory(contract=contract)


def put(post, user, lead, *, start=JANUARY, gives_role=True):
    return appoint(post=post, user=user, start=start, gives_role=gives_role, by=lead, at=NOW)


def test_a_person_takes_a_post_with_its_role_and_leaves_both(contract, lead, post):
    user = UserFactory(function="Référente CAF")
    put(post, user, lead)
    held = Membership.objects.get(user=user)
    assert (held.role, held.organisation) == (Role.REFERENT, post.organisation)
    assert holder_of(posts(contract)[0]).user == user

    vacate(post=post, end=MARCH, takes_role=True, by=lead, at=NOW)
    assert not Membership.objects.filter(user=user).exists()
    found = posts(contract)[0]
    assert holder_of(found) is None
    assert [(one.user, one.start, one.end) for one in found.holders.all()] == [(user, JANUARY, MARCH)]
    verbs = [entry.verb for entry in Entry.objects.in_scope(contract.scope)]
    assert verbs == ["rôle retiré", "poste vacant", "poste pourvu", "rôle donné"]


def test_a_successor_ends_the_time_of_who_was_there(contract, lead, post):
    first, second = UserFactory.create_batch(2)
    put(post, first, lead)
    put(post, second, lead, start=JUNE)
    times = [(one.user, one.start, one.end) for one in posts(contract)[0].holders.all()]
    assert times == [(second, JUNE, None), (first, JANUARY, JUNE)]


def test_the_times_of_a_post_stay_in_order(lead, post):
    put(post, UserFactory(), lead, start=JUNE)
    with pytest.raises(ValidationError, match="02/06/2025"):
        put(post, UserFactory(), lead, start=MARCH)
    with pytest.raises(ValidationError, match="02/06/2025"):
        vacate(post=post, end=MARCH, takes_role=False, by=lead, at=NOW)


def test_a_person_without_role_is_put_in_a_post_with_one_only(lead, post):
    with pytest.raises(ValidationError, match="pas de rôle"):
        put(post, UserFactory(), lead, gives_role=False)
    member = MembershipFactory(contract=post.contract, role=Role.PARTNER)
    put(post, member.user, lead, gives_role=False)
    with pytest.raises(ValidationError, match="déjà le poste"):
        put(post, member.user, lead)
    with pytest.raises(ValidationError, match="fermé"):
        put(post, UserFactory(is_active=False), lead)


def test_a_vacant_post_is_not_left_twice_and_a_held_one_is_not_closed(contract, lead, post):
    with pytest.raises(ValidationError, match="déjà vacant"):
        vacate(post=post, end=MARCH, takes_role=False, by=lead, at=NOW)
    put(post, UserFactory(), lead)
    with pytest.raises(ValidationError, match="le départ"):
        write_post(contract=contract, post=post, values={"closed_on": JUNE}, by=lead, at=NOW)


def test_a_post_is_of_an_organisation_of_the_contract(contract, lead):
    elsewhere = ListedOrganisationFactory(contract=ContractFactory())
    values = {"organisation": elsewhere, "function": "Référente"}
    with pytest.raises(ValidationError, match="pas de ce contrat"):
        write_post(contract=contract, post=None, values=values, by=lead, at=NOW)
    assert not Post.objects.exists()


def test_readers_change_nothing(elected, post):
    with pytest.raises(PermissionDenied):
        put(post, UserFactory(), elected)
    with pytest.raises(PermissionDenied):
        take_printed_posts(contract=post.contract, by=elected, at=NOW)


def test_the_posts_that_a_document_names_are_opened_once(contract, lead):
    named = {"referent_posts": [{"post": "référent mobilité", "line": 2258}, {"post": "référente culture"}]}
    direction = ListedOrganisationFactory(contract=contract, extra=named)
    assert take_printed_posts(contract=contract, by=lead, at=NOW) == 2
    assert take_printed_posts(contract=contract, by=lead, at=NOW) == 0
    opened = Post.objects.filter(organisation=direction).order_by("pk")
    assert [(one.function, one.line) for one in opened] == [("référent mobilité", 2258), ("référente culture", None)]


def test_a_signatory_without_post_is_named(contract, post):
    post.organisation.signatory = True
    post.organisation.save()
    alone = ListedOrganisationFactory(contract=contract, signatory=True)
    ListedOrganisationFactory(contract=contract, signatory=False)
    assert signatories_without_post(contract) == [alone]
