"""The counted tables as blocks: each with its years, its evolution, what the document printed and the gap."""

from faubourg.documents.blocks import Block, Cell, Column, Figure, Heading, Paragraph, Table
from faubourg.indicators.masking import MASKED
from faubourg.pathways.queries.fse import ASKED, DECLINED, SILENT, Common
from faubourg.pathways.queries.tallies import WHOLE
from faubourg.pathways.queries.yearly_ties import AT_THE_END, OF_THE_YEAR
from faubourg.pathways.reporting import ReportTable
from faubourg.reports.plie.cells import EVOLUTION
from faubourg.reports.plie.counted import Counted, CountedTable, Row
from faubourg.reports.wording import first_upper
from faubourg.ui.typography import nbsp, number

NOT_TOLD = "non renseigné"
#: Sheets of a workbook whose table has a longer title than Excel takes.
SHEETS = {
    ReportTable.DWELLING: "Participants selon le QPV",
    ReportTable.PATHWAY_JOBS: "Emplois de parcours",
    ReportTable.EXIT_JOBS: "Emplois de sortie positive",
    ReportTable.LIFTINGS: "Levée des freins par domaine",
    ReportTable.CLAUSE_HOURS: "Clauses, heures",
    ReportTable.DROPINS: "Permanences",
    ReportTable.CHILDCARE: "Garde d’enfants",
    ReportTable.FUNNELS: "",
}
SEXES = ("Femmes", "Hommes", "Non ventilé", "Total", "Ne se prononce pas", "Sans réponse")


def section_of(table: CountedTable, level: int) -> list[Block]:
    """A table under its title, with what the document says of it; nothing where no year says anything."""
    if table.is_empty:
        return []
    found: list[Block] = [Heading(level, table.title), _table(table)]
    found += [Paragraph(nbsp(table.contradiction), "note")] if table.contradiction else []
    return found + ([_told(table)] if table.told else [])


def _sheet(table: CountedTable) -> str:
    kind, _, name = table.code.partition(":")
    short = SHEETS.get(kind)
    return table.title if short is None else " ".join(filter(None, (short, name)))


def label_of(row: Row) -> str:
    """« Dont en SIAE »: a line that the others hold says so, else its column would not add up for a reader."""
    label = first_upper(row.label)
    if not row.among or label.startswith("Dont "):
        return label
    plain = label.split()[0][1:].islower()
    return f"Dont {row.label[:1].lower()}{row.label[1:]}" if plain else f"Dont {label}"


def figure_of(row: Row, year: int) -> Cell:
    """The cell of a year: words on paper, a number and its share in a workbook."""
    cell = row.cells.get(year)
    return "" if cell is None or not cell.text else Figure(nbsp(cell.text), cell.number, cell.rate)


def _table(table: CountedTable) -> Table:
    compared = any(row.printed for row in table.rows)
    moved = any(row.evolution for row in table.rows)
    published = {one for one in table.years for row in table.rows[:1] if row.cells[one].is_published}
    columns = [Column(first_upper(table.unit), 3)]
    columns += [Column(f"{one} (publié)" if one in published else str(one), 1.1, "right") for one in table.years]
    columns += [Column(f"{EVOLUTION} depuis {table.years[-2]}", 1.1, "right")] if moved else []
    columns += [Column("Imprimé", 1, "right"), Column("Écart", 1)] if compared else []
    rows = tuple(
        (
            label_of(row),
            *(figure_of(row, one) for one in table.years),
            *((row.evolution,) if moved else ()),
            *((nbsp(row.printed), nbsp(row.gap)) if compared else ()),
        )
        for row in table.rows
        if not row.part
    )
    return Table(tuple(columns), rows, compact=True, sheet=_sheet(table))


def _told(table: CountedTable) -> Table:
    """The evolutions that the document prints, beside what the years of the series give."""
    year = table.years[-1]
    rows = tuple((one.label, f"{one.since}-{year}", one.computed, one.printed, one.gap) for one in table.told)
    columns = (
        Column(first_upper(table.unit), 3), Column("Années", 1), Column("Évolution", 1, "right"),
        Column("Imprimé", 1, "right"), Column("Écart", 2),
    )  # fmt: skip
    return Table(columns, rows, caption="Évolutions imprimées", compact=True)


def places_of(counted: Counted) -> Table:
    """Each structure with its people and its places; what is masked is not found again from « Ensemble »."""
    lines = counted.current.structures
    hidden = counted.current.hidden(counted.threshold)
    rows = [(line.name, line.people, line.at_the_end, line.capacity) for line in lines]
    if len(lines) > 1:
        whole = (counted.current.tallies[ReportTable.SEX].total, sum(line.at_the_end for line in lines))
        rows.append((WHOLE, *whole, tuple(sum(line.capacity[side] for line in lines) for side in (0, 1))))

    def shown(moment: str, name: str, count: int) -> Figure:
        return _number(count, is_masked=counted.current.key(moment, name) in hidden)

    words = tuple(
        (name, shown(OF_THE_YEAR, name, people), shown(AT_THE_END, name, there), f"{least} à {most}")
        for name, people, there, (least, most) in rows
    )
    columns = (
        Column("Structure", 2), Column("Personnes de l’année", 1, "right"), Column("Au 31 décembre", 1, "right"),
        Column("Places par an", 1, "right"),
    )  # fmt: skip
    return Table(columns, words, caption=str(ReportTable.CAPACITY.label), empty="Aucune structure")


def common_of(counted: Counted) -> Table:
    """The indicators of the FSE+ by sex, and who did not answer."""
    columns = (Column("Code", 0.8), Column("Indicateur", 3.2), *(Column(name, 1, "right") for name in SEXES))
    rows = tuple((one.code, one.label, *by_sex(one), *unanswered(one)) for one in counted.indicators)
    return Table(columns, rows, compact=True)


def by_sex(one: Common) -> tuple[Figure, ...]:
    """By sex and in all: « non renseigné » where nobody answered, which is not zero."""
    told = {**one.counts, "total": one.total}
    return tuple(
        Figure(NOT_TOLD)
        if one.is_unknown(sex) and sex not in one.hidden
        else _number(count, is_masked=sex in one.hidden)
        for sex, count in told.items()
    )


def unanswered(one: Common) -> tuple[Cell, ...]:
    """Those who would not say and those of whom nothing is known yet; nothing where nobody is asked."""
    if one.code not in ASKED:
        return ("", "")
    told = {DECLINED: sum(one.declined.values()), SILENT: sum(one.silent.values())}
    return tuple(_number(count, is_masked=kind in one.hidden) for kind, count in told.items())


def _number(count: int, *, is_masked: bool) -> Figure:
    return Figure(MASKED) if is_masked else Figure(number(count), count)


def gaps_of(counted: Counted) -> list[Block]:
    """Every gap between what a document prints and what is counted, and what cannot be told."""
    rows = [(table.title, row.label, row.printed, row.gap) for table in counted.tables.values() for row in table.rows]
    rows = [row for row in rows if row[3] not in ("", "égal")]
    rows += [(table.title, "Somme imprimée", "", table.contradiction) for table in counted.tables.values()
             if table.contradiction]  # fmt: skip
    rows += [(table.title, f"{EVOLUTION} {one.label}, {one.since}-{counted.year}", one.printed, one.gap)
             for table in counted.tables.values() for one in table.told if one.gap != "égal"]  # fmt: skip
    columns = (Column("Tableau", 2), Column("Ligne", 2), Column("Imprimé", 1), Column("Écart", 2))
    return [Table(columns, tuple(tuple(map(nbsp, row)) for row in rows), empty="Aucun écart", compact=True)]
