"""The mail server of an instance, as one address in the environment."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

#: What each scheme of EMAIL_URL means: its usual port, STARTTLS, TLS from the first byte.
SCHEMES = {"smtp": (25, False, False), "smtp+tls": (587, True, False), "smtp+ssl": (465, False, True)}


@dataclass(frozen=True)
class MailServer:
    """Where and how to hand messages over."""

    host: str
    port: int
    user: str
    password: str
    starttls: bool
    tls: bool


def mail_server(url: str) -> MailServer | None:
    """Read `smtp+tls://user:password@host:587` (or smtp://, smtp+ssl://); nothing gives None.

    User and password are percent-encoded. Raises ValueError, which does not quote the password, on anything else.
    """
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ValueError(f"EMAIL_URL : écrire {', '.join(f'{scheme}://hôte' for scheme in SCHEMES)}")
    port, starttls, tls = SCHEMES[parts.scheme]
    return MailServer(
        host=parts.hostname,
        port=parts.port or port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=starttls,
        tls=tls,
    )
