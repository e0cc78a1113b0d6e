"""One form for every row of an evaluation: added, changed, removed, through the schema of files."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from faubourg.evaluation.choices import EvaluationState, RecommendationKind
from faubourg.evaluation.models import Evaluation
from faubourg.evaluation.models.evaluation import Part as Row
from faubourg.exchange.editing import record_of
from faubourg.exchange.rows_editing import add_record, remove_record
from faubourg.exchange.schema.sections import BY_NAME
from faubourg.followup.models import Review
from faubourg.intake.problems import IntakeError
from faubourg.journal.models import Entry
from faubourg.web.evaluation.forms import NewRowForm, RowForm
from faubourg.web.evaluation.parts import Part, above, part_at, place_of
from faubourg.web.evaluation.views.finding import check_evaluates, check_writes, row_at
from faubourg.web.forms.saving import save_part
from faubourg.web.shell import contract_view

#: The part that only changes rows which another one adds.
ONLY_CHANGED = "jugements"


@contract_view
def add(request, contract, part):
    """A new row; `sous` names what it hangs on, `bilan` and `constat` what a recommendation is drawn from."""
    found = part_at(part)
    if part == ONLY_CHANGED:
        raise Http404("Un jugement se porte sur un critère.")
    check_evaluates(request, contract)
    under = _under(request, contract, found)
    if under is not None:
        check_writes(request, contract, under)
    within = under.own_evaluation if under is not None else None
    prefill = _prefill(request, contract, under, found)
    form = NewRowForm(request.POST or None, contract=contract, part=found, within=within, prefill=prefill)
    if request.method == "POST" and form.is_valid():
        try:
            row = add_record(
                contract=contract, section=found.section, values=form.values(), user=request.user, at=timezone.now()
            )
        except IntakeError as error:
            form.take(error)
        else:
            messages.success(request, "Enregistré.")
            return redirect(place_of(row))
    shown = {"form": form, "part": found, "row": None, "under": under, "back": _back(request, under)}
    return render(request, "evaluation/form.html", shown)


@contract_view
def edit(request, contract, part, key):
    """What a row says; two people on one field are told."""
    found = part_at(part)
    row = row_at(request, contract, found.section.model, key)
    check_writes(request, contract, row)
    record = record_of(contract=contract, section=found.section, row=row)
    form = RowForm(request.POST or None, contract=contract, part=found, row=row, record=record)
    if request.method == "POST" and form.is_valid():
        changes = save_part(form, contract=contract, row=row, user=request.user, at=timezone.now())
        if changes is not None:
            messages.success(request, "Enregistré." if changes else "Rien n’a changé.")
            return redirect(place_of(row))
    last = Entry.objects.about(row).select_related("actor").first() if form.clashes else None
    shown = {"form": form, "part": found, "row": row, "under": None, "back": place_of(row), "last": last}
    return render(request, "evaluation/form.html", shown)


@contract_view
def remove(request, contract, part, key):
    """Take a row away, once confirmed; refused while others hang on it."""
    found = part_at(part)
    row = row_at(request, contract, found.section.model, key)
    check_writes(request, contract, row)
    place, problems = above(row), []
    if request.method == "POST":
        facts = {"contract": contract, "section": found.section, "row": row, "user": request.user}
        try:
            remove_record(**facts, at=timezone.now())
        except IntakeError as error:
            problems = [problem.sentence for problem in error.problems]
        else:
            messages.success(request, "Retiré. Le journal garde ce qui a été dit.")
            return redirect(place)
    shown = {"part": found, "row": row, "back": place_of(row), "problems": problems}
    return render(request, "evaluation/remove.html", shown)


def _under(request, contract, part: Part) -> Row | None:
    """What a new row hangs on, where the address says it."""
    key = request.GET.get("sous", "")
    if not part.parent or not key or "\0" in key:
        return None
    return row_at(request, contract, BY_NAME[part.section.by_name[part.parent].target].model, key)


def _prefill(request, contract, under: Row | None, part: Part) -> dict:
    found = {part.parent: under.key} if under is not None else {}
    only = list(Evaluation.objects.of(contract).exclude(state=EvaluationState.CLOSED).values_list("key", flat=True)[:2])
    if under is None and part.parent == "evaluation" and len(only) == 1:
        found["evaluation"] = only[0]
    key = request.GET.get("bilan", "")
    if part.slug == "recommandations" and key and "\0" not in key:
        review = Review.objects.of(contract).filter(key=key).first()
        if review is not None:
            found |= {"reviews": [review.key], "kind": RecommendationKind.RELAUNCH}
    key = request.GET.get("constat", "")
    if part.slug == "recommandations" and key:
        found["findings"] = [key[:80]]
    return found


def _back(request, under: Row | None) -> str:
    return place_of(under) if under is not None else ""
