"""What waits for a person, in all their contracts or in one; and a contract on one page."""

from datetime import timedelta

from django.shortcuts import redirect, render
from django.utils import timezone

from faubourg.contracts.operations_visits import note_visit
from faubourg.reports.mywork import desks_of, one_page, work_in
from faubourg.reports.mywork.owed import is_over
from faubourg.web.mywork import showing
from faubourg.web.shell import contract_view

#: What a first visit tells: longer ago is the plan as it is found.
FIRST_VISIT = timedelta(days=14)
#: Contracts told in full on one page; the others are one link away.
CONTRACTS = 8


def door(request):
    """Where one lands after signing in: one's work, the one page of an élu·e, the contracts for who has no role."""
    desks = desks_of(request.user)
    if not desks:
        return redirect("home:start")
    if len(desks) == 1 and desks[0].only_reads:
        return redirect("mywork:one-page", desks[0].contract.key)
    return redirect("mywork:page")


def page(request):
    """The work of the person, contract by contract."""
    today = timezone.localdate()
    desks = sorted(desks_of(request.user), key=lambda desk: is_over(desk.contract, today))
    shown = {"works": _works(request, desks[:CONTRACTS]), "others": desks[CONTRACTS:], "alone": False}
    return render(request, "mywork/page.html", shown)


@contract_view
def contract_page(request, contract):
    """The work of the person in one contract."""
    works = _works(request, desks_of(request.user, contract=contract))
    return render(request, "mywork/page.html", {"works": works, "others": [], "alone": True})


@contract_view
def one_page_of(request, contract):
    """The contract on one page, to read or to print."""
    found = one_page(contract, today=timezone.localdate())
    return render(request, "mywork/one_page.html", {"sheet": found, "chart": showing.progress_chart(found)})


def _works(request, desks) -> list[dict]:
    """What each desk shows; looking at it is remembered."""
    now, today = timezone.now(), timezone.localdate()
    before = note_visit(user=request.user, contracts=[desk.contract.pk for desk in desks], at=now)
    works = []
    for desk in desks:
        since = before[desk.contract.pk]
        work = work_in(request.user, desk, today=today, since=since or now - FIRST_VISIT, most=showing.MOST)
        works.append(showing.shown(work, is_first=since is None))
    return works
