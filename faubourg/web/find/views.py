"""The page of the search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from faubourg.contracts.models import Contract
from faubourg.web.find.forms import SearchForm
from faubourg.web.find.showing import examples, search
from faubourg.web.shell import contract_view


@contract_view
def page(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Answers in the contract, or with `partout` in every contract that the person sees."""
    asked = SearchForm.read(request.GET)
    others = Contract.objects.for_user(request.user).exclude(pk=contract.pk)
    found = None
    if asked["q"]:
        beside = others if asked["everywhere"] else others.none()
        found = search(asked["q"], contract, beside, kind=asked["kind"], number=asked["number"])
    context = {
        "asked": asked,
        "found": found,
        "examples": [] if found and found.total else examples(contract),
        "has_others": others.exists(),
    }
    return render(request, "find/page.html", context)
