"""Where django-allauth meets the house: our sentences, our messages, our journal, our rule on who may enter."""

import base64
import hashlib
import logging
import secrets

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthError
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from faubourg.accounts import operations
from faubourg.accounts.choices import InvitationState
from faubourg.accounts.models import User
from faubourg.accounts.provider import provider_name
from faubourg.accounts.queries import account_of, invitation_of
from faubourg.contracts.operations_people import join
from faubourg.mailing.operations import queue
from faubourg.ui.typography import nbsp
from faubourg.web.people.wording import ERRORS, NOTICES, SAID

logger = logging.getLogger(__name__)

#: Where the session keeps the token of the invitation that is being answered.
INVITATION_SESSION_KEY = "invitation"
FAILED = "La connexion par {provider} n’a pas abouti. Réessayez, ou connectez-vous avec votre mot de passe."
CANCELLED = "Vous avez interrompu la connexion par {provider}."
NO_ADDRESS = "{provider} ne dit pas quelle est votre adresse électronique vérifiée : connectez-vous autrement."
NO_ACCOUNT = (
    "{provider} vous reconnaît ({email}), mais cette adresse n’a pas de compte ici. Demandez une invitation à la ou "
    "au chef·fe de projet de votre contrat, ou à la personne qui administre l’instance."
)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations only; every message goes through the outbox."""

    error_messages = DefaultAccountAdapter.error_messages | ERRORS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens an account alone."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the account."""
        return reverse("people:account")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address of the instance, not the one that the request claims."""
        uid, _, token = key.partition("-")
        return settings.INSTANCE_URL + reverse("account_reset_password_from_key", args=[uid, token])

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """Our own sentence for what allauth has done; nothing where the page says it already."""
        if text := message or SAID.get(message_template, ""):
            messages.add_message(request, level, nbsp(str(text)))

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """The link that changes a password: the only message that allauth writes by itself here."""
        if template_prefix != "account/email/password_reset_key":
            raise ValueError(f"{template_prefix}: no message of ours")
        now = timezone.now()
        queue(
            recipient=context["user"].email,
            job="mot de passe oublié",
            period=f"{context['user'].pk} {now.isoformat()}",
            template="mail/password-reset",
            context={
                "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
                "action_url": context["password_reset_url"],
                "action_label": "Choisir un mot de passe",
            },
            user=context["user"],
            at=now,
            is_personal=True,
        )

    def send_notification_mail(self, template_prefix: str, user: User, context=None, email=None) -> None:
        """Journal the act and write to the person."""
        if template_prefix in NOTICES:
            verb, what = NOTICES[template_prefix]
            operations.record_security_act(user=user, verb=verb, what=what, at=timezone.now())


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of the second factor are unreadable in a copy of the database."""

    error_messages = DefaultMFAAdapter.error_messages | ERRORS

    def encrypt(self, text: str) -> str:
        """Under the key of the instance."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; one that no code matches when the instance has lost its key."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.error("a second factor was written under another SECRET_KEY: its codes are refused")
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """What a key is called until the person names it."""
        return "Clé de sécurité"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site that keys are made for."""
        return super().get_public_key_credential_rp_entity() | {"name": settings.MFA_TOTP_ISSUER}


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"mfa {key}".encode()).digest())) for key in keys]
    )


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Who comes from the provider enters the account of their verified address, or answers an invitation."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Tie the identity to its account; without one, say what to do."""
        if sociallogin.is_existing:
            return
        email = _verified_email(sociallogin)
        if not email:
            raise ImmediateHttpResponse(back_to_sign_in(request, NO_ADDRESS))
        user = account_of(email) or _invited(request, email)
        if user is None:
            raise ImmediateHttpResponse(back_to_sign_in(request, NO_ACCOUNT, email=email))
        if not user.is_active:
            raise ImmediateHttpResponse(redirect("account_inactive"))
        sociallogin.connect(request, user)

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None) -> None:
        """Back to the sign-in page with a sentence; the log has the rest."""
        if error != AuthError.CANCELLED:
            logger.warning("sign-in by provider failed: %s %r", error, exception)
        sentence = CANCELLED if error == AuthError.CANCELLED else FAILED
        raise ImmediateHttpResponse(back_to_sign_in(request, sentence))

    def generate_state_param(self, state: dict) -> str:
        """ProConnect asks for 32 characters at least."""
        return get_random_string(40)


def back_to_sign_in(request: HttpRequest, sentence: str, **facts: str) -> HttpResponse:
    """The sign-in page, with `sentence` about the provider."""
    messages.error(request, nbsp(sentence.format(provider=provider_name(), **facts)))
    return redirect(settings.LOGIN_URL)


def _verified_email(sociallogin: SocialLogin) -> str:
    trusts = sociallogin.provider.app.settings.get("trusts_email", False)
    found = [one.email for one in sociallogin.email_addresses if one.verified is True or trusts]
    return User.objects.normalize_email(found[0]) if found else ""


def _invited(request: HttpRequest, email: str) -> User | None:
    """The account that the invitation being answered opens, when it was sent to this very address."""
    invitation = invitation_of(request.session.get(INVITATION_SESSION_KEY, ""))
    now = timezone.now()
    if invitation is None or invitation.email != email or invitation.state(now) != InvitationState.WAITING:
        return None
    function = invitation.function or email.partition("@")[0]
    del request.session[INVITATION_SESSION_KEY]
    return join(invitation=invitation, function=function, password=None, at=now)
