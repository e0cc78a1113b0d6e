"""How texts, numbers and dates are written in French, on paper and in files."""

import math
import re
from datetime import date
from decimal import Decimal

NBSP = "\u00a0"
NOT_GIVEN = "non donné"
MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # noqa: SIM905
)

# What XML 1.0 refuses, hence Word and Excel (control characters, lone surrogates, the two non-characters), and the
# marks that reverse the order of what follows.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_BEFORE_SIGN = re.compile(r"(?<=\S) (?=[;:!?»%€](?!\w))")
_AFTER_GUILLEMET = re.compile(r"« (?=\S)")
_QUOTED = re.compile(r'"(?=\S)([^"\n]*?\S)"')


def clean(text: str) -> str:
    """The text without the characters that no file format can hold; line ends become ``\\n``."""
    return _UNPRINTABLE.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n"))


def french(text: str) -> str:
    """The text with typographic apostrophes and quotes and the spaces before signs made non-breaking.

    No space is added or removed except inside straight quotes, and no word changes.
    """
    text = _APOSTROPHE.sub("’", clean(text))
    if text.count('"') % 2 == 0:
        text = _QUOTED.sub(rf"«{NBSP}\1{NBSP}»", text)
    return _AFTER_GUILLEMET.sub(f"«{NBSP}", _BEFORE_SIGN.sub(NBSP, text))


def number(value: int | float | Decimal | bool) -> str | None:
    """« 1 234,5 »; a Decimal keeps its own decimals, a float at most two. None for what is not a number (NaN)."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if not math.isfinite(value):
        return None
    if isinstance(value, float):
        written = f"{value:,.2f}".rstrip("0").rstrip(".")
        written = "0" if written == "-0" else written
    else:
        written = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return written.replace(",", NBSP).replace(".", ",")


def long_date(day: date) -> str:
    """« 1er novembre 2026 », « 20 novembre 2026 »."""
    first = "1er" if day.day == 1 else str(day.day)
    return f"{first}{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}"
