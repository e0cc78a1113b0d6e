"""What changed: in one entity, and in the whole contract."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from faubourg.actions.models import Action
from faubourg.contracts.matrix import Verb
from faubourg.contracts.permissions import can
from faubourg.documents.sheets import write_csv, write_xlsx
from faubourg.evaluation.models.evaluation import Part
from faubourg.evaluation.permissions import can_read, hides_drafts
from faubourg.reports.history import entries_about
from faubourg.ui.typography import nbsp, number
from faubourg.web.history import reading
from faubourg.web.history.forms import JournalForm
from faubourg.web.history.kinds import KINDS
from faubourg.web.history.telling import Teller
from faubourg.web.shell import contract_view, fiche_tabs

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@contract_view
def fiche(request, contract, key):
    """Who changed what in a fiche and in what hangs on it, the newest first."""
    action = get_object_or_404(Action, version=contract.current_version_id, key=key)
    shown = {"action": action, "tabs": fiche_tabs(contract, action.key, current="history:fiche")}
    return render(request, "history/fiche.html", shown | _told(request, contract, action))


@contract_view
def entity(request, contract, kind, pk):
    """Who changed what in any other row of the contract."""
    if kind not in KINDS:
        raise Http404("Cette page n’existe pas.")
    row = get_object_or_404(KINDS[kind].rows(contract), pk=pk)
    if isinstance(row, Part) and not can_read(request.user, row):
        raise Http404("Cette page n’existe pas.")
    if isinstance(row, Action) and row.version_id == contract.current_version_id:
        return redirect("history:fiche", contract.key, row.key)
    shown = {
        "name": Teller(contract, request.user).name_of(row),
        "kind": KINDS[kind].label,
        "row_url": row.get_absolute_url() if hasattr(row, "get_absolute_url") else "",
        "reads_journal": can(request.user, Verb.READ_JOURNAL, contract),
    }
    return render(request, "history/entity.html", shown | _told(request, contract, row))


@contract_view
def journal(request, contract):
    """Everything that was done in the contract, filtered."""
    form = _filters(request, contract)
    entries = _journal(request, contract, form)
    page = reading.stretch(entries, before=request.GET.get("avant", ""), after=request.GET.get("apres", ""))
    shown = {
        "form": form,
        "count": reading.count(entries),
        "most": reading.COUNTED,
        "page": page,
        "told": Teller(contract, request.user).tell(page.entries),
        "address": _address(request),
    }
    return render(request, "history/journal.html", shown)


@contract_view
def export(request, contract, ending):
    """The entries that the filters keep, as a workbook or as CSV."""
    if ending not in CONTENT_TYPES:
        raise Http404
    entries = _journal(request, contract, _filters(request, contract))
    if entries.values("pk")[reading.EXPORTED : reading.EXPORTED + 1].exists():
        most = number(reading.EXPORTED)
        messages.error(request, nbsp(f"Plus de {most} entrées : réduisez la période ou ajoutez un filtre."))
        return redirect(f"{request.path.rpartition('.')[0]}/?{request.GET.urlencode()}")
    sheet = reading.sheet(contract, entries, request.user)
    content = write_csv(sheet) if ending == "csv" else write_xlsx([sheet], title=sheet.title)
    response = HttpResponse(content, content_type=CONTENT_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{contract.key}-journal.{ending}"'
    return response


def _journal(request, contract, form: JournalForm):
    """The entries that the filters keep, without those of a draft that the person may not read."""
    entries = reading.journal_of(contract, form)
    if hides_drafts(request.user, contract):
        return entries.exclude(subject__startswith=f"{Part._meta.app_label}.")
    return entries


def _told(request, contract, row) -> dict:
    """A page of the entries about `row`."""
    page = reading.stretch(entries_about(row), before=request.GET.get("avant", ""), after=request.GET.get("apres", ""))
    return {"page": page, "told": Teller(contract, request.user).tell(page.entries), "address": ""}


def _filters(request, contract) -> JournalForm:
    if not can(request.user, Verb.READ_JOURNAL, contract):
        raise PermissionDenied("Le journal du contrat est ouvert à la ou au chef·fe de projet et à l’État.")
    return JournalForm(request.GET, contract=contract)


def _address(request) -> str:
    """The filters of the address, without its place in the journal."""
    kept = request.GET.copy()
    for name in ("avant", "apres"):
        kept.pop(name, None)
    return kept.urlencode()
