from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from faubourg.accounts import operations
from faubourg.accounts.choices import InvitationState
from faubourg.accounts.models import Invitation, User
from faubourg.accounts.operations import AccountError
from faubourg.accounts.operations.accounts import EMAIL_CHANGE_SALT
from faubourg.accounts.queries import ADMINISTRATORS, CLOSED, OPEN, accounts_seen_by, open_sessions
from faubourg.journal.models import Entry
from faubourg.mailing.models import Message

NOW = timezone.now()
PASSWORD = "tramway-lent-2026"


@pytest.fixture
def admin(db):
    return User.objects.create_superuser("administration@exemple.fr", function="Administratrice")


@pytest.fixture
def agent(db):
    return operations.create_account(email="Agente@exemple.fr", function="Agente", password=PASSWORD, at=NOW)


def test_an_account_is_opened_with_a_verified_address(agent):
    assert agent.email == "agente@exemple.fr"
    assert agent.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=agent).verified
    with pytest.raises(AccountError, match="autre compte"):
        operations.create_account(email="AGENTE@exemple.fr", function="Autre", password=None, at=NOW)


@pytest.mark.parametrize("password", ["court", "motdepasse12", "123456789012", "agente@exemple.fr", "passwordpassword"])
def test_a_weak_password_is_refused(db, password):
    with pytest.raises(ValidationError):
        operations.create_account(email="agente@exemple.fr", function="Agente", password=password, at=NOW)
    assert not User.objects.exists()


def test_two_accounts_never_share_an_address(agent):
    with pytest.raises(IntegrityError):
        User.objects.create_user("AGENTE@EXEMPLE.FR", function="Autre")


def test_the_address_changes_when_the_new_one_answers(agent):
    operations.ask_email_change(user=agent, email="Nouvelle@exemple.fr", at=NOW)
    message = Message.objects.get()
    assert message.recipient == "nouvelle@exemple.fr"
    assert User.objects.get().email == "agente@exemple.fr"
    operations.confirm_email_change(token=token_of(message), at=NOW)
    assert User.objects.get().email == "nouvelle@exemple.fr"
    assert EmailAddress.objects.get().email == "nouvelle@exemple.fr"
    told = Message.objects.latest("pk")
    assert (told.recipient, "a été changée" in told.text) == ("agente@exemple.fr", True)
    with pytest.raises(AccountError, match="déjà servi"):
        operations.confirm_email_change(token=token_of(message), at=NOW)


def token_of(message: Message) -> str:
    root = reverse("people:email-confirm", args=["x"]).removesuffix("x/")
    return message.text.partition(root)[2].partition("/")[0]


def test_the_address_of_another_account_cannot_be_taken(agent, admin):
    with pytest.raises(AccountError, match="autre compte"):
        operations.ask_email_change(user=agent, email="ADMINISTRATION@exemple.fr", at=NOW)
    with pytest.raises(AccountError, match="déjà l’adresse"):
        operations.ask_email_change(user=agent, email=agent.email, at=NOW)
    operations.ask_email_change(user=agent, email="nouvelle@exemple.fr", at=NOW)
    User.objects.create_user("nouvelle@exemple.fr", function="Plus rapide")
    with pytest.raises(AccountError, match="autre compte"):
        operations.confirm_email_change(token=token_of(Message.objects.get()), at=NOW)


def test_a_link_that_is_old_or_mended_changes_nothing(agent, monkeypatch):
    operations.ask_email_change(user=agent, email="nouvelle@exemple.fr", at=NOW)
    token = token_of(Message.objects.get())
    with pytest.raises(AccountError, match="en entier"):
        operations.confirm_email_change(token=token[:-1], at=NOW)
    late = (NOW + timedelta(days=3)).timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: late)
    with pytest.raises(AccountError, match="expiré"):
        operations.confirm_email_change(token=token, at=NOW)
    assert EMAIL_CHANGE_SALT not in token


