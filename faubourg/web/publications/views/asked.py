"""What the views of the journey ask first: the report of the address, and the right to establish it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.shortcuts import get_object_or_404

from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can
from faubourg.reports.annual.operations.writing import REFUSED
from faubourg.reports.models import AnnualReport


def report_of(contract: Contract, pk: int) -> AnnualReport:
    """The report `pk` of the contract; 404 for another's."""
    found = get_object_or_404(AnnualReport.objects.of(contract), pk=pk)
    found.contract = contract
    return found


def must_publish(request, contract: Contract) -> None:
    """Refuse who does not establish reports."""
    if not can(request.user, Verb.PUBLISH, contract):
        raise PermissionDenied(REFUSED)


def tell(form: Form, error: ValidationError) -> None:
    """Put the sentences of a refusal on the fields that it names, else above the form."""
    if hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, error)
