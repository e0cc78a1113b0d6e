"""Reading an amount, a count of dwellings and a year as people type them; a blank is None, never 0."""

from decimal import Decimal

from faubourg.intake.problems import refusal
from faubourg.intake.values import parse_integer, parse_number, parse_text
from faubourg.urban.choices import FIRST_YEAR, LAST_YEAR

LARGEST = Decimal(10) ** 10
MOST_DWELLINGS = 1_000_000


def parse_amount(value: object) -> Decimal | None:
    """Euros, to the cent. Raises ValueError with a French sentence that names no place."""
    number = parse_number(value)
    if number is None:
        return None
    amount = Decimal(str(number))
    if amount < 0:
        raise refusal(f"« {parse_text(value)} » est négatif : écrivez un montant positif, ou laissez vide")
    if amount >= LARGEST:
        raise refusal(f"« {parse_text(value)[:40]} » dépasse dix milliards d’euros : vérifiez ce montant")
    cents = amount.quantize(Decimal("0.01"))
    if cents != amount:
        raise refusal(f"« {parse_text(value)} » a plus de deux décimales : arrondissez au centime")
    return cents


def parse_dwellings(value: object) -> int | None:
    """A whole number of dwellings. Raises ValueError."""
    number = parse_integer(value)
    if number is not None and not 0 <= number <= MOST_DWELLINGS:
        raise refusal(f"« {parse_text(value)[:40]} » n’est pas un nombre de logements : vérifiez-le")
    return number


def parse_year(value: object) -> int | None:
    """A year of the abatement. Raises ValueError."""
    number = parse_integer(value)
    if number is not None and not FIRST_YEAR <= number <= LAST_YEAR:
        raise refusal(f"« {parse_text(value)[:40]} » n’est pas une année entre {FIRST_YEAR} et {LAST_YEAR}")
    return number
