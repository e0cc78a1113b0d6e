"""The names of a contract in one query: what a fiche points at, and the order of the plan."""

import json
from collections import defaultdict
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote

from django.db import connection
from django.urls import reverse

from faubourg.contracts.models import Contract, Version
from faubourg.reports.fiche.sql import NAMES

#: Name of the table in the union, then the screen that shows one of its rows.
SCREENS = {
    "action": "fiche:detail",
    "node": "plan:node",
    "organisation": "actors:organisation",
    "territory": "actors:territory",
    "scheme": "actors:scheme",
}

#: Characters beyond which an organisation is called by its shortest alias in narrow columns.
LONG_NAME = 20


class Name(NamedTuple):
    """A row of the contract by its name: its table, key, code, label and the row above it."""

    table: str
    pk: int
    key: str
    code: str
    label: str
    detail: str
    parent: int | None
    position: int


class Outline:
    """What the contract holds, by name."""

    def __init__(self, contract: Contract, version: Version):
        self._names: dict[str, dict[int, Name]] = defaultdict(dict)
        with connection.cursor() as cursor:
            cursor.execute(NAMES, {"version": version.pk, "contract": contract.pk})
            for row in cursor.fetchall():
                self._names[row[0]][row[1]] = Name._make(row)
        self._bases = {
            table: reverse(screen, args=[contract.key, "-"]).removesuffix("-/") for table, screen in SCREENS.items()
        }

    def name(self, table: str, pk: int | None) -> Name | None:
        """The row `pk` of `table` ("action", "node", "organisation"…)."""
        return self._names[table].get(pk)

    def table(self, table: str) -> dict[int, Name]:
        """All the rows of a table, by primary key."""
        return self._names[table]

    def url(self, name: Name) -> str:
        """The address of the screen that shows it; nothing for what has none."""
        base = self._bases.get(name.table)
        return f"{base}{quote(name.key)}/" if base else ""

    def short(self, name: Name) -> str:
        """The name for a narrow column: the shortest alias of an organisation whose name is long."""
        if name.table != "organisation" or name.detail == "[]" or len(name.label) <= LONG_NAME:
            return name.label
        return min([name.label, *json.loads(name.detail)], key=len)

    def path(self, node: int) -> list[Name]:
        """A node with what is above it, from the top down."""
        found: list[Name] = []
        name = self.name("node", node)
        while name is not None:
            found.insert(0, name)
            name = self.name("node", name.parent)
        return found

    def type_label(self, letter: str) -> str:
        """What a commitment type stands for in this contract."""
        return next((name.label for name in self._names["type"].values() if name.key == letter), "")

    def layout(self, kind: str) -> list[tuple[str, str, str]]:
        """The contract's own sections for one kind of action: (block, label, help text), in order."""
        rows = [name for name in self._names["section"].values() if name.code == kind]
        return [(row.key, row.label, row.detail) for row in sorted(rows, key=lambda row: (row.position, row.pk))]

    @cached_property
    def node_ranks(self) -> dict[int, int]:
        """The place of each node when the tree is read from top to bottom."""
        return _depth_first(self._names["node"].values())

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """The nodes of each action, in order."""
        found: dict[int, list[int]] = defaultdict(list)
        for _, place in sorted(self._names["place"].items()):
            found[place.parent].append(place.position)
        return found

    @cached_property
    def action_ranks(self) -> dict[int, int]:
        """The place of each action in the plan: by its first node in the tree, those without one last.

        Sub-actions follow the action that holds them.
        """
        places, last = self.places, len(self.node_ranks)

        def rank(name: Name) -> int:
            return self.node_ranks.get(places[name.pk][0], last) if name.pk in places else last

        return _depth_first(self._names["action"].values(), rank)


def _depth_first(names, rank=lambda name: 0) -> dict[int, int]:
    children: dict[int | None, list[Name]] = defaultdict(list)
    for name in names:
        children[name.parent].append(name)
    for found in children.values():
        found.sort(key=lambda name: (rank(name), name.position, name.pk))
    ranks: dict[int, int] = {}
    stack = list(reversed(children[None]))
    while stack:
        name = stack.pop()
        ranks[name.pk] = len(ranks)
        stack.extend(reversed(children[name.pk]))
    return ranks
