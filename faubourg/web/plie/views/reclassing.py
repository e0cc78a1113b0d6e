"""The jobs that a changed rule would class otherwise: listed, then classed again at once."""

from datetime import date

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from faubourg.pathways.choices import JobClass
from faubourg.pathways.models import JobRule, Step
from faubourg.pathways.operations.reclassing import class_again
from faubourg.pathways.operations.working import job_rules
from faubourg.pathways.queries.reclassing import classed_otherwise
from faubourg.ui.typography import plural
from faubourg.web.plie.doors import LEAD, note_names, plie_view
from faubourg.web.plie.forms.settings import SinceForm
from faubourg.web.plie.views.saying import try_act

A_PAGE = 50


@plie_view(LEAD)
def page(request, contract):
    """Which jobs, begun from a day on, would be classed otherwise; POST classes them again."""
    form = SinceForm(
        request.POST if request.method == "POST" else request.GET if "since" in request.GET else None,
        initial={"since": first_of_year},
    )
    is_said = form.is_bound and form.is_valid()
    if request.method == "POST" and is_said and _done(request, contract, form.cleaned_data):
        return redirect("plie:settings-rules", contract.key)
    since = form.cleaned_data["since"] if is_said else first_of_year()
    rules = list(job_rules(contract.pk))
    found = classed_otherwise(contract, rules, since=since).select_related(
        "pathway__participant", "contract_type", "job_row"
    )
    shown = Paginator(found.order_by("start", "pk"), A_PAGE).get_page(request.GET.get("page"))
    names = request.GET.get("noms") == "oui"
    if names:
        note_names(request, {row.pathway.participant_id for row in shown.object_list})
    by_key = {rule.pk: rule for rule in rules}
    lines = [(row, *_told(row, by_key)) for row in shown.object_list]
    crumbs = [
        ("Réglages", reverse("plie:settings", args=[contract.key])),
        ("Classement des emplois", reverse("plie:settings-rules", args=[contract.key])),
    ]
    told = {"page": shown, "lines": lines, "since": since, "form": form, "names": names, "crumbs": crumbs}
    return render(request, "plie/settings_again.html", told)


def first_of_year() -> date:
    """The day from which jobs are compared unless another is said: the report of the year is still to be made."""
    return timezone.localdate().replace(month=1, day=1)


def _done(request, contract, said: dict) -> bool:
    def act():
        class_again(contract=contract, **said, by=request.user, at=timezone.now())

    return try_act(request, act, f"{plural(said['expected'], 'emploi classé,emplois classés')} de nouveau.")


def _told(row: Step, rules: dict[int, JobRule]) -> tuple[str, str]:
    """The class by the rules of today, and its line in the table; no line: none."""
    rule = rules.get(row.said_rule)
    label = JobClass(row.said_class).label if row.said_class else "à classer"
    return label, str(rule.row) if rule and rule.row else ""
