"""The cellule de suivi: its sessions, the agenda, who is there, the minutes."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.pathways.choices import Verdict
from faubourg.pathways.models import Case, Session
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.sessions import fill_agenda, mark_presence, open_session, present_in
from faubourg.pathways.queries.agenda import OVER
from faubourg.pathways.queries.minutes import minutes_of, prescribers_of
from faubourg.web.plie.acts.sessions import ACTS, PLAN, PROPOSE
from faubourg.web.plie.decisions import tally
from faubourg.web.plie.doors import LEAD, note_reading, plie_view
from faubourg.web.plie.sittings import agenda_of, summary
from faubourg.web.plie.views.acting import perform
from faubourg.web.plie.views.saying import try_act

A_PAGE = 24


@plie_view(TEAM)
def listed(request, contract):
    """The sessions, the next one first."""
    decided = Count("cases", filter=~Q(cases__verdict=Verdict.PENDING))
    rows = Session.objects.of(contract).annotate(examined=decided, asked=Count("cases")).order_by("-date")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "plie/sessions.html", {"page": page, "leads": request.roles >= LEAD})


@plie_view(LEAD)
def plan(request, contract):
    """A session to come."""
    back = reverse("plie:sessions", args=[contract.key])
    return perform(request, PLAN, contract, back=back, crumbs=[("Cellule de suivi", back)])


@plie_view(TEAM)
def session(request, contract, pk):
    """One session: quorum, agenda, what was decided."""
    row = _session(contract, pk)
    agenda = agenda_of(request.user, row)
    members = list(row.members.select_related("agent__user"))
    shown = {
        "crumbs": [("Cellule de suivi", reverse("plie:sessions", args=[contract.key]))],
        "session": row,
        "agenda": agenda,
        "groups": [(title, [(case, summary(case)) for case in cases]) for title, cases in agenda.groups],
        "members": members,
        "present": present_in(row),
        "over": row.state in OVER,
        "today": timezone.localdate(),
        "tally": tally(agenda.cases),
        "versions": minutes_of(row),
        "parts": prescribers_of(row) if row.closed_at and request.roles >= LEAD else [],
        "leads": request.roles >= LEAD,
    }
    return render(request, "plie/session.html", shown)


@plie_view(TEAM)
def act(request, contract, pk, name):
    """A situation brought, the closing, the reopening."""
    if name not in ACTS:
        raise Http404("Cette adresse n’existe pas.")
    row = _session(contract, pk)
    return perform(request, ACTS[name], row, **_around(contract, row))


@require_POST
@plie_view(LEAD)
def step(request, contract, pk):
    """Begin, refill the agenda, write who is there."""
    row, who = _session(contract, pk), {"by": request.user, "at": timezone.now()}
    match request.POST.get("acte"):
        case "ouvrir":
            try_act(request, lambda: open_session(session=row, **who), "La séance est ouverte.")
        case "remplir":
            try_act(request, lambda: fill_agenda(session=row, **who), "L’ordre du jour est à jour.")
        case "emargement":
            present, known = _numbers(request, "present"), _numbers(request, "connu")
            marked = {"present": present, "known": known}
            try_act(request, lambda: mark_presence(session=row, **marked, **who), "Émargement enregistré.")
        case _:
            raise Http404("Cette adresse n’existe pas.")
    return redirect("plie:session", contract.key, row.pk)


@plie_view(TEAM)
def propose(request, contract, pk, case):
    """What the référent proposes of one situation."""
    row = _session(contract, pk)
    found = get_object_or_404(Case.objects.for_user(request.user).select_related("participant"), pk=case, session=row)
    note_reading(request, found.participant, PROPOSE.title)
    around = _around(contract, row) | {"back": reverse("plie:wall", args=[contract.key, row.pk, found.pk])}
    return perform(request, PROPOSE, found, **around)


def _numbers(request, name: str) -> list[int]:
    return [int(one) for one in request.POST.getlist(name) if one.isascii() and one.isdecimal() and len(one) < 12]


def _session(contract, pk: int) -> Session:
    return get_object_or_404(Session.objects.of(contract).select_related("contract"), pk=pk)


def _around(contract, row: Session) -> dict:
    back = reverse("plie:session", args=[contract.key, row.pk])
    return {
        "back": back,
        "crumbs": [("Cellule de suivi", reverse("plie:sessions", args=[contract.key])), (str(row), back)],
    }
