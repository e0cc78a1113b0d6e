"""The list of the organisations of a contract: institution, direction, service; filtered and sorted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from faubourg.contracts.models import Contract, ListedOrganisation
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.partners.similarity import words
from faubourg.reports.actors.uses import DOINGS, SIGNS, Tree, Uses, is_category, tree_of, uses_of

NOBODY = "aucun"
SORTS = {"nom", "nature", *(key for key, _, _ in DOINGS)}


@dataclass(frozen=True)
class Line:
    """A row of the list: its own counts, and those with its services when it has some."""

    row: ListedOrganisation
    depth: int
    path: tuple[ListedOrganisation, ...]
    own: tuple[int, ...]
    together: tuple[int, ...] | None
    is_category: bool

    @property
    def counts(self) -> tuple[int, ...]:
        """What the columns show: services included."""
        return self.together or self.own

    @property
    def cells(self) -> list[tuple[str, str, int]]:
        """Key, heading and count of each column."""
        return [(key, title, count) for (key, title, _), count in zip(DOINGS, self.counts, strict=True)]

    @property
    def is_named(self) -> bool:
        """Whether anything in the contract names it."""
        return any(self.counts)


@dataclass
class Index:
    """The list as asked for. `flat`: sorted or filtered, so that services no longer stand under their institution."""

    lines: list[Line]
    total: int
    categories: int
    signatories: int
    unnamed: int
    kinds: list[str]
    flat: bool
    doings: tuple[tuple[str, str, str], ...] = field(default=DOINGS)


def organisation_index(contract: Contract, query: Mapping[str, str] | None = None) -> Index:
    """The organisations of `contract`, filtered by `q`, `nature`, `role` (a doing, or « aucun »), sorted by `tri`.

    Seven queries whatever the number of rows.
    """
    query = query or {}
    tree, uses = tree_of(contract), uses_of(contract)
    everything = _lines(tree, uses)
    sort = query.get("tri", "")
    filters = {name: value for name in ("q", "nature", "role") if (value := query.get(name, "").strip())}
    flat = bool(filters) or sort.lstrip("-") in SORTS
    lines = [line for line in everything if _kept(line, filters)]
    if sort.lstrip("-") in SORTS:
        lines = _sorted(lines, sort)
    return Index(
        lines=lines,
        total=len(everything),
        categories=sum(line.is_category for line in everything),
        signatories=sum(_signs(line) for line in everything),
        unnamed=sum(not line.is_named for line in everything),
        kinds=sorted({line.row.kind for line in everything if line.row.kind}, key=str.casefold),
        flat=flat,
    )


def index_sheet(contract: Contract, index: Index) -> Sheet:
    """The list as a sheet: what is on screen, with both counts of institutions."""
    columns = [
        SheetColumn("Clé", 22),
        SheetColumn("Organisation", 46),
        SheetColumn("Rattachée à", 36),
        SheetColumn("Nature", 20),
        SheetColumn("Autres noms", 30),
        SheetColumn("Catégorie", 10),
        *(SheetColumn(title, 11, "number") for _, title, _ in DOINGS),
        *(SheetColumn(f"{title}, services compris", 14, "number") for _, title, _ in DOINGS),
    ]
    rows = [
        (
            line.row.key,
            line.row.name,
            " › ".join(above.name for above in line.path),
            line.row.kind,
            tuple(line.row.aliases),
            line.is_category,
            *line.own,
            *(line.together or line.own),
        )
        for line in index.lines
    ]
    return Sheet("Acteurs", columns, rows, title=f"{contract.name} : acteurs")


def _lines(tree: Tree, uses: Uses) -> list[Line]:
    """Every row, named bodies first, categories last, services under their institution."""
    roots = tree.children.get(None, [])
    order = [row for row in roots if not is_category(row)] + [row for row in roots if is_category(row)]
    return [_line(tree, uses, tree.rows[pk]) for root in order for pk in tree.family(root.pk)]


def _line(tree: Tree, uses: Uses, row: ListedOrganisation) -> Line:
    path, family = tree.path(row.pk), tree.family(row.pk)
    together = tuple(uses.of(family).values()) if len(family) > 1 else None
    own = tuple(uses.of([row.pk]).values())
    root = path[0] if path else row
    return Line(row, len(path), tuple(path), own, together, is_category(row) if row is root else is_category(root))


def _kept(line: Line, filters: Mapping[str, str]) -> bool:
    if "nature" in filters and line.row.kind != filters["nature"]:
        return False
    if role := filters.get("role"):
        if role == NOBODY:
            if line.is_named:
                return False
        elif role == SIGNS:
            if not _signs(line):
                return False
        elif not dict(zip((key for key, _, _ in DOINGS), line.counts, strict=True)).get(role):
            return False
    if text := filters.get("q"):
        names = " ".join(" ".join(words(name)) for name in (line.row.name, *line.row.aliases, line.row.key))
        return (
            all(word in names for word in words(text)) if words(text) else text.casefold() in line.row.name.casefold()
        )
    return True


def _signs(line: Line) -> bool:
    return bool(line.own[-1])


def _sorted(lines: list[Line], sort: str) -> list[Line]:
    name, down = sort.lstrip("-"), sort.startswith("-")
    by_name = sorted(lines, key=lambda line: " ".join(words(line.row.name)))
    if name == "nom":
        return by_name[::-1] if down else by_name
    if name == "nature":
        return sorted(by_name, key=lambda line: line.row.kind.casefold(), reverse=down)
    at = [key for key, _, _ in DOINGS].index(name)
    return sorted(by_name, key=lambda line: line.counts[at], reverse=down)
