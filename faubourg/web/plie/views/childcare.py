"""Childcare on screen: each crèche sees its own demands, each prescriber theirs, the coordinatrice all of them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from faubourg.pathways.choices import AgentRole, ChildcareState
from faubourg.pathways.models import Nursery
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.childcare import ask_place, change_request, write_nursery
from faubourg.pathways.permissions import can_ask_childcare
from faubourg.pathways.queries import childcare as queries
from faubourg.web.plie.acts.childcare import NURSERY_ACTS, REQUEST_ACTS
from faubourg.web.plie.doors import LEAD, note_opening, note_openings, plie_view
from faubourg.web.plie.forms.childcare import REQUEST, NewRequestForm, NurseryForm, RequestForm
from faubourg.web.plie.periods import period_of
from faubourg.web.plie.views.acting import perform

ASKERS = LEAD | {AgentRole.PRESCRIBER}
READERS = TEAM | {AgentRole.PRESCRIBER, AgentRole.NURSERY}
A_PAGE = 50


@plie_view(READERS)
def page(request, contract):
    """A year of demands: figures, then the list."""
    rows = queries.requests_seen(request.user, contract)
    period = period_of(request, {day.year for day in rows.dates("date", "year")})
    asked = queries.asked_in(rows, period.first, period.last)
    state, states = request.GET.get("etat", ""), dict(ChildcareState.choices)
    found = asked.filter(state=state) if state in states else asked
    shown = {
        "period": period,
        "figures": queries.childcare(asked, period.year),
        "page": Paginator(found.order_by("-date", "-pk"), A_PAGE).get_page(request.GET.get("page")),
        "states": ChildcareState.choices,
        "state": state if state in states else "",
        "knows_parents": _knows_parents(request),
        "can_add": bool(request.roles & ASKERS),
        "leads": AgentRole.COORDINATOR in request.roles,
    }
    note_openings(request, [one.beneficiary for one in shown["page"].object_list])
    return render(request, "plie/childcare_page.html", shown)


def _knows_parents(request) -> bool:
    """Whether the reader is more than a crèche, which sees of a parent only who to call."""
    return bool(request.roles & (TEAM | ASKERS))


def _contact(row) -> str:
    """How to reach the parent: what the demand says, else what the file of the PLIE says."""
    person = row.beneficiary.participant
    known = (person.phone, person.email) if person is not None else ()
    return row.contact or ", ".join(one for one in known if one)


def _crumbs(contract, row=None) -> list[tuple[str, str]]:
    found = [("Garde d’enfants", reverse("plie:childcare", args=[contract.key]))]
    return found if row is None else [*found, (str(row), row.get_absolute_url())]


@plie_view(ASKERS)
def add(request, contract):
    """A new demand, and its parent."""

    def write(form):
        return ask_place(contract=contract, identity=form.identity(), values=form.values(*REQUEST), **_who(request))

    return _typed(request, contract, NewRequestForm, request.agents, write, "Nouvelle demande de garde")


@plie_view(ASKERS)
def change(request, contract, pk):
    """A demand said otherwise, sent to a crèche."""
    row = get_object_or_404(queries.requests_seen(request.user, contract), pk=pk)

    def write(form):
        return change_request(request=row, values=form.values(*REQUEST), **_who(request))

    return _typed(request, contract, RequestForm, row, write, "Modifier la demande")


def _who(request) -> dict:
    return {"by": request.user, "at": timezone.now()}


def _typed(request, contract, kind, subject, write, title):
    sent = request.POST if request.method == "POST" else None
    form = kind(sent, subject=subject, contract=contract, user=request.user)
    row = None if isinstance(subject, list) else subject
    if sent is not None and form.is_valid():
        try:
            row = write(form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Demande enregistrée.")
            return redirect(row)
    back = row.get_absolute_url() if row else reverse("plie:childcare", args=[contract.key])
    shown = {"form": form, "title": title, "back": back, "crumbs": _crumbs(contract, row)}
    return render(request, "plie/dispositif_form.html", shown)


@plie_view(READERS)
def demand(request, contract, pk):
    """One demand: the parent, the children, where it stands."""
    row = get_object_or_404(queries.requests_seen(request.user, contract), pk=pk)
    note_opening(request, row.beneficiary, "Demande de garde")
    offered = [
        (name, act) for name, (state, act) in REQUEST_ACTS.items() if state == row.state and act.may(request.user, row)
    ]
    shown = {
        "row": row,
        "acts": offered,
        "knows_parent": _knows_parents(request),
        "contact": _contact(row),
        "can_change": can_ask_childcare(request.user, contract, row.prescriber_id),
        "crumbs": _crumbs(contract),
    }
    return render(request, "plie/childcare_request.html", shown)


@plie_view(LEAD | {AgentRole.NURSERY})
def act(request, contract, pk, name):
    """Welcome, end, or close without a place."""
    if name not in REQUEST_ACTS:
        raise Http404("Cette adresse n’existe pas.")
    row = get_object_or_404(queries.requests_seen(request.user, contract), pk=pk)
    return perform(request, REQUEST_ACTS[name][1], row, back=row.get_absolute_url(), crumbs=_crumbs(contract, row))


@plie_view(READERS)
def nurseries(request, contract):
    """The crèches and the places kept today."""
    today = timezone.localdate()
    shown = {
        "places": queries.places_on(contract, today),
        "nurseries": Nursery.objects.of(contract).order_by("name", "pk"),
        "today": today,
        "leads": AgentRole.COORDINATOR in request.roles,
        "crumbs": _crumbs(contract),
    }
    return render(request, "plie/childcare_nurseries.html", shown)


@plie_view(LEAD)
def nursery_add(request, contract):
    """A new crèche."""
    sent = request.POST if request.method == "POST" else None
    form = NurseryForm(sent, subject=None, contract=contract, user=request.user)
    back = reverse("plie:nurseries", args=[contract.key])
    if sent is not None and form.is_valid():
        try:
            write_nursery(contract=contract, model=Nursery, values=form.cleaned_data, **_who(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Crèche ajoutée.")
            return redirect(back)
    shown = {"form": form, "title": "Nouvelle crèche", "back": back, "crumbs": _crumbs(contract)}
    return render(request, "plie/dispositif_form.html", shown)


@plie_view(LEAD)
def nursery_act(request, contract, pk, name):
    """Places kept in a crèche."""
    if name not in NURSERY_ACTS:
        raise Http404("Cette adresse n’existe pas.")
    row = get_object_or_404(Nursery.objects.of(contract), pk=pk)
    back = reverse("plie:nurseries", args=[contract.key])
    return perform(request, NURSERY_ACTS[name], row, back=back, crumbs=[*_crumbs(contract), ("Crèches", back)])
