"""Accounts: opened, renamed, moved to another address, closed and reopened."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from faubourg.accounts.models import INSTANCE, User
from faubourg.accounts.operations.refusals import LAST_ADMINISTRATOR, TAKEN, AccountError
from faubourg.accounts.operations.sessions import end_all
from faubourg.accounts.operations.withdrawing import withdraw_sent
from faubourg.accounts.permissions import can_change_account, can_manage_accounts
from faubourg.accounts.queries import account_of, count_administrators
from faubourg.journal.operations import record
from faubourg.mailing.operations import queue

EMAIL_CHANGE_LIFE = timedelta(days=2)
EMAIL_CHANGE_SALT = "faubourg.accounts.email-change"


def create_account(*, email: str, function: str, password: str | None, at: datetime) -> User:
    """Open an account whose address has just been proved by a link or a provider.

    Without password it signs in through the provider only. Raises AccountError when the address is taken and
    ValidationError, with French sentences, when the password is weak.
    """
    email = User.objects.normalize_email(email)
    if account_of(email):
        raise AccountError(TAKEN)
    if password is not None:
        validate_password(password, User(email=email, function=function))
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, password, function=function)
            EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
            record(actor=user, verb="compte ouvert", scope=INSTANCE, target=user, at=at)
    except IntegrityError as error:  # the same link sent twice at once
        raise AccountError(TAKEN) from error
    return user


def set_weekly_digest(*, user: User, wanted: bool, at: datetime) -> None:
    """Ask for the weekly letter, or stop it; only for oneself."""
    words = {True: "reçue", False: "arrêtée"}
    with transaction.atomic():
        if User.objects.filter(pk=user.pk).exclude(weekly_digest=wanted).update(weekly_digest=wanted):
            changes = {"lettre hebdomadaire": [words[not wanted], words[wanted]]}
            record(actor=user, verb="lettre hebdomadaire réglée", scope=INSTANCE, target=user, at=at, changes=changes)
    user.weekly_digest = wanted


def rename_account(*, user: User, function: str, by: User, at: datetime) -> None:
    """Change the name or function under which the person is shown."""
    if not can_change_account(by, user):
        raise PermissionDenied
    old = user.function
    if old == function:
        return
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(function=function)
        user.function = function
        record(
            actor=by, verb="nom changé", scope=INSTANCE, target=user, at=at, changes={"nom affiché": [old, function]}
        )


def ask_email_change(*, user: User, email: str, at: datetime) -> None:
    """Write to the new address with the link that confirms it; nothing changes before."""
    email = User.objects.normalize_email(email)
    if email == user.email:
        raise AccountError("C’est déjà l’adresse de votre compte.")
    if account_of(email):
        raise AccountError(TAKEN)
    token = signing.dumps({"user": user.pk, "old": user.email, "new": email}, salt=EMAIL_CHANGE_SALT, compress=True)
    queue(
        recipient=email,
        job="changement d’adresse",
        period=f"{user.pk} {at.isoformat()}",
        template="mail/email-change",
        context={
            "old": user.email,
            "days": EMAIL_CHANGE_LIFE.days,
            "action_url": settings.INSTANCE_URL + reverse("people:email-confirm", args=[token]),
            "action_label": "Confirmer cette adresse",
        },
        user=user,
        at=at,
        is_personal=True,
    )


def confirm_email_change(*, token: str, at: datetime) -> User:
    """Give the account the address that the link proves, and tell the old one. AccountError on a link without use."""
    try:
        asked = signing.loads(token, salt=EMAIL_CHANGE_SALT, max_age=EMAIL_CHANGE_LIFE)
    except signing.SignatureExpired as error:
        raise AccountError("Ce lien a expiré. Demandez de nouveau le changement d’adresse.") from error
    except signing.BadSignature as error:
        raise AccountError("Ce lien n’est pas complet : copiez-le en entier depuis le message.") from error
    with transaction.atomic():
        user = User.objects.select_for_update().filter(pk=asked["user"], email=asked["old"], is_active=True).first()
        if user is None:
            raise AccountError("Ce lien a déjà servi, ou l’adresse du compte a changé depuis.")
        if account_of(asked["new"]):
            raise AccountError(TAKEN)
        user.email = asked["new"]
        user.save(update_fields=["email"])
        EmailAddress.objects.filter(user=user).delete()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        # The journal is read by others: it says that the address changed, not which it is.
        record(actor=user, verb="adresse changée", scope=INSTANCE, target=user, at=at)
        notify(user=user, recipient=asked["old"], what="l’adresse de votre compte a été changée", at=at)
    return user


def record_security_act(*, user: User, verb: str, what: str, at: datetime) -> None:
    """Journal what a person has just done to their own way in (password, second factor), and write it to them."""
    with transaction.atomic():
        record(actor=user, verb=verb, scope=INSTANCE, target=user, at=at)
        notify(user=user, what=what, at=at)


def notify(*, user: User, what: str, at: datetime, recipient: str = "") -> None:
    """Write to a person what has just been done to their account; `what` completes « Nous vous informons que … »."""
    queue(
        recipient=recipient or user.email,
        job="sécurité du compte",
        period=f"{user.pk} {at.isoformat()}",
        template="mail/security-notice",
        context={
            "what": what,
            "at": at,
            "action_url": settings.INSTANCE_URL + reverse("people:account"),
            "action_label": "Voir mon compte",
        },
        user=user,
        at=at,
    )


def close_account(*, user: User, by: User, at: datetime) -> None:
    """Stop an account from signing in, end its sessions and withdraw its invitations; what it wrote stays.

    Contracts have their own word to say (`contracts.operations_people.close_account` asks them first).
    """
    check_manages(by)
    with transaction.atomic():
        # Two administrators closing each other at the same moment wait here for one another.
        list(User.objects.select_for_update().filter(is_instance_admin=True).values_list("pk"))
        user.refresh_from_db()
        if not user.is_active:
            raise AccountError("Ce compte est déjà fermé.")
        if user.is_instance_admin and not count_administrators(besides=user):
            raise AccountError(LAST_ADMINISTRATOR)
        User.objects.filter(pk=user.pk).update(is_active=False)
        end_all(user)
        withdraw_sent(user=user, by=by, at=at)
        record(actor=by, verb="compte fermé", scope=INSTANCE, target=user, at=at)
    user.refresh_from_db()


def reopen_account(*, user: User, by: User, at: datetime) -> None:
    """Let an account sign in again, with the roles that it kept."""
    check_manages(by)
    with transaction.atomic():
        if not User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
            raise AccountError("Ce compte est déjà ouvert.")
        record(actor=by, verb="compte rouvert", scope=INSTANCE, target=user, at=at)
    user.refresh_from_db()


def remove_second_factor(*, user: User, by: User, at: datetime) -> None:
    """Let in by the password alone somebody who has lost their phone, key and codes."""
    check_manages(by)
    with transaction.atomic():
        removed, _ = Authenticator.objects.filter(user=user).delete()
        if not removed:
            raise AccountError("Ce compte n’a pas de second facteur.")
        record(actor=by, verb="second facteur retiré par l’administration", scope=INSTANCE, target=user, at=at)
        notify(user=user, what="la double authentification de votre compte a été retirée par l’administration", at=at)


def set_administrator(*, user: User, is_admin: bool, by: User, at: datetime) -> None:
    """Give or take the administration of the instance; one open account always keeps it."""
    check_manages(by)
    with transaction.atomic():
        list(User.objects.select_for_update().filter(is_instance_admin=True).values_list("pk"))
        user.refresh_from_db()
        if user.is_instance_admin == is_admin:
            return
        if not is_admin and not count_administrators(besides=user):
            raise AccountError(LAST_ADMINISTRATOR)
        User.objects.filter(pk=user.pk).update(is_instance_admin=is_admin)
        verb = "administration donnée" if is_admin else "administration retirée"
        record(actor=by, verb=verb, scope=INSTANCE, target=user, at=at)
    user.refresh_from_db()


def check_manages(by: User) -> None:
    """Raise PermissionDenied unless `by` manages the accounts of the instance."""
    if not can_manage_accounts(by):
        raise PermissionDenied("Seule l’administration de l’instance gère les comptes.")
