"""Several actions changed at once, from the plan's filtered list."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from faubourg.contracts.models import Contract
from faubourg.core.stack import with_room
from faubourg.exchange.arranging import bulk as operations
from faubourg.intake.problems import IntakeError
from faubourg.reports.plan import load_plan, plan_view, read_filters
from faubourg.ui.typography import plural
from faubourg.web.arrange.doors import facts_of, reason_form, sentences
from faubourg.web.arrange.forms.bulk import BulkForm
from faubourg.web.shell import contract_view


@contract_view
@with_room
def bulk(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The rows of the filtered plan to choose from, the preview of a change, then its writing."""
    if not operations.may_open(request.user, contract):
        raise PermissionDenied(operations.NOT_YOURS)
    if request.method != "POST":
        return _choose(request, contract, BulkForm(contract=contract))
    form = BulkForm(_posted(request, contract), contract=contract)
    if not form.is_valid():
        return _choose(request, contract, form)
    problems = []
    if "digest" in request.POST:
        problems, count = _write(request, contract, form)
        if not problems:
            messages.success(request, f"{plural(count, 'fiche modifiée,fiches modifiées')}.")
            return redirect(_plan_url(request, contract))
    found = operations.plan_bulk(contract=contract, keys=form.keys, change=form.change, user=request.user)
    context = {"form": form, "found": found, "problems": problems, "correction": reason_form(request, contract)}
    return render(request, "arrange/bulk_preview.html", context)


def _rows(request: HttpRequest, contract: Contract):
    data = load_plan(contract)
    return plan_view(data, read_filters(request.GET, data))


def _posted(request: HttpRequest, contract: Contract) -> dict:
    """What was sent, its rows in one value: those ticked, or all on screen."""
    sent = request.POST.dict()
    if "lignes" not in sent:
        keys = request.POST.getlist("ligne")
        if "toutes" in request.POST:
            keys = [member.key for row in _rows(request, contract).rows for member in row.family]
        sent["lignes"] = ",".join(keys)
    return sent


def _choose(request: HttpRequest, contract: Contract, form: BulkForm) -> HttpResponse:
    view = _rows(request, contract)
    rows = [(member, member is not row) for row in view.rows for member in row.family]
    typed = set((form.data.get("lignes") or "").split(",")) if form.is_bound else set()
    context = {
        "form": form,
        "view": view,
        "rows": rows,
        "typed": typed,
        "nothing_chosen": form.is_bound and "lignes" in form.errors,
        "plan_url": _plan_url(request, contract),
    }
    return render(request, "arrange/bulk.html", context)


def _write(request: HttpRequest, contract: Contract, form: BulkForm) -> tuple[list[str], int]:
    try:
        count = operations.apply_bulk(
            contract=contract,
            keys=form.keys,
            change=form.change,
            digest=request.POST["digest"],
            **facts_of(request),
        )
    except operations.RowsChangedError as error:
        return [str(error)], 0
    except IntakeError as error:
        return sentences(error), 0
    except ValidationError as error:
        return error.messages, 0
    return [], count


def _plan_url(request: HttpRequest, contract: Contract) -> str:
    query = request.GET.urlencode()
    return reverse("plan:plan", args=[contract.key]) + (f"?{query}" if query else "")
