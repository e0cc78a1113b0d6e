"""Rows of the instance that a person declared to be one: both are kept, `merged_into` says which stands for which."""

from django.core.exceptions import ValidationError
from django.db.models import Model


def canonical_ids(model: type[Model]) -> dict[int, int]:
    """For each merged row of `model`, the row that stands for it at the end of its chain. One query."""
    into = dict(model._default_manager.filter(merged_into__isnull=False).values_list("pk", "merged_into_id"))
    return {pk: _end_of_chain(pk, into) for pk in into}


def same_ids(model: type[Model], pk: int) -> set[int]:
    """`pk` and every row of `model` that stands for the same thing. One query."""
    ends = canonical_ids(model)
    end = ends.get(pk, pk)
    return {end, pk, *(merged for merged, stands in ends.items() if stands == end)}


def merge(kept: Model, absorbed: Model) -> Model:
    """Write `merged_into` on `absorbed` and give back the row that stands for both.

    Raises ValidationError, with a French sentence, when they are one already or when `absorbed` is merged elsewhere.
    """
    if absorbed.merged_into_id:
        raise ValidationError(f"« {absorbed} » est déjà réunie à « {absorbed.canonical} » : défaites-le d’abord.")
    standing = kept.canonical
    if standing.pk == absorbed.pk:
        raise ValidationError(f"« {kept} » et « {absorbed} » sont déjà la même ligne.")
    absorbed.merged_into = standing
    absorbed.save(update_fields=["merged_into"])
    return standing


def unmerge(absorbed: Model) -> Model:
    """Clear `merged_into` and give back the row from which `absorbed` comes apart.

    Raises ValidationError when it is not merged.
    """
    if not absorbed.merged_into_id:
        raise ValidationError(f"« {absorbed} » n’est réunie à aucune autre ligne.")
    former = absorbed.merged_into
    absorbed.merged_into = None
    absorbed.save(update_fields=["merged_into"])
    return former


def _end_of_chain(pk: int, into: dict[int, int]) -> int:
    while pk in into:
        pk = into[pk]
    return pk
