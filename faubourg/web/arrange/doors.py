"""What every page of the journey asks before it shows or writes anything."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can_edit_contract
from faubourg.exchange.freezing import is_locked
from faubourg.exchange.schema.plan import NODES
from faubourg.intake.problems import IntakeError
from faubourg.web.forms.record import CorrectionForm


def only_the_lead(request: HttpRequest, contract: Contract, sentence: str) -> None:
    """Refuse with `sentence` those who do not hold the whole plan."""
    if not can_edit_contract(request.user, contract):
        raise PermissionDenied(sentence)


def reason_form(request: HttpRequest, contract: Contract) -> CorrectionForm | None:
    """The field that asks for a reason where the version is frozen; None on a draft."""
    typed = request.POST if request.method == "POST" else None
    return CorrectionForm(typed) if is_locked(contract, NODES) else None


def facts_of(request: HttpRequest) -> dict:
    """Who writes, when, and why where a reason is asked."""
    reason = request.POST.get("motif", "").replace("\x00", "")[:1000]
    return {"user": request.user, "at": timezone.now(), "reason": reason}


def sentences(error: IntakeError) -> list[str]:
    """The problems of a refused write, to be shown."""
    return [problem.sentence for problem in error.problems]
