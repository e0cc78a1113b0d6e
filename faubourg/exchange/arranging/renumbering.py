"""The codes of a plan made again after its order: seen first, then written in one transaction. Keys never change."""

import hashlib
import json
from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from faubourg.actions.arranging.numbering import Left, Numbering, renumber
from faubourg.actions.arranging.tree import TreeNode, read_tree
from faubourg.actions.models import Action
from faubourg.contracts.models import Contract, Node
from faubourg.contracts.permissions import can_edit_contract
from faubourg.exchange.freezing import check_open, hold, save_entries
from faubourg.exchange.indexing import index_rows
from faubourg.exchange.schema.plan import ACTIONS, NODES
from faubourg.journal.operations import entry_for

RENUMBERED = "renumérotée"


class CodesChangedError(Exception):
    """The plan changed since the preview: nothing is written."""

    def __init__(self) -> None:
        super().__init__("Le plan a changé depuis cet aperçu : rien n’a été écrit. Voici le nouvel aperçu, à relire.")


def preview(*, contract: Contract, classes: Collection[str], take: Collection[Left]) -> Numbering:
    """What would change."""
    return renumber(read_tree(contract.current_version), classes=classes, take=take)


def digest_of(numbering: Numbering) -> str:
    """A short mark of what a preview says."""
    said = [(change.item.key, change.old, change.new) for change in numbering.changes]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


@transaction.atomic
def write_codes(
    *,
    contract: Contract,
    classes: Collection[str],
    take: Collection[Left],
    digest: str,
    user,
    at: datetime,
    reason: str = "",
) -> int:
    """Put the codes of the preview that bears `digest`; return how many changed.

    Raises `PermissionDenied`, `FrozenError`, `CodesChangedError`; nothing is then written.
    """
    hold(contract)
    if not can_edit_contract(user, contract):
        raise PermissionDenied("Renuméroter le plan revient à la ou au chef·fe de projet.")
    numbering = preview(contract=contract, classes=classes, take=take)
    if digest_of(numbering) != digest:
        raise CodesChangedError
    entries, corrections = [], []
    for model, section in ((Node, NODES), (Action, ACTIONS)):
        changes = [one for one in numbering.changes if isinstance(one.item, TreeNode) == (model is Node)]
        if not changes:
            continue
        is_mend = check_open(contract=contract, section=section, names=["code"], user=user, reason=reason)
        rows = model._default_manager.select_related("version__contract").in_bulk([one.item.pk for one in changes])
        for change in changes:
            row = rows[change.item.pk]
            row.code = change.new
            facts = {"actor": user, "scope": contract.scope, "target": row, "at": at}
            entries.append(entry_for(verb=RENUMBERED, changes={"code": [change.old, change.new]}, **facts))
            corrections.append(is_mend)
        model._default_manager.bulk_update(rows.values(), ["code"], batch_size=200)
        index_rows(contract, {model: set(rows)})
    save_entries(contract=contract, entries=entries, reason=reason, corrections=corrections)
    return len(entries)
