"""Files between their preview and their import: on the server, for one session, for one hour.

The storage holds the bytes under a random name; the session knows the name, so that nobody else can ask for it.
"""

import secrets
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest

FOLDER = "imports"
LIFETIME = timedelta(hours=1)
#: A session keeps so many imports: the oldest gives way.
MOST = 5


@dataclass(frozen=True)
class Upload:
    """A file sent by `user`, to update the contract of `contract_key` (empty: to make a new one).

    `report` is what its import did, once applied; the file is then gone.
    """

    token: str
    filename: str
    contract_key: str
    user: int
    at: str
    report: dict = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Its name in the storage."""
        return f"{FOLDER}/{self.token}"

    def content(self) -> bytes:
        """The bytes that were sent."""
        with default_storage.open(self.path) as file:
            return file.read()


def keep(request: HttpRequest, file, *, contract_key: str, now: datetime) -> Upload:
    """Keep a file that was just sent."""
    sweep(now)
    upload = Upload(secrets.token_urlsafe(24), file.name[:200], contract_key, request.user.pk, now.isoformat())
    default_storage.save(upload.path, ContentFile(file.read()))
    known = _known(request)
    while len(known) >= MOST:
        default_storage.delete(f"{FOLDER}/{known.pop(next(iter(known)))['token']}")
    _remember(request, known | {upload.token: asdict(upload)})
    return upload


def find(request: HttpRequest, token: str, *, now: datetime) -> Upload | None:
    """The upload of this token in this session, unless it is too old."""
    facts = _known(request).get(token)
    if facts is None or facts["user"] != request.user.pk:
        return None
    upload = Upload(**facts)
    if upload.report:
        return upload
    if now - datetime.fromisoformat(upload.at) > LIFETIME or not default_storage.exists(upload.path):
        default_storage.delete(upload.path)
        return None
    return upload


def finish(request: HttpRequest, upload: Upload, report: dict) -> None:
    """Remove the file of an import that was applied, and keep what it did."""
    default_storage.delete(upload.path)
    _remember(request, _known(request) | {upload.token: asdict(replace(upload, report=report))})


def aim(request: HttpRequest, upload: Upload, contract_key: str) -> None:
    """Make a file sent for a new contract an update of this one."""
    _remember(request, _known(request) | {upload.token: asdict(replace(upload, contract_key=contract_key))})


def drop(request: HttpRequest, upload: Upload) -> None:
    """Remove a file that will not be imported."""
    default_storage.delete(upload.path)
    _remember(request, {token: facts for token, facts in _known(request).items() if token != upload.token})


def sweep(now: datetime) -> None:
    """Remove the files that nobody came back for."""
    if not default_storage.exists(FOLDER):
        return
    for name in default_storage.listdir(FOLDER)[1]:
        if now - default_storage.get_modified_time(f"{FOLDER}/{name}") > LIFETIME:
            default_storage.delete(f"{FOLDER}/{name}")


def _known(request: HttpRequest) -> dict[str, dict]:
    return dict(request.session.get("imports", {}))


def _remember(request: HttpRequest, known: dict[str, dict]) -> None:
    request.session["imports"] = known
