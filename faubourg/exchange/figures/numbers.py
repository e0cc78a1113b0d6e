"""Exact numbers: as documents print them, and as a reader meets them."""

import re
from fractions import Fraction
from typing import Any

from faubourg.exchange.figures.errors import MeasureError

_MARKS = re.compile(r"[\s%€]")


def number(value: Any) -> Fraction:
    """12, « 4,5 », « 72% », « 21 500 » as an exact number."""
    try:
        return Fraction(_MARKS.sub("", str(value)).replace(",", "."))
    except (ValueError, ZeroDivisionError):
        raise MeasureError(f"« {value} » n’est pas un nombre") from None


def plain(value: Fraction) -> int | float:
    """A whole number, or two decimals."""
    return int(value) if value.denominator == 1 else round(float(value), 2)
