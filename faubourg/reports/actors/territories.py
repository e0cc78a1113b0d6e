"""Territories: the list, and the sheet of one with its codes, its perimeters, its figures and what is done there."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from faubourg.actions.queries import around
from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.core.merging import same_ids
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.governance.models import Body
from faubourg.indicators.models import Figure
from faubourg.partners.similarity import words
from faubourg.reports.actors.targets import Place, places_of
from faubourg.territories.models import Perimeter, Territory, TerritoryKind

#: Against these kinds a neighbourhood is compared.
REFERENCES = (TerritoryKind.COMMUNE, TerritoryKind.EPCI)


@dataclass(frozen=True)
class TerritoryLine:
    """A territory of the list: its place, and how much the contract says of it."""

    row: ListedTerritory
    depth: int
    parent: ListedTerritory | None
    members: tuple[ListedTerritory, ...]
    own_actions: int
    actions: int
    figures: int
    bodies: int


@dataclass(frozen=True)
class FigureLine:
    """A figure, and the same one for the commune or the EPCI (short name), when the document gives it alike."""

    figure: Figure
    references: tuple[tuple[str, Figure], ...]


@dataclass
class TerritorySheet:
    """What the screen shows of one territory. `around`: the actions that the plan finds for it, groups included."""

    row: ListedTerritory
    parent: ListedTerritory | None
    inside: list[ListedTerritory]
    members: list[ListedTerritory]
    groups: list[ListedTerritory]
    perimeters: list[Perimeter]
    figures: list[FigureLine]
    actions: list[Place]
    through_groups: list[tuple[ListedTerritory, int]]
    around: int
    bodies: list[Body]
    elsewhere: list[ListedTerritory]


@dataclass(frozen=True)
class Map:
    """The territories of a contract, their groups, and the actions of each."""

    rows: dict[int, ListedTerritory]
    groups: dict[int, list[int]]
    members: dict[int, list[int]]
    actions: dict[int, set[int]]

    def around(self, pk: int) -> set[int]:
        """The actions that concern a territory: those of it, of what lies inside, of the groups that contain it."""
        parents = {row.pk: row.parent_id for row in self.rows.values()}
        pairs = [(group, member) for group, members in self.members.items() for member in members]
        return set().union(*(self.actions.get(at, set()) for at in around(pk, parents, pairs)))


def map_of(contract: Contract) -> Map:
    """Load the territories of `contract` with their actions. Three queries."""
    rows = {row.pk: row for row in contract.territories.all()}
    groups, members, actions = defaultdict(list), defaultdict(list), defaultdict(set)
    through = ListedTerritory.members.through.objects.filter(from_listedterritory__contract=contract)
    for group, member in through.values_list("from_listedterritory", "to_listedterritory").order_by("pk"):
        groups[member].append(group)
        members[group].append(member)
    version = contract.current_version
    if version is not None:
        tied = version.actions.model.territories.through.objects.filter(action__version=version)
        for territory, action in tied.values_list("listedterritory", "action"):
            actions[territory].add(action)
    return Map(rows, groups, members, actions)


def territory_list(contract: Contract, query: Mapping[str, str] | None = None) -> list[TerritoryLine]:
    """The territories of `contract`, one under the other, filtered by `q` and `nature`. Five queries."""
    query = query or {}
    found = map_of(contract)
    figures, bodies = _figures_by_territory(contract), _bodies_by_territory(contract)
    order = _in_order(found)
    lines = [
        TerritoryLine(
            row=row,
            depth=depth,
            parent=found.rows.get(row.parent_id),
            members=tuple(found.rows[pk] for pk in found.members.get(row.pk, ())),
            own_actions=len(found.actions.get(row.pk, ())),
            actions=len(found.around(row.pk)),
            figures=figures.get(row.pk, 0),
            bodies=bodies.get(row.pk, 0),
        )
        for row, depth in order
    ]
    return [line for line in lines if _kept(line, query)]


def territories_sheet(contract: Contract, lines: list[TerritoryLine]) -> Sheet:
    """The list as a sheet."""
    columns = [
        SheetColumn("Clé", 24),
        SheetColumn("Territoire", 36),
        SheetColumn("Nature", 22),
        SheetColumn("Code", 14),
        SheetColumn("Ancien code", 14),
        SheetColumn("Situé dans", 28),
        SheetColumn("Réunit", 40),
        SheetColumn("Actions propres", 12, "number"),
        SheetColumn("Actions qui le concernent", 14, "number"),
        SheetColumn("Chiffres", 10, "number"),
        SheetColumn("Instances", 10, "number"),
    ]
    rows = [
        (
            line.row.key,
            line.row.name,
            line.row.get_kind_display(),
            line.row.code,
            line.row.code_previous,
            line.parent.name if line.parent else "",
            tuple(member.name for member in line.members),
            line.own_actions,
            line.actions,
            line.figures,
            line.bodies,
        )
        for line in lines
    ]
    return Sheet("Quartiers", columns, rows, title=f"{contract.name} : quartiers et territoires")


def territory_sheet(contract: Contract, row: ListedTerritory, *, user) -> TerritorySheet:
    """The sheet of `row`. The number of queries is constant."""
    found = map_of(contract)
    row = found.rows[row.pk]
    groups = [found.rows[pk] for pk in found.groups.get(row.pk, ())]
    places = places_of(contract, found.actions.get(row.pk, ()))
    same = same_ids(Territory, row.territory_id)
    elsewhere = ListedTerritory.objects.for_user(user).filter(territory__in=same).exclude(pk=row.pk)
    return TerritorySheet(
        row=row,
        parent=found.rows.get(row.parent_id),
        inside=[other for other in found.rows.values() if other.parent_id == row.pk],
        members=[found.rows[pk] for pk in found.members.get(row.pk, ())],
        groups=groups,
        perimeters=list(Perimeter.objects.filter(territory__in=same)),
        figures=_figures(contract, row, found),
        actions=sorted(places.actions.values(), key=lambda place: place.position),
        through_groups=[(group, len(found.actions.get(group.pk, ()))) for group in groups],
        around=len(found.around(row.pk)),
        bodies=list(contract.bodies.filter(territories=row)),
        elsewhere=list(elsewhere.select_related("contract").order_by("-contract__start", "contract__title")),
    )


def figures_sheet(contract: Contract, sheet: TerritorySheet) -> Sheet:
    """The figures of one territory as a sheet."""
    columns = [
        SheetColumn("Libellé", 50),
        SheetColumn("Année ou période", 18),
        SheetColumn("Valeur", 14, "number"),
        SheetColumn("Au moins", 12, "number"),
        SheetColumn("Au plus", 12, "number"),
        SheetColumn("Unité", 14),
        SheetColumn("Imprimé", 20),
        SheetColumn("Écart (points)", 12, "number"),
        SheetColumn("Écart à", 18),
        SheetColumn("Source", 30),
        SheetColumn("Ligne", 10, "number"),
    ]
    rows = [
        (
            line.figure.label,
            str(line.figure.year or line.figure.period or ""),
            line.figure.value,
            line.figure.minimum,
            line.figure.maximum,
            line.figure.unit,
            line.figure.printed,
            line.figure.gap_points,
            line.figure.gap_to.name if line.figure.gap_to else "",
            line.figure.source,
            line.figure.line,
        )
        for line in sheet.figures
    ]
    return Sheet(sheet.row.name, columns, rows, title=f"{contract.name} : {sheet.row.name}")


def _figures(contract: Contract, row: ListedTerritory, found: Map) -> list[FigureLine]:
    """The figures of `row`, then those that join it with others; beside each, its commune's and its EPCI's."""
    all_figures = contract.figures.select_related("gap_to").prefetch_related("territories")
    of_row = [
        figure
        for figure in all_figures
        if figure.territory_id == row.pk or any(other.pk == row.pk for other in figure.territories.all())
    ]
    above = {pk for pk, other in found.rows.items() if other.kind in REFERENCES and pk != row.pk}
    beside: dict[tuple, list[tuple[str, Figure]]] = defaultdict(list)
    for figure in all_figures:
        if figure.territory_id in above:
            territory = found.rows[figure.territory_id]
            beside[_what(figure)].append((min([territory.name, *territory.aliases], key=len), figure))
    return [FigureLine(figure, tuple(beside.get(_what(figure), ()))) for figure in of_row]


def _what(figure: Figure) -> tuple:
    return (" ".join(words(figure.label)), figure.year, figure.period, figure.unit)


def _figures_by_territory(contract: Contract) -> dict[int, int]:
    counts: dict[int, int] = defaultdict(int)
    for territory in contract.figures.values_list("territory", flat=True).order_by():
        counts[territory] += 1
    return counts


def _bodies_by_territory(contract: Contract) -> dict[int, int]:
    counts: dict[int, int] = defaultdict(int)
    tied = Body.territories.through.objects.filter(body__contract=contract)
    for territory in tied.values_list("listedterritory", flat=True):
        counts[territory] += 1
    return counts


def _in_order(found: Map) -> list[tuple[ListedTerritory, int]]:
    """Each territory under the one in which it lies, in the order of the document."""
    order: list[tuple[ListedTerritory, int]] = []

    def add(parent: int | None, depth: int) -> None:
        for row in found.rows.values():
            if (row.parent_id if row.parent_id in found.rows else None) == parent:
                order.append((row, depth))
                add(row.pk, depth + 1)

    add(None, 0)
    return order


def _kept(line: TerritoryLine, query: Mapping[str, str]) -> bool:
    if (kind := query.get("nature")) and line.row.kind != kind:
        return False
    names = (line.row.name, line.row.code, line.row.code_previous, line.row.short, *line.row.aliases)
    text = " ".join(" ".join(words(name)) for name in names)
    return all(word in text for word in words(query.get("q", "")))
