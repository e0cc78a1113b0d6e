"""The cellule de suivi: its sessions, the agenda, the wall where decisions are taken, the minutes."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.pathways.models import Case, Session
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.sessions import decide, fill_agenda, mark_presence, open_session, present_in
from faubourg.pathways.permissions import can_follow
from faubourg.web.plie.acts.sessions import ACTS, PLAN, PROPOSE
from faubourg.web.plie.doors import LEAD, note_reading, plie_view
from faubourg.web.plie.forms.sessions import DecisionForm
from faubourg.web.plie.sittings import agenda_of, facts_of, minutes_of, summary
from faubourg.web.plie.views.acting import perform
from faubourg.web.plie.views.saying import try_act

A_PAGE = 24


@plie_view(TEAM)
def listed(request, contract):
    """The sessions, the next one first."""
    rows = Session.objects.of(contract).order_by("-date")
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
        "session": row,
        "agenda": agenda,
        "groups": [(title, [(case, summary(case)) for case in cases]) for title, cases in agenda.groups],
        "members": members,
        "present": present_in(row),
        "minutes": minutes_of(agenda),
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
            present = [int(one) for one in request.POST.getlist("present") if one.isdecimal() and len(one) < 12]
            try_act(request, lambda: mark_presence(session=row, present=present, **who), "Émargement enregistré.")
        case _:
            raise Http404("Cette adresse n’existe pas.")
    return redirect("plie:session", contract.key, row.pk)


@plie_view(TEAM)
def wall(request, contract, pk, case):
    """One situation, projected: initials only, its facts, the decision."""
    row = _session(contract, pk)
    agenda = agenda_of(request.user, row)
    found = next((one for one in agenda.cases if one.pk == case), None)
    if found is None:
        raise Http404("Cette situation n’est pas à l’ordre du jour.")
    found.session = row
    leads = request.roles >= LEAD
    if request.method == "POST" and not leads:
        raise PermissionDenied("Cela revient à la coordinatrice du PLIE.")
    note_reading(request, found.participant, "Cellule de suivi")
    sent = request.POST if request.method == "POST" else None
    form = DecisionForm(sent, subject=found, contract=contract, user=request.user)
    before, after = agenda.beside(found)
    if sent is not None and form.is_valid() and _decided(request, form, found):
        onward = after or found
        return redirect("plie:wall", contract.key, row.pk, onward.pk)
    shown = {
        "session": row, "agenda": agenda, "case": found, "form": form, "before": before, "after": after,
        "facts": facts_of(found), "words": summary(found), "leads": leads, "present": present_in(row),
        "expected": row.members.filter(votes=True).count(), "may_propose": can_follow(request.user, found.participant),
        "rank": agenda.cases.index(found) + 1,
    }  # fmt: skip
    return render(request, "plie/wall.html", shown)


def _decided(request, form: DecisionForm, case: Case) -> bool:
    try:
        decide(case=case, **form.cleaned_data, by=request.user, at=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@plie_view(TEAM)
def propose(request, contract, pk, case):
    """What the référent proposes of one situation."""
    row = _session(contract, pk)
    found = get_object_or_404(Case.objects.for_user(request.user).select_related("participant"), pk=case, session=row)
    note_reading(request, found.participant, PROPOSE.title)
    around = _around(contract, row) | {"back": reverse("plie:wall", args=[contract.key, row.pk, found.pk])}
    return perform(request, PROPOSE, found, **around)


def _session(contract, pk: int) -> Session:
    return get_object_or_404(Session.objects.of(contract).select_related("contract"), pk=pk)


def _around(contract, row: Session) -> dict:
    back = reverse("plie:session", args=[contract.key, row.pk])
    return {
        "back": back,
        "crumbs": [("Cellule de suivi", reverse("plie:sessions", args=[contract.key])), (str(row), back)],
    }
