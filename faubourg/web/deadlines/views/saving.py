"""What the forms of the journey share: who may write."""

from django.core.exceptions import PermissionDenied

from faubourg.contracts.permissions import can_edit_contract


def check_edits(request, contract) -> None:
    """Refuse, with a sentence, a person who does not hold the plan."""
    if not can_edit_contract(request.user, contract):
        raise PermissionDenied("Seul·e la ou le chef·fe de projet tient les échéances et les engagements écrits.")
