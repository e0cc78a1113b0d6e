"""Workshops: planned, filled, attendance marked on a phone; écoutes: dates and hours only."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.pathways.choices import AgentRole, Attendance
from faubourg.pathways.models import Participant, Pathway, SupportHour, WorkshopMeeting, WorkshopPresence
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.collective import mark_attendance, remove_support_hour
from faubourg.pathways.operations.workshops import withdraw_from_workshop
from faubourg.pathways.queries.collective import attendees, classes_of, supports_seen, workshops
from faubourg.pathways.queries.desk import my_pathways
from faubourg.web.plie.acts.collective import MEETING, PLAN, SUPPORT_ACTS, WORKSHOP_ACTS
from faubourg.web.plie.doors import LEAD, note_names, note_reading, plie_view
from faubourg.web.plie.forms.collective import OFFERED
from faubourg.web.plie.views.acting import perform
from faubourg.web.plie.views.saying import try_act

#: The page is shown: nobody is named by the answer that goes elsewhere.
OK = 200
LISTENING = LEAD | {AgentRole.PSYCHOLOGIST}
A_PAGE = 50
#: What a sheet of attendance offers.
SAID = (
    (Attendance.HELD, "Présent·e"), (Attendance.ABSENT, "Absent·e"), (Attendance.CANCELLED, "Excusé·e"),
    (Attendance.PLANNED, "À noter"),
)  # fmt: skip


@plie_view(TEAM)
def listed(request, contract):
    """The workshops with their counts."""
    today = timezone.localdate()
    rows = list(workshops(contract))
    shown = {
        "coming": [row for row in rows if row.last is None or row.last >= today],
        "past": [row for row in rows if row.last is not None and row.last < today],
    }
    return render(request, "plie/workshops.html", shown)


@plie_view(TEAM)
def add(request, contract):
    """A workshop planned with its dates."""
    return perform(request, PLAN, contract, **_around(contract))


@plie_view(TEAM)
def workshop(request, contract, pk):
    """One workshop: its meetings, who is enrolled, who came."""
    row = _workshop(contract, pk)
    meetings = list(row.meetings.order_by("on", "pk"))
    people = attendees(request.user, row, meetings)
    mine = Participant.objects.for_user(request.user).filter(pk__in=[one.pathway.participant_id for one in people])
    held = WorkshopPresence.objects.filter(meeting__workshop=row, attendance=Attendance.HELD).order_by()
    shown = {
        "row": row, "meetings": [(one, held.filter(meeting=one).count()) for one in meetings], "people": people,
        "own": set(mine.values_list("pk", flat=True)), "others": row.enrolled - len(people),
        "whole": sum(one.came >= (row.min_meetings or len(meetings)) > 0 for one in people),
        "names": request.GET.get("noms") == "oui", "crumbs": _crumbs(contract),
    }  # fmt: skip
    if shown["names"]:
        note_names(request, [one.pathway.participant_id for one in people])
    return render(request, "plie/workshop.html", shown)


@plie_view(TEAM)
def act(request, contract, pk, name):
    """Change a workshop, enrol people, add a meeting."""
    row = _workshop(contract, pk)
    around = _around(contract, row) | {"beside": {"kind": str(row)}}
    if name == "seance":
        return perform(request, MEETING, WorkshopMeeting(workshop=row), **around)
    if name not in WORKSHOP_ACTS:
        raise Http404("Cette adresse n’existe pas.")
    answer = perform(request, WORKSHOP_ACTS[name], row, **around)
    if name == "inscrire" and answer.status_code == OK:
        rows = my_pathways(request.user, contract)
        people = list(rows.values_list("participant", flat=True)[: OFFERED + 1])
        note_names(request, people if len(people) <= OFFERED else [], "Inscription à un atelier")
    return answer


@require_POST
@plie_view(TEAM)
def withdraw(request, contract, pk, number):
    """Somebody who is not expected any more."""
    row = _workshop(contract, pk)
    seen = Pathway.objects.for_user(request.user).of(contract).select_related("participant__contract")
    expected = WorkshopPresence.objects.filter(meeting__workshop=row).order_by().values("pathway")
    pathway = get_object_or_404(seen.filter(pk__in=expected), participant__number=number)
    who = {"by": request.user, "at": timezone.now()}
    try_act(request, lambda: withdraw_from_workshop(workshop=row, pathway=pathway, **who), "Personne retirée.")
    return redirect("plie:workshop", contract.key, row.pk)


@plie_view(TEAM)
def attendance(request, contract, pk):
    """The sheet of one meeting, made for a phone: everybody present unless said otherwise."""
    meeting = _meeting(contract, pk)
    rows = WorkshopPresence.objects.for_user(request.user).filter(meeting=meeting)
    rows = list(rows.select_related("pathway__participant__contract").order_by("pathway__participant__last_name", "pk"))
    if request.method == "POST":
        said = {row.pathway: request.POST.get(f"p{row.pk}", "") for row in rows}
        known = {pathway: value for pathway, value in said.items() if value in Attendance.values}
        who = {"by": request.user, "at": timezone.now()}
        if try_act(
            request, lambda: mark_attendance(meeting=meeting, attendance=known, **who), "Présences enregistrées."
        ):
            return redirect("plie:workshop", contract.key, meeting.workshop_id)
    note_names(request, [row.pathway.participant_id for row in rows], "Présence à un atelier")
    is_over = meeting.on <= timezone.localdate()
    shown = {
        "meeting": meeting, "said": SAID if is_over else SAID[2:], "is_over": is_over,
        "lines": [(row, _proposed(row, is_over)) for row in rows],
        "crumbs": _crumbs(contract, meeting.workshop),
    }  # fmt: skip
    return render(request, "plie/workshop_attendance.html", shown)


def _proposed(row: WorkshopPresence, is_over: bool) -> str:
    return Attendance.HELD if is_over and row.attendance == Attendance.PLANNED else row.attendance


@plie_view(TEAM)
def meeting(request, contract, pk):
    """A meeting moved, its hours, its subject."""
    row = _meeting(contract, pk)
    return perform(request, MEETING, row, **_around(contract, row.workshop), beside={"kind": str(row.workshop)})


@plie_view(LISTENING)
def supports(request, contract):
    """The écoutes that the person sees, with dates and hours; the classes of sittings for the coordinatrice."""
    rows = supports_seen(request.user, contract)
    leads = AgentRole.COORDINATOR in request.roles
    shown = {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")), "leads": leads,
        "classes": classes_of(rows) if leads else None, "names": not leads or request.GET.get("noms") == "oui",
    }  # fmt: skip
    if shown["names"]:
        note_names(request, [row.pathway.participant_id for row in shown["page"].object_list])
    return render(request, "plie/supports.html", shown)


@plie_view(LISTENING)
def support(request, contract, pk):
    """One écoute: its sittings, dates and hours."""
    row = _support(request, contract, pk)
    note_reading(request, row.pathway.participant, "Écoute psychologique")
    shown = {
        "row": row, "sittings": row.hours.order_by("-on", "-pk"), "leads": AgentRole.COORDINATOR in request.roles,
        "crumbs": [("Écoutes", reverse("plie:supports", args=[contract.key]))],
    }  # fmt: skip
    return render(request, "plie/support.html", shown)


@plie_view(LISTENING)
def support_act(request, contract, pk, name):
    """A sitting, the end, or somebody else who listens."""
    if name not in SUPPORT_ACTS:
        raise Http404("Cette adresse n’existe pas.")
    row = _support(request, contract, pk)
    back = reverse("plie:support", args=[contract.key, row.pk])
    crumbs = [("Écoutes", reverse("plie:supports", args=[contract.key])), (str(row), back)]
    return perform(request, SUPPORT_ACTS[name], row, back=back, crumbs=crumbs)


@require_POST
@plie_view(LISTENING)
def sitting_remove(request, contract, pk):
    """A sitting typed by mistake."""
    rows = (
        SupportHour.objects.for_user(request.user)
        .of(contract)
        .select_related("support__pathway__participant__contract")
    )
    row = get_object_or_404(rows, pk=pk)
    try_act(request, lambda: remove_support_hour(hour=row, by=request.user, at=timezone.now()), "Séance retirée.")
    return redirect("plie:support", contract.key, row.support_id)


def _workshop(contract, pk: int):
    return get_object_or_404(workshops(contract).select_related("contract", "theme"), pk=pk)


def _meeting(contract, pk: int) -> WorkshopMeeting:
    rows = WorkshopMeeting.objects.of(contract).select_related("workshop__contract", "workshop__theme")
    return get_object_or_404(rows, pk=pk)


def _support(request, contract, pk: int):
    return get_object_or_404(supports_seen(request.user, contract), pk=pk)


def _crumbs(contract, row=None) -> list[tuple[str, str]]:
    found = [("Ateliers", reverse("plie:workshops", args=[contract.key]))]
    return found if row is None else [*found, (str(row), reverse("plie:workshop", args=[contract.key, row.pk]))]


def _around(contract, row=None) -> dict:
    crumbs = _crumbs(contract, row)
    return {"back": crumbs[-1][1], "crumbs": crumbs}
