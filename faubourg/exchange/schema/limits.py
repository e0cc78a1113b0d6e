"""What a column can hold, said before the database refuses it (SQLite would not even refuse). French sentences."""

from decimal import Decimal

from django.core.validators import RegexValidator
from django.db.models import Field, Model, PositiveSmallIntegerField

MOST = 2_147_483_647
MOST_SMALL = 32_767


def check_text(column: Field, text: str) -> None:
    """Raise `ValueError` when a text is too long, or is not written as the model wants it (keys)."""
    limit = column.max_length
    if limit and len(text) > limit:
        raise ValueError(f"{len(text)} caractères, {limit} au plus : raccourcir le texte")
    for validator in column.validators:
        if isinstance(validator, RegexValidator) and not validator.regex.search(text):
            raise ValueError(f"« {text[:60]} » ne convient pas. {str(validator.message).rstrip('.')}")


def check_whole(column: Field, number: int) -> None:
    """Raise `ValueError` when a whole number is negative or too large for its column."""
    most = MOST_SMALL if isinstance(column, PositiveSmallIntegerField) else MOST
    if not 0 <= number <= most:
        raise ValueError(f"un nombre entre 0 et {most} est attendu, pas « {number} » : le corriger")


def check_decimal(column: Field, number: Decimal) -> None:
    """Raise `ValueError` when a column would round a number or has no room for it."""
    if not number.is_finite():
        raise ValueError("un nombre est attendu : laisser vide ce qui n’est pas connu")
    if number and number.adjusted() >= column.max_digits - column.decimal_places:
        raise ValueError(f"« {number} » est trop grand : le vérifier")
    if -number.normalize().as_tuple().exponent > column.decimal_places:
        raise ValueError(f"« {number} » a plus de {column.decimal_places} décimales : l’arrondir")


def column_of(row: Model, name: str) -> Field:
    """The model's own field."""
    return row._meta.get_field(name)
