"""What a fiche says, as plain data: the screen, the PDF and the Word file show the same sections in the same order."""

from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from faubourg.ui.typography import euro, nbsp, plural


@dataclass(frozen=True, slots=True)
class Item:
    """A thing named in a section: an actor, a territory, a scheme, another fiche…

    `deduced` says in French that it was deduced, not printed (« déduit », « déduit, confiance moyenne »); empty
    otherwise. `prefix` is what precedes the name (a code), `details` what qualifies it, `short` its name in
    narrow columns.
    """

    label: str
    url: str = ""
    prefix: str = ""
    details: tuple[str, ...] = ()
    deduced: str = ""
    line: int | None = None
    short: str = ""

    @property
    def text(self) -> str:
        """The whole as one line of text."""
        head = " ".join(part for part in (self.prefix, self.label) if part)
        named = ", ".join([head, *self.details])
        return f"{named} ({self.deduced})" if self.deduced else named


@dataclass(frozen=True, slots=True)
class Group:
    """Items under a short title (« Actions 20.3 et 20.4 »); without title they are the fiche's own."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """Named things, in groups."""

    shape = "items"
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many different things, all groups together."""
        return len({(item.prefix, item.label) for group in self.groups for item in group.items})


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs, or bullets when the document lists."""

    shape = "prose"
    texts: tuple[str, ...]
    bulleted: bool = False


@dataclass(frozen=True, slots=True)
class SubAction:
    """A row of the table of sub-actions, with what it carries on its own or with others."""

    code: str
    title: str
    url: str
    letter: str
    pilots: tuple[Item, ...]
    no_pilot_reason: str
    calendar: str
    common_law: tuple["MeansRow", ...]
    specific: tuple["MeansRow", ...]
    indicators: int
    status: "Status | None"
    condition: str


@dataclass(frozen=True, slots=True)
class SubActions:
    """The table of sub-actions."""

    shape = "sub_actions"
    rows: tuple[SubAction, ...]
    summary: str

    @property
    def with_states(self) -> bool:
        """Whether any sub-action has a state: else the column is not worth its place."""
        return any(row.status for row in self.rows)


@dataclass(frozen=True, slots=True)
class MeansRow:
    """A means. `amount` None is « non donné », never 0 €; `counted_with` names where a shared amount is counted."""

    text: str
    organisation: Item | None
    nature: str
    quantity: str
    amount: Decimal | None
    amount_text: str
    details: tuple[str, ...]
    shared: tuple[Item, ...]
    counted_with: str
    deduced: str
    line: int | None

    @property
    def wording(self) -> str:
        """What is put in: the text, or else the nature, and how much; empty when nothing is said."""
        return ", ".join(part for part in (self.text or self.nature, self.quantity) if part)

    @property
    def notes(self) -> tuple[str, ...]:
        """The nature when the text is said instead, and the details."""
        return (self.nature, *self.details) if self.nature and self.text else self.details

    @property
    def plain(self) -> str:
        """The means as one line of text without its amount, for a document that has a column for it."""
        actor = self.organisation.text if self.organisation else ""
        notes = [*self.notes]
        notes += [f"partagé avec {', '.join(item.text for item in self.shared)}"] if self.shared else []
        notes += [note for note in (self.counted_with, self.deduced) if note]
        line = " : ".join(part for part in (actor, self.wording) if part) or "moyen non précisé"
        return f"{line} ({' ; '.join(notes)})" if notes else line


@dataclass(frozen=True, slots=True)
class MeansGroup:
    """The means of the fiche (no title) or of one sub-action."""

    title: str
    rows: tuple[MeansRow, ...]


@dataclass(frozen=True, slots=True)
class MeansBody:
    """The means of one origin: their sum (each amount once), how many have an amount and how many have none."""

    shape = "means"
    groups: tuple[MeansGroup, ...]
    total: Decimal | None
    priced: int
    unpriced: int
    shared_total: Decimal | None
    givers: tuple[str, ...]

    @property
    def in_parts(self) -> bool:
        """Whether sub-actions carry some of them."""
        return any(group.title for group in self.groups)

    @property
    def sentence(self) -> str:
        """« 40 000 € chiffrés en 2 apports ; 6 apports non chiffrés : cela ne vaut pas 0 €. »."""
        parts = []
        if self.priced:
            shared = f", dont {euro(self.shared_total)} partagés et comptés une seule fois" if self.shared_total else ""
            parts.append(f"{euro(self.total)} chiffrés en {plural(self.priced, 'apport,apports')}{shared}")
        if self.unpriced:
            words = plural(self.unpriced, "apport non chiffré,apports non chiffrés")
            parts.append(f"{words} : cela ne vaut pas {euro(0)}")
        return nbsp(f"{' ; '.join(parts) or 'Montant compté avec l’action qui le porte'}.")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The printed calendar beside the dates read in it, for the fiche then for its sub-actions."""

    shape = "calendar"
    printed: str
    start: str
    end: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator as the fiche shows it."""

    key: str
    follows: str
    label: str
    kind: str
    facts: tuple[str, ...]
    unit: str
    frequency: str
    producers: tuple[Item, ...]
    targets: tuple[str, ...]
    values: tuple[tuple[str, str], ...]
    deduced: tuple[str, ...]
    line: int | None


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    """The indicators of the fiche (no title), or those that it shares with the objective above it."""

    title: str
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class Indicators:
    """The table of indicators."""

    shape = "indicators"
    groups: tuple[IndicatorGroup, ...]
    with_codes: bool
    with_values: bool

    @property
    def count(self) -> int:
        """How many indicators."""
        return sum(len(group.rows) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Status:
    """A state of the contract's scale; `kind` is the mark that goes with the word (see `<c-state>`).

    `reason`: why nothing moves or, of an unknown state, why it cannot be read.
    """

    label: str
    kind: str
    deduced: str = ""
    since: str = ""
    reason: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands under the word: since when, where it comes from, why."""
        since = f"constaté : {self.since}" if self.since else ""
        return tuple(text for text in (since, self.deduced, self.reason) if text)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """The judgement of a campaign on the action or one of its sub-actions."""

    code: str
    label: str
    campaign: str
    status: Status | None
    comment: str
    notes: tuple[str, ...]
    line: int | None


