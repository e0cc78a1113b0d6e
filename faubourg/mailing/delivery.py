"""One message through Django's mail backend, and what its failures mean."""

import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from faubourg.mailing.models import Message

#: From this answer on, RFC 5321 says that trying again changes nothing.
PERMANENT = 500
#: The one answer to MAIL FROM that blames the message: it exceeds the size that the server accepts.
TOO_LARGE = 552
SILENT = "le serveur de messagerie ne répond pas, les messages attendent"
UNWELCOME = "le serveur de messagerie refuse l’expéditeur ou le compte de l’instance, les messages attendent"


class ServerDownError(Exception):
    """The mail server cannot be reached or refuses us: no message is at fault. `detail` is for the log."""

    def __init__(self, sentence: str, detail: str) -> None:
        super().__init__(sentence)
        self.detail = detail


class RefusedError(Exception):
    """This message did not leave; `final` when trying again is useless. `detail` names no person."""

    def __init__(self, sentence: str, detail: str, *, final: bool) -> None:
        super().__init__(sentence)
        self.detail, self.final = detail, final


def deliver(message: Message, connection: BaseEmailBackend) -> None:
    """Send `message`. Raises ServerDownError or RefusedError, whose text is a French sentence."""
    try:
        connection.open()
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError) as error:
        raise ServerDownError(UNWELCOME, _detail(error)) from error
    except OSError as error:  # smtplib's own errors are OSErrors too
        raise ServerDownError(SILENT, _detail(error)) from error
    try:
        connection.send_messages([_mail(message)])
    except smtplib.SMTPRecipientsRefused as error:
        code = max(code for code, _ in error.recipients.values())
        raise _refused("Le serveur de messagerie refuse cette adresse", error, code) from error
    except smtplib.SMTPResponseException as error:
        if isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code != TOO_LARGE:
            raise ServerDownError(UNWELCOME, _detail(error)) from error
        raise _refused("Le serveur de messagerie refuse ce message", error, error.smtp_code) from error
    except (ValueError, smtplib.SMTPNotSupportedError) as error:  # ValueError: a header that cannot be written
        raise RefusedError(
            "Ce message ne peut pas être écrit sous forme de courriel.", _detail(error), final=True
        ) from error
    except OSError as error:
        raise RefusedError(
            "La liaison avec le serveur s’est coupée pendant l’envoi.", _detail(error), final=False
        ) from error


def _mail(message: Message) -> EmailMultiAlternatives:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[message.recipient],
        headers={
            # The same at each try, so that a mailbox that has it already can tell.
            "Message-ID": f"<faubourg.{message.pk}.{message.created_at:%Y%m%d%H%M%S%f}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(message.html, "text/html")
    return mail


def _refused(sentence: str, error: Exception, code: int) -> RefusedError:
    return RefusedError(f"{sentence} (réponse {code}).", f"{_detail(error)} {code}", final=code >= PERMANENT)


def _detail(error: Exception) -> str:
    """The kind of error alone: the answers of servers quote addresses."""
    return type(error).__name__
