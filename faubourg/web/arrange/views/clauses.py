"""The library of clauses: each known text with where it is used, and its insertion into an element."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from faubourg.actions.choices import CLAUSE_KINDS
from faubourg.actions.models import Clause
from faubourg.contracts.models import Contract
from faubourg.exchange.arranging.library import insert_clause
from faubourg.intake.problems import IntakeError
from faubourg.reports.clauses import kinds_of, known_clauses
from faubourg.web.arrange.doors import facts_of, only_the_lead, reason_form, sentences
from faubourg.web.arrange.forms.library import InsertForm
from faubourg.web.shell import contract_view

PAGE = 50


@contract_view
def clauses(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The known texts, by kind and words."""
    kinds = kinds_of(request.user)
    kind = request.GET.get("nature", "")
    kind = kind if kind in dict(kinds) else ""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    found = known_clauses(contract, request.user, kind=kind, text=text)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "kinds": [("", "toutes les natures"), *kinds], "kind": kind, "text": text}
    return render(request, "arrange/clauses.html", context)


@contract_view
def insert(request: HttpRequest, contract: Contract, pk: str) -> HttpResponse:
    """A known text put on an element of this plan."""
    if not pk.isdigit() or len(pk) > 18:
        raise Http404("Cette clause n’existe pas.")
    clause = get_object_or_404(Clause.objects.for_user(request.user), pk=pk)
    only_the_lead(request, contract, "Le cahier des charges se tient avec la ou le chef·fe de projet.")
    form = InsertForm(request.POST or None, contract=contract, initial={"text": clause.text})
    problems = []
    if request.method == "POST" and form.is_valid():
        node, text = form.cleaned_data["node"], form.cleaned_data["text"]
        try:
            is_new = insert_clause(contract=contract, node=node, kind=clause.kind, text=text, **facts_of(request))
        except IntakeError as error:
            problems = sentences(error)
        else:
            messages.success(request, "Clause ajoutée." if is_new else "L’élément porte déjà cette clause.")
            return redirect("plan:node", contract.key, node.key)
    context = {
        "clause": clause,
        "kind": CLAUSE_KINDS.get(clause.kind, clause.kind),
        "form": form,
        "problems": problems,
        "correction": reason_form(request, contract),
    }
    return render(request, "arrange/clause_insert.html", context)
