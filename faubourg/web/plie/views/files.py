"""The acts on a person's file: identity, pathway, steps, exit."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.pathways.choices import StepKind
from faubourg.pathways.models import Exit, Measure, Meeting, Pathway, Step
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.leaving import withdraw_exit
from faubourg.pathways.operations.working import classed
from faubourg.pathways.permissions import can_read_step, can_remove_step
from faubourg.web.plie.acts import pathway, person
from faubourg.web.plie.doors import LEAD, person_at, plie_view
from faubourg.web.plie.drawing import DESK
from faubourg.web.plie.views.acting import perform
from faubourg.web.plie.views.saying import try_act


@plie_view(TEAM)
def act(request, contract, number, name):
    """One act on a person, or on their open pathway."""
    found = person.ACTS.get(name) or pathway.ACTS.get(name)
    if found is None:
        raise Http404("Cette adresse n’existe pas.")
    who = person_at(request, contract, number, found.title)
    subject = who if name in person.ACTS else _open(request, who)
    pending = _exits(request, who).filter(pathway=subject).standing().first() if name == "sortie" else None
    around = _around(contract, who)
    if request.GET.get("retour") == DESK:
        around["back"] = reverse("plie:desk", args=[contract.key])
    return perform(request, found, subject, **around, beside={"pending": pending})


@plie_view(TEAM)
def step_add(request, contract, number, kind):
    """A new step of one of the three kinds, on the open pathway or on an ended one (`parcours`)."""
    if kind not in StepKind.values:
        raise Http404("Cette adresse n’existe pas.")
    who = person_at(request, contract, number, "Étape")
    wanted = request.GET.get("parcours", "")[:12]
    path = _ended(request, who, int(wanted)) if wanted.isdecimal() else _open(request, who)
    subject = Step(pathway=path, kind=kind)
    return perform(
        request, pathway.STEP, subject, **_around(contract, who, path), beside={"kind": StepKind(kind).label}
    )


@plie_view(TEAM)
def step(request, contract, number, pk):
    """What a step says."""
    who = person_at(request, contract, number, "Étape")
    row = _step(request, who, pk)
    written = pathway.STEP if can_read_step(request.user, row) else pathway.RESERVED
    beside = {"kind": row.get_kind_display(), "step": row, "removes": can_remove_step(request.user, row)}
    return perform(request, written, row, **_around(contract, who, row.pathway), beside=beside)


@plie_view(TEAM)
def step_class(request, contract, number, pk):
    """How a job counts: what the rule says, and another class with its reason."""
    who = person_at(request, contract, number, "Classement d’un emploi")
    row = _step(request, who, pk)
    if row.kind != StepKind.JOB:
        raise Http404("Seul un emploi se classe.")
    return perform(
        request, pathway.CLASS, row, **_around(contract, who, row.pathway), beside={"rule": classed(row), "job": row}
    )


@plie_view(TEAM)
def step_remove(request, contract, number, pk):
    """A step typed by mistake, with the reason where one is asked."""
    who = person_at(request, contract, number, "Étape")
    row = _step(request, who, pk)
    return perform(
        request, pathway.REMOVE, row, **_around(contract, who, row.pathway), beside={"kind": row.get_kind_display()}
    )


@plie_view(TEAM)
def meeting(request, contract, number, pk):
    """A meeting: held, cancelled or corrected."""
    who = person_at(request, contract, number, "Rendez-vous")
    rows = Meeting.objects.for_user(request.user).filter(pathway__participant=who)
    row = get_object_or_404(rows.select_related("pathway__participant__contract", "pathway__contract"), pk=pk)
    return perform(request, pathway.MEETING, row, **_around(contract, who))


@plie_view(LEAD)
def measure(request, contract, number, pk):
    """A measure whose dates were written wrong."""
    who = person_at(request, contract, number, "Mesure")
    rows = Measure.objects.for_user(request.user).filter(pathway__participant=who)
    row = get_object_or_404(rows.select_related("pathway__participant__contract", "pathway__contract"), pk=pk)
    return perform(request, pathway.MEASURE, row, **_around(contract, who, row.pathway))


@plie_view(TEAM)
def situation(request, contract, number, pk):
    """The situation after an exit."""
    who = person_at(request, contract, number, "Situation après la sortie")
    row = get_object_or_404(_exits(request, who), pk=pk, state="validee")
    return perform(request, pathway.SITUATION, row, **_around(contract, who))


@require_POST
@plie_view(TEAM)
def exit_withdraw(request, contract, number, pk):
    """A proposal of exit taken back."""
    who = person_at(request, contract, number, "Sortie")
    row = get_object_or_404(_exits(request, who), pk=pk)
    try_act(request, lambda: withdraw_exit(exit=row, by=request.user, at=timezone.now()), "Proposition retirée.")
    return redirect("plie:file", contract.key, who.number)


def _exits(request, who):
    return Exit.objects.for_user(request.user).filter(pathway__participant=who).select_related("pathway__participant")


def _step(request, who, pk: int) -> Step:
    rows = Step.objects.for_user(request.user).filter(pathway__participant=who)
    return get_object_or_404(
        rows.select_related("pathway__participant__contract", "pathway__contract", "rule__row"), pk=pk
    )


def _open(request, who) -> Pathway:
    rows = Pathway.objects.for_user(request.user).open().filter(participant=who)
    return get_object_or_404(rows.select_related("contract", "participant__contract"))


def _ended(request, who, pk: int) -> Pathway:
    rows = Pathway.objects.for_user(request.user).filter(participant=who, ended_on__isnull=False)
    return get_object_or_404(rows.select_related("contract", "participant__contract"), pk=pk)


def _around(contract, who, path: Pathway | None = None) -> dict:
    """Where the page stands; back to the pathway that it is about when that one is ended."""
    back = reverse("plie:file", args=[contract.key, who.number])
    if path is not None and not path.is_open:
        back += f"?parcours={path.pk}"
    return {"back": back, "crumbs": [("Participants", reverse("plie:people", args=[contract.key])), (str(who), back)]}
