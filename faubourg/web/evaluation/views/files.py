"""The files joined to an evidence and to a story: joined, given back, removed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.evaluation.models import EmblematicAction, Evidence
from faubourg.evaluation.operations import drop_file, join_file
from faubourg.evaluation.permissions import can_read
from faubourg.threads.models import Attachment
from faubourg.threads.serving import open_attachment, safe_headers
from faubourg.web.evaluation.forms import FileForm
from faubourg.web.evaluation.parts import part_at, place_of
from faubourg.web.evaluation.views.finding import check_writes, row_at, sentences
from faubourg.web.shell import contract_view

#: What takes files.
JOINED = (Evidence, EmblematicAction)


@contract_view
def join(request, contract, part, key):
    """Join a file to a row."""
    model = part_at(part).section.model
    if model not in JOINED:
        raise Http404("Aucun fichier ne se joint ici.")
    row = row_at(request, contract, model, key)
    check_writes(request, contract, row)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            join_file(row=row, upload=form.cleaned_data["file"], by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error("file", error)
        else:
            messages.success(request, "Fichier joint.")
            return redirect(place_of(row))
    return render(request, "evaluation/join.html", {"form": form, "row": row, "back": place_of(row)})


@contract_view
def download(request, contract, pk):
    """A file, for those who read its row."""
    attachment, _ = _found(request, contract, pk)
    try:
        with open_attachment(attachment) as content:
            return HttpResponse(content.read(), headers=safe_headers(attachment))
    except FileNotFoundError as error:
        raise Http404(str(error)) from error


@contract_view
@require_POST
def drop(request, contract, pk):
    """Remove a file."""
    attachment, row = _found(request, contract, pk)
    check_writes(request, contract, row)
    try:
        drop_file(row=row, attachment=attachment, by=request.user, at=timezone.now())
        messages.success(request, "Fichier retiré.")
    except ValidationError as error:
        messages.error(request, sentences(error))
    return redirect(place_of(row))


def _found(request, contract, pk: int):
    rows = Attachment.objects.filter(scope=contract.scope).select_related("content_type")
    attachment = get_object_or_404(rows, pk=pk)
    row = attachment.target
    if not isinstance(row, JOINED) or row.contract_id != contract.pk or not can_read(request.user, row):
        raise Http404("Cette pièce n’existe pas.")
    return attachment, row
