"""The files of a fiche: joined, given back, removed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.actions.models import Action
from faubourg.actions.operations import attach_file, detach_file
from faubourg.actions.permissions_talk import talk_rights
from faubourg.actions.queries_talk import action_of, last_action_of
from faubourg.contracts.models import Contract
from faubourg.threads.models import Attachment
from faubourg.threads.serving import open_attachment, safe_headers
from faubourg.ui.typography import nbsp
from faubourg.web.shell import contract_view
from faubourg.web.talk.forms import FilesForm
from faubourg.web.talk.showing import action_at, show

KEEPS = "Seules les personnes qui tiennent cette fiche y joignent ou en retirent des pièces."


def _found(contract: Contract, pk: int, *, may_be_gone: bool = False) -> tuple[Attachment, Action]:
    """The file and its fiche in the version shown; 404 for those of another contract.

    `may_be_gone`: a fiche that has left the plan will do.
    """
    rows = Attachment.objects.filter(scope=contract.scope).select_related("uploaded_by", "content_type")
    attachment = get_object_or_404(rows, pk=pk)
    action = (last_action_of if may_be_gone else action_of)(contract, attachment)
    if action is None:
        raise Http404("La fiche de cette pièce n’est pas dans cette version du plan.")
    return attachment, action


@contract_view
@require_POST
def attach(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """Join files to a fiche: those that are accepted stay, each of the others has its sentence."""
    action = action_at(contract, key)
    if not talk_rights(request.user, action, contract=contract).keeps:
        raise PermissionDenied(KEEPS)
    form, joined = FilesForm(request.POST, request.FILES), []
    for upload in form.cleaned_data["files"] if form.is_valid() else []:
        facts = {"upload": upload, "user": request.user, "at": timezone.now()}
        try:
            joined.append(attach_file(contract=contract, action=action, **facts).name)
        except ValidationError as error:
            form.add_error("files", error)
    if joined:
        names = ", ".join(f"« {name} »" for name in joined)
        messages.success(request, nbsp(f"{'Joints' if len(joined) > 1 else 'Joint'} : {names}."))
    if form.errors:
        return show(request, contract, action, files_form=form)
    return redirect("talk:fiche", contract.key, key)


@contract_view
def download(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """A file, to be saved: private like its fiche, run by no browser."""
    attachment, _ = _found(contract, pk, may_be_gone=True)
    try:
        with open_attachment(attachment) as content:
            return HttpResponse(content.read(), headers=safe_headers(attachment))
    except FileNotFoundError as error:
        raise Http404(str(error)) from error


@contract_view
def detach(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """Ask, then remove a file; the journal keeps its name."""
    attachment, action = _found(contract, pk)
    if not talk_rights(request.user, action, contract=contract).keeps:
        raise PermissionDenied(KEEPS)
    if request.method == "POST":
        facts = {"user": request.user, "at": timezone.now()}
        detach_file(contract=contract, action=action, attachment=attachment, **facts)
        messages.success(request, nbsp(f"Pièce retirée : « {attachment.name} »."))
        return redirect("talk:fiche", contract.key, action.key)
    return render(request, "talk/detach.html", {"attachment": attachment, "action": action})
