"""The filters of the list of participants: what is asked in its address, what is offered, the pathways that remain."""

from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.pathways.choices import AgentRole, QpvResult
from faubourg.pathways.models import Agent, Pathway, Structure
from faubourg.pathways.queries.desk import my_pathways
from faubourg.territories.models import TerritoryKind
from faubourg.web.plie.doors import LEAD

STATES = {"en-parcours": "En parcours", "sortis": "Personnes sorties", "tous": "Toutes et tous"}
#: What the list is called, and what its pager counts.
TITLES = {"en-parcours": "En parcours", "sortis": "Parcours terminés", "tous": "Tous les parcours"}
_BRSA = {"oui": True, "non": False}


def asked_of(request: HttpRequest) -> dict[str, str]:
    """The filters of the address; what is not one of them is empty."""
    asked = {
        name: request.GET.get(name, "")[:20].replace("\0", "")
        for name in ("etat", "structure", "referent", "quartier", "brsa")
    }
    return asked | {"etat": asked["etat"] if asked["etat"] in STATES else "en-parcours"}


def rows_of(request: HttpRequest, contract: Contract, asked: dict[str, str]) -> QuerySet[Pathway]:
    """The pathways that the reader follows, as asked."""
    rows = my_pathways(request.user, contract, asked["etat"])
    for name in ("structure", "referent"):
        if (number := _number(asked[name])) is not None:
            rows = rows.filter(**{f"{name}_id": number})
    if asked["referent"] == "sans":
        rows = rows.filter(referent=None)
    if asked["quartier"] in QpvResult.values:
        rows = rows.filter(participant__residence__qpv=asked["quartier"])
    elif (number := _number(asked["quartier"])) is not None:
        rows = rows.filter(participant__residence__territory=number)
    if asked["brsa"] in _BRSA:
        rows = rows.filter(brsa_at_entry=_BRSA[asked["brsa"]])
    return rows


def offered(request: HttpRequest, contract: Contract, today: date) -> dict[str, list[tuple[str, str]]]:
    """The choices of each filter; structures for the coordinatrice, référent·e·s for who sees more than one."""
    listed = ListedTerritory.objects.filter(contract=contract, territory__kind=TerritoryKind.QPV)
    quarters = listed.order_by("name", "pk").values_list("territory", "name")
    found = {
        "states": list(STATES.items())[1:],
        "brsa": [("oui", "BRSA à l’entrée"), ("non", "sans RSA à l’entrée")],
        "quarters": [(value, capfirst(label)) for value, label in QpvResult.choices]
        + [(str(key), name) for key, name in quarters],
    }
    agents = Agent.objects.of(contract).on(today).filter(role=AgentRole.REFERENT).order_by("pk")
    if request.roles >= LEAD:
        structures = Structure.objects.of(contract).order_by("name", "pk").values_list("pk", "name")
        found["structures"] = [(str(pk), name) for pk, name in structures]
        return found | {"referents": [("sans", "sans référent·e"), *_named(agents)]}
    own = [agent.structure_id for agent in request.agents if agent.structure_id]
    mates = _named(agents.filter(structure__in=own)) if own else []
    return found | {"referents": mates if len(mates) > 1 else []}


def _named(agents: QuerySet[Agent]) -> list[tuple[str, str]]:
    """Hundreds of them: the name of an account, as it says itself, without the account."""
    named = agents.values_list("pk", "user__function", "user__email")
    return [(str(pk), function or email) for pk, function, email in named]


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else None