def test_closing_an_account_ends_its_sessions_and_reopening_does_not_bring_them_back(agent, admin, client):
    client.force_login(agent)
    assert client.get(reverse("home:start")).status_code == 200
    operations.close_account(user=agent, by=admin, at=NOW)
    assert client.get(reverse("home:start")).status_code == 302
    operations.reopen_account(user=agent, by=admin, at=NOW)
    assert client.get(reverse("home:start")).status_code == 302
    client.force_login(agent)
    assert client.get(reverse("home:start")).status_code == 200
    verbs = list(Entry.objects.about(agent).values_list("verb", flat=True))
    assert verbs == ["compte rouvert", "compte fermé", "compte ouvert"]


def test_closing_an_account_withdraws_the_invitations_that_it_sent(agent, admin):
    operations.set_administrator(user=agent, is_admin=True, by=admin, at=NOW)
    sent = {"function": "", "is_admin": False, "at": NOW}
    withdrawn = operations.invite_to_instance(email="une@exemple.fr", by=agent, **sent).invitation
    kept = operations.invite_to_instance(email="autre@exemple.fr", by=admin, **sent).invitation
    answered = operations.invite_to_instance(email="tierce@exemple.fr", by=agent, **sent).invitation
    Invitation.objects.filter(pk=answered.pk).update(accepted_at=NOW)
    operations.close_account(user=agent, by=admin, at=NOW)
    states = {found.email: found.state(NOW) for found in Invitation.objects.all()}
    assert states == {
        withdrawn.email: InvitationState.REVOKED,
        kept.email: InvitationState.WAITING,
        answered.email: InvitationState.ACCEPTED,
    }
    assert Entry.objects.about(withdrawn).filter(verb="invitation retirée", actor=admin).count() == 1


def test_the_administration_is_never_left_alone(agent, admin):
    with pytest.raises(AccountError, match="nommez"):
        operations.close_account(user=admin, by=admin, at=NOW)
    with pytest.raises(AccountError, match="nommez"):
        operations.set_administrator(user=admin, is_admin=False, by=admin, at=NOW)
    operations.set_administrator(user=agent, is_admin=True, by=admin, at=NOW)
    operations.set_administrator(user=admin, is_admin=False, by=agent, at=NOW)
    assert not User.objects.get(pk=admin.pk).is_instance_admin
    with pytest.raises(AccountError, match="nommez"):
        operations.close_account(user=agent, by=agent, at=NOW)


@pytest.mark.parametrize("act", ["close_account", "reopen_account"])
def test_only_the_administration_closes_and_reopens(agent, admin, act):
    with pytest.raises(PermissionDenied):
        getattr(operations, act)(user=admin, by=agent, at=NOW)


def test_closing_twice_is_told(agent, admin):
    operations.close_account(user=agent, by=admin, at=NOW)
    with pytest.raises(AccountError, match="déjà fermé"):
        operations.close_account(user=agent, by=admin, at=NOW)
    operations.reopen_account(user=agent, by=admin, at=NOW)
    with pytest.raises(AccountError, match="déjà ouvert"):
        operations.reopen_account(user=agent, by=admin, at=NOW)


def test_a_person_changes_their_own_name_and_nobody_else_s(agent, admin):
    operations.rename_account(user=agent, function="Cheffe de service", by=agent, at=NOW)
    assert Entry.objects.about(agent).first().changes == {"nom affiché": ["Agente", "Cheffe de service"]}
    with pytest.raises(PermissionDenied):
        operations.rename_account(user=agent, function="Autre", by=admin, at=NOW)


def test_accounts_are_listed_to_the_administration_only(agent, admin, django_assert_num_queries):
    assert list(accounts_seen_by(agent)) == [agent]
    with django_assert_num_queries(1):
        assert list(accounts_seen_by(admin)) == [admin, agent]
    assert list(accounts_seen_by(admin, text="AGENTE@")) == [agent]
    assert list(accounts_seen_by(admin, state=ADMINISTRATORS)) == [admin]
    operations.close_account(user=agent, by=admin, at=NOW)
    assert list(accounts_seen_by(admin, state=CLOSED)) == [agent]
    assert list(accounts_seen_by(admin, state=OPEN)) == [admin]


def test_logging_out_everywhere_ends_sessions_that_no_list_holds(agent, client):
    client.force_login(agent)
    assert open_sessions(agent) == []
    operations.end_sessions(user=agent, at=NOW)
    assert client.get(reverse("home:start")).status_code == 302
