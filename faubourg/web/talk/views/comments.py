"""One comment: where it stands, changed by its author, settled, taken away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.actions.models import Action
from faubourg.actions.operations import edit_comment, remove_comment, settle_comment
from faubourg.actions.permissions_talk import talk_rights
from faubourg.actions.queries_talk import action_of, colleagues, last_action_of
from faubourg.contracts.models import Contract
from faubourg.threads.models import Comment
from faubourg.web.shell import contract_view
from faubourg.web.talk.forms import CommentForm, RemovalForm
from faubourg.web.talk.showing import place_of, show_left


def _found(contract: Contract, pk: int, *, may_be_gone: bool = False) -> tuple[Comment, Action]:
    """The comment and its fiche in the version shown; 404 for those of another contract.

    `may_be_gone`: a fiche that has left the plan will do, as it was in the last version that had it.
    """
    rows = Comment.objects.filter(scope=contract.scope).select_related("author", "content_type")
    comment = get_object_or_404(rows, pk=pk)
    action = (last_action_of if may_be_gone else action_of)(contract, comment)
    if action is None:
        raise Http404("La fiche de ce commentaire n’est pas dans cette version du plan.")
    return comment, action


@contract_view
def place(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """Lead to the comment where it stands: the address of letters and of « Mon travail ».

    Where its fiche has left the plan, the thread is shown here.
    """
    comment, action = _found(contract, pk, may_be_gone=True)
    if action.version_id == contract.current_version_id:
        return redirect(place_of(contract, action, comment))
    return show_left(request, contract, action, comment)


@contract_view
def edit(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """Change one's own words."""
    comment, action = _found(contract, pk)
    if not talk_rights(request.user, action, contract=contract).owns(comment):
        raise PermissionDenied("Seule la personne qui a écrit un commentaire peut le modifier.")
    before = {"text": comment.text, "mentions": list(comment.mentions.values_list("pk", flat=True))}
    people = colleagues(contract, action, but=request.user)
    form = CommentForm(request.POST or None, initial=before, people=people, is_reply=bool(comment.reply_to_id))
    if request.method == "POST" and form.is_valid():
        facts = form.words() | {"user": request.user, "at": timezone.now()}
        try:
            edit_comment(contract=contract, action=action, comment=comment, **facts)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Commentaire modifié.")
            return redirect(place_of(contract, action, comment))
    shown = {"form": form, "action": action, "comment": comment, "back": place_of(contract, action, comment)}
    return render(request, "talk/edit.html", shown)


@contract_view
def remove(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """Ask, then take a comment away: one's own, or another's with a reason."""
    comment, action = _found(contract, pk)
    rights = talk_rights(request.user, action, contract=contract)
    if not rights.may_remove(comment):
        raise PermissionDenied("Seule la personne qui a écrit un commentaire, ou qui modère, peut le retirer.")
    is_own, back = rights.owns(comment), place_of(contract, action, comment)
    form = RemovalForm(request.POST or None)
    if request.method == "POST" and (is_own or form.is_valid()):
        reason = "" if is_own else form.cleaned_data["reason"]
        facts = {"reason": reason, "user": request.user, "at": timezone.now()}
        remove_comment(contract=contract, action=action, comment=comment, **facts)
        messages.success(request, "Commentaire retiré.")
        return redirect(back)
    shown = {"form": form, "action": action, "comment": comment, "is_own": is_own, "back": back}
    return render(request, "talk/remove.html", shown)


@contract_view
@require_POST
def settle(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """Settle a thread, or open it again."""
    comment, action = _found(contract, pk, may_be_gone=True)
    is_settled = request.POST.get("acte") != "rouvrir"
    facts = {"is_settled": is_settled, "user": request.user, "at": timezone.now()}
    try:
        settle_comment(contract=contract, action=action, comment=comment, **facts)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "Échange réglé." if is_settled else "Échange rouvert.")
    return redirect("talk:comment", contract.key, comment.pk)
