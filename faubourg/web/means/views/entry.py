"""The quick table of an organisation and a year: what was planned, what is declared, and new lines; saved together."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from faubourg.actions.choices import MeansNature, MeansState
from faubourg.actions.models import Action, Means, RealMeans
from faubourg.actions.operations import correct_means, declare_means
from faubourg.actions.operations.means import FIRST_YEAR, LAST_YEAR, REFUSED, digest_of
from faubourg.actions.permissions_means import givers_of
from faubourg.contracts.models import Contract, ListedOrganisation
from faubourg.reports.meter.board import EUROS, amount_words
from faubourg.ui.typography import number, plural
from faubourg.web.means.forms import LineForm, actions_of, carried_by
from faubourg.web.shell import contract_view

#: Empty lines under those that the plan and the year already fill.
EMPTY_LINES = 4


@dataclass
class Line:
    """A line of the table: the means that it corrects, or the action for which it declares one."""

    form: LineForm
    action: Action | None = None
    row: RealMeans | None = None
    planned: str = ""

    @property
    def is_locked(self) -> bool:
        """What was justified is changed on its own page, where one sees what that undoes."""
        return self.row is not None and self.row.state == MeansState.JUSTIFIED


@contract_view
def page(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The table; POST declares and corrects what was typed, all or nothing."""
    choices = _organisations(request, contract)
    given = request.GET
    organisation = next((one for one in choices if one.key == given.get("organisme")), choices[0])
    year = _year(given.get("annee", ""))
    lines = _lines(contract, organisation, year, request.POST if request.method == "POST" else None)
    if request.method == "POST" and all(line.form.is_valid() for line in lines if not line.is_locked):
        written = _write(request, contract, organisation, year, lines)
        if written is not None:
            messages.success(request, f"{plural(written, 'ligne enregistrée,lignes enregistrées')}.")
            place = reverse("means:entry", args=[contract.key])
            return redirect(f"{place}?organisme={organisation.key}&annee={year}")
    context = {"organisation": organisation, "year": year, "lines": lines, "organisations": choices}
    today = timezone.localdate().year
    context["years"] = sorted({year, *range(today - 4, today + 1)}, reverse=True)
    return render(request, "means/entry.html", context)


def _organisations(request: HttpRequest, contract: Contract) -> list[ListedOrganisation]:
    givers = givers_of(request.user, contract)
    rows = ListedOrganisation.objects.of(contract).order_by("name", "pk")
    found = list(rows if givers.only is None else rows.filter(pk__in=givers.only))
    if not found:
        raise PermissionDenied(REFUSED)
    return found


def _year(text: str) -> int:
    """The year of the address, else this one."""
    found = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0
    return found if FIRST_YEAR <= found <= LAST_YEAR else timezone.localdate().year


def _lines(contract: Contract, organisation: ListedOrganisation, year: int, data) -> list[Line]:
    """What is declared for the year, then what the plan promises and nobody declared yet, then empty lines."""
    actions = {action.lineage_id: action for action in actions_of(contract)}
    rows = RealMeans.objects.of(contract).filter(organisation=organisation, year=year)
    rows = rows.select_related("lineage__contract", "organisation").order_by("position", "pk")
    lines = [_declared(row, actions[row.lineage_id], data) for row in rows if row.lineage_id in actions]
    done = {(line.row.lineage_id, line.row.kind) for line in lines}
    planned = Means.objects.filter(action__version=contract.current_version_id, organisation=organisation)
    for means in planned.select_related("action").order_by("position", "pk"):
        if (means.action.lineage_id, means.kind) not in done:
            lines.append(_promised(means, actions[means.action.lineage_id], data))
    mine = carried_by(contract, organisation)
    free = mine if mine.exists() else actions_of(contract)
    for place in range(EMPTY_LINES):
        said = f"nouvelle ligne {place + 1}"
        lines.append(Line(LineForm(data, prefix=f"n{place}", actions=free, said=said)))
    return lines


def _declared(row: RealMeans, action: Action, data) -> Line:
    initial = {name: getattr(row, name) for name in ("kind", "nature", "unit", "text", "proof")}
    initial |= {"quantity": number(row.quantity), "digest": digest_of(row)}
    locked = row.state == MeansState.JUSTIFIED
    form = LineForm(None if locked else data, prefix=f"m{row.pk}", initial=initial, said=str(action))
    return Line(form, action, row)


def _promised(means: Means, action: Action, data) -> Line:
    nature = MeansNature.EUROS if means.amount is not None or means.quantity is None else MeansNature.IN_KIND
    if means.amount is None and means.unit.strip().casefold() == "etp":
        nature = MeansNature.STAFF
    initial = {"kind": means.kind, "nature": nature, "unit": means.unit if nature == MeansNature.IN_KIND else ""}
    said = amount_words(means.amount, EUROS) or amount_words(means.quantity, means.unit)
    planned = said or means.text
    return Line(LineForm(data, prefix=f"p{means.pk}", initial=initial, said=str(action)), action, planned=planned)


@transaction.atomic
def _write(request: HttpRequest, contract: Contract, organisation, year: int, lines: list[Line]) -> int | None:
    """How many lines were written; None when one is refused: nothing is, and its form says why."""
    facts = {"contract": contract, "by": request.user, "at": timezone.now()}
    written = 0
    for line in lines:
        if line.is_locked or not line.form.is_typed:
            continue
        values = line.form.values() | {"organisation": organisation, "year": year}
        action = line.action or line.form.cleaned_data["action"]
        try:
            if line.row is None:
                declare_means(action=action, values=values, **facts)
            else:
                seen = line.form.cleaned_data["digest"]
                correct_means(row=line.row, action=action, values=values, shared=None, seen=seen, **facts)
        except ValidationError as error:
            line.form.add_error(None, error)
            transaction.set_rollback(True)
            return None
        written += 1
    return written
