"""Settings of an instance, read from the environment; without any, a working instance on SQLite."""

import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from faubourg.config.mail import mail_server
from faubourg.config.sign_in import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("FAUBOURG_VAR", BASE_DIR / "var"))


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in ("1", "true", "yes", "oui")


def _secret_key() -> str:
    """The key of the environment, else one made once for this instance and kept beside its data."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = VAR_DIR / "secret-key"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii")


SECRET_KEY = _secret_key()
DEBUG = _flag("DEBUG")
DEMO = _flag("FAUBOURG_DEMO")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_filters",
    "tree_queries",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "faubourg.core",
    "faubourg.ui",
    "faubourg.intake",
    "faubourg.documents",
    "faubourg.journal",
    "faubourg.search",
    "faubourg.mailing",
    "faubourg.jobs",
    "faubourg.threads",
    "faubourg.accounts",
    "faubourg.partners",
    "faubourg.territories",
    "faubourg.contracts",
    "faubourg.governance",
    "faubourg.actions",
    "faubourg.indicators",
    "faubourg.amendments",
    "faubourg.followup",
    "faubourg.pathways",
    "faubourg.registers",
    "faubourg.evaluation",
    "faubourg.urban",
    "faubourg.exchange",
    "faubourg.reports",
    "faubourg.web.forms",
    "faubourg.web.home",
    "faubourg.web.plan",
    "faubourg.web.fiche",
    "faubourg.web.edit",
    "faubourg.web.life",
    "faubourg.web.overview",
    "faubourg.web.actors",
    "faubourg.web.find",
    "faubourg.web.completeness",
    "faubourg.web.records",
    "faubourg.web.reviews",
    "faubourg.web.versions",
    "faubourg.web.transfer",
    "faubourg.web.editions",
    "faubourg.web.people",
    "faubourg.web.deadlines",
    "faubourg.web.arrange",
    "faubourg.web.history",
    "faubourg.web.talk",
    "faubourg.web.mywork",
    "faubourg.web.followup",
    "faubourg.web.plie",
    "faubourg.web.dashboards",
    "faubourg.web.means",
    "faubourg.web.registers",
    "faubourg.web.evaluation",
    "faubourg.web.urban",
    "faubourg.web.publications",
    "faubourg.web.values",
    "faubourg.web.computed",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "faubourg.web.forms.expiry.AskToSignIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "faubourg.ui.middleware.TypographyMiddleware",
]

ROOT_URLCONF = "faubourg.config.urls"
WSGI_APPLICATION = "faubourg.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "faubourg.ui.templatetags.ui",
                "faubourg.reports.templatetags.acronyms",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "faubourg.ui.context.instance",
                "faubourg.web.shell.shell",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'faubourg.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
    }
else:
    # Compiling the statements that count 100,000 people takes longer than running them: half a second and more each.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The address under which people reach this instance: messages are written where no request says it.
INSTANCE_URL = os.environ.get("FAUBOURG_URL", "http://127.0.0.1:8000").rstrip("/")
_MAIL = mail_server(os.environ.get("EMAIL_URL", ""))
# Without a server nothing pretends to leave: messages wait in the outbox, where a page shows them.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _MAIL else 'dummy'}.EmailBackend"
if _MAIL:
    EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.starttls, _MAIL.tls
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("EMAIL_FROM", "Faubourg <ne-pas-repondre@localhost>")

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR_DIR / "files"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

# A service of addresses that the PLIE may ask for one address, on a button (pathways.geocoding). Empty: never.
GEOCODER_URL = os.environ.get("FAUBOURG_GEOCODER", "")

# Limits of what a person may send (DESIGN rule 12): one place.
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
UPLOAD_MAX_ROWS = 100_000
UPLOAD_MAX_COLUMNS = 200
UPLOAD_MAX_EXPANDED_BYTES = 400 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_MAX_BYTES + 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "faubourg.web.forms.expiry.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
if _flag("HTTPS"):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
        "object-src": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# The evaluator of published figures reads contract files, the mid-term evaluation prints what it finds: neither layer
# imports the other, so that the setting names it.
PUBLISHED_FIGURES = "faubourg.exchange.figures.figures_of"
