"""The tables of a document as a workbook: tables of the same columns share a sheet, in the order of the document."""

from dataclasses import dataclass, field

from faubourg.documents.blocks import Cell, Divider, Document, Facts, Figure, Heading, Table
from faubourg.documents.sheets import Sheet, SheetColumn, write_xlsx

WIDTH_OF_A_PART = 24
WIDTH_OF_A_PLACE = 36
WIDTH_OF_A_SHARE = 12
FACTS = (SheetColumn("Rubrique", 30), SheetColumn("Valeur", 80))


@dataclass
class _Part:
    """A table where it stands: the titles above it, from the widest to the nearest."""

    path: tuple[str, ...]
    caption: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple, ...]
    sheet: str = ""


@dataclass
class _Shape:
    """The tables that have the same columns."""

    parts: list[_Part] = field(default_factory=list)

    def sheet(self, document: Document) -> Sheet:
        if len(self.parts) == 1:
            [part] = self.parts
            above = part.path[-1] if part.path else document.title
            return Sheet(
                part.sheet or part.caption or above, part.columns, part.rows, title=f"{document.title} · {above}"
            )
        name, paths = self._name(), [part.path for part in self.parts]
        if all(path and path[-1] == name for path in paths):
            paths = [path[:-1] for path in paths]
        depth = max(map(len, paths))
        places = tuple(SheetColumn(f"Niveau {level}", WIDTH_OF_A_PLACE) for level in range(1, depth + 1))
        rows = [
            (*path, *[None] * (depth - len(path)), *row)
            for path, part in zip(paths, self.parts, strict=True)
            for row in part.rows
        ]
        return Sheet(name, (*places, *self.parts[0].columns), rows, title=f"{document.title} · {name}")

    def _name(self) -> str:
        """What all the tables are called, else the title of their widest column."""
        columns = self.parts[0].columns
        if self.parts[0].sheet:
            return self.parts[0].sheet
        if columns == FACTS:
            return "Rubriques"
        for names in ({part.caption for part in self.parts}, {part.path[-1:] for part in self.parts}):
            [name, *others] = names
            if not others and name:
                return name if isinstance(name, str) else name[0]
        return max(columns, key=lambda column: column.width).title


def render_tables(document: Document) -> bytes:
    """Every table and every group of facts of `document`. A table alone of its columns has a sheet to itself, under its
    caption, else the title above it; those of the same columns follow one another, each row with its titles before it.
    """
    shapes: dict[tuple[str, ...], _Shape] = {}
    above: dict[int, str] = {}
    for block in document.blocks:
        if isinstance(block, Heading | Divider):
            text = f"{block.code} {block.title if isinstance(block, Divider) else block.text}".strip()
            above = {level: title for level, title in above.items() if level < block.level} | {block.level: text}
        found = _part(block.table if isinstance(block, Divider) else block, tuple(above.values()))
        if found:
            shapes.setdefault((found.sheet, *(column.title for column in found.columns)), _Shape()).parts.append(found)
    return write_xlsx([shape.sheet(document) for shape in shapes.values()], title=document.title)


def _values(cell: Cell, *, parted: bool) -> tuple[Cell, ...]:
    """What a cell of the document gives the sheet: a number, then its share where the column has some."""
    if not parted:
        return (cell,)
    if not isinstance(cell, Figure) or cell.share is None:
        return (cell, None)
    return (cell.number, cell.share)


def _part(block: object, path: tuple[str, ...]) -> _Part | None:
    if isinstance(block, Table):
        shared = {
            rank
            for row in block.rows
            for rank, cell in enumerate(row)
            if isinstance(cell, Figure) and cell.share is not None
        }
        columns: list[SheetColumn] = []
        for rank, column in enumerate(block.columns):
            columns.append(SheetColumn(column.title, column.width * WIDTH_OF_A_PART))
            columns += [SheetColumn(f"{column.title}, part", WIDTH_OF_A_SHARE, "percent")] if rank in shared else []
        rows = tuple(
            tuple(value for rank, cell in enumerate(row) for value in _values(cell, parted=rank in shared))
            for row in block.rows
        )
        return _Part(path, block.caption, tuple(columns), rows, block.sheet)
    if isinstance(block, Facts):
        return _Part(path, "", FACTS, block.items)
    return None
