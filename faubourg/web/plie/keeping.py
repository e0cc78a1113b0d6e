"""A file between its preview and its confirmation: its cells travel signed in the form, nothing is stored here."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core import signing
from django.http import HttpRequest

from faubourg.contracts.models import Contract
from faubourg.intake.problems import Problem
from faubourg.intake.tables import Row, Sheet

#: Problems and lines that a page lists; the others are counted.
LISTED = 100
#: What the form of the preview may carry, under the limit of what a form may send.
LARGEST = 2_000_000
LIFETIME = 3600
STALE = "Cet aperçu n’est plus valable : une heure a passé. Envoyez de nouveau le fichier."
TOO_LONG = "Ce fichier a trop de lignes pour un aperçu : coupez-le en plusieurs fichiers."


def keep(request: HttpRequest, contract: Contract, what: str, content: Any) -> str | None:
    """`content` (plain JSON) signed for this person, this contract and this journey; None: too long to travel."""
    found = signing.dumps(content, salt=_salt(request, contract, what), compress=True)
    return found if len(found) <= LARGEST else None


def kept(request: HttpRequest, contract: Contract, what: str) -> Any:
    """What `keep` signed, from the form. Raises signing.BadSignature."""
    return signing.loads(request.POST["kept"], salt=_salt(request, contract, what), max_age=LIFETIME)


def packed(sheets: Iterable[Sheet]) -> list:
    """Sheets as plain JSON."""
    return [
        [one.name, one.header, one.header_row, one.letters, [_line(row, one.header) for row in one.rows]]
        for one in sheets
    ]


def unpacked(content: list) -> dict[str, Sheet]:
    """The sheets again; dates come back as they are typed, 2024-12-31."""
    found = {}
    for name, header, header_row, letters, lines in content:
        rows = [Row(number, dict(zip(header, values, strict=True))) for number, values in lines]
        found[name] = Sheet(name, header, header_row, rows, letters)
    return found


def listed_problems(problems: Iterable[Problem] | Iterable[str]) -> dict[str, Any]:
    """What `plie/_problems.html` shows: the first ones, and how many more."""
    told = [one if isinstance(one, str) else one.sentence for one in problems]
    return {"problem_count": len(told), "problems": told[:LISTED], "more": max(len(told) - LISTED, 0)}


def _line(row: Row, header: list[str]) -> list:
    return [row.number, [_plain(row.cells[title]) for title in header]]


def _plain(value):
    return value.isoformat()[:10] if isinstance(value, date | datetime) else value


def _salt(request: HttpRequest, contract: Contract, what: str) -> str:
    return f"plie.{what}.{contract.pk}.{request.user.pk}"
