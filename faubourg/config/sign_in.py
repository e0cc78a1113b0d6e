"""How people sign in: passwords, second factor, and an OpenID Connect provider when the environment names one."""

import os
from urllib.parse import urlsplit

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "faubourg.accounts.passwords.DisguiseValidator"},
]
LOGIN_URL = "home:sign-in"
LOGIN_REDIRECT_URL = "mywork:door"
LOGOUT_REDIRECT_URL = "home:sign-in"
SESSION_COOKIE_AGE = 12 * 3600
PASSWORD_RESET_TIMEOUT = 24 * 3600

# Attempts are counted in the database: every process of the instance sees the same count.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_shared_count",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # Drawn charts, found again by what they show: each process keeps its own.
    "pictures": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pictures"},
}
# How many proxies stand before the instance: without it the address of the last one is taken for everybody's.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "0"))

ACCOUNT_ADAPTER = "faubourg.web.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Accounts come from invitations, whose link proves the address: there is nothing left to verify at sign-in.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
# The sign-in page decides itself: in a demo, somebody signed in comes there to change roles.
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# A whole town hall shares one address; failures stay limited to 10 a minute by address and 5 in 5 minutes by account.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "personal_link": "60/m/ip"}

MFA_ADAPTER = "faubourg.web.people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Faubourg"
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A phone's clock may be half a minute late.
MFA_TOTP_TOLERANCE = 1

SOCIALACCOUNT_ADAPTER = "faubourg.web.people.adapters.ProviderAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_STORE_TOKENS = False
# A link, not a form: browsers stop a form that ends on another site (form-action of our own policy).
SOCIALACCOUNT_LOGIN_ON_GET = True
OIDC_PROVIDER_ID = "sso"
OIDC_SERVER_URL = os.environ.get("OIDC_SERVER_URL", "").rstrip("/")
OIDC_NAME = os.environ.get("OIDC_NAME", "ProConnect")


def oidc_providers(server_url: str, environ: dict) -> dict:
    """SOCIALACCOUNT_PROVIDERS for the provider at `server_url` (an issuer or its discovery document); {} without one.

    Raises ValueError when the client is not named, or when the provider is neither https nor on this machine.
    """
    if not server_url:
        return {}
    address = urlsplit(server_url)
    if address.scheme != "https" and address.hostname not in ("127.0.0.1", "localhost"):
        raise ValueError("OIDC_SERVER_URL : une adresse https://… est attendue")
    client, secret = environ.get("OIDC_CLIENT_ID", ""), environ.get("OIDC_CLIENT_SECRET", "")
    if not client or not secret:
        raise ValueError("OIDC_SERVER_URL demande aussi OIDC_CLIENT_ID et OIDC_CLIENT_SECRET")
    asked = environ.get("OIDC_ACR_VALUES", "")
    app = {
        "provider_id": OIDC_PROVIDER_ID,
        "name": environ.get("OIDC_NAME", "ProConnect"),
        "client_id": client,
        "secret": secret,
        "settings": {
            "server_url": server_url,
            "scope": environ.get("OIDC_SCOPE", "openid email").split(),
            "auth_params": {"acr_values": asked} if asked else {},
            "oauth_pkce_enabled": True,
            # ProConnect only knows professional addresses, checked by each administration, and sends no email_verified.
            "trusts_email": environ.get("OIDC_TRUST_EMAIL", "0") == "1",
        },
    }
    return {"openid_connect": {"APPS": [app]}}


SOCIALACCOUNT_PROVIDERS = oidc_providers(OIDC_SERVER_URL, os.environ)
