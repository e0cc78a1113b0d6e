"""Posts of référents: opened, changed, closed, held and left. The role of the person follows when it is asked."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from faubourg.accounts.models import User
from faubourg.contracts.choices import Role
from faubourg.contracts.models import Contract, Membership, Post, PostHolder
from faubourg.contracts.permissions import can_manage_members
from faubourg.contracts.queries_posts import function_of, printed_posts
from faubourg.journal.operations import entry_for, record, record_many

FIELDS = ("organisation", "function", "service", "paired_with", "opened_on", "closed_on", "note")


@transaction.atomic
def write_post(*, contract: Contract, post: Post | None, values: Mapping[str, Any], by: User, at: datetime) -> Post:
    """Open a post, or change one (`values`: any of FIELDS). Raises PermissionDenied, ValidationError."""
    _hold(contract, by)
    row = post or Post(contract=contract)
    old = {name: _shown(getattr(row, name, None)) for name in FIELDS} if post else dict.fromkeys(FIELDS)
    for name in FIELDS:
        if name in values:
            setattr(row, name, values[name])
    for link in (row.organisation, row.paired_with):
        if link is not None and link.contract_id != contract.pk:
            raise ValidationError("Cet organisme ou ce poste n’est pas de ce contrat.")
    if row.paired_with_id and row.paired_with_id == row.pk:
        raise ValidationError({"paired_with": "Un poste ne fait pas binôme avec lui-même."})
    if row.closed_on and post and post.holders.filter(end=None).exists():
        raise ValidationError({"closed_on": "Le poste est tenu : notez d’abord le départ de la personne."})
    row.full_clean()
    row.save()
    new = {name: _shown(getattr(row, name)) for name in FIELDS}
    changes = {
        _title(name): [old[name], new[name]] for name in FIELDS if old[name] != new[name] and (post or new[name])
    }
    if changes:
        verb = "poste modifié" if post else "poste ouvert"
        record(actor=by, verb=verb, scope=contract.scope, target=row, at=at, changes=changes)
    return row


@transaction.atomic
def appoint(*, post: Post, user: User, start: date, gives_role: bool, by: User, at: datetime) -> PostHolder:
    """Put a person in a post; whoever held it leaves the same day.

    `gives_role`: the person becomes référent·e for the organisation of the post, if they are not yet. Without it they
    must have a role in the contract already. Raises PermissionDenied, ValidationError.
    """
    contract = _hold(post.contract, by)
    if not user.is_active:
        raise ValidationError({"user": "Ce compte est fermé : rouvrez-le ou choisissez une autre personne."})
    if post.closed_on:
        raise ValidationError("Ce poste est supprimé : rouvrez-le d’abord.")
    present = post.holders.filter(end=None).first()
    if present and present.user_id == user.pk:
        raise ValidationError({"user": "Cette personne tient déjà le poste."})
    if present:
        _leave(present, start, by, at)
    if gives_role:
        role, is_new = Membership.objects.get_or_create(
            contract=contract, user=user, role=Role.REFERENT, organisation=post.organisation
        )
        if is_new:
            given = ["", f"{role.get_role_display()}, {post.organisation}"]
            record(
                actor=by, verb="rôle donné", scope=contract.scope, target=role, at=at, label=str(user),
                changes={"rôle": given},
            )  # fmt: skip
    elif not Membership.objects.filter(contract=contract, user=user).exists():
        raise ValidationError({"user": "Cette personne n’a pas de rôle dans le contrat : donnez-lui celui du poste."})
    holder = PostHolder.objects.create(post=post, user=user, start=start)
    record(
        actor=by, verb="poste pourvu", scope=contract.scope, target=post, at=at,
        changes={"titulaire": [str(present.user) if present else "", str(user)]},
    )  # fmt: skip
    return holder


@transaction.atomic
def vacate(*, post: Post, end: date, takes_role: bool, by: User, at: datetime) -> None:
    """Note that the person who holds the post leaves it; `takes_role` takes their role of référent·e for it too."""
    contract = _hold(post.contract, by)
    present = post.holders.filter(end=None).first()
    if present is None:
        raise ValidationError("Ce poste est déjà vacant.")
    _leave(present, end, by, at)
    changes = {"titulaire": [str(present.user), ""]}
    record(actor=by, verb="poste vacant", scope=contract.scope, target=post, at=at, changes=changes)
    roles = Membership.objects.filter(
        contract=contract, user=present.user, role=Role.REFERENT, organisation=post.organisation
    )
    if takes_role and (role := roles.first()):
        record(
            actor=by, verb="rôle retiré", scope=contract.scope, target=role, at=at, label=str(present.user),
            changes={"rôle": [role.get_role_display(), ""]},
        )  # fmt: skip
        role.delete()


@transaction.atomic
def take_printed_posts(*, contract: Contract, by: User, at: datetime) -> int:
    """Open the posts that the document names, vacant, and say how many."""
    _hold(contract, by)
    rows = Post.objects.bulk_create(
        Post(contract=contract, organisation=organisation, function=function_of(printed), line=_line(printed))
        for organisation, printed in printed_posts(contract)
    )
    record_many(
        entry_for(
            actor=by, verb="poste ouvert", scope=contract.scope, target=row, at=at, reason="nommé par le document"
        )
        for row in rows
    )
    return len(rows)


def _leave(holder: PostHolder, end: date, by: User, at: datetime) -> None:
    if end < holder.start:
        raise ValidationError({"start": f"La personne en poste l’est depuis le {holder.start:%d/%m/%Y}."})
    holder.end = end
    holder.save(update_fields=["end"])


def _hold(contract: Contract, by: User) -> Contract:
    if not can_manage_members(by, contract):
        raise PermissionDenied("Les postes se tiennent avec la ou le chef·fe de projet.")
    return Contract.objects.select_for_update().get(pk=contract.pk)


def _line(printed: dict) -> int | None:
    line = printed.get("line")
    return line if isinstance(line, int) and line > 0 else None


def _title(name: str) -> str:
    return str(Post._meta.get_field(name).verbose_name)


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)
