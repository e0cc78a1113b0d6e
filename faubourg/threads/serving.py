"""Giving a file back. The web checks the right of its object first: nothing here does."""

from typing import BinaryIO

from django.utils.http import content_disposition_header

from faubourg.threads.models import Attachment


def open_attachment(attachment: Attachment) -> BinaryIO:
    """The content, opened for reading. Raises FileNotFoundError, with a French sentence, when it is no longer there."""
    try:
        return attachment.file.open("rb")
    except FileNotFoundError as error:
        raise FileNotFoundError("Le contenu de cette pièce jointe est introuvable.") from error


def safe_headers(attachment: Attachment) -> dict[str, str]:
    """Headers with which a browser saves the file and runs nothing of it, under our address, whatever it holds."""
    return {
        "Content-Type": attachment.mime_type,
        "Content-Length": str(attachment.size),
        "Content-Disposition": content_disposition_header(True, attachment.name),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
