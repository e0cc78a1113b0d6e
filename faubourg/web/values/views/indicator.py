"""The page of an indicator: what it counts, its values, its targets; and what is said of a year."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can_edit_contract, reach
from faubourg.indicators.masking import MASKED, Masker, counts_persons, masker_for
from faubourg.indicators.models import Contest, Indicator, ValueNote
from faubourg.indicators.operations import REFUSED, say_of_values
from faubourg.indicators.permissions import can_on_indicator
from faubourg.indicators.queries_series import breakdown_words, series_of
from faubourg.indicators.reading import meaning_of, read
from faubourg.registers.queries import reported_for
from faubourg.ui.typography import nbsp
from faubourg.web.shell import contract_view
from faubourg.web.values.choosing import read_year, years_of
from faubourg.web.values.forms import NoteForm

KINDS = {"atteint": "done", "depasse": "done", "non-atteint": "failed", "non-comparable": "unknown"}


def _indicator(contract: Contract, key: str) -> Indicator:
    rows = Indicator.objects.filter(version=contract.current_version_id).select_related("version", "reference_producer")
    return get_object_or_404(rows.prefetch_related("producers", "actions", "nodes"), key=key)


@contract_view
def page(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """Its definition, and its values by period, territory and sex."""
    indicator, today = _indicator(contract, key), timezone.localdate()
    year = read_year(request.GET.get("annee", ""), years_of(contract, today), today)
    return _show(request, contract, indicator, year)


def _show(request, contract: Contract, indicator: Indicator, year: int, form: NoteForm | None = None) -> HttpResponse:
    masker = masker_for(request.user, contract, lineages=[indicator.lineage_id])
    series = series_of(indicator, contract=contract, masker=masker)
    note = next((one for one in series.notes if one.period == str(year)), None)
    writes = can_on_indicator(request.user, Verb.ENTER_VALUES, indicator, contract=contract)
    context = {
        "indicator": indicator,
        "facts": _facts(indicator),
        "series": series,
        "masker": masker,
        "contests": _contests(contract, indicator, masker),
        "rules": can_edit_contract(request.user, contract),
        "contests_values": bool(series.lines) and reach(request.user, Verb.COMMENT, contract) is not None,
        "judged": [{"row": one, "kind": KINDS[one.verdict.kind]} for one in series.judged],
        "chart": [{"label": period, "values": [value], "end": text} for period, value, text in series.points],
        "drawn": any(value is not None for _, value, _ in series.points),
        "legend": [{"label": indicator.unit or "valeur", "tone": "1"}],
        "year": year,
        "years": years_of(contract, timezone.localdate()),
        "writes": writes,
        "reported": reported_for(indicator, contract),
        "owes_words": _owes_words(indicator, year, series.told, note),
        "form": form or NoteForm(instance=note, indicator=indicator),
        "history_url": reverse("history:entity", args=[contract.key, "indicator", indicator.pk]),
    }
    return render(request, "values/indicator.html", context)


def _owes_words(indicator: Indicator, year: int, told: frozenset[str], note: ValueNote | None) -> bool:
    """Whether a value of the year waits for its obligatory interpretation."""
    return bool(indicator.requires_interpretation) and str(year) in told and not (note and note.interpretation)


def _contests(contract: Contract, indicator: Indicator, masker: Masker) -> list[dict]:
    """Both figures of each contested value; where the indicator has masked values, neither is told."""
    rows = Contest.objects.filter(contract=contract, lineage=indicator.lineage_id).select_related("organisation")
    veiled = indicator.lineage_id in masker.lineages
    return [
        {
            "row": row,
            "place": nbsp(f"{row.period}, {breakdown_words(row.breakdown)}"),
            "contested": MASKED if veiled else row.contested,
            "proposed": MASKED if veiled or _is_small(row.proposed, indicator, masker) else row.proposed,
        }
        for row in rows
    ]


def _is_small(text: str, indicator: Indicator, masker: Masker) -> bool:
    found = read(text, meaning_of(indicator))
    count = found.numerator or found.value if found else None
    return count is not None and counts_persons(indicator) and 0 < count < masker.threshold


def _facts(indicator: Indicator) -> list[tuple[str, str]]:
    """The definition, as (name, text)."""
    facts = (
        ("Nature", indicator.get_kind_display()),
        ("Réalisation ou résultat", indicator.get_nature_display()),
        ("Unité", indicator.unit),
        ("Fréquence", indicator.frequency),
        ("Producteurs", ", ".join(sorted(row.name for row in indicator.producers.all()))),
        ("Producteur de référence", str(indicator.reference_producer or "")),
        ("Ventilations demandées", ", ".join(map(str, indicator.breakdowns))),
        ("Sens attendu", indicator.direction),
        ("Valeur de départ", indicator.baseline),
        ("Cible imprimée", indicator.target),
        ("Comment les valeurs s’ajoutent", indicator.get_adding_display()),
        ("Source, méthode et limites", indicator.method),
        ("Formule", indicator.formula),
    )
    return [(name, nbsp(text)) for name, text in facts if text]


@contract_view
def note(request: HttpRequest, contract: Contract, key: str, number: int) -> HttpResponse:
    """Write what is said of the values of the year `number`; GET leads to the page."""
    indicator = _indicator(contract, key)
    if number not in years_of(contract, timezone.localdate()):
        raise Http404("Cette année n’est pas une année du contrat.")
    place = f"{reverse('values:indicator', args=[contract.key, key])}?annee={number}"
    if request.method != "POST":
        return redirect(f"{place}#interpretation")
    if not can_on_indicator(request.user, Verb.ENTER_VALUES, indicator, contract=contract):
        raise PermissionDenied(REFUSED)
    form = NoteForm(request.POST, instance=ValueNote(), indicator=indicator)
    if not form.is_valid():
        return _show(request, contract, indicator, number, form)
    facts = {"contract": contract, "indicator": indicator, "year": number, "user": request.user}
    try:
        say_of_values(**facts, values=form.cleaned_data, at=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return _show(request, contract, indicator, number, form)
    messages.success(request, "Interprétation enregistrée.")
    return redirect(place)
