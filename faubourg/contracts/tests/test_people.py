from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from faubourg.accounts import operations as accounts
from faubourg.accounts.models import Invitation, User
from faubourg.accounts.operations import AccountError
from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts import operations_people as people
from faubourg.contracts.choices import Role
from faubourg.contracts.matrix import FOR_AN_ORGANISATION
from faubourg.contracts.models import Membership
from faubourg.contracts.queries_people import contracts_held_alone, invitations_of, members
from faubourg.contracts.tests.factories import (
    ContractFactory,
    ListedOrganisationFactory,
    MembershipFactory,
    UserFactory,
)
from faubourg.journal.models import Entry

NOW = timezone.now()


def invite(contract, by, email="agente@exemple.fr", role=Role.ELECTED, organisation=None):
    return people.invite_member(
        contract=contract, email=email, role=role, function="Agente", organisation=organisation, by=by, at=NOW
    )


@pytest.fixture
def admin(db):
    return User.objects.create_superuser("administration@exemple.fr", function="Administratrice")


def test_an_invited_person_opens_an_account_and_holds_the_role(contract, lead):
    issued = invite(contract, lead)
    user = people.join(invitation=issued.invitation, function="Maire adjointe", password=None, at=NOW)
    assert Membership.objects.get(user=user).role == Role.ELECTED
    entry = Entry.objects.in_scope(contract.scope).first()
    assert (entry.verb, entry.label, entry.changes) == ("rôle donné", "Maire adjointe", {"rôle": ["", "élu·e"]})


def test_nothing_is_half_done_when_the_invitation_cannot_serve(contract, lead):
    issued = invite(contract, lead)
    people.revoke_invitation(contract=contract, invitation=issued.invitation, by=lead, at=NOW)
    with pytest.raises(AccountError):
        people.join(invitation=issued.invitation, function="Maire adjointe", password=None, at=NOW)
    assert not User.objects.filter(email="agente@exemple.fr").exists()


def test_an_existing_account_gets_a_second_role(contract, lead, elected):
    issued = invite(contract, lead, elected.email, Role.PROJECT_LEAD)
    assert people.accept_invitation(invitation=issued.invitation, user=elected, at=NOW) == contract
    assert set(Membership.objects.filter(user=elected).values_list("role", flat=True)) == {
        Role.ELECTED,
        Role.PROJECT_LEAD,
    }
    with pytest.raises(AccountError, match="déjà ce rôle"):
        invite(contract, lead, elected.email, Role.PROJECT_LEAD)


def test_only_the_lead_and_the_administration_invite(contract, lead, elected, stranger, admin):
    other_lead = MembershipFactory().user
    for refused in (elected, stranger, other_lead):
        with pytest.raises(PermissionDenied):
            invite(contract, refused)
    invite(contract, lead)
    invite(contract, admin)
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("role", Role.values)
def test_each_role_can_be_given(contract, lead, role):
    caf = ListedOrganisationFactory(contract=contract, key="caf") if role in FOR_AN_ORGANISATION else None
    issued = invite(contract, lead, role=role, organisation=caf)
    user = people.join(invitation=issued.invitation, function="Agente", password=None, at=NOW)
    assert Membership.objects.get(user=user).role == role


def test_the_last_lead_is_neither_removed_nor_moved_nor_closed(contract, lead, admin):
    mine = Membership.objects.get(user=lead)
    with pytest.raises(AccountError, match="garde toujours"):
        people.remove_member(membership=mine, by=lead, at=NOW)
    with pytest.raises(AccountError, match="garde toujours"):
        people.change_role(membership=mine, role=Role.ELECTED, by=admin, at=NOW)
    with pytest.raises(AccountError, match="Contrat de ville d’essai"):
        people.close_account(user=lead, by=admin, at=NOW)
    lead.refresh_from_db()
    assert lead.is_active
    assert Membership.objects.get(user=lead).role == Role.PROJECT_LEAD


def test_with_two_leads_one_may_go_and_a_closed_account_does_not_count(contract, lead, admin):
    second = MembershipFactory(contract=contract)
    people.close_account(user=second.user, by=admin, at=NOW)
    with pytest.raises(AccountError, match="garde toujours"):
        people.remove_member(membership=Membership.objects.get(user=lead), by=admin, at=NOW)
    accounts.reopen_account(user=second.user, by=admin, at=NOW)
    people.remove_member(membership=Membership.objects.get(user=lead), by=lead, at=NOW)
    assert [one.user for one in members(contract)] == [second.user]
    with pytest.raises(AccountError, match="déjà été retiré"):
        people.remove_member(membership=Membership(pk=0, contract=contract), by=second.user, at=NOW)


