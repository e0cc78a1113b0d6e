"""The tree of the plan put in order: one step by a button, anywhere by drag or by choosing a place."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from faubourg.actions.arranging.moves import MoveError, siblings
from faubourg.actions.arranging.tree import Item, read_tree
from faubourg.contracts.models import Contract
from faubourg.exchange.arranging import moving
from faubourg.intake.problems import IntakeError
from faubourg.web.arrange.doors import facts_of, only_the_lead, reason_form, sentences
from faubourg.web.arrange.forms.moves import MoveForm
from faubourg.web.arrange.showing import ALL, branch_of, line_id, rows_of
from faubourg.web.shell import contract_view

#: What a gesture may be refused with; each says why in French.
REFUSALS = (moving.OrderChangedError, MoveError, IntakeError)


@contract_view
def order(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The tree; a POST moves one thing. HTMX gets the tree without the frame."""
    only_the_lead(request, contract, moving.NOT_YOURS)
    told, problems = "", []
    if request.method == "POST":
        told, problems = _do(request, contract)
        if told and not request.htmx:
            messages.success(request, told)
            return redirect(f"{request.get_full_path()}#{_anchor(request)}")
    tree = read_tree(contract.current_version)
    chosen = request.GET.get("element", "")
    branch = branch_of(tree, chosen)
    context = {
        "tree": tree,
        "branch": branch,
        "rows": rows_of(tree, contract, branch, everything=chosen == ALL),
        "told": told,
        "problems": problems,
        "correction": reason_form(request, contract),
    }
    return render(request, "arrange/_order.html" if request.htmx else "arrange/order.html", context)


@contract_view
def move(request: HttpRequest, contract: Contract, kind: str, key: str) -> HttpResponse:
    """One thing put elsewhere: under what, first or last; an action may also stand in one more place."""
    only_the_lead(request, contract, moving.NOT_YOURS)
    tree = read_tree(contract.current_version)
    try:
        item = moving.find_item(tree, f"{kind}:{key}")
        sent = request.POST or request.GET
        source = moving.find_item(tree, sent["de"]) if "de" in sent else first_place(item)
    except MoveError as error:
        raise Http404(str(error)) from error
    if item is None or item not in siblings(tree, item, source):
        raise Http404("Cette ligne n’est pas à cet endroit du plan.")
    form = MoveForm(request.POST or None, tree=tree, item=item, source=source)
    problems = []
    if request.method == "POST" and form.is_valid():
        told, problems = _attempt(form.act, contract=contract, **facts_of(request))
        if told:
            messages.success(request, told)
            return redirect("arrange:order", contract.key)
    context = {
        "item": item,
        "source": source,
        "form": form,
        "problems": problems,
        "correction": reason_form(request, contract),
    }
    return render(request, "arrange/move.html", context)


def first_place(item: Item | None) -> Item | None:
    """Where an item stands, the first of its places where it has several."""
    return item and (item.parent or next(iter(getattr(item, "places", ())), None))


def _do(request: HttpRequest, contract: Contract) -> tuple[str, list[str]]:
    """The gesture of a button (« haut|item|under ») or of a drag; what is told, or why it is refused."""
    facts = facts_of(request) | {"contract": contract, "digest": request.POST.get("digest", "")}
    if dragged := request.POST.get("objet", ""):
        places = {name: request.POST.get(name, "") for name in ("source", "under", "before")}
        return _attempt(moving.move, item=dragged, **places, **facts)
    way, item, under = [*request.POST.get("geste", "").split("|"), "", "", ""][:3]
    if way not in ("haut", "bas"):
        return "", ["Ce geste n’existe pas : choisissez « Monter », « Descendre » ou « Déplacer »."]
    return _attempt(moving.move_step, item=item, under=under, down=way == "bas", **facts)


def _attempt(act, **facts) -> tuple[str, list[str]]:
    try:
        return act(**facts), []
    except PermissionDenied:
        raise
    except REFUSALS as error:
        return "", sentences(error) if isinstance(error, IntakeError) else [str(error)]


def _anchor(request: HttpRequest) -> str:
    geste = [*request.POST.get("geste", "").split("|"), "", ""]
    return line_id(request.POST.get("objet") or geste[1], request.POST.get("under", geste[2]))
