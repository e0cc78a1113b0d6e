"""« Échanges » of a contract: what is said of its fiches, what waits for the person, what names them."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from faubourg.actions.queries_talk import said_of_actions, spoken_of, to_answer
from faubourg.contracts.models import Contract
from faubourg.threads.choices import CommentKind
from faubourg.web.shell import contract_view

PAGE = 50
VIEWS = (("", "Tous"), ("mentions", "Qui me mentionnent"), ("a-repondre", "À répondre"))
STATES = (("", "Ouverts et réglés"), ("ouverts", "Ouverts"), ("regles", "Réglés"))
KINDS = (("", "Commentaires et avis"), ("avis", "Avis"))


@contract_view
def page(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The comments of the contract, the newest first, under filters."""
    asked = {name: _one_of(choices, request.GET.get(name)) for name, choices in _FILTERS.items()}
    waiting = to_answer(request.user, contract)
    found = said_of_actions(contract).with_answers()
    if asked["vue"] == "mentions":
        found = found.filter(mentions=request.user)
    elif asked["vue"]:
        found = found.filter(pk__in=waiting)
    if asked["etat"]:
        found = found.open() if asked["etat"] == "ouverts" else found.settled()
    if asked["nature"]:
        found = found.filter(kind=CommentKind.OPINION)
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    actions = spoken_of(contract, [comment.object_id for comment in shown])
    context = {
        "page": shown,
        "lines": [{"comment": one, "action": actions.get(one.object_id), "waits": one.pk in waiting} for one in shown],
        "asked": asked,
        "tabs": _tabs(asked, len(waiting)),
        "states": STATES[1:],
        "kinds": KINDS[1:],
    }
    return render(request, "talk/contract.html", context)


_FILTERS = {"vue": VIEWS, "etat": STATES, "nature": KINDS}


def _one_of(choices: tuple[tuple[str, str], ...], asked: str | None) -> str:
    return asked if asked in dict(choices) else ""


def _tabs(asked: dict[str, str], waiting: int) -> list[dict]:
    kept = {name: value for name, value in asked.items() if value and name != "vue"}
    return [
        {
            "label": label,
            "url": f"?{urlencode(kept | ({'vue': value} if value else {}))}",
            "current": value == asked["vue"],
            "count": waiting if value == "a-repondre" and waiting else None,
        }
        for value, label in VIEWS
    ]
