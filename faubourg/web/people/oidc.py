"""Signing in through an OpenID Connect provider, as ProConnect speaks it.

Beside what allauth does: the identity token is checked with the provider's keys and a nonce, the answer of the user
information endpoint may be a signed token, and what ends the provider's session is kept for signing out.
"""

import logging
from collections.abc import Callable

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.crypto import constant_time_compare, get_random_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from requests import RequestException

from faubourg.accounts.provider import remember
from faubourg.web.people.adapters import FAILED, back_to_sign_in

logger = logging.getLogger(__name__)
NONCE_SESSION_KEY = "oidc_nonce"


class SignedAdapter(OpenIDConnectOAuth2Adapter):
    """An exchange where nothing unsigned is believed."""

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict:
        claims = self._verified(app, id_token)
        expected = self.request.session.pop(NONCE_SESSION_KEY, "")
        if not expected or not constant_time_compare(claims.get("nonce", ""), expected):
            raise OAuth2Error("the identity token answers another request")
        remember(
            self.request.session,
            id_token=id_token,
            end_session_endpoint=self.openid_config.get("end_session_endpoint", ""),
        )
        return claims

    def complete_login(self, request: HttpRequest, app: SocialApp, token, **kwargs):
        """As allauth, once sure that the two answers speak of the same person (OpenID Connect Core, 5.3.2)."""
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("no identity token")
        login = super().complete_login(request, app, token, **kwargs)
        told = login.account.extra_data
        if told["userinfo"].get("sub") != told["id_token"].get("sub"):
            raise OAuth2Error("the user information is about somebody else")
        # The provider tells more (employer, names) than the instance needs: the identifier is enough to come back.
        login.account.extra_data = {}
        return login

    def _fetch_user_info(self, access_token: str) -> dict:
        headers = {"Authorization": f"Bearer {access_token}"}
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.profile_url, headers=headers)
            answer.raise_for_status()
        if answer.headers.get("Content-Type", "").startswith("application/jwt"):
            return self._verified(self.get_provider().app, answer.text)
        return answer.json()

    def _verified(self, app: SocialApp, token: str) -> dict:
        return jwtkit.verify_and_decode(
            credential=token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )


def _guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view for a known provider; a provider that is down or talks nonsense gives a sentence, not an error page."""

    @require_GET
    @never_cache
    def guarded(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error
        except (RequestException, OAuth2Error, KeyError, TypeError, ValueError):
            logger.exception("sign-in by provider failed")
            return back_to_sign_in(request, FAILED)

    return login_not_required(guarded)


@_guarded
def provider_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leave for the provider. Of the address only `next` counts: scope and process are not the visitor's to choose."""
    asked = QueryDict(mutable=True)
    if "next" in request.GET:
        asked["next"] = request.GET["next"]
    nonce = request.session[NONCE_SESSION_KEY] = get_random_string(40)
    asked["auth_params"] = f"nonce={nonce}"
    request.GET = asked
    return OAuth2LoginView.adapter_view(SignedAdapter(request, provider_id))(request)


@_guarded
def provider_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the provider."""
    return OAuth2CallbackView.adapter_view(SignedAdapter(request, provider_id))(request)
