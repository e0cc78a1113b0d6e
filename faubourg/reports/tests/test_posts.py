"""What a vacant post leaves orphaned."""

from faubourg.actions.choices import RoleKind
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.choices import Role
from faubourg.contracts.models import PostHolder
from faubourg.contracts.queries_posts import posts
from faubourg.contracts.tests.factories import (
    ListedOrganisationFactory,
    MembershipFactory,
    PostFactory,
    UserFactory,
)
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.reports.posts import orphans_of


def piloted(contract, *organisations):
    action = ActionFactory(contract=contract)
    for organisation in organisations:
        ActionRoleFactory(action=action, organisation=organisation, role=RoleKind.PILOT)
    return action


def orphans(contract):
    return [(one.organisation, one.actions, one.indicators) for one in orphans_of(contract, posts(contract))]


def test_a_vacant_post_leaves_what_its_organisation_and_services_pilot_and_produce(contract):
    caf = ListedOrganisationFactory(contract=contract)
    service = ListedOrganisationFactory(contract=contract, parent=caf)
    PostFactory(contract=contract, organisation=caf)
    own, of_service = piloted(contract, caf), piloted(contract, service)
    produced = IndicatorFactory(contract=contract)
    produced.producers.add(caf)
    assert orphans(contract) == [(caf, [own, of_service], [produced])]


def test_somebody_who_follows_leaves_no_orphan(contract):
    caf, city = ListedOrganisationFactory.create_batch(2, contract=contract)
    post = PostFactory(contract=contract, organisation=caf)
    piloted(contract, caf)
    shared = piloted(contract, caf, city)
    # The city pilots too, and has its référente.
    MembershipFactory(contract=contract, role=Role.REFERENT, organisation=city)
    assert [action for _, actions, _ in orphans(contract) for action in actions] != [shared]
    assert shared not in orphans(contract)[0][1]
    PostHolder.objects.create(post=post, user=UserFactory(), start="2025-01-06")
    assert orphans(contract) == []


def test_the_other_of_a_pair_follows(contract):
    caf = ListedOrganisationFactory(contract=contract)
    _, second = PostFactory.create_batch(2, contract=contract, organisation=caf)
    PostHolder.objects.create(post=second, user=UserFactory(), start="2025-01-06")
    assert orphans(contract) == []


def test_queries_do_not_grow(contract, django_assert_num_queries):
    for _ in range(12):
        caf = ListedOrganisationFactory(contract=contract)
        PostFactory(contract=contract, organisation=caf)
        piloted(contract, caf)
    found = posts(contract)
    with django_assert_num_queries(4):
        assert len(orphans_of(contract, found)) == 12
