"""What the views of the journey share: the row of an address for a person who may read it, and the right to write."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from faubourg.evaluation.models.evaluation import Part
from faubourg.evaluation.operations import CLOSED, REFUSED
from faubourg.evaluation.permissions import can_evaluate, can_write, readable
from faubourg.ui.typography import nbsp


def row_at(request, contract, model: type[Part], key: str) -> Part:
    """The row of this key; 404 where the person may not know of it."""
    return get_object_or_404(readable(request.user, contract, model).select_related("contract"), key=key)


def check_evaluates(request, contract) -> None:
    """Refuse, with a sentence, a person who does not hold the evaluation."""
    if not can_evaluate(request.user, contract):
        raise PermissionDenied(REFUSED)


def check_writes(request, contract, row: Part) -> None:
    """The same, and refuse the texts of a closed evaluation."""
    check_evaluates(request, contract)
    if not can_write(request.user, row):
        raise PermissionDenied(CLOSED)


def sentences(error) -> str:
    """The messages of a ValidationError as one text."""
    return nbsp(" ".join(error.messages))
