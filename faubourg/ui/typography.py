"""French typography of numbers, dates and texts: pure functions, for pages and documents alike."""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

NBSP = "\u00a0"
THIN = "\u202f"  # narrow no-break space: between thousands, before ; ! ?
MINUS = "\u2212"
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]  # fmt: skip

#: Below this a whole number is written without going by its decimals.
_WHOLE = 10**15

_SPACE_BEFORE = re.compile(r"[ \u00a0\u202f]+(?=[:»%€])")
_THIN_BEFORE = re.compile(r"[ \u00a0\u202f]+(?=[;!?])")
_SPACE_AFTER = re.compile(r"(?<=«)[ \u00a0\u202f]+")
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")

Number = int | float | Decimal


def number(value: Number | str | None, decimals: int | None = None) -> str:
    """``1 234,5``: thousands apart, decimal comma. A text is left alone, nothing gives nothing.

    Without `decimals` the number keeps those it has (at most six); with it, it is rounded half up.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return value
    if type(value) is int and not decimals and abs(value) < _WHOLE:
        text = f"{abs(value):,}".replace(",", THIN)
        return f"{MINUS}{text}" if value < 0 else text
    try:
        exact = Decimal(str(value))
        rounded = exact.quantize(Decimal(1).scaleb(-(6 if decimals is None else decimals)), ROUND_HALF_UP)
    except InvalidOperation:
        return str(value)
    text = f"{abs(rounded):,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.replace(",", THIN).replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text


def euro(value: Number | None) -> str:
    """``30 000 €``, or ``1 234,50 €`` when there are cents."""
    if value is None or value == "":
        return ""
    whole = Decimal(str(value)) == Decimal(str(value)).to_integral_value()
    return f"{number(value, 0 if whole else 2)}{NBSP}€"


def percent(part: Number | None, whole: Number | None = 1, decimals: int = 0) -> str:
    """``12 %`` of a share (0 to 1), or of a part and its whole. What is not quite nothing or all says so: ``< 1 %``."""
    if part is None or not whole:
        return ""
    share = Decimal(str(part)) * 100 / Decimal(str(whole))
    step = Decimal(1).scaleb(-decimals)
    rounded = share.quantize(step, ROUND_HALF_UP)
    if share > 0 and rounded == 0:
        return f"<{NBSP}{number(step)}{NBSP}%"
    if share < 100 and rounded == 100:
        return f">{NBSP}{number(100 - step)}{NBSP}%"
    return f"{number(rounded, decimals)}{NBSP}%"


def hours(value: Number | None) -> str:
    """``17 h 30`` of 17.5 hours, ``35 h`` of 35; to the nearest minute."""
    if value is None or value == "":
        return ""
    exact = Decimal(str(value))
    whole, minutes = divmod(int((abs(exact) * 60).quantize(Decimal(1), ROUND_HALF_UP)), 60)
    text = f"{number(whole)}{NBSP}h" + (f"{NBSP}{minutes:02d}" if minutes else "")
    return f"{MINUS}{text}" if exact < 0 else text


def plural(count: Number | None, forms: str) -> str:
    """``2 fiches`` from ``"fiche,fiches"``. French counts 0, 1 and 1,5 in the singular."""
    if count is None:
        return ""
    one, _, many = forms.partition(",")
    return f"{number(count)}{NBSP}{one if abs(count) < 2 else many or one + 's'}"


def day(value: datetime.date | None) -> str:
    """``31/12/2024``."""
    return f"{value:%d/%m/%Y}" if value else ""


def day_words(value: datetime.date | None) -> str:
    """``31 décembre 2024``, ``1er janvier 2025``."""
    if not value:
        return ""
    return f"{'1er' if value.day == 1 else value.day}{NBSP}{MONTHS[value.month - 1]}{NBSP}{value.year}"


def partial_date(value: object) -> str:
    """``septembre 2024`` from ``2024-09``; also from a year or a whole date. Another text is left as it is."""
    if value is None:
        return ""
    match = _PARTIAL_DATE.fullmatch(str(value).strip())
    if not match:
        return str(value)
    year, month, number_of_day = (int(part) if part else 0 for part in match.groups())
    if not month:
        return str(year)
    try:
        date = datetime.date(year, month, number_of_day or 1)
    except ValueError:
        return str(value)
    return day_words(date) if number_of_day else f"{MONTHS[month - 1]}{NBSP}{year}"


def nbsp(text: str) -> str:
    """The same text with no-break spaces where French wants them; no space is added, none is taken away."""
    text = _SPACE_BEFORE.sub(NBSP, text)
    text = _THIN_BEFORE.sub(THIN, text)
    return _SPACE_AFTER.sub(NBSP, text)
