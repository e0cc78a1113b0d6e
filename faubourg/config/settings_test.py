"""Settings of the tests: strict, quick, and without anything that leaves the machine."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
if "FAUBOURG_VAR" not in os.environ:
    # Processes that the tests start inherit the folder; only its maker removes it.
    os.environ["FAUBOURG_VAR"] = tempfile.mkdtemp(prefix="faubourg-test-")
    atexit.register(shutil.rmtree, os.environ["FAUBOURG_VAR"], ignore_errors=True)

from faubourg.config.settings import *  # noqa: F403
from faubourg.config.settings import DATABASES, TEMPLATES, VAR_DIR

DEMO = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
# Static files are looked up when asked for: no client of a test scans them all first.
WHITENOISE_AUTOREFRESH = True

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: the live server of the browser tests answers from several threads.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"


class UndefinedVariable(str):
    """Makes a template that prints an undefined variable fail: a typo never reaches a reader as an empty cell."""

    __slots__ = ()

    def __contains__(self, _: str) -> bool:
        return True

    def __mod__(self, name: str) -> str:
        raise LookupError(f"variable de gabarit inconnue : {name}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")
