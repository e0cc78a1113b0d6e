"""The versions of a contract: their list, one of them, two of them side by side."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from faubourg.amendments.permissions import can_manage_versions, can_work_on_draft
from faubourg.amendments.queries import (
    compare,
    components_of,
    corrections_of,
    number_before,
    version_in_progress,
    versions_of,
)
from faubourg.contracts.models import Version
from faubourg.documents.blocks import DocumentError
from faubourg.followup.queries import has_past
from faubourg.journal.models import Entry
from faubourg.reports.documents.kinds import RENDERERS, make_document
from faubourg.web.shell import contract_view
from faubourg.web.versions.forms import ComparisonForm
from faubourg.web.versions.showing import LONGEST_LIST, compared_with, lines_of, shown_kind, tallies

CORRECTIONS_SHOWN = 100


@contract_view
def page(request, contract):
    """Every version, and what can be made of the last one."""
    may_manage = can_manage_versions(request.user, contract)
    context = {
        "versions": versions_of(contract),
        "read_id": contract.published_id,
        "in_progress": version_in_progress(contract),
        "may_manage": may_manage,
        "can_rebuild": may_manage and number_before(contract) is not None and has_past(contract),
    }
    return render(request, "versions/page.html", context)


@contract_view
def version(request, contract, number):
    """One version: its state, its components, its corrections matérielles, its history."""
    found = _version(contract, number)
    context = {
        "version": found,
        "read_id": contract.published_id,
        "is_read": found.pk == contract.published_id,
        "is_worked_on": contract.is_on_draft and contract.current_version_id == found.pk,
        "components": () if found.is_reconstituted or found.is_adopted else components_of(found),
        "corrections": corrections_of(found)[:CORRECTIONS_SHOWN],
        "entries": Entry.objects.about(found).select_related("actor")[:50],
        "other": compared_with(found),
        "may_manage": can_manage_versions(request.user, contract),
        "may_work": can_work_on_draft(request.user, contract),
    }
    return render(request, "versions/version.html", context)


@contract_view
def comparison(request, contract, number):
    """What changed between two versions, line by line, with filters."""
    found = _version(contract, number)
    form = ComparisonForm(request.GET, version=found)
    form.is_valid()
    wanted = form.cleaned_data
    other = wanted.get("avec") or compared_with(found)
    if other is None:
        return render(request, "versions/alone.html", {"version": found})
    old, new = sorted((found, other), key=lambda version: version.number)
    compared = compare(old, new)
    lines = lines_of(compared, wanted)
    context = {
        "version": found,
        "other": other,
        "compared": compared,
        "form": form,
        "others": [(each.number, str(each)) for each in form.fields["avec"].queryset],
        "subjects": form.fields["sujet"].choices[1:],
        "kinds": form.fields["devenir"].choices,
        "kind": shown_kind(compared, wanted),
        "text": wanted.get("q") or "",
        "tallies": tallies(compared),
        "page": Paginator(lines, LONGEST_LIST).get_page(request.GET.get("page")),
    }
    return render(request, "versions/comparison.html", context)


@contract_view
def download(request, contract, number, ending):
    """The comparison as a file."""
    found = _version(contract, number)
    if ending not in RENDERERS:
        raise Http404("Ce document n’existe pas.")
    wanted = request.GET.get("avec", "")
    options = {"new": found.number} | ({"old": int(wanted)} if wanted.isdigit() and len(wanted) < 5 else {})
    facts = {"kind": "comparaison", "ending": ending, "contract": contract, "options": options}
    try:
        content = make_document(**facts, printed_on=timezone.localdate())
    except (DocumentError, LookupError) as error:
        raise Http404(error.args[0]) from error
    response = HttpResponse(content, content_type=RENDERERS[ending][1])
    response["Content-Disposition"] = f'attachment; filename="{contract.key}-comparaison.{ending}"'
    return response


def _version(contract, number) -> Version:
    found = get_object_or_404(
        Version.objects.select_related("based_on", "deliberation"), contract=contract, number=number
    )
    found.contract = contract
    return found
