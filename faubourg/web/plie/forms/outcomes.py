"""What becomes of the steps that go on when a pathway ends: asked one by one with the exit."""

from collections.abc import Callable

from django import forms

from faubourg.pathways.choices import StepKind, StepState
from faubourg.pathways.models import Pathway, Step
from faubourg.pathways.operations.leaving import GOES_ON

CHOICES = (
    ("", "Choisir"),
    (GOES_ON, "se poursuit après la sortie"),
    (StepState.DONE, "finit ce jour-là, réalisée en totalité"),
    (StepState.PARTLY, "finit ce jour-là, réalisée en partie"),
    (StepState.DROPPED, "abandonnée ce jour-là"),
)


def ask_outcomes(form: forms.Form, pathway: Pathway, named: Callable[[Step], str]) -> list[Step]:
    """Add one question a step that goes on, `step<number>`; a job is thought to go on. The steps asked about."""
    joined = pathway.steps.select_related("contract_type", "means", "domain")
    rows = list(joined.filter(state=StepState.ONGOING, end=None).order_by("start", "pk"))
    for row in rows:
        initial = GOES_ON if row.kind == StepKind.JOB else ""
        field = forms.ChoiceField(label=f"En cours : {named(row)}", choices=CHOICES, initial=initial)
        form.fields[f"step{row.pk}"] = field
    return rows
