"""The plan: one list in three views, its export, and the page of an element of the tree."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from faubourg.contracts.models import Contract
from faubourg.core.stack import with_room
from faubourg.documents.sheets import write_csv, write_xlsx
from faubourg.reports.plan import OBJECTIVE, load_plan, plan_sheet, plan_view, read_filters
from faubourg.reports.plan.nodes import node_sheet
from faubourg.web.plan import showing
from faubourg.web.shell import contract_view

ENDINGS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def _view(request: HttpRequest, contract: Contract):
    data = load_plan(contract)
    return plan_view(data, read_filters(request.GET, data), request.GET.get("vue", OBJECTIVE))


@contract_view
@with_room
def plan(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The rows of the plan under filters; HTMX gets the same list without the frame."""
    view = _view(request, contract)
    folded = request.GET.get("plie") == "1"
    is_fragment = request.htmx and not request.htmx.history_restore_request
    context = {"view": view, "page": showing.page_of(view, contract, folded=folded)}
    if not is_fragment:
        context["selects"] = showing.selects_of(view)
    response = render(request, "plan/_results.html" if is_fragment else "plan/page.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


@contract_view
def export(request: HttpRequest, contract: Contract, ending: str) -> HttpResponse:
    """The list on screen as a file: same filters, same view, same order."""
    if ending not in ENDINGS:
        raise Http404("Le plan s’exporte en XLSX ou en CSV.")
    sheet = plan_sheet(_view(request, contract))
    content = write_csv(sheet) if ending == "csv" else write_xlsx([sheet], title=sheet.title)
    response = HttpResponse(content, content_type=ENDINGS[ending])
    response["Content-Disposition"] = f'attachment; filename="{contract.key}-plan.{ending}"'
    return response


@contract_view
def node(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """An element of the tree: what it says, what stands under it, and what the document counts there."""
    sheet = node_sheet(contract, key)
    if sheet is None:
        raise Http404("Cet élément du plan n’existe pas.")
    return render(request, "plan/node.html", {"sheet": sheet})
