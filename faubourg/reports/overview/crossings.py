"""The crossings of a contract: funders, operators, objectives, actors and schemes against its actions; what is bare."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse

from faubourg.actions.choices import RoleKind
from faubourg.contracts.models import Contract
from faubourg.reports.overview.axes import Axes, Grid, Value
from faubourg.reports.overview.frame import Frame, load_frame
from faubourg.reports.overview.measures import MeasureLine, measure_lines
from faubourg.reports.plan.filters import BEARER
from faubourg.reports.plan.records import PlanNode


@dataclass(frozen=True)
class Kind:
    """A crossing that can be asked for; `empty` says why it may hold nothing, and what to do."""

    key: str
    title: str
    sentence: str
    empty: str
    heading: str = ""


KINDS = {
    kind.key: kind
    for kind in (
        Kind(
            "financeurs",
            "Financeurs × fiches",
            "Qui apporte des moyens ou un financement, et à quelles actions.",
            "Aucun financeur ni moyen n’est rattaché à une action. Ils se saisissent dans Données, moyens ou rôles.",
            "Financeur ou apport de moyens",
        ),
        Kind(
            "operateurs",
            "Opérateurs × fiches",
            "Qui met en œuvre, dans le rôle choisi.",
            "Personne ne tient ce rôle dans le contrat. Choisir un autre rôle, ou le saisir dans Données, rôles.",
            "Organisation",
        ),
        Kind(
            "types",
            "Objectifs × types",
            "Ce que chaque partie de l’arbre promet de créer, de maintenir, de renforcer ou d’adapter.",
            "Le contrat n’a pas encore d’arbre ou pas encore d’action.",
            "Élément de l’arbre",
        ),
        Kind(
            "acteurs",
            "Acteurs × types",
            "Ce que porte chaque organisation, par type d’engagement.",
            "Aucune organisation ne porte d’action.",
            "Organisation",
        ),
        Kind(
            "dispositifs",
            "Dispositifs × objectifs",
            "Les dispositifs mobilisés, par partie de l’arbre.",
            "Aucun dispositif n’est relié au plan. Les liens se saisissent dans Données, dispositifs mobilisés.",
            "Dispositif",
        ),
        Kind(
            "mesures",
            "Mesures nationales",
            "Les mesures nationales reprises par le contrat, telles quelles ou adaptées, et les autres.",
            "Le contrat ne cite aucune mesure nationale. Elles se saisissent dans Données, mesures nationales.",
        ),
        Kind(
            "sans-action",
            "Éléments sans action",
            "Les éléments de l’arbre sous lesquels rien n’est prévu, et pourquoi.",
            "Chaque élément de l’arbre porte au moins une action.",
        ),
    )
}
OPERATOR = RoleKind.OPERATOR.value
#: The level of columns that are actions; more of them than this cannot be read across, the export lists them all.
SHEETS, SHEETS_SHOWN = "fiches", 100


@dataclass(frozen=True)
class BareNode:
    """A node without action, with the reasons that the document gives."""

    node: PlanNode
    reasons: list[str]
    flags: list[str]


@dataclass
class Crossing:
    """A crossing with its rows: a grid of counts, or the lines of measures, or nodes without action."""

    kind: Kind
    frame: Frame
    grid: Grid | None = None
    measures: list[MeasureLine] = field(default_factory=list)
    bare: list[BareNode] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    choice: str = ""
    levels: list[tuple[str, str]] = field(default_factory=list)
    level: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not ((self.grid and self.grid.rows and self.grid.columns) or self.measures or self.bare)


def crossing_of(contract: Contract, key: str, choice: str = "", level: str = "") -> Crossing:
    """Compose the crossing `key` of `KINDS`; `choice` is a role or a depth of the tree, where the crossing has one.

    `level` is what its columns are, where that can be chosen: a depth of the tree, or `SHEETS`.
    """
    frame = load_frame(contract)
    crossing = Crossing(KINDS[key], frame, level=level)
    _MAKERS[key](contract, crossing, Axes(frame), choice)
    return crossing


def _funders(contract: Contract, crossing: Crossing, axes: Axes, choice: str) -> None:
    _by_level(crossing, axes, axes.funders(_address("actors:organisation", contract)))


def _operators(contract: Contract, crossing: Crossing, axes: Axes, choice: str) -> None:
    # The role that the law of the field names first; always offered, so that its absence is seen.
    offered = dict([(OPERATOR, RoleKind.OPERATOR.label), *axes.roles])
    crossing.choices = list(offered.items())
    crossing.choice = choice if choice in offered else OPERATOR
    actors = axes.actors(crossing.choice, _address("actors:organisation", contract))
    _by_level(crossing, axes, actors)


def _types(contract: Contract, crossing: Crossing, axes: Axes, choice: str) -> None:
    crossing.choices = [(str(depth), f"jusqu’à : {' ou '.join(names)}") for depth, names in _depths(axes)]
    crossing.choice = choice if choice in dict(crossing.choices) else str(min(1, max(len(crossing.choices) - 1, 0)))
    crossing.grid = axes.cross(axes.nodes(int(crossing.choice)), axes.types, keep_empty=True)


def _actors(contract: Contract, crossing: Crossing, axes: Axes, choice: str) -> None:
    crossing.grid = axes.cross(axes.actors(BEARER, _address("actors:organisation", contract)), axes.types)


def _schemes(contract: Contract, crossing: Crossing, axes: Axes, choice: str) -> None:
    _by_level(crossing, axes, axes.schemes(_address("actors:scheme", contract)))


def _by_level(crossing: Crossing, axes: Axes, rows: list[Value]) -> None:
    """Cross `rows` with the level of the tree asked for, the first one unless told otherwise, or with the actions."""
    crossing.levels = [(str(depth), " ou ".join(names)) for depth, names in _depths(axes)]
    sheets = axes.sheets(rows)
    if 0 < len(sheets) <= SHEETS_SHOWN:
        crossing.levels.append((SHEETS, "fiches"))
    offered = [value for value, _ in crossing.levels]
    # Without a tree its first level holds nothing: the actions themselves are all there is to cross.
    crossing.level = crossing.level if crossing.level in offered else next(iter(offered), "0")
    is_sheets = crossing.level == SHEETS
    crossing.grid = axes.cross(rows, sheets if is_sheets else axes.level(int(crossing.level)))


def _depths(axes: Axes) -> list[tuple[int, list[str]]]:
    """Each depth of the tree with the names that its elements bear there."""
    found: dict[int, dict[str, None]] = {}
    for node in axes.plan.nodes.values():
        found.setdefault(len(node.path), {})[node.level] = None
    return [(depth, list(found[depth])) for depth in sorted(found)]


def _measures(contract: Contract, crossing: Crossing, axes: Axes, choice: str) -> None:
    crossing.measures = measure_lines(contract, crossing.frame)


def _bare(contract: Contract, crossing: Crossing, axes: Axes, choice: str) -> None:
    frame = crossing.frame
    crossing.bare = [
        BareNode(node, frame.reasons(node), frame.facts[node.pk].flags)
        for node in frame.plan.nodes.values()
        if not node.children and not frame.hung.get(node.pk)
    ]


def _address(name: str, contract: Contract) -> str:
    return reverse(name, args=[contract.key, "-"])


_MAKERS: dict[str, Callable[[Contract, Crossing, Axes, str], None]] = {
    "financeurs": _funders,
    "operateurs": _operators,
    "types": _types,
    "acteurs": _actors,
    "dispositifs": _schemes,
    "mesures": _measures,
    "sans-action": _bare,
}
