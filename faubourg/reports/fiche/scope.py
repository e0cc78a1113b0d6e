"""One fiche being composed: the action, its sub-actions, and how to name what they point at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from faubourg.actions.models import Action
from faubourg.reports.fiche.content import Group, Item, Items
from faubourg.reports.fiche.loading import Loaded, Row
from faubourg.reports.fiche.outline import Name
from faubourg.reports.fiche.words import spoken


@dataclass(frozen=True)
class Scope:
    """The action of the fiche among the rows that were loaded."""

    loaded: Loaded
    action: Action

    @property
    def children(self) -> list[Action]:
        """The sub-actions, in order."""
        return self.loaded.children.get(self.action.pk, [])

    @property
    def family(self) -> list[Action]:
        """The action, then its sub-actions."""
        return [self.action, *self.children]

    @property
    def nodes(self) -> list[int]:
        """The action's places in the tree."""
        return self.loaded.outline.places.get(self.action.pk, [])

    def item(self, table: str, pk: int | None, **facts) -> Item | None:
        """A row of the contract by its name, with its address."""
        name = self.loaded.outline.name(table, pk)
        return self.named(name, **facts) if name else None

    def named(self, name: Name, **facts) -> Item:
        """The same from a name already found."""
        prefix = facts.pop("prefix", name.code)
        short = self.loaded.outline.short(name)
        return Item(label=name.label, short=short, url=self.loaded.outline.url(name), prefix=prefix, **facts)

    def items(self, table: str, rows: Iterable[Row], deduced: str = "") -> tuple[Item, ...]:
        """What links point at."""
        found = (self.item(table, row.other, deduced=deduced, prefix="") for row in rows)
        return tuple(item for item in found if item)

    def node_title(self, node: int) -> str:
        """« Au titre de l’objectif opérationnel 1.1.1 »: whose facts they are when the node above gives them."""
        name = self.loaded.outline.name("node", node)
        return f"Au titre de : {name.detail} {name.code}".strip()

    def grouped(self, own: Iterable[Item], per_child: Callable[[Action], tuple[Item, ...]]) -> Items | None:
        """The fiche's own items, then those of its sub-actions, put together when they are the same.

        A sub-action that only repeats the fiche is left out.
        """
        own = tuple(own)
        groups: dict[tuple[Item, ...], list[Action]] = {}
        for child in self.children:
            found = per_child(child)
            if found and _bare(found) != _bare(own):
                groups.setdefault(_bare(found), []).append(child)
        bodies = [Group("", own)] if own else []
        bodies += [Group(codes_title(actions), per_child(actions[0])) for actions in groups.values()]
        return Items(tuple(bodies)) if bodies else None


def _bare(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(replace(item, line=None) for item in items)


def codes_title(actions: list[Action]) -> str:
    """« Action 20.1 », « Actions 20.3 et 20.4 »."""
    codes = [action.code or action.title for action in actions]
    if len(codes) == 1:
        return f"Action {codes[0]}"
    return f"Actions {', '.join(codes[:-1])} et {codes[-1]}"


def kind_words(row: Row) -> str:
    """The kind of a fact in words, for instance of a clause."""
    return spoken(row.texts[0])
