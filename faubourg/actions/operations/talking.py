"""What people say of a fiche and join to it: the right, the act, the journal and the letter to whom it names.

Both hang on the lineage and stay open on an adopted plan. The journal says who acted, never what a comment said: what
its author takes back is gone.
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction
from django.urls import reverse

from faubourg.actions.models import Action
from faubourg.actions.permissions_talk import TalkRights, talk_rights
from faubourg.actions.queries_talk import colleagues
from faubourg.contracts.models import Contract
from faubourg.journal.operations import record
from faubourg.mailing.operations import queue
from faubourg.threads import operations as threads
from faubourg.threads.choices import CommentKind
from faubourg.threads.models import Attachment, Comment
from faubourg.ui.typography import nbsp

#: Files that one fiche holds at most.
MAX_FILES = 200
EXCERPT = 600


@transaction.atomic
def comment_action(
    *,
    contract: Contract,
    action: Action,
    text: str,
    mentions: Iterable[int] = (),
    is_opinion: bool = False,
    reply_to: Comment | None = None,
    user,
    at: datetime,
) -> Comment:
    """Say something of `action`; `mentions` are the keys of accounts of the contract, who are written to.

    The same words sent twice within a minute are kept once. Raises `PermissionDenied`, and `ValidationError` on a text
    that cannot be kept, a person who is not of the contract, or a reply to what was removed or settled meanwhile.
    """
    rights = _rights(user, action, contract)
    if not rights.comments or (is_opinion and not rights.opines):
        raise PermissionDenied("Votre rôle dans ce contrat ne permet pas d’écrire ici.")
    again = threads.said_just_now(target=action.lineage, text=text, reply_to=reply_to, actor=user, at=at)
    if again:
        return again
    people = _people(contract, action, user, mentions)
    comment = threads.add_comment(
        target=action.lineage,
        scope=contract.scope,
        text=text,
        mentions=people,
        kind=CommentKind.OPINION if is_opinion and reply_to is None else CommentKind.REMARK,
        reply_to=reply_to,
        actor=user,
        at=at,
    )
    verb = "réponse écrite" if reply_to else "avis donné" if comment.is_opinion else "commentaire écrit"
    _note(contract, action, verb, user, at, {"personnes mentionnées": [None, _names(people)]} if people else {})
    _tell(contract, action, comment, people, at)
    return comment


@transaction.atomic
def edit_comment(
    *, contract: Contract, action: Action, comment: Comment, text: str, mentions: Iterable[int] = (), user, at: datetime
) -> None:
    """Replace one's own words; who is named for the first time is written to.

    Raises `PermissionDenied` on the words of somebody else, `ValidationError` as `comment_action` does.
    """
    if not _rights(user, action, contract).owns(comment):
        raise PermissionDenied("Seule la personne qui a écrit un commentaire peut le modifier.")
    before = comment.text
    people = _people(contract, action, user, mentions)
    told = threads.edit(comment=comment, text=text, mentions=people, actor=user, at=at)
    if comment.text != before or told:
        _note(
            contract,
            action,
            "commentaire modifié",
            user,
            at,
            {"personnes mentionnées": [None, _names(told)]} if told else {},
        )
    _tell(contract, action, comment, told, at)


@transaction.atomic
def settle_comment(
    *, contract: Contract, action: Action, comment: Comment, is_settled: bool, user, at: datetime
) -> None:
    """Settle what was said, or open it again: its author, or who keeps the fiche.

    Raises `PermissionDenied`, and `ValidationError` on a removed comment or an opinion without answer.
    """
    if not _rights(user, action, contract).may_settle(comment):
        raise PermissionDenied("Seule la personne qui a écrit un commentaire, ou qui tient la fiche, peut le régler.")
    was_settled = comment.resolved_at is not None
    if is_settled:
        threads.resolve(comment=comment, actor=user, at=at)
    else:
        threads.reopen(comment=comment)
    if was_settled != is_settled:
        _note(contract, action, "échange réglé" if is_settled else "échange rouvert", user, at)


@transaction.atomic
def remove_comment(
    *, contract: Contract, action: Action, comment: Comment, reason: str = "", user, at: datetime
) -> None:
    """Take a comment away, its line stays: one's own, or another's for who moderates, with a reason.

    Raises `PermissionDenied`, and `ValidationError` on a moderation without reason.
    """
    rights = _rights(user, action, contract)
    if not rights.may_remove(comment):
        raise PermissionDenied("Seule la personne qui a écrit un commentaire, ou qui modère, peut le retirer.")
    reason = reason.strip()
    if not reason and not rights.owns(comment):
        raise ValidationError({"reason": "Dites pourquoi vous retirez les mots d’une autre personne : le motif reste."})
    if comment.is_removed:
        return
    threads.remove(comment=comment, at=at)
    _note(contract, action, "commentaire retiré", user, at, {"écrit par": [str(comment.author), None]}, reason)


def attach_file(*, contract: Contract, action: Action, upload: File, user, at: datetime) -> Attachment:
    """Join a file to `action`. Raises `PermissionDenied`, and `ValidationError` with why the file is refused."""
    _check_keeps(user, action, contract)
    if Attachment.objects.about(action.lineage).count() >= MAX_FILES:
        raise ValidationError(nbsp(f"Cette fiche a déjà {MAX_FILES} pièces jointes : retirez-en avant d’en ajouter."))
    with transaction.atomic():
        attachment = threads.attach(target=action.lineage, scope=contract.scope, upload=upload, actor=user, at=at)
        _note(contract, action, "pièce jointe ajoutée", user, at, {"pièce jointe": [None, attachment.name]})
    return attachment


@transaction.atomic
def detach_file(*, contract: Contract, action: Action, attachment: Attachment, user, at: datetime) -> None:
    """Remove a file from `action`; the journal keeps its name. Raises `PermissionDenied`."""
    _check_keeps(user, action, contract)
    threads.detach(attachment=attachment)
    _note(contract, action, "pièce jointe retirée", user, at, {"pièce jointe": [attachment.name, None]})


def _rights(user, action: Action, contract: Contract) -> TalkRights:
    return talk_rights(user, action, contract=contract)


def _check_keeps(user, action: Action, contract: Contract) -> None:
    if not _rights(user, action, contract).keeps:
        raise PermissionDenied("Seules les personnes qui tiennent cette fiche y joignent ou en retirent des pièces.")


def _people(contract: Contract, action: Action, user, mentions: Iterable[int]) -> list:
    asked = set(mentions)
    if not asked:
        return []
    found = [one.account for one in colleagues(contract, action, but=user) if one.account.pk in asked]
    if len(found) < len(asked):
        raise ValidationError(
            {"mentions": "Une des personnes choisies n’est plus dans ce contrat : choisissez à nouveau."}
        )
    return found


def _names(people: Iterable) -> str:
    return ", ".join(map(str, people))


def _note(
    contract: Contract, action: Action, verb: str, user, at: datetime, changes: dict | None = None, reason: str = ""
) -> None:
    record(actor=user, verb=verb, scope=contract.scope, target=action, at=at, changes=changes, reason=reason)


def _tell(contract: Contract, action: Action, comment: Comment, people: Iterable, at: datetime) -> None:
    """Write to the people mentioned: once for a comment, however often it is edited."""
    for person in people:
        queue(
            recipient=person.email,
            job="mention",
            period=f"commentaire-{comment.pk}",
            template="mail/mention",
            context={
                "author": _one_line(comment.author),
                "fiche": _one_line(action),
                "contract": _one_line(contract.short_title or contract.title),
                "excerpt": comment.text if len(comment.text) <= EXCERPT else f"{comment.text[:EXCERPT].rstrip()}…",
                "action_url": settings.INSTANCE_URL + reverse("talk:comment", args=[contract.key, comment.pk]),
                "action_label": "Lire et répondre",
            },
            user=person,
            at=at,
        )


def _one_line(named: object) -> str:
    """For the subject of a letter, which takes no line break nor invisible character."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in str(named)).split())
