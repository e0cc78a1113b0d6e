"""What the plan is made of once read: plain records, shared by every view, document and export of it."""

from dataclasses import dataclass, field
from functools import cached_property

from faubourg.actions.choices import CommitmentLevel


@dataclass(slots=True)
class PlanNode:
    """An element of the tree; `path` is made of its ancestors, from the top."""

    pk: int
    key: str
    code: str
    title: str
    level: str
    url: str
    parent_pk: int | None
    empty_reason: str
    handled_elsewhere: str
    note: str
    path: tuple["PlanNode", ...] = ()
    children: list["PlanNode"] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Code and title, as trees and lists show them."""
        return f"{self.code} {self.title}".strip()

    @property
    def family(self) -> tuple["PlanNode", ...]:
        """The node after its ancestors."""
        return (*self.path, self)

    def walk(self):
        """The node and all that stands under it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Named:
    """An organisation, a territory, a scheme, a public, a label or a state as the plan names it."""

    pk: int
    key: str
    name: str
    short: str
    parent_pk: int | None
    kind: str = ""

    @property
    def title(self) -> str:
        """The name, then the short one where both are known."""
        return self.name if self.short in self.name else f"{self.name} ({self.short})"


@dataclass(slots=True, frozen=True)
class RoleHeld:
    """An organisation in a role on an action."""

    organisation: int
    service: str
    inferred: bool


@dataclass(slots=True)
class State:
    """Where an action stands: a drawing and the word of the contract's scale."""

    pk: int
    key: str
    label: str
    glyph: str
    meaning: str = ""
    counts_as_implemented: bool = False


@dataclass
class PlanRow:
    """One action, whatever the number of places where the plan shows it; `parts` are its sub-actions.

    `links` holds primary keys by kind of link: node, territory, scheme, funder, public, tag, shared. `level` is how far
    it goes in the contract (`CommitmentLevel`); what stands in the boîte à outils needs no other word for it.
    `state_reason` says why nothing moves, `state_note` what was noted on a state that cannot be read.
    """

    pk: int
    key: str
    code: str
    title: str
    kind: str
    letter: str
    type_label: str
    condition: str
    calendar: str
    variants: tuple[str, ...]
    inferred: frozenset[str]
    transversal: bool
    no_pilot_reason: str
    no_indicator_reason: str
    sheet: int | None
    parent_pk: int | None
    url: str
    state: State | None
    level: str = ""
    state_reason: str = ""
    state_note: str = ""
    followed_by: list[int] = field(default_factory=list)
    node_indicators: int = 0
    links: dict[str, list[int]] = field(default_factory=dict)
    inherited: dict[str, set[int]] = field(default_factory=dict)
    roles: dict[str, list[RoleHeld]] = field(default_factory=dict)
    parts: list["PlanRow"] = field(default_factory=list)

    def __hash__(self) -> int:
        return self.pk

    @cached_property
    def family(self) -> tuple["PlanRow", ...]:
        """The action and all its sub-actions."""
        return (self, *(member for part in self.parts for member in part.family)) if self.parts else (self,)

    def holders(self, *roles: str) -> list[int]:
        """Organisations in one of `roles` on the action, else on its sub-actions, each once, in document order."""
        own = [held.organisation for role in roles for held in self.roles.get(role, ())]
        if own or not self.parts:
            return list(dict.fromkeys(own))
        return list(dict.fromkeys(pk for part in self.parts for pk in part.holders(*roles)))

    @property
    def pilots(self) -> list[int]:
        """Those who lead: pilots, then co-pilots."""
        return self.holders("pilote", "co-pilote")

    @property
    def level_badge(self) -> str:
        """The level in words where it tells the row from the many of the boîte à outils."""
        return CommitmentLevel(self.level).label if self.level and self.level != CommitmentLevel.TOOLBOX else ""

    @property
    def is_core(self) -> bool:
        """Whether all signatories promise it: said so or, where nothing is said, transversal."""
        return self.level == CommitmentLevel.CORE if self.level else self.transversal

    @property
    def indicators(self) -> int:
        """How many indicators follow the action or one of its sub-actions."""
        return len({pk for member in self.family for pk in member.followed_by})

    @property
    def funders(self) -> set[int]:
        """Organisations that fund the action or bring means to it."""
        return {*self.links.get("funder", ()), *(held.organisation for held in self.roles.get("financeur", ()))}

    @property
    def bearers(self) -> list[int]:
        """Under whom a plan by actor files the action: its page in the document, else those who lead it."""
        return [self.sheet] if self.sheet else self.pilots


@dataclass
class PlanData:
    """The whole plan of one contract, read once. Dictionaries are by primary key, in the order of the document."""

    contract: object
    nodes: dict[int, PlanNode]
    rows: list[PlanRow]
    names: dict[str, dict[int, Named]]
    states: dict[int, State]
    members: list[tuple[int, int]]
    types: dict[str, str]

    @cached_property
    def roots(self) -> list[PlanNode]:
        """The elements of the first level."""
        return [node for node in self.nodes.values() if not node.path]

    @cached_property
    def by_key(self) -> dict[str, PlanRow]:
        """Every action and sub-action by its key."""
        return {member.key: member for row in self.rows for member in row.family}

    def name(self, kind: str, pk: int) -> Named:
        """The organisation, territory, scheme… of that primary key."""
        return self.names[kind][pk]

    def places(self, row: PlanRow) -> list[PlanNode]:
        """The nodes on which an action hangs."""
        return [self.nodes[pk] for pk in row.links.get("node", ())]
