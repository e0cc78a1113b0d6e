"""One situation of a session, projected: initials only, its facts, the decision; what others do meanwhile shows."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from faubourg.pathways.models import Case, Session
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.sessions import decide, take_back
from faubourg.pathways.permissions import can_follow
from faubourg.pathways.refusals import refuse
from faubourg.web.plie.decisions import refusal_of
from faubourg.web.plie.doors import LEAD, note_reading, plie_view
from faubourg.web.plie.forms.sessions import DecisionForm
from faubourg.web.plie.judging import before, entry_of
from faubourg.web.plie.sittings import Agenda, agenda_of, facts_of, points_of, sitting_of, summary
from faubourg.web.plie.views.saying import try_act

GONE = "Cette situation n’est pas à l’ordre du jour."


@plie_view(TEAM)
def wall(request, contract, pk, case):
    """One situation; a decision leads to the next one that waits."""
    row = get_object_or_404(Session.objects.of(contract).select_related("contract"), pk=pk)
    agenda, found = _found(request, row, case)
    if found is None:
        return _settled(request, row, case)
    leads = request.roles >= LEAD
    if request.method == "POST" and not leads:
        raise PermissionDenied("Cela revient à la coordinatrice du PLIE.")
    note_reading(request, found.participant, "Cellule de suivi")
    if request.POST.get("acte") == "reprendre":
        return _taken_back(request, row, found)
    sent = request.POST if request.method == "POST" else None
    form = DecisionForm(sent, subject=found, contract=contract, user=request.user)
    facts = facts_of(found)
    if not facts.get("over"):
        # Within the maximum nothing is derogated from.
        form.fields.pop("derogation", None)
    problem = ""
    if sent is not None and form.is_valid():
        problem = _refused(request, form, found)
        if not problem:
            return redirect("plie:wall", contract.key, row.pk, (agenda.after_deciding(found) or found).pk)
        agenda, found = _found(request, row, case)
        form.subject = found
        form.look_again()
    return render(request, "plie/wall.html", _shown(request, row, agenda, found, facts) | {
        "form": form, "problem": problem, "leads": leads,
    })  # fmt: skip


@plie_view(TEAM)
def pulse(request, contract, pk, case):
    """What changed since the page was read: the agenda and who is there; 204 while nothing did."""
    row = get_object_or_404(Session.objects.of(contract).select_related("contract"), pk=pk)
    agenda, found = _found(request, row, case)
    if found is None:
        raise Http404(GONE)
    sitting = sitting_of(row, agenda)
    if request.GET.get("etat", "")[:80].replace("\0", "") == sitting.mark:
        return HttpResponse(status=204)
    seen = request.GET.get("vu", "")[:40].replace("\0", "")
    shown = {"session": row, "agenda": agenda, "case": found, "sitting": sitting, "seen": seen}
    shown["meanwhile"] = seen != _mark(found)
    return render(request, "plie/_wall_pulse.html", shown)


def _found(request, row: Session, number: int) -> tuple[Agenda, Case | None]:
    agenda = agenda_of(request.user, row)
    found = next((one for one in agenda.cases if one.pk == number), None)
    if found is not None:
        found.session = row
    return agenda, found


def _settled(request, row: Session, number: int) -> HttpResponse:
    """Another session or an act of the file settled it meanwhile: said above the agenda."""
    get_object_or_404(Case.objects.for_user(request.user), pk=number, session=row)
    messages.info(request, refuse("case-moot").message)
    return redirect("plie:session", row.contract.key, row.pk)


def _mark(case: Case) -> str:
    return case.decided_at.isoformat() if case.decided_at else ""


def _refused(request, form: DecisionForm, case: Case) -> str:
    """Why the decision is not taken; nothing once it is."""
    try:
        decide(case=case, **form.cleaned_data, by=request.user, at=timezone.now())
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _taken_back(request, row: Session, case: Case) -> HttpResponse:
    """A decision taken by mistake is undone: the situation waits again."""
    who = {"by": request.user, "at": timezone.now()}
    try_act(request, lambda: take_back(case=case, **who), "Décision reprise : la situation attend de nouveau.")
    return redirect("plie:wall", row.contract.key, row.pk, case.pk)


def _shown(request, row: Session, agenda: Agenda, found: Case, facts: dict) -> dict:
    former, after = agenda.beside(found)
    return {
        "session": row,
        "agenda": agenda,
        "case": found,
        "before": former,
        "after": after,
        "next": agenda.after_deciding(found),
        "sitting": sitting_of(row, agenda),
        "seen": _mark(found),
        "facts": facts,
        "entry": entry_of(found) if found.prescription_id and found.pathway_id is None else None,
        "before_it": before(request.user, found, row),
        "points": points_of(found, facts),
        "words": summary(found),
        "refusal": refusal_of(found),
        "may_propose": can_follow(request.user, found.participant),
        "rank": agenda.cases.index(found) + 1,
    }
