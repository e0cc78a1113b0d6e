"""The OpenID Connect provider of the instance, as the session of a person remembers it."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.urls import reverse
from django.utils.crypto import get_random_string

SESSION_KEY = "oidc_session"


def provider_name() -> str:
    """The name of the provider that the instance knows, empty without one."""
    return settings.OIDC_NAME if settings.SOCIALACCOUNT_PROVIDERS else ""


def remember(session: SessionBase, *, id_token: str, end_session_endpoint: str) -> None:
    """Keep what leaving the provider will need: signing out here only would leave its session open."""
    if end_session_endpoint:
        session[SESSION_KEY] = {"id_token": id_token, "endpoint": end_session_endpoint}


def leaving_url(session: SessionBase) -> str:
    """The address of the provider that ends its session too and comes back to ours; empty without such a session."""
    kept = session.get(SESSION_KEY)
    if not kept:
        return ""
    query = urlencode(
        {
            "id_token_hint": kept["id_token"],
            "state": get_random_string(40),
            "post_logout_redirect_uri": settings.INSTANCE_URL + reverse(settings.LOGOUT_REDIRECT_URL),
        }
    )
    return f"{kept['endpoint']}?{query}"
