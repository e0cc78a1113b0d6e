"""What pages and digests ask of comments and attachments.

Nothing here knows who may see a target: the caller asks only for those that its user sees.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, Model, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce

from faubourg.threads.choices import CommentKind
from faubourg.threads.models import Attachment, Comment, TargetQuerySet


@dataclass(frozen=True)
class Tally:
    """How much hangs on an object; removed comments are not counted, `unresolved` are among `comments`.

    A reply counts as a comment, and as unresolved as long as what it answers is.
    """

    comments: int = 0
    unresolved: int = 0
    attachments: int = 0


def comments_of(target: Model) -> TargetQuerySet:
    """The comments and replies of an object, the oldest first, with authors and mentions; two queries."""
    return Comment.objects.about(target).select_related("author", "resolved_by").prefetch_related("mentions")


def threads_of(target: Model) -> TargetQuerySet:
    """What opens a thread on an object, the oldest first, with its `replies` and `is_answered`; four queries."""
    replies = Comment.objects.select_related("author").prefetch_related("mentions")
    return comments_of(target).filter(reply_to=None).with_answers().prefetch_related(Prefetch("replies", replies))


def attachments_of(target: Model) -> TargetQuerySet:
    """The files of an object, the oldest first; one query."""
    return Attachment.objects.about(target).select_related("uploaded_by")


def tallies(model: type[Model], pks: Iterable) -> dict[str, Tally]:
    """For a list of objects, what hangs on each, under its key as text; two queries whatever their number."""
    pks = list(pks)
    present = Q(removed_at__isnull=True)
    said = {
        row["object_id"]: row
        for row in Comment.objects.about_each(model, pks)
        .filter(present)
        .order_by()
        .values("object_id")
        .annotate(
            comments=Count("pk"),
            unresolved=Count("pk", filter=Q(resolved_at__isnull=True, reply_to__resolved_at__isnull=True)),
        )
    }
    joined = dict(Attachment.objects.about_each(model, pks).order_by().values_list("object_id").annotate(Count("pk")))
    keys = [str(pk) for pk in pks]
    return {
        key: Tally(
            comments=said.get(key, {}).get("comments", 0),
            unresolved=said.get(key, {}).get("unresolved", 0),
            attachments=joined.get(key, 0),
        )
        for key in keys
    }


def said_in(scopes: Iterable[str]) -> TargetQuerySet:
    """Every comment and reply of these scopes that was not removed, the newest first."""
    found = Comment.objects.present().filter(scope__in=list(scopes)).select_related("author", "reply_to")
    return found.order_by("-at", "-pk")


def mentioning(user, *, scopes: Iterable[str]) -> TargetQuerySet:
    """The open comments and replies of these scopes that mention `user`, the newest first."""
    return said_in(scopes).open().filter(mentions=user).select_related("content_type")


def unanswered_by(user, *, scopes: Iterable[str]) -> TargetQuerySet:
    """Of `mentioning`, those after which `user` has said nothing in the same thread."""
    root = Coalesce("reply_to_id", "pk")
    since = Comment.objects.present().filter(author=user, reply_to=OuterRef("root"), at__gte=OuterRef("at"))
    return mentioning(user, scopes=scopes).annotate(root=root).exclude(Exists(since))


def opinions_due(*, scopes: Iterable[str]) -> TargetQuerySet:
    """The open opinions of these scopes that nobody answered, the newest first."""
    found = said_in(scopes).open().filter(kind=CommentKind.OPINION)
    return found.with_answers().filter(is_answered=False)
