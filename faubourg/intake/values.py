"""Reading what people type in a cell, tolerantly, and refusing the rest with a French sentence.

Each parser takes a cell's value (text, number, boolean, date or None) and raises ValueError with a sentence that names
no place: the caller knows it. A blank cell is None, never zero.
"""

import datetime
import re
from collections.abc import Iterable

from faubourg.intake.problems import refusal, typeset

# Space, non-breaking space, thin and narrow non-breaking spaces: what tools put between thousands.
SPACES = " \u00a0\u2009\u202f"
NUMBER = re.compile(rf"([+-]?)(\d{{1,3}}(?:[{SPACES}]\d{{3}})+|\d+)(?:[.,](\d+))?", re.ASCII)
YEARS = range(1900, 2101)
TRUE_WORDS = {"oui", "o", "vrai", "x", "1", "yes", "true"}
FALSE_WORDS = {"non", "n", "faux", "0", "no", "false"}
KEY = re.compile(r"[A-Za-z0-9]+(?:[._-]+[A-Za-z0-9]+)*")
LIST_SEPARATOR = re.compile(r"(?:\\.|[^\\;\n])+|\\$", re.DOTALL)
ESCAPED = {"\\;": ";", "\\\\": "\\", "\\n": "\n"}


class NotADateError(ValueError):
    """What was typed has not the form of a day: a caller that reads less than a day says its own sentence."""


def parse_text(value: object) -> str:
    """Return a cell as text, as a French reader sees it; a blank cell is the empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    if isinstance(value, datetime.datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    return str(value).strip()


def parse_number(value: object, *, percent: bool = False) -> int | float | None:
    """Read « 1 234,5 », « 1234.5 », « 12 € » or, with `percent`, « 12 % » as 0.12 (what a percentage cell holds)."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _plain(float(value)) if isinstance(value, float) else value
    text = parse_text(value)
    if not text:
        return None
    figures, divisor = text.replace("\u2212", "-").removesuffix("€").rstrip(), 1
    if figures.endswith("%"):
        if not percent:
            raise refusal(f"{_quoted(text)} est un pourcentage, un nombre est attendu : retirez le signe %")
        figures, divisor = figures[:-1].rstrip(), 100
    match = NUMBER.fullmatch(figures)
    if isinstance(value, (bool, datetime.date)) or match is None:
        raise refusal(f"{_quoted(text)} n’est pas un nombre : écrivez-le en chiffres, comme 1\u00a0234,5")
    sign, whole, decimals = match.groups()
    whole = re.sub(rf"[{SPACES}]", "", whole)
    if decimals is None and divisor == 1 and len(whole) < 4000:
        return int(sign + whole)
    return _plain(float(f"{sign}{whole}.{decimals or 0}e-{2 if divisor == 100 else 0}"))


def parse_integer(value: object) -> int | None:
    """Read a whole number; « 12,0 » is one, « 12,5 » is not."""
    number = parse_number(value)
    if isinstance(number, float):
        raise refusal(f"{_quoted(parse_text(value))} n’est pas un nombre entier : retirez les décimales")
    return number


def parse_boolean(value: object) -> bool | None:
    """Read oui, non, vrai, faux, o, n, 1, 0 and x (a box that is ticked)."""
    if isinstance(value, bool):
        return value
    text = parse_text(value)
    if not text:
        return None
    if text.casefold() in TRUE_WORDS:
        return True
    if text.casefold() in FALSE_WORDS:
        return False
    raise refusal(f"{_quoted(text)} n’est ni oui ni non : écrivez « oui » ou « non »")


def parse_date(value: object) -> datetime.date | None:
    """Read a date cell, « 31/12/2024 » or « 2024-12-31 »; words and years in two figures are refused."""
    if isinstance(value, datetime.datetime):
        value = value.date()
    text = parse_text(value)
    if not text:
        return None
    if isinstance(value, datetime.date):
        return _day(value.year, value.month, value.day, text)
    if match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text, re.ASCII):
        return _day(int(match[3]), int(match[2]), int(match[1]), text)
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?", text, re.ASCII):
        return _day(int(match[1]), int(match[2]), int(match[3]), text)
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", text, re.ASCII):
        raise refusal(f"l’année de {_quoted(text)} est ambiguë : écrivez-la en quatre chiffres, comme 31/12/2024")
    if isinstance(value, (int, float)):
        message = f"{_quoted(text)} est un nombre : mettez la cellule au format Date, ou écrivez 31/12/2024"
        raise NotADateError(typeset(message))
    raise NotADateError(typeset(f"{_quoted(text)} n’est pas une date : écrivez-la comme 31/12/2024"))


def parse_partial_date(value: object) -> str | None:
    """Read a year, a month or a day, and return it as « 2024 », « 2024-09 » or « 2024-09-01 »."""
    text = parse_text(value)
    if not text:
        return None
    if re.fullmatch(r"\d{4}", text, re.ASCII):
        return f"{_day(int(text), 1, 1, text).year}"
    if match := re.fullmatch(r"(\d{4})[-/](\d{1,2})", text, re.ASCII):
        return f"{_day(int(match[1]), int(match[2]), 1, text):%Y-%m}"
    if match := re.fullmatch(r"(\d{1,2})[/.-](\d{4})", text, re.ASCII):
        return f"{_day(int(match[2]), int(match[1]), 1, text):%Y-%m}"
    try:
        return parse_date(value).isoformat()
    except NotADateError as error:
        raise refusal(f"{_quoted(text)} n’est pas une date : écrivez 2024, 09/2024 ou 01/09/2024") from error


def parse_list(value: object) -> list[str]:
    """Read items separated by « ; » or line breaks, without blank ones; see `join_list` for items that hold a « ; »."""
    items = LIST_SEPARATOR.findall(parse_text(value).replace("\r\n", "\n"))
    plain = (re.sub(r"\\[;\\n]", lambda match: ESCAPED[match[0]], item.strip()) for item in items)
    return [item for item in plain if item.strip()]


def join_list(items: Iterable[str]) -> str:
    r"""Write items so that `parse_list` gives them back: « ; », « \ » and line breaks inside an item get a « \ ».

    Blank items and the spaces around an item are not kept.
    """
    escaped = (re.sub(r"[;\\]", r"\\\g<0>", item.strip()).replace("\n", "\\n") for item in items)
    return " ; ".join(item for item in escaped if item)


def parse_key(value: object) -> str | None:
    """Read a key: letters without accent, figures, points and dashes, such as « org-caf » or « fiche-12.3 »."""
    text = parse_text(value)
    if text and not KEY.fullmatch(text):
        raise refusal(
            f"{_quoted(text)} n’est pas une clé : employez des lettres sans accent, des chiffres, des points et des "
            "tirets, sans espace, comme « org-caf »"
        )
    return text or None


def _plain(number: float) -> int | float:
    if number != number or number in (float("inf"), float("-inf")):
        raise refusal("ce nombre est trop grand : vérifiez-le")
    return int(number) if number.is_integer() else number


def _day(year: int, month: int, day: int, text: str) -> datetime.date:
    if year not in YEARS:
        raise refusal(f"l’année de {_quoted(text)} n’est pas entre 1900 et 2100 : vérifiez-la")
    try:
        return datetime.date(year, month, day)
    except ValueError as error:
        raise refusal(f"{_quoted(text)} n’existe pas dans le calendrier : vérifiez le jour et le mois") from error


def _quoted(text: str) -> str:
    return f"« {text if len(text) <= 60 else text[:59] + '…'} »"
