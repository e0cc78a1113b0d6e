"""The parts of a page that are changed one by one: fields of the action or element itself, and rows that hang on it.

A part of an action bears the name of its block (`contracts.layouts`): what the fiche shows under one title is what its
form changes.
"""

from dataclasses import dataclass, field

from django.db.models import Model, QuerySet

from faubourg.actions.choices import MeansKind, RoleKind
from faubourg.contracts.choices import ActionKind
from faubourg.contracts.layouts import Block
from faubourg.contracts.models import Contract, FicheSection
from faubourg.exchange.schema.document import CLAUSES, CROSS_REFERENCES
from faubourg.exchange.schema.plan import ACTIONS, INDICATORS, MEANS, NODES, ROLES, SCHEME_LINKS
from faubourg.exchange.schema.section import Section

#: The part that names an action or an element: it has no block of its own.
IDENTITY = "identite"


@dataclass(frozen=True)
class Rows:
    """Rows of `section` that hang on an action or an element.

    `link` is the field of the file that says on which, `lookup` the same for the database. `only` limits a field to
    some values: the only one is not asked. `fields` are asked first, `more` behind a fold. `noun` is « un moyen ».
    """

    section: Section
    noun: str
    link: str
    lookup: str
    fields: tuple[str, ...]
    more: tuple[str, ...] = ()
    only: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    given: dict[str, str] = field(default_factory=dict, hash=False)  # what a new row says besides
    opens_page: bool = False  # each row has a page of its own, where it is changed

    def of(self, contract: Contract, owner: Model) -> QuerySet:
        """The rows that hang on `owner`, in order."""
        limits = {f"{self.section.by_name[name].column}__in": values for name, values in self.only.items()}
        return self.section.rows(contract).filter(**{self.lookup: owner.pk}, **limits)

    def fixed(self, owner: Model) -> dict:
        """What a new row says without being asked."""
        key = [owner.key] if self.section.by_name[self.link].many else owner.key
        said = {name: values[0] for name, values in self.only.items() if len(values) == 1}
        return {self.link: key} | self.given | said

    @property
    def asked(self) -> tuple[str, ...]:
        """Every field of the form of one row."""
        return (*self.fields, *self.more)


@dataclass(frozen=True)
class Part:
    """A part under its address: fields of the owner's own record, rows that hang on it, or both."""

    slug: str
    title: str
    fields: tuple[str, ...] = ()
    rows: Rows | None = None


def _roles(*kinds: str) -> Rows:
    asked = ("role",) if len(kinds) > 1 else ()
    return Rows(
        ROLES,
        "un organisme",
        "action",
        "action",
        ("organisation", *asked, "service", "function", "condition"),
        ("qualifier", "territory", "components", "note"),
        {"role": kinds},
    )


def _means(kind: str) -> Rows:
    return Rows(
        MEANS,
        "un moyen",
        "action",
        "action",
        ("organisation", "text", "amount", "amount_period", "condition"),
        ("means_type", "quantity", "unit", "share_pct", "frame", "scheme", "funders", "shared_with", "note"),
        {"kind": (kind,)},
    )


def _indicators(lookup: str) -> Rows:
    return Rows(
        INDICATORS,
        "un indicateur",
        "measures",
        lookup,
        ("label", "kind", "nature", "form", "unit", "frequency", "producers", "targets"),
        (
            "target", "due", "baseline", "direction", "definition_state", "measure_type", "adding", "breakdowns",
            "steps", "categories", "method", "formula", "evidence", "note",
        ),
    )  # fmt: skip


def _schemes(owner: str) -> Rows:
    return Rows(SCHEME_LINKS, "un dispositif", owner, owner, ("scheme", "firmness", "validity"), ("note",))


