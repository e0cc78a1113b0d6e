"""Everything that fiches are made of, read in six queries whatever their number."""

import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from faubourg.actions.models import Action, ActionRole, Means
from faubourg.contracts.models import Contract
from faubourg.indicators.masking import Masker, masker_for
from faubourg.indicators.models import Indicator
from faubourg.reports.fiche.outline import Outline
from faubourg.reports.fiche.sql import ATTACHED, FAMILY, INDICATORS, MEANS, ROLES


class Row(NamedTuple):
    """A small fact tied to an action, a node, a means, an indicator or a scheme (`owner`), and what it points at."""

    what: str
    pk: int
    owner: int | None
    other: int | None
    position: int
    line: int | None
    note: str
    confidence: str
    inferred: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass
class Loaded:
    """The rows behind some fiches, filed by what they hang on."""

    contract: Contract
    outline: Outline
    actions: dict[int, Action]
    children: dict[int, list[Action]] = field(default_factory=lambda: defaultdict(list))
    roles: dict[tuple[str, int], list[ActionRole]] = field(default_factory=lambda: defaultdict(list))
    means: dict[int, list[Means]] = field(default_factory=lambda: defaultdict(list))
    indicators: dict[int, Indicator] = field(default_factory=dict)
    masker: Masker = field(default_factory=lambda: Masker(0))
    rows: dict[str, dict[int, list[Row]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))

    @cached_property
    def neighbours(self) -> dict[int, tuple[int | None, int | None]]:
        """The actions before and after each one in the plan's order, sub-actions among themselves."""
        names = self.outline.table("action")
        found = {}
        for is_part in (False, True):
            line = [pk for pk in self.outline.action_ranks if (names[pk].parent is not None) == is_part]
            found |= {pk: around for pk, *around in zip(line, [None, *line], [*line[1:], None], strict=False)}
        return found

    def of(self, what: str, owner: int) -> list[Row]:
        """The facts of one kind tied to `owner`, in order."""
        return self.rows[what].get(owner, [])

    def others(self, what: str, owner: int) -> list[int]:
        """What `owner` points at through that kind of link."""
        return [row.other for row in self.of(what, owner)]


def load_one(contract: Contract, key: str, *, user=None) -> tuple[Loaded, Action] | None:
    """The rows behind the fiche `key` of the contract's current version; None where there is no such action."""
    version = contract.current_version
    # A join to the parents would have PostgreSQL read every action of the instance.
    itself = Action.objects.filter(key=key, version=version).order_by().values("pk")
    rows = Action.objects.filter(Q(key=key) | Q(parent__in=itself), version=version)
    family = list(rows.order_by("position", "pk"))
    root = next((action for action in family if action.key == key), None)
    return (_load(contract, version, family, root, user), root) if root else None


def load_many(contract: Contract, version, wanted: Collection[Action]) -> Loaded:
    """The rows behind several fiches of one version."""
    if len(wanted) == 1:
        [root] = wanted
        return _load(contract, version, [root, *Action.objects.filter(parent=root).order_by()], root)
    return _load(contract, version, list(Action.objects.filter(version=version).order_by()), None)


def _load(contract: Contract, version, family: list[Action], root: Action | None, user=None) -> Loaded:
    loaded = Loaded(contract, Outline(contract, version), {action.pk: action for action in family})
    asked = {"version": version.pk, "root": root.pk if root else 0}
    _read_rows(loaded, asked)
    for action in family:
        loaded.children[action.parent_id].append(action)
    for role in ActionRole.objects.raw(FAMILY + ROLES, asked):
        loaded.roles["action" if role.action_id else "node", role.action_id or role.node_id].append(role)
    for found in Means.objects.raw(FAMILY + MEANS, asked):
        for action in dict.fromkeys([found.action_id, *loaded.others("sharing", found.pk)]):
            loaded.means[action].append(found)
    loaded.indicators = {found.pk: found for found in Indicator.objects.raw(FAMILY + INDICATORS, asked)}
    if lineages := [one.lineage_id for one in loaded.indicators.values() if loaded.of("value", one.pk)]:
        loaded.masker = masker_for(user, contract, lineages=lineages)
    ranks = loaded.outline.action_ranks
    for found in loaded.children.values():
        found.sort(key=lambda action: ranks[action.pk])
    return loaded


def _read_rows(loaded: Loaded, asked: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FAMILY + ATTACHED, asked)
        found = [_row(values) for values in cursor.fetchall()]
    found.sort(key=lambda row: (row.position, row.pk))
    for row in found:
        for owner in _owners(row):
            loaded.rows[row.what][owner].append(row)
    for what, reverse in (("follows", "followed"), ("follows-node", "followed-node")):
        for rows in list(loaded.rows[what].values()):
            for row in rows:
                loaded.rows[reverse][row.other].append(row)


def _row(values: tuple) -> Row:
    what, pk, owner, other, position, line, note, confidence, inferred, *texts = values
    deduced = tuple(json.loads(inferred)) if inferred and inferred != "[]" else ()
    return Row(what, pk, owner, other, position, line, note, confidence, deduced, tuple(text or "" for text in texts))


def _owners(row: Row) -> list[int]:
    """A cross-reference is filed under each end that is an action (its number) or a node (its number, negative)."""
    if row.what != "reference":
        return [row.owner]
    nodes = [-int(text) for text in row.texts[4:6] if text]
    return list(dict.fromkeys([pk for pk in (row.owner, row.other) if pk] + nodes))
