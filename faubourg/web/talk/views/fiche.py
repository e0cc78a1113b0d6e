"""The tab « Échanges » of a fiche: read it, write in it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from faubourg.actions.operations import comment_action
from faubourg.actions.permissions_talk import talk_rights
from faubourg.contracts.models import Contract
from faubourg.web.shell import contract_view
from faubourg.web.talk.showing import action_at, comment_on, place_of, show, write_form


@contract_view
def page(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """The threads and files of a fiche; POST writes a comment or a reply."""
    action = action_at(contract, key)
    if request.method != "POST":
        return show(request, contract, action)
    rights = talk_rights(request.user, action, contract=contract)
    if not rights.comments:
        raise PermissionDenied("Votre rôle dans ce contrat ne permet pas d’écrire ici.")
    asked = request.POST.get("reply_to")
    reply_to = comment_on(action, asked)
    if asked and reply_to is None:
        raise Http404("Ce commentaire n’existe pas.")
    form = write_form(request, contract, action, rights, reply_to=reply_to, data=request.POST)
    if form.is_valid():
        facts = form.words() | {"is_opinion": form.cleaned_data.get("is_opinion", False), "reply_to": reply_to}
        try:
            said = comment_action(contract=contract, action=action, user=request.user, at=timezone.now(), **facts)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Réponse enregistrée." if reply_to else "Commentaire enregistré.")
            return redirect(place_of(contract, action, said))
    return show(request, contract, action, form=form, reply_to=reply_to)
