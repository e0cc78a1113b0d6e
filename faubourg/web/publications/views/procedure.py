"""One step of the procedure of a report."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from faubourg.documents.blocks import DocumentError
from faubourg.reports.annual.operations.stepping import take_step
from faubourg.reports.choices import Stage
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
    return render(request, "publications/step.html", {"report": report, "form": form, "step": STEPS[stage]})
