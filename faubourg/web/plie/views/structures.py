"""A structure on its page, and a portfolio handed over: chosen, previewed, transmitted at once."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Agent, Structure
from faubourg.pathways.operations.handing import hand_over
from faubourg.pathways.queries.portfolio import (
    holders,
    listeners,
    planned_meetings,
    portfolio_of,
    sources,
    workshops_left,
)
from faubourg.ui.typography import plural
from faubourg.web.plie.acts.structures import ACTS
from faubourg.web.plie.doors import LEAD, note_names, plie_view
from faubourg.web.plie.forms.structures import HeirsForm, holder_words
from faubourg.web.plie.heirs import ONE_BY_ONE, plan_of
from faubourg.web.plie.views.acting import perform
from faubourg.web.plie.views.saying import try_act


@plie_view(LEAD)
def structure(request, contract, pk):
    """Its places, its people, what closing it would leave behind."""
    row, today = _structure(contract, pk), timezone.localdate()
    held = portfolio_of(row)
    shown = {
        "row": row,
        "places": row.places.order_by("name", "pk"),
        "team": row.agents.select_related("user").order_by("end", "role", "pk"),
        "followed": held.pathways.count(),
        "coming": held.prescriptions.count(),
        "is_closed": row.closed_on is not None and row.closed_on < today,
        "crumbs": _team(contract),
    }
    return render(request, "plie/structure.html", shown)


@plie_view(LEAD)
def structure_act(request, contract, pk, name):
    """Change a structure, its places of reception, or close it."""
    if name not in ACTS:
        raise Http404("Cette adresse n’existe pas.")
    row = _structure(contract, pk)
    back = reverse("plie:structure", args=[contract.key, row.pk])
    beside = {"kind": row.name}
    if name == "fermer" and not portfolio_of(row).is_empty:
        beside["handover"] = f"{reverse('plie:handover', args=[contract.key])}?de=structure-{row.pk}"
    return perform(request, ACTS[name], row, back=back, crumbs=[*_team(contract), (row.name, back)], beside=beside)


@plie_view(LEAD)
def handover(request, contract):
    """From whom, to whom, from when; then the preview, person by person; then the transmission."""
    source = _source(contract, request.GET.get("de", ""))
    if source is None:
        structures = Structure.objects.of(contract).filter(closed_on=None)
        shown = {
            "sources": sources(contract),
            "structures": structures.order_by("name", "pk"),
            "crumbs": _team(contract),
        }
        return render(request, "plie/handover_from.html", shown)
    today, others = timezone.localdate(), _heirs(contract, source)
    form = HeirsForm(
        request.GET if "le" in request.GET else None, holders=others, subject=source, contract=contract,
        user=request.user,
    )  # fmt: skip
    held = portfolio_of(source)
    shown = {
        "source": source, "is_agent": isinstance(source, Agent), "form": form, "crumbs": _team(contract),
        "followed": held.pathways.count(), "coming": held.prescriptions.count(),
        "meetings": planned_meetings(held.pathways, on=today), "workshops": workshops_left(source, on=today),
        "de": request.GET["de"], "listened": held.supports.count(), "listens": _listens(source),
    }  # fmt: skip
    if form.is_bound and form.is_valid():
        said = request.POST if request.method == "POST" else {}
        plan = plan_of(held, form.cleaned_data["vers"], others, said)
        if "transmettre" in said and _done(request, source, plan, form.cleaned_data["le"]):
            return redirect(_after(contract, source))
        shown |= _preview(plan, others, request)
        if shown["one_by_one"] and shown["names"]:
            note_names(request, [one.person.pk for one in plan.passings])
    return render(request, "plie/handover.html", shown)


def _preview(plan, others, request) -> dict:
    return {
        "plan": plan,
        "one_by_one": len(plan.passings) <= ONE_BY_ONE,
        "options": [(one.agent.pk, holder_words(one)) for one in others],
        "names": request.GET.get("noms") == "oui",
        "end_role": request.method != "POST" or "terminer" in request.POST,
    }


def _done(request, source, plan, on) -> bool:
    def act():
        hand_over(
            source=source, pathways=plan.heirs("p"), prescriptions=plan.heirs("r"), supports=plan.heirs("e"), on=on,
            by=request.user, at=timezone.now(), end_role="terminer" in request.POST,
        )  # fmt: skip

    return try_act(request, act, f"{plural(len(plan.passings), 'personne transmise,personnes transmises')}.")


def _after(contract, source) -> str:
    if isinstance(source, Structure):
        return reverse("plie:structure", args=[contract.key, source.pk])
    return reverse("plie:team", args=[contract.key])


def _heirs(contract, source):
    """Who may receive from `source`."""
    found = (listeners if _listens(source) else holders)(contract, on=timezone.localdate())
    if isinstance(source, Structure):
        return [one for one in found if one.agent.structure_id not in (None, source.pk)]
    return [one for one in found if one.agent.pk != source.pk]


def _listens(source: Agent | Structure) -> bool:
    return isinstance(source, Agent) and source.role == AgentRole.PSYCHOLOGIST


def _source(contract, words: str) -> Agent | Structure | None:
    """« agent-12 » or « structure-3 »; None: not said."""
    kind, _, number = words.partition("-")
    models = {"agent": Agent, "structure": Structure}
    if kind not in models or not number.isdecimal() or len(number) > 9:
        return None
    related = ("contract", "user", "structure") if kind == "agent" else ("contract",)
    return get_object_or_404(models[kind].objects.of(contract).select_related(*related), pk=int(number))


def _structure(contract, pk: int) -> Structure:
    return get_object_or_404(Structure.objects.of(contract).select_related("contract"), pk=pk)


def _team(contract) -> list[tuple[str, str]]:
    return [("Équipe", reverse("plie:team", args=[contract.key]))]
