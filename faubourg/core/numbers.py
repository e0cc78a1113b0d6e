"""Exact numbers rounded as documents round them."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

_DIGITS = 60


def rounded(value: Fraction, digits: int) -> Fraction:
    """`value` to `digits` decimals (-2: hundreds), halves away from zero."""
    step = Decimal(1).scaleb(-digits)
    with localcontext(prec=_DIGITS):
        whole = (Decimal(value.numerator) / Decimal(value.denominator) / step).quantize(Decimal(1), ROUND_HALF_UP)
        return Fraction(whole * step)


def decimal_of(value: Fraction, digits: int) -> Decimal:
    """`value` rounded to `digits` decimals (not negative), with all of them written."""
    exact = rounded(value, digits)
    with localcontext(prec=_DIGITS):
        return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1).scaleb(-digits))
