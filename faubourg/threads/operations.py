"""Saying something of an object, and joining files to it.

This service knows neither roles nor rights: `actor` is who acts, and **the caller has checked** that they may see and
comment the target. The caller also journals, in the same transaction, and writes to the persons mentioned.
Nothing here is for a participant's file (DESIGN rule 8).
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import IntegrityError, models, transaction

from faubourg.threads.choices import CommentKind
from faubourg.threads.content import examine
from faubourg.threads.models import FOLDER, Attachment, Comment
from faubourg.threads.names import refusal
from faubourg.ui.typography import nbsp, number

MAX_TEXT = 10_000
#: How long a second click may take.
REPEATED_WITHIN = timedelta(minutes=1)
GONE = "Ce commentaire a été retiré : il ne peut plus être modifié."


@transaction.atomic
def add_comment(
    *,
    target: models.Model,
    scope: str,
    text: str,
    mentions: Iterable = (),
    kind: str = CommentKind.REMARK,
    reply_to: Comment | None = None,
    actor,
    at: datetime,
) -> Comment:
    """Save a comment on `target`. `mentions` are accounts that the caller knows to see the target.

    `reply_to` is a comment on the same target. Raises ValidationError on an empty or too long text, and on a reply to
    what was removed or settled meanwhile.
    """
    root = _answerable(reply_to) if reply_to else None
    comment = Comment.objects.create(
        target=target, scope=scope, text=_text(text), kind=kind, reply_to=root, author=actor, at=at
    )
    comment.mentions.set(mentions)
    return comment


def said_just_now(
    *, target: models.Model, text: str, reply_to: Comment | None = None, actor, at: datetime
) -> Comment | None:
    """The comment that `actor` made with these very words a moment ago: a second click, not a second thought.

    To be called in the transaction that adds one: two clicks arrive together, and the second waits for the first.
    """
    type(target)._base_manager.select_for_update().get(pk=target.pk)
    said = Comment.objects.about(target).present().filter(author=actor, at__gt=at - REPEATED_WITHIN)
    return said.filter(reply_to=reply_to.root_id if reply_to else None, text=_text(text)).last()


def _answerable(comment: Comment) -> Comment:
    root = Comment.objects.select_for_update(of=("self",)).get(pk=comment.root_id)
    if root.is_removed or Comment.objects.get(pk=comment.pk).is_removed:
        raise refusal("Ce commentaire a été retiré entre-temps : il ne peut plus recevoir de réponse.")
    if root.resolved_at:
        raise refusal("Cet échange a été réglé entre-temps : rouvrez-le pour y répondre.")
    return root


@transaction.atomic
def edit(*, comment: Comment, text: str, mentions: Iterable = (), actor, at: datetime) -> list:
    """Replace text and mentions, and give back the accounts that are mentioned for the first time.

    Raises ValidationError on a removed comment, on a text that `add_comment` would refuse, and when `actor` is not the
    author: nobody puts words in somebody else's mouth, whatever their role.
    """
    fresh = _held(comment)
    if fresh.author_id != actor.pk:
        raise ValidationError("Seule la personne qui a écrit un commentaire peut le modifier.")
    text, mentions = _text(text), list(mentions)
    if text != fresh.text:
        Comment.objects.filter(pk=fresh.pk).update(text=text, edited_at=at)
    known = set(fresh.mentions.values_list("pk", flat=True))
    fresh.mentions.set(mentions)
    comment.refresh_from_db()
    return [account for account in mentions if account.pk not in known]


@transaction.atomic
def resolve(*, comment: Comment, actor, at: datetime) -> None:
    """Mark a comment as settled; the first who does keeps the merit. ValidationError on a removed one.

    A reply is settled with what it answers. An opinion waits for its answer, unless its own author lets it go.
    """
    fresh = _held(comment)
    if fresh.reply_to_id:
        raise refusal("Une réponse se règle avec le commentaire auquel elle répond.")
    answered = Comment.objects.with_answers().filter(pk=fresh.pk, is_answered=True)
    if fresh.is_opinion and fresh.author_id != actor.pk and not answered.exists():
        raise refusal("Cet avis attend une réponse : répondez avant de le régler.")
    if fresh.resolved_at is None:
        Comment.objects.filter(pk=fresh.pk).update(resolved_at=at, resolved_by=actor)
    comment.refresh_from_db()


@transaction.atomic
def reopen(*, comment: Comment) -> None:
    """Take `resolve` back. ValidationError on a removed comment."""
    Comment.objects.filter(pk=_held(comment).pk).update(resolved_at=None, resolved_by=None)
    comment.refresh_from_db()


@transaction.atomic
def remove(*, comment: Comment, at: datetime) -> None:
    """Take the text and the mentions away; the line stays. Removing twice changes nothing."""
    fresh = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if not fresh.is_removed:
        Comment.objects.filter(pk=fresh.pk).update(text="", removed_at=at)
        fresh.mentions.clear()
    comment.refresh_from_db()


def attach(*, target: models.Model, scope: str, upload: File, actor, at: datetime) -> Attachment:
    """Keep `upload` (a name and a content) with `target`.

    Raises ValidationError, one French sentence, on a file that `content.examine` refuses or that is there already.
    """
    examined = examine(upload.name or "", _read(upload))
    digest = hashlib.sha256(examined.data).hexdigest()
    if there := Attachment.objects.about(target).filter(sha256=digest).first():
        raise _already(there.name)
    attachment = Attachment(
        target=target,
        scope=scope,
        name=examined.name,
        mime_type=examined.mime_type,
        size=len(examined.data),
        sha256=digest,
        uploaded_by=actor,
        at=at,
    )
    attachment.file.save(examined.name, ContentFile(examined.data), save=False)
    try:
        with transaction.atomic():
            attachment.save(force_insert=True)
    except Exception as error:
        attachment.file.storage.delete(attachment.file.name)
        if isinstance(error, IntegrityError):
            raise _already(examined.name) from error
        raise
    return attachment


@transaction.atomic
def detach(*, attachment: Attachment) -> None:
    """Remove an attachment, and its file once the transaction is committed."""
    _forget_files([attachment])
    attachment.delete()


def forget(*, target: models.Model) -> None:
    """Remove all that hangs on an object that is about to be deleted: nothing else would."""
    forget_each(model=type(target), pks=[target.pk])


@transaction.atomic
def forget_each(*, model: type[models.Model], pks: Iterable) -> None:
    """The same for several objects of a model; a few queries whatever their number."""
    pks = list(pks)
    attachments = Attachment.objects.about_each(model, pks)
    _forget_files(attachments)
    attachments.delete()
    Comment.objects.about_each(model, pks).delete()


def sweep(*, written_before: datetime) -> int:
    """Delete the files that no attachment names (a transaction undone after `attach`), and say how many.

    `written_before` spares those whose transaction may still be open.
    """
    storage = Attachment._meta.get_field("file").storage
    if not storage.exists(FOLDER):
        return 0
    found = [
        f"{FOLDER}/{part}/{name}"
        for part in storage.listdir(FOLDER)[0]
        for name in storage.listdir(f"{FOLDER}/{part}")[1]
    ]
    known = set(Attachment.objects.values_list("file", flat=True))
    orphans = [name for name in found if name not in known and storage.get_modified_time(name) < written_before]
    for name in orphans:
        storage.delete(name)
    return len(orphans)


def _held(comment: Comment) -> Comment:
    fresh = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if fresh.is_removed:
        raise refusal(GONE)
    return fresh


def _text(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise ValidationError("Un commentaire vide ne peut pas être enregistré.")
    if "\0" in text:
        raise ValidationError("Ce texte contient un caractère nul, qui ne peut pas être enregistré.")
    if len(text) > MAX_TEXT:
        raise refusal(
            f"Ce commentaire compte {number(len(text))} caractères : la limite est de {number(MAX_TEXT)}. "
            "Joignez plutôt un document."
        )
    return text


def _read(upload: File) -> bytes:
    # The size that a request announces is not believed: one byte above the limit is enough to refuse.
    upload.seek(0)
    return upload.read(settings.UPLOAD_MAX_BYTES + 1)


def _already(name: str) -> ValidationError:
    return ValidationError(nbsp(f"Ce fichier est déjà joint ici, sous le nom « {name} »."))


def _forget_files(attachments: Iterable[Attachment]) -> None:
    for attachment in attachments:
        storage, name = attachment.file.storage, attachment.file.name
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))
