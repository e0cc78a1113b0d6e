"""The first pages: the contracts of a person, the home of one, its own text, and the help."""

from functools import partial

from django.core.paginator import Paginator
from django.db.models import Count, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from faubourg.actions.models import Action
from faubourg.contracts.models import Contract, ListedTerritory, Membership
from faubourg.contracts.permissions import can_import, can_merge
from faubourg.contracts.queries_people import has_lead
from faubourg.indicators.models import Indicator
from faubourg.pathways.queries.people import contracts_for
from faubourg.reports.contract_text import contract_text
from faubourg.reports.home import contract_home
from faubourg.territories.models import TerritoryKind
from faubourg.web.home import showing
from faubourg.web.shell import contract_view

CONTRACTS_A_PAGE = 50


def start(request: HttpRequest) -> HttpResponse:
    """The contracts that the person sees, with what to do when there is none."""
    contracts = _with_counts(Contract.objects.for_user(request.user), request.user)
    page = Paginator(contracts, CONTRACTS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "home/start.html",
        {
            "page": page,
            "plies": list(contracts_for(request.user)),
            "can_import": can_import(request.user, None),
            "can_merge": can_merge(request.user),
        },
    )


def _with_counts(contracts: QuerySet[Contract], user) -> QuerySet[Contract]:
    """Each contract with its counters and the roles that `user` has in it."""
    here = {"version": OuterRef("current_version")}
    quarters = ListedTerritory.objects.filter(contract=OuterRef("pk"), kind=TerritoryKind.QPV)
    mine = Prefetch("memberships", Membership.objects.filter(user=user), to_attr="my_roles")
    return (
        contracts.select_related("territory", "current_version")
        .prefetch_related(mine)
        .annotate(
            action_count=_count(Action.objects.filter(**here), "version"),
            indicator_count=_count(Indicator.objects.filter(**here), "version"),
            qpv_count=_count(quarters, "contract"),
        )
        .order_by("-start", "title", "pk")
    )


def _count(rows: QuerySet, by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


@contract_view
def contract(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The home of a contract."""
    today = timezone.localdate()
    home = contract_home(contract, today=today)
    milestones = showing.around_today(home.milestones, today)
    shown = {
        "home": home,
        "chart": showing.chart(home),
        "lifeline": showing.lifeline(contract, milestones, today),
        "figures": showing.figures(home),
        "missing": showing.missing(home),
        "changes": showing.changes(home),
        "meetings": showing.meetings(home),
        "milestones": showing.milestones(milestones),
        "has_lead": partial(has_lead, contract),  # asked for the administration only
    }
    return render(request, "home/contract.html", shown)


@contract_view
def pages(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The contract's own text and its acts."""
    text = contract_text(contract)
    before = Contract.objects.for_user(request.user).filter(pk=contract.predecessor_id).first()
    shown = {"text": text, "milestones": showing.milestones(text.milestones), "predecessor": before}
    return render(request, "home/pages.html", shown)


def help_page(request: HttpRequest) -> HttpResponse:
    """What is where, how to read it, and the keyboard."""
    return render(request, "home/help.html")
