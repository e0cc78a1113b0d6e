"""A letter to send, and a real mail server of this machine to receive it."""

import copy
import socket
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from faubourg.mailing.operations import queue

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LETTERS = {
    "mail/essai.subject.txt": "Votre bilan : {{ title }}\n",
    "mail/essai.txt": (
        '{% extends "mailing/base.txt" %}{% block content %}La fiche « {{ title }} » vous attend.{% endblock %}'
    ),
    "mail/essai.html": (
        '{% extends "mailing/base.html" %}{% block content %}<p>La fiche « {{ title }} » vous attend.</p>{% endblock %}'
    ),
}


class MailServer:
    """Keeps what it receives; answers as `answers` says to some recipients, hangs up on those of `cut`."""

    def __init__(self):
        self.received, self.answers, self.cut, self.logins = [], {}, set(), []
        self.controller = None

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 (aiosmtpd's name)
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (aiosmtpd's name)
        if self.cut.intersection(envelope.rcpt_tos):
            server.transport.close()
            return "451 cut"
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def check_login(self, server, session, envelope, mechanism, data):
        self.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == b"p@ss", handled=False)

    @property
    def recipients(self) -> list[str]:
        return sorted(mail["To"] for mail in self.received)

    def start(self, port: int) -> None:
        self.controller = Controller(
            self, hostname="127.0.0.1", port=port, authenticator=self.check_login, auth_require_tls=False
        )
        self.controller.start()

    def stop(self) -> None:
        if self.controller is not None:
            self.controller.stop()
            self.controller = None


@pytest.fixture
def mail_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def mail_server(settings, mail_port):
    """A server that listens, and the settings that lead to it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_port
    server = MailServer()
    server.start(mail_port)
    yield server
    server.stop()


@pytest.fixture
def write(settings):
    """`write("a@exemple.fr")` queues the letter « mail/essai » to that address."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["loaders"] = [
        ("django.template.loaders.locmem.Loader", LETTERS),
        "django.template.loaders.app_directories.Loader",
    ]
    settings.TEMPLATES = templates

    def _write(
        recipient: str, *, period: str = "2026-S47", title: str = "L’aide d'Alès & <co>", is_personal=False, **more
    ):
        facts = {"job": "essai", "template": "mail/essai", "context": {"title": title, **more}}
        return queue(recipient=recipient, period=period, is_personal=is_personal, user=None, at=NOW, **facts)

    return _write
