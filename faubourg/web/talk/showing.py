"""The tab « Échanges » of a fiche: its threads, what the person may do with each, its files."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from faubourg.actions.models import Action
from faubourg.actions.permissions_talk import TalkRights, talk_rights
from faubourg.actions.queries_talk import colleagues
from faubourg.contracts.models import Contract
from faubourg.threads.content import MEBIBYTE
from faubourg.threads.formats import FORMATS
from faubourg.threads.models import Comment
from faubourg.threads.queries import attachments_of, threads_of
from faubourg.web.shell import fiche_tabs
from faubourg.web.talk.forms import FILES_AT_ONCE, CommentForm, FilesForm

PAGE = 30


@dataclass(frozen=True)
class Line:
    """A comment or a reply, and what the person may do with it; `is_due`: an opinion that nobody answered."""

    comment: Comment
    replies: list["Line"]
    is_due: bool
    is_open: bool
    may_edit: bool
    may_remove: bool
    may_settle: bool
    may_reply: bool


def action_at(contract: Contract, key: str) -> Action:
    """The fiche of the address; 404 where the version shown has none."""
    rows = Action.objects.filter(version=contract.current_version_id).select_related("lineage", "version")
    return get_object_or_404(rows, key=key)


def place_of(contract: Contract, action: Action, comment: Comment) -> str:
    """The address that shows a comment where it stands, its thread unfolded."""
    asked = urlencode({"commentaire": comment.pk})
    return f"{reverse('talk:fiche', args=[contract.key, action.key])}?{asked}#commentaire-{comment.pk}"


def comment_on(action: Action, pk: str | int | None) -> Comment | None:
    """The comment `pk` of this fiche, None for anything else."""
    if not str(pk or "").isdecimal():
        return None
    return Comment.objects.about(action.lineage).select_related("author").filter(pk=int(pk)).first()


def write_form(
    request: HttpRequest,
    contract: Contract,
    action: Action,
    rights: TalkRights,
    *,
    reply_to: Comment | None = None,
    data: QueryDict | None = None,
) -> CommentForm:
    """The form of a comment, or of a reply to `reply_to`, whose author is ticked."""
    initial = {"reply_to": reply_to.pk, "mentions": [reply_to.author_id]} if reply_to else {}
    people = colleagues(contract, action, but=request.user)
    return CommentForm(data, initial=initial, people=people, opines=rights.opines, is_reply=reply_to is not None)


def show(request: HttpRequest, contract: Contract, action: Action, **given) -> HttpResponse:
    """The page; `given` holds the forms that were refused, and the comment that the person answers."""
    rights = talk_rights(request.user, action, contract=contract)
    reply_to = given.get("reply_to") or _answered(request, action, rights)
    found = comment_on(action, request.GET.get("commentaire"))
    form = given.get("form")
    if form is None and rights.comments:
        form = write_form(request, contract, action, rights, reply_to=reply_to)
    page = _page(action, request.GET.get("page"), found)
    context = {
        "action": action,
        "rights": rights,
        "page": page,
        "lines": [_line(root, rights, unfolded=found) for root in page],
        "reply_to": reply_to,
        "form": form,
        "attachments": attachments_of(action.lineage),
        "files_form": given.get("files_form") or FilesForm(),
        "files_at_once": FILES_AT_ONCE,
        "megabytes": settings.UPLOAD_MAX_BYTES // MEBIBYTE,
        "accepted": ",".join(FORMATS),
        "tabs": fiche_tabs(contract, action.key, current="talk:fiche"),
    }
    return render(request, "talk/fiche.html", context)


def show_left(request: HttpRequest, contract: Contract, action: Action, comment: Comment) -> HttpResponse:
    """The thread of a comment whose fiche has left the plan, to be read and settled; `action` is its last one."""
    rights = talk_rights(request.user, action, contract=contract)
    root = threads_of(action.lineage).get(pk=comment.root_id)
    context = {
        "action": action,
        "line": _closed(_line(root, rights, unfolded=comment)),
        "attachments": attachments_of(action.lineage),
    }
    return render(request, "talk/left.html", context)


def _closed(line: Line) -> Line:
    replies = [_closed(reply) for reply in line.replies]
    return replace(line, replies=replies, may_edit=False, may_remove=False, may_reply=False)


def _answered(request: HttpRequest, action: Action, rights: TalkRights) -> Comment | None:
    found = comment_on(action, request.GET.get("repondre")) if rights.comments else None
    return found if found and not found.is_removed else None


def _page(action: Action, asked: str | None, found: Comment | None) -> Page:
    """The stretch asked for, the one where a comment stands, else the newest."""
    paginator = Paginator(threads_of(action.lineage), PAGE)
    if found is None:
        return paginator.get_page(asked or paginator.num_pages)
    root = Comment.objects.get(pk=found.root_id)
    before = Q(at__lt=root.at) | Q(at=root.at, pk__lt=root.pk)
    place = Comment.objects.about(action.lineage).filter(before, reply_to=None).count()
    return paginator.get_page(place // PAGE + 1)


def _line(comment: Comment, rights: TalkRights, *, unfolded: Comment | None) -> Line:
    is_root, present = comment.reply_to_id is None, not comment.is_removed
    is_due = is_root and present and comment.is_opinion and not comment.is_answered and not comment.resolved_at
    return Line(
        comment=comment,
        replies=[_line(reply, rights, unfolded=None) for reply in comment.replies.all()] if is_root else [],
        is_due=is_due,
        is_open=unfolded is not None and unfolded.root_id == comment.pk,
        may_edit=present and rights.owns(comment),
        may_remove=present and rights.may_remove(comment),
        may_settle=is_root and present and rights.may_settle(comment) and not (is_due and not rights.owns(comment)),
        may_reply=is_root and present and rights.comments and not comment.resolved_at,
    )
