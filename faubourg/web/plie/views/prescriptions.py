"""Prescriptions: the list, a new one with the files that look alike, one of them and what it waits for."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from faubourg.pathways.choices import AgentRole, Opinion, PrescriptionState
from faubourg.pathways.models import Case, Pathway, Prescription
from faubourg.pathways.operations.prescribing import prescribe_known, prescribe_new
from faubourg.pathways.permissions import can_validate
from faubourg.pathways.queries.desk import suggestions, whence
from faubourg.pathways.queries.people import lookalikes, too_young
from faubourg.pathways.queries.quarters import lives_in
from faubourg.pathways.stages import asked_of, refused_in_session, waits_for
from faubourg.web.plie.acts.prescribing import ACTS
from faubourg.web.plie.desk import own_parts
from faubourg.web.plie.doors import LEAD, PRESCRIBING, note_names, note_reading, plie_view
from faubourg.web.plie.forms.prescribing import PrescriptionForm
from faubourg.web.plie.recognising import Choice, choice_of
from faubourg.web.plie.views.acting import perform, tell_refusal

A_PAGE = 50
INELIGIBLE = PrescriptionState.INELIGIBLE
MAKERS = frozenset({AgentRole.COORDINATOR, AgentRole.PRESCRIBER})
JOINED = (
    "participant__residence__territory",
    "participant__residence__commune",
    "prescriber",
    "structure",
    "refusal_reason",
    "loss_reason",
    "referent__user",
)
#: What each state offers first; the page offers the others too while they are legal.
NEXT = {
    PrescriptionState.TO_CHECK: ("eligibilite",),
    PrescriptionState.TO_VALIDATE: ("validation", "orientation"),
    PrescriptionState.TO_ORIENT: ("orientation",),
    PrescriptionState.TO_ADMIT: ("orientation",),
    PrescriptionState.TO_SIGN: ("cer",),
}


@plie_view(PRESCRIBING)
def listed(request, contract):
    """The prescriptions that the person sees, by state."""
    rows = Prescription.objects.for_user(request.user).of(contract).select_related(*JOINED).order_by("-date", "-pk")
    states = dict(PrescriptionState.choices)
    state = request.GET.get("etat", "")
    if state in states:
        rows = rows.filter(state=state)
    shown = {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "states": PrescriptionState.choices,
        "state": state if state in states else "",
        "can_add": bool(request.roles & MAKERS),
        "prescribes": AgentRole.PRESCRIBER in request.roles,
        "parts": own_parts(request.agents),
    }
    note_names(request, [row.participant_id for row in shown["page"].object_list])
    return render(request, "plie/prescriptions.html", shown)


@plie_view(MAKERS)
def add(request, contract):
    """A prescription; files that look alike are shown before anything is written."""
    sent = request.POST if request.method == "POST" else None
    form = PrescriptionForm(sent, subject=request.agents, contract=contract, user=request.user)
    alike, choice = [], None
    if sent is not None and form.is_valid():
        alike = _alike(request, contract, form)
        choice = choice_of(form, alike, request)
        if (not alike or form.cleaned_data["known"] is not None) and (
            made := _written(request, contract, form, choice)
        ):
            messages.success(request, "Prescription enregistrée.")
            return redirect("plie:prescription", contract.key, made.pk)
    note_names(request, [one.pk for one in alike])
    shown = {"form": form, "alike": alike, "choice": choice, "leads": AgentRole.COORDINATOR in request.roles}
    return render(request, "plie/prescribe.html", shown)


def _alike(request, contract, form: PrescriptionForm) -> list:
    """Files of the same person, perhaps; a prescriber reads only those of their own prescriptions."""
    names = {name: form.cleaned_data[name] for name in ("last_name", "first_name", "birth_date")}
    found = lookalikes(contract, **names)
    seen = type(found.model()).objects.for_user(request.user).of(contract).order_by().values("pk")
    rows = found.filter(pk__in=seen).select_related("residence__territory").order_by("number")[:10]
    return _with_entry(request, rows)


def _with_entry(request, people) -> list:
    """The files, each with the day of entry of its open pathway; a prescriber knows those of their prescriptions."""
    people = list(people)
    rows = Pathway.objects.open().filter(participant__in=people)
    if not request.roles >= LEAD:
        rows = rows.filter(prescription__in=Prescription.objects.for_user(request.user).order_by().values("pk"))
    entered = dict(rows.order_by().values_list("participant", "entered_on"))
    for one in people:
        one.since = entered.get(one.pk)
    return people


def _written(request, contract, form: PrescriptionForm, choice: Choice | None) -> Prescription | None:
    """The prescription, or None: something is refused, or differs and nobody has chosen yet."""
    if choice is not None and not choice.is_made:
        return None
    who = {"person": form.person(), "home": form.home(), "by": request.user, "at": timezone.now()}
    try:
        if choice is not None:
            return prescribe_known(participant=choice.person, taken=choice.taken, **form.act(), **who)
        return prescribe_new(contract=contract, **form.act(), **who)
    except ValidationError as error:
        tell_refusal(form, error)
    return None


@plie_view(PRESCRIBING)
def prescription(request, contract, pk):
    """One prescription: the person, its stages, what it waits for, what the cellule decided."""
    row = _prescription(request, contract, pk, "Prescription")
    opinions = {one.validator: one for one in row.validations.all()}
    acts = [(key, act) for key, act in ACTS.items() if _offered(request, row, key, act)]
    first = NEXT.get(row.state, ())
    shown = {
        "row": row,
        "person": row.participant,
        "since": None if row.closed_on else _with_entry(request, [row.participant])[0].since,
        "oddities": too_young(row.participant.age_on(row.date), "le jour de la prescription"),
        "lives": lives_in(row.participant.residence, contract),
        "leads": request.roles >= LEAD,
        "asks_brsa": row.is_brsa is None and row.admitted_on is None and row.closed_on is None,
        "validations": [(one, opinions.get(one)) for one in asked_of(row)],
        "waits": waits_for(row, {name: one.opinion for name, one in opinions.items()}) if not row.closed_on else [],
        "refused_in_session": refused_in_session(row, opinions.values()),
        "main": [one for one in acts if one[0] in first],
        "others": [one for one in acts if one[0] not in first],
        "cases": Case.objects.for_user(request.user).filter(prescription=row).select_related("session"),
        "has_file": AgentRole.PRESCRIBER not in request.roles and AgentRole.VALIDATOR not in request.roles,
    }
    if request.roles >= LEAD:
        # Files of other prescribers too: told to the coordinatrice, never to who prescribes.
        who = row.participant
        names = {"last_name": who.last_name, "first_name": who.first_name, "birth_date": who.birth_date}
        found = lookalikes(contract, **names, but=who).prefetch_related("prescriptions__prescriber")
        shown["alike"] = _with_entry(request, found.order_by("number")[:5])
        note_names(request, [one.pk for one in shown["alike"]])
    return render(request, "plie/prescription.html", shown)


def _offered(request, row: Prescription, key: str, act) -> bool:
    given = {one.validator: one.opinion for one in row.validations.all()}
    waits, decided = row.closed_on is None, row.admitted_on is not None
    awaited = [one for one in asked_of(row) if one not in given and can_validate(request.user, row, one)]
    legal = {
        "eligibilite": waits and row.eligible is None,
        "corriger": waits or row.state == PrescriptionState.ENTERED,
        "eligibilite-corriger": row.eligible is not None and not decided and (waits or row.state == INELIGIBLE),
        "rouvrir": row.state == PrescriptionState.LOST,
        "validation": waits and row.eligible is True and not decided and bool(awaited),
        "avis": bool(given) and not decided and (waits or Opinion.REFUSED in given.values()),
        "orientation": waits and row.eligible is True and not decided,
        "cer": row.state == PrescriptionState.TO_SIGN,
        "perte": waits,
    }
    return legal[key] and act.may(request.user, row)


@plie_view(PRESCRIBING)
def act(request, contract, pk, name):
    """One step of a prescription."""
    if name not in ACTS:
        raise Http404("Cette adresse n’existe pas.")
    row = _prescription(request, contract, pk, ACTS[name].title)
    back = reverse("plie:prescription", args=[contract.key, row.pk])
    crumbs = [("Prescriptions", reverse("plie:prescriptions", args=[contract.key])), (f"Prescription {row.pk}", back)]
    beside, initial = {}, {}
    if name == "orientation":
        start, chosen = whence(row.participant.residence), request.GET.get("structure", "")
        beside = {"start": start, "suggestions": suggestions(row, start, on=timezone.localdate()), "chosen": chosen}
        initial = {"structure": chosen}
    if name in ("eligibilite", "eligibilite-corriger"):
        beside = {"home": row.participant.residence, "lives": lives_in(row.participant.residence, contract)}
    return perform(request, ACTS[name], row, back=back, crumbs=crumbs, beside=beside, initial=initial)


def _prescription(request, contract, pk: int, page: str) -> Prescription:
    rows = Prescription.objects.for_user(request.user).of(contract).select_related(*JOINED, "contract", "reason")
    row = get_object_or_404(rows.prefetch_related("validations__recorded_by"), pk=pk)
    note_reading(request, row.participant, page)
    return row
