"""The dialogue de gestion of an operator as tables and as a document: counts only, nobody is named."""

from dataclasses import dataclass
from datetime import date

from faubourg.contracts.models import Contract
from faubourg.documents.blocks import Blank, Block, Column, Document, Facts, Heading, Paragraph, Table
from faubourg.indicators.masking import MASKED
from faubourg.pathways.queries.management import PARTS, Pack
from faubourg.pathways.queries.tallies import PERSONS, WHOLE, Tally
from faubourg.reports.wording import first_upper
from faubourg.ui.typography import nbsp, number, percent

RULES = (
    "Comptés sur les dossiers de la structure, comme dans le rapport : une personne compte une fois dans l’année, "
    "d’après son dernier parcours. Évolution : différence avec l’année d’avant."
)


@dataclass(frozen=True)
class Grid:
    """A table of the pack: titles of its columns, rows of words."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def grids_of(pack: Pack) -> dict[str, list[Grid]]:
    """The tables of the pack by part; a line that counts nobody in any year is left out."""
    found = {"La charge": [_load(pack)]}
    for part, names in PARTS.items():
        found[part] = [_grid(pack, name) for name in names]
    found["Les besoins"] = [_needs(pack)]
    return found


def _years(pack: Pack, first: str) -> tuple[str, ...]:
    years = sorted(pack.years)
    return (first, *map(str, years), *(["Évolution"] if len(years) > 1 else []))


def _load(pack: Pack) -> Grid:
    years = sorted(pack.years)
    loads = [pack.load(year) for year in years]
    people = [pack.people(year) for year in years]
    rows = [
        _line("Personnes de l’année", people),
        _line("Personnes au dernier jour", [pack.at_the_end(year) for year in years]),
        _line("Places, au moins", [one.capacity[0] for one in loads]),
        _line("Places, au plus", [one.capacity[1] for one in loads]),
    ]
    shares = [
        percent(count, one.capacity[0]) if one.capacity[0] and count is not None else ""
        for count, one in zip(people, loads, strict=True)
    ]
    rows.append(("Occupation du plancher des places", *shares, *([""] if len(loads) > 1 else [])))
    return Grid("Personnes et places", _years(pack, "Charge"), tuple(rows))


def _line(label: str, counts: list[int | None]) -> tuple[str, ...]:
    words = [MASKED if count is None else number(count) for count in counts]
    return (label, *words, *([_evolution(counts)] if len(counts) > 1 else []))


def _evolution(counts: list[int | None]) -> str:
    before, now = counts[-2:]
    if before is None or now is None:
        return ""
    return f"{'+' if now > before else ''}{number(now - before)}"


def _grid(pack: Pack, name: str) -> Grid:
    tallies = {year: found.tallies[name] for year, found in sorted(pack.years.items())}
    shape = tallies[pack.year]
    labels = [line.label for one in tallies.values() for line in (*one.lines, *one.besides)]
    labels += [WHOLE] if shape.adds_up and len(shape.lines) > 1 else []
    labels += [PERSONS] if shape.persons is not None else []
    rows = []
    for label in dict.fromkeys(labels):
        counts = [_count(tally, label, pack.hidden[year]) for year, tally in tallies.items()]
        if label == WHOLE or any(count != 0 for count in counts):
            rows.append(_line(first_upper(label), counts))
    return Grid(shape.title, _years(pack, first_upper(shape.unit)), tuple(rows))


def _count(tally: Tally, label: str, hidden: frozenset) -> int | None:
    line = tally.line(label)
    if line is None:
        return 0
    return None if tally.key(label) in hidden else int(line.count)


def _needs(pack: Pack) -> Grid:
    rows = tuple(
        (first_upper(one.label), *(MASKED if count is None else number(count) for count in (one.people, one.strong)))
        for one in pack.needs
    )
    return Grid("Freins qui restent à lever", ("Frein", f"Personnes en {pack.year}", "dont frein fort"), rows)


def document_of(contract: Contract, pack: Pack, *, printed_on: date) -> Document:
    """The pack printed, with room for what is said in the meeting."""
    load = pack.load(pack.year)
    blocks: list[Block] = [
        Facts((
            ("Structure", pack.name), ("Équivalents temps plein", number(pack.fte)),
            ("Places par an", f"{load.capacity[0]} à {load.capacity[1]}"),
        )),
        Paragraph(nbsp(RULES), "note"),
        Paragraph(nbsp(f"« {MASKED} » : de 1 à {max(pack.threshold - 1, 0)} personnes, ou ce qui en donnerait un, "
                       "même avec le rapport et les dossiers des autres structures."), "note"),
    ]  # fmt: skip
    for part, grids in grids_of(pack).items():
        blocks.append(Heading(1, part))
        for grid in grids:
            blocks += [Heading(2, grid.title), _table(grid)]
    blocks += [Heading(1, "Ce qui est convenu"), Blank(6, "Objectifs de l’année, moyens, points à suivre.")]
    return Document(
        title=f"Dialogue de gestion {pack.year}", subtitle=pack.name, header=nbsp(contract.name),
        footer=f"Dialogue de gestion {pack.year}, {pack.name}", printed_on=printed_on, blocks=tuple(blocks),
        keywords=("PLIE", "dialogue de gestion", str(pack.year)),
    )  # fmt: skip


def _table(grid: Grid) -> Table:
    columns = [Column(title, 3 if rank == 0 else 1, "left" if rank == 0 else "right") for rank, title in
               enumerate(grid.columns)]  # fmt: skip
    return Table(tuple(columns), tuple(tuple(map(nbsp, row)) for row in grid.rows), empty="Personne", compact=True)
