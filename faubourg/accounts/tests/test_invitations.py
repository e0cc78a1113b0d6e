from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from faubourg.accounts import operations
from faubourg.accounts.choices import InvitationState
from faubourg.accounts.models import INSTANCE, Invitation, User
from faubourg.accounts.operations import AccountError
from faubourg.accounts.queries import invitation_of
from faubourg.journal.models import Entry
from faubourg.mailing.models import Message

NOW = timezone.now()


@pytest.fixture
def admin(db):
    return User.objects.create_superuser("administration@exemple.fr", function="Administratrice")


def invite(admin, email="agente@exemple.fr", *, is_admin=False, at=NOW):
    return operations.invite_to_instance(email=email, function="Agente", is_admin=is_admin, by=admin, at=at)


def test_the_link_is_written_once_and_only_its_hash_is_kept(admin):
    issued = invite(admin, "Agente@Exemple.fr")
    message = Message.objects.get()
    assert message.recipient == "agente@exemple.fr"
    assert issued.token in message.text
    assert issued.token in message.html
    assert issued.token not in str(Invitation.objects.values().get())
    assert invitation_of(issued.token) == issued.invitation
    assert invitation_of(issued.token[:-1]) is None


def test_inviting_again_renews_the_link_and_the_delay(admin):
    first = invite(admin)
    second = invite(admin, at=NOW + timedelta(days=3))
    assert Invitation.objects.count() == 1
    assert invitation_of(first.token) is None
    assert invitation_of(second.token).expires_at == NOW + timedelta(days=10)
    assert Message.objects.count() == 2


def test_an_invitation_serves_once_and_opens_what_it_promises(admin):
    issued = invite(admin, is_admin=True)
    user = operations.create_account(email="agente@exemple.fr", function="Agente", password=None, at=NOW)
    operations.take_invitation(invitation=issued.invitation, user=user, at=NOW)
    user.refresh_from_db()
    assert user.is_instance_admin
    with pytest.raises(AccountError, match="déjà servi"):
        operations.take_invitation(invitation=issued.invitation, user=user, at=NOW)


def test_an_invitation_expires_and_can_be_withdrawn(admin):
    user = operations.create_account(email="agente@exemple.fr", function="Agente", password=None, at=NOW)
    issued = invite(admin, is_admin=True)
    late = NOW + timedelta(days=7)
    assert issued.invitation.state(late - timedelta(seconds=1)) == InvitationState.WAITING
    with pytest.raises(AccountError, match="expiré"):
        operations.take_invitation(invitation=issued.invitation, user=user, at=late)
    operations.revoke_invitation(invitation=issued.invitation, by=admin, at=NOW)
    with pytest.raises(AccountError, match="retirée"):
        operations.take_invitation(invitation=issued.invitation, user=user, at=NOW)
    with pytest.raises(AccountError, match="déjà"):
        operations.revoke_invitation(invitation=issued.invitation, by=admin, at=NOW)


def test_an_invitation_is_for_its_address_only(admin):
    issued = invite(admin)
    with pytest.raises(AccountError, match="est pour agente@"):
        operations.take_invitation(invitation=issued.invitation, user=admin, at=NOW)
    assert Invitation.objects.get().accepted_at is None


def test_a_closed_account_is_neither_invited_nor_let_in(admin):
    user = operations.create_account(email="agente@exemple.fr", function="Agente", password=None, at=NOW)
    issued = invite(admin, is_admin=True)
    operations.close_account(user=user, by=admin, at=NOW)
    with pytest.raises(AccountError, match="fermé"):
        operations.take_invitation(invitation=issued.invitation, user=user, at=NOW)
    with pytest.raises(AccountError, match="fermé"):
        invite(admin, is_admin=True)


def test_an_open_account_needs_no_invitation_to_open_one(admin):
    operations.create_account(email="agente@exemple.fr", function="Agente", password=None, at=NOW)
    with pytest.raises(AccountError, match="déjà un compte"):
        invite(admin)


def test_only_the_administration_invites_to_the_instance(admin, db):
    other = User.objects.create_user("autre@exemple.fr", function="Autre")
    with pytest.raises(PermissionDenied):
        invite(other)
    assert not Message.objects.exists()


@pytest.mark.parametrize("email", ["", "pas une adresse", "a@b\nc.fr", "\0@exemple.fr"])
def test_what_is_not_an_address_is_refused_and_leaves_nothing(admin, email):
    with pytest.raises(ValidationError):
        invite(admin, email)
    assert not Invitation.objects.exists()


def test_the_journal_tells_each_act_and_never_the_address(admin):
    issued = invite(admin)
    invite(admin)
    operations.revoke_invitation(invitation=issued.invitation, by=admin, at=NOW)
    entries = Entry.objects.in_scope(INSTANCE)
    assert [entry.verb for entry in entries] == ["invitation retirée", "invitation renvoyée", "invitation envoyée"]
    assert not any("@" in f"{entry.label}{entry.changes}" for entry in entries)
