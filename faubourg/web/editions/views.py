"""The documents of a contract: what can be printed, and the files."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from faubourg.documents.blocks import DocumentError
from faubourg.reports.documents.kinds import KINDS, RENDERERS, make_document
from faubourg.web.editions.forms import EditionForm
from faubourg.web.shell import contract_view


@contract_view
def page(request, contract):
    """Every document, with its choices."""
    kinds = [kind for kind in KINDS.values() if kind.only_for in ("", contract.kind)]
    forms = [EditionForm(kind=kind, contract=contract) for kind in kinds]
    return render(request, "editions/page.html", {"forms": forms})


@contract_view
def download(request, contract, kind, ending):
    """The file of a document; a choice that cannot be printed comes back to the page with its sentence."""
    if kind not in KINDS or ending not in RENDERERS:
        raise Http404("Ce document n’existe pas.")
    form = EditionForm(request.GET, kind=KINDS[kind], contract=contract)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect("editions:page", contract.key)
    key = form.cleaned_data.get("cle", "")
    facts = {"kind": kind, "ending": ending, "contract": contract, "key": key, "options": form.options()}
    try:
        content = make_document(**facts, printed_on=timezone.localdate())
    except (DocumentError, LookupError) as error:
        messages.error(request, error.args[0])
        return redirect("editions:page", contract.key)
    name = "-".join(part for part in (contract.key, kind, key) if part)
    response = HttpResponse(content, content_type=RENDERERS[ending][1])
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
