"""The bridge on screen: which count feeds which indicator, what was carried, what stays."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.pathways.models import BridgeRule
from faubourg.pathways.operations.bridging import carry, end_bridge, write_bridge
from faubourg.pathways.permissions import can_lead
from faubourg.pathways.queries.bridge import standing_of, waiting_years
from faubourg.pathways.queries.counts import counted_years
from faubourg.ui.typography import plural
from faubourg.web.plie.acts import Act
from faubourg.web.plie.doors import LEAD, plie_view
from faubourg.web.plie.forms.figures import BridgeForm, enterable
from faubourg.web.plie.periods import period_of
from faubourg.web.plie.views.acting import perform
from faubourg.web.plie.views.saying import try_act


def _add(contract, data, **who):
    return write_bridge(contract=contract, **data, **who)


ADD = Act(
    "Nourrir un indicateur", BridgeForm, _add, "Report ajouté : « Reporter maintenant », ou le passage de la nuit.",
    can_lead, lead="Des totaux de personnes distinctes, sans petit nombre. Une valeur saisie par quelqu’un reste.",
)  # fmt: skip


@plie_view(LEAD)
def page(request, contract):
    """Each rule with what it counts for the year, beside what the other contract holds."""
    today = timezone.localdate()
    period = period_of(request, counted_years(contract, today))
    rules = BridgeRule.objects.of(contract).select_related("contract", "target__current_version")
    shown = {
        "period": period,
        "waiting": waiting_years(contract, today),
        "standings": [standing_of(rule, period.year) for rule in rules.filter(end=None).order_by("pk")],
        "ended": rules.exclude(end=None).order_by("-end", "pk"),
    }
    return render(request, "plie/bridge.html", shown)


@plie_view(LEAD)
def add(request, contract):
    """A new rule."""
    back = reverse("plie:bridge", args=[contract.key])
    crumbs = [("Chiffres", reverse("plie:numbers", args=[contract.key])), ("Report des totaux", back)]
    if not enterable(request.user):
        return render(request, "plie/bridge_nothing.html", {"crumbs": crumbs, "back": back})
    return perform(request, ADD, contract, back=back, crumbs=crumbs)


@require_POST
@plie_view(LEAD)
def end(request, contract, pk):
    """Stop a rule."""
    row = get_object_or_404(BridgeRule.objects.of(contract).filter(end=None), pk=pk)
    try_act(
        request, lambda: end_bridge(rule=row, by=request.user, at=timezone.now()),
        "Report arrêté : ce qui est écrit là-bas y reste.",
    )  # fmt: skip
    return redirect("plie:bridge", contract.key)


@require_POST
@plie_view(LEAD)
def now(request, contract):
    """Carry the year that the page shows."""
    year = period_of(request, counted_years(contract, timezone.localdate())).year
    found = carry(contract=contract, year=year, by=request.user, at=timezone.now())
    written, masked, kept = (sum(counts) for counts in zip(*_counts(found), strict=True)) if found else (0, 0, 0)
    said = [plural(written, "valeur changée,valeurs changées")]
    if masked:
        said.append(f"{plural(masked, 'petit nombre gardé,petits nombres gardés')} ici")
    if kept:
        said.append(f"{plural(kept, 'valeur saisie laissée,valeurs saisies laissées')} en place")
    messages.success(request, f"Totaux de {year} reportés : {', '.join(said)}.")
    return redirect(f"{reverse('plie:bridge', args=[contract.key])}?annee={year}")


def _counts(found) -> list[tuple[int, int, int]]:
    return [(one.written, one.masked, len(one.kept)) for one in found]