@dataclass(frozen=True, slots=True)
class Reviews:
    """The reviews of the fiche and its sub-actions."""

    shape = "reviews"
    rows: tuple[ReviewRow, ...]


@dataclass(frozen=True, slots=True)
class ExtraFacts:
    """The facts that only this document gives: label and texts."""

    shape = "extra"
    facts: tuple[tuple[str, tuple[str, ...]], ...]


Body = Items | Prose | SubActions | MeansBody | Calendar | Indicators | Reviews | ExtraFacts


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the fiche. Without body, `empty` is the sentence that says so; `lines` are those of the source."""

    block: str
    label: str
    help_text: str
    aside: bool
    body: Body | None
    empty: str
    deduced: str = ""
    lines: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A node of the action with what is above it: (level, code, title, address) from the top down."""

    steps: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Fiche:
    """A whole fiche. `is_focus`: the document tells it at length. `is_elsewhere`: another contract was asked to hold it
    too (`indicators.queries_sharing`); `elsewhere` names those that agreed, `claimed` what a file says and none holds.
    """

    pk: int
    lineage: UUID
    key: str
    url: str
    code: str
    kind: str
    kind_label: str
    title: str
    subtitle: str
    variants: tuple[str, ...]
    letter: str
    letter_label: str
    nature: str
    places: tuple[Place, ...]
    parent: Item | None
    previous: Item | None
    next: Item | None
    status: Status | None
    progress: str
    shared_with: tuple[Item, ...]
    is_elsewhere: bool
    elsewhere: tuple[str, ...]
    claimed: tuple[str, ...]
    is_focus: bool
    frames: tuple[str, ...]
    tags: tuple[str, ...]
    facts: tuple[str, ...]
    source: str
    confidence: str
    sections: tuple[Section, ...] = field(default=())

    def section(self, block: str) -> Section | None:
        """The section that holds `block`."""
        return next((section for section in self.sections if section.block == block), None)

    @property
    def main(self) -> tuple[Section, ...]:
        """The sections of the screen's wide column."""
        return tuple(section for section in self.sections if not section.aside)

    @property
    def aside(self) -> tuple[Section, ...]:
        """The sections of the screen's margin."""
        return tuple(section for section in self.sections if section.aside)