def test_roles_change_with_their_line_in_the_journal(contract, lead, elected):
    theirs = Membership.objects.get(user=elected)
    people.change_role(membership=theirs, role=Role.PROJECT_LEAD, by=lead, at=NOW)
    entry = Entry.objects.in_scope(contract.scope).first()
    assert entry.changes == {"rôle": ["élu·e", "chef·fe de projet"]}
    MembershipFactory(contract=contract, user=elected, role=Role.ELECTED)
    with pytest.raises(AccountError, match="déjà ce rôle"):
        people.change_role(membership=theirs, role=Role.ELECTED, by=lead, at=NOW)


def test_the_contracts_held_alone_are_found_across_contracts(contract, lead):
    MembershipFactory(user=lead, contract=ContractFactory(title="Autre contrat"))
    shared = MembershipFactory(user=lead).contract
    MembershipFactory(contract=shared)
    assert [one.title for one in contracts_held_alone(lead)] == ["Autre contrat", "Contrat de ville d’essai"]


@pytest.mark.parametrize("count", [10, 100])
def test_the_list_of_members_is_one_query_whatever_its_length(contract, lead, count, django_assert_num_queries):
    for _ in range(count):
        MembershipFactory(contract=contract, role=Role.ELECTED, user=UserFactory())
    with django_assert_num_queries(1):
        found = members(contract)
        assert len({str(one.user) for one in found}) == count + 1
    assert found[0].user == lead


def test_answered_invitations_leave_the_list(contract, lead):
    issued = invite(contract, lead)
    invite(contract, lead, "autre@exemple.fr")
    people.join(invitation=issued.invitation, function="Agente", password=None, at=NOW)
    assert [one.email for one in invitations_of(contract)] == ["autre@exemple.fr"]


def at_once(*acts) -> list[str]:
    """Run the acts in threads that start together; what each was refused for, or nothing."""
    start = Barrier(len(acts))

    def run(act) -> str:
        try:
            start.wait()
            act()
        except (AccountError, PermissionDenied) as error:
            return str(error)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_two_leads_who_remove_each_other_at_once_leave_one(contract, lead):
    MembershipFactory(contract=contract)
    people_there = list(Membership.objects.filter(contract=contract).select_related("user"))
    refusals = at_once(
        *(
            partial(people.remove_member, membership=theirs, by=mine.user, at=NOW)
            for mine, theirs in (people_there, reversed(people_there))
        )
    )
    assert sum(not refusal for refusal in refusals) == 1
    assert Membership.objects.filter(contract=contract, role=Role.PROJECT_LEAD).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_link_answered_twice_at_once_opens_one_account(contract, lead):
    issued = invite(contract, lead)
    answer = partial(people.join, invitation=issued.invitation, function="Agente", password=None, at=NOW)
    refusals = at_once(answer, answer, answer)
    assert sum(not refusal for refusal in refusals) == 1
    assert Membership.objects.filter(contract=contract, role=Role.ELECTED).count() == 1


def test_somebody_holds_a_role_for_two_organisations(contract, lead):
    caf, city = ListedOrganisationFactory.create_batch(2, contract=contract)
    first = invite(contract, lead, role=Role.REFERENT, organisation=caf)
    user = people.join(invitation=first.invitation, function="Référente", password=None, at=NOW)
    second = invite(contract, lead, role=Role.REFERENT, organisation=city)
    people.accept_invitation(invitation=second.invitation, user=user, at=NOW)
    held = Membership.objects.filter(user=user).order_by("pk")
    assert [one.organisation for one in held] == [caf, city]
    with pytest.raises(AccountError, match="déjà ce rôle"):
        people.change_role(membership=held[1], role=Role.REFERENT, organisation=caf, by=lead, at=NOW)


def test_a_role_held_for_an_organisation_names_one_of_the_contract(contract, lead):
    with pytest.raises(AccountError, match="choisissez lequel"):
        invite(contract, lead, role=Role.REFERENT)
    elsewhere = ListedOrganisationFactory(contract=ContractFactory())
    with pytest.raises(AccountError, match="n’est pas de ce contrat"):
        invite(contract, lead, role=Role.REFERENT, organisation=elsewhere)


def test_fiches_are_given_to_a_pilot_and_leave_with_the_role(contract, lead):
    member = MembershipFactory(contract=contract, role=Role.PARTNER)
    fiche, foreign = ActionFactory(contract=contract), ActionFactory(contract=ContractFactory())
    people.change_role(membership=member, role=Role.PILOT, fiches=[fiche.lineage, foreign.lineage], by=lead, at=NOW)
    member.refresh_from_db()
    assert list(member.lineages.all()) == [fiche.lineage]
    people.change_role(membership=member, role=Role.PARTNER, fiches=[fiche.lineage], by=lead, at=NOW)
    assert not member.lineages.exists()
    entry = Entry.objects.in_scope(contract.scope).first()
    assert entry.changes == {"rôle": ["pilote ou co-pilote d’action (1\u00a0fiche)", "partenaire"]}