_SUB_ACTIONS = Rows(
    ACTIONS,
    "une sous-action",
    "parent",
    "parent",
    ("code", "title", "text_summary", "calendar", "start", "end", "condition"),
    ("territories", "note"),
    given={"kind": ActionKind.SUB_ACTION.value},
    opens_page=True,
)
_NODE_ACTIONS = Rows(
    ACTIONS,
    "une action",
    "nodes",
    "nodes",
    ("kind", "code", "title", "commitment_type", "text", "calendar", "start", "end", "condition"),
    ("territories", "beneficiaries", "note"),
    opens_page=True,
)
_REFERENCES = Rows(CROSS_REFERENCES, "un renvoi", "from", "from_action", ("to", "kind", "printed"), ("note",))
_CLAUSES = Rows(CLAUSES, "une clause", "node", "node", ("kind", "text_summary"), ("note",))


def _of_block(block: Block, *fields: str, rows: Rows | None = None) -> Part:
    return Part(block.value, block.label, fields, rows)


_IDENTITY_FIELDS = (
    "code", "title", "subtitle", "kind", "commitment_type", "commitment_level", "action_nature", "flags",
    "title_variants", "transversal", "in_toolbox", "in_thematic_part", "sheet", "shared_with",
)  # fmt: skip

ACTION_PARTS: dict[str, Part] = {
    part.slug: part
    for part in (
        Part(IDENTITY, "Intitulé et nature", _IDENTITY_FIELDS),
        _of_block(Block.TEXT, "text"),
        _of_block(Block.SUMMARY, "text_summary"),
        _of_block(Block.CONDITION, "condition"),
        _of_block(Block.WORDING, "wording", "wording_quote", "scale", "participation"),
        _of_block(Block.OBJECTIVES, "objectives"),
        _of_block(Block.EFFECTS, "effects"),
        _of_block(Block.PUBLICS, "beneficiaries"),
        _of_block(Block.TERRITORIES, "territories"),
        _of_block(Block.CALENDAR, "calendar", "start", "end"),
        _of_block(Block.LEGAL, "legal_objectives"),
        _of_block(Block.NOTES, "note"),
        _of_block(Block.SUB_ACTIONS, rows=_SUB_ACTIONS),
        _of_block(Block.PILOTS, "no_pilot_reason", rows=_roles(RoleKind.PILOT.value, RoleKind.CO_PILOT.value)),
        _of_block(Block.PARTNERS, rows=_roles(RoleKind.PARTNER.value)),
        _of_block(Block.FUNDERS, rows=_roles(RoleKind.FUNDER.value)),
        _of_block(Block.OPERATORS, rows=_roles(RoleKind.OPERATOR.value)),
        _of_block(Block.PRODUCERS, rows=_roles(RoleKind.PRODUCER.value)),
        _of_block(Block.COMMON_LAW, rows=_means(MeansKind.COMMON_LAW.value)),
        _of_block(Block.SPECIFIC, rows=_means(MeansKind.SPECIFIC.value)),
        _of_block(Block.INDICATORS, "no_indicator_reason", rows=_indicators("actions")),
        _of_block(Block.SCHEMES, rows=_schemes("action")),
        _of_block(Block.REFERENCES, rows=_REFERENCES),
    )
}
NODE_PARTS: dict[str, Part] = {
    part.slug: part
    for part in (
        Part(
            IDENTITY,
            "Intitulé",
            ("code", "title", "summary", "theme", "flags", "legal_objectives", "title_variants", "handled_elsewhere",
             "empty_reason", "note"),
        ),
        Part("fiches", "Actions", rows=_NODE_ACTIONS),
        Part(Block.CLAUSES.value, Block.CLAUSES.label, rows=_CLAUSES),
        Part(Block.INDICATORS.value, Block.INDICATORS.label, rows=_indicators("nodes")),
        Part(Block.SCHEMES.value, Block.SCHEMES.label, rows=_schemes("node")),
    )
}  # fmt: skip
PARTS = {ACTIONS.name: ACTION_PARTS, NODES.name: NODE_PARTS}


def label_of(part: Part, contract: Contract, owner: Model) -> str:
    """What the contract calls this part on its fiches."""
    kind = getattr(owner, "kind", "")
    named = FicheSection.objects.filter(contract=contract, action_kind=kind, block=part.slug)
    return (kind and named.order_by("pk").values_list("label", flat=True).first()) or part.title
