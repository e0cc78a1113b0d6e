"""One step of the procedure of a report."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from faubourg.documents.blocks import DocumentError
from faubourg.reports.annual.operations.stepping import take_step
from faubourg.reports.choices import Content, Stage
from faubourg.reports.models import AnnualReport
from faubourg.ui.typography import plural
from faubourg.web.publications.forms import StepForm
from faubourg.web.publications.showing import STEPS
from faubourg.web.publications.views.asked import must_publish, report_of, tell
from faubourg.web.shell import contract_view


@contract_view
def step(request, contract, pk, stage):
    """Inscribe a step; what refuses it is said on the form."""
    report = report_of(contract, pk)
    must_publish(request, contract)
    if stage not in Stage.values:
        raise Http404("Cette étape n’existe pas.")
    form = StepForm(request.POST or None, stage=Stage(stage), initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            take_step(report=report, stage=stage, **form.cleaned_data, by=request.user, at=timezone.now())
        except (ValidationError, DocumentError) as error:
            tell(form, error if isinstance(error, ValidationError) else ValidationError(str(error)))
        else:
            messages.success(request, STEPS[stage].done)
            return redirect(report)
    shown = {"report": report, "form": form, "step": STEPS[stage], "cautions": _cautions(report, stage)}
    return render(request, "publications/step.html", shown)


def _cautions(report: AnnualReport, stage: str) -> list[str]:
    """What to know before a report is frozen: nothing of it changes afterwards."""
    if stage != Stage.APPROVED:
        return []
    empty = len(Content) - sum(bool(row.text.strip()) for row in report.texts.all())
    found = []
    if empty:
        found.append(f"{plural(empty, 'texte n’est pas écrit,textes ne sont pas écrits')} : le rapport figé le dira.")
    if report.year >= timezone.localdate().year:
        found.append(f"L’année {report.year} n’est pas finie : ses chiffres sont ceux d’aujourd’hui.")
    return found
