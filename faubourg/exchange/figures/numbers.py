"""Exact numbers: as documents print them, rounded as documents round, and as a reader meets them."""

import re
from decimal import ROUND_HALF_UP, Decimal
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


def rounded(value: Fraction, digits: int) -> Fraction:
    """`value` to `digits` decimals (-2: hundreds), halves upwards as documents do."""
    step = Decimal(1).scaleb(-digits)
    whole = (Decimal(value.numerator) / Decimal(value.denominator) / step).quantize(Decimal(1), ROUND_HALF_UP)
    return Fraction(whole * step)


def plain(value: Fraction) -> int | float:
    """A whole number, or two decimals."""
    return int(value) if value.denominator == 1 else round(float(value), 2)
