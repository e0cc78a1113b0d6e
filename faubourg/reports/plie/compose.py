"""The report composed: a document of the contents of 2022 (lines 46 to 62), and the same figures as data."""

from dataclasses import dataclass
from datetime import date

from faubourg.contracts.models import Contract
from faubourg.documents.blocks import Block, Column, Contents, Document, Facts, Heading, PageBreak, Paragraph, Table
from faubourg.indicators.masking import MASKED
from faubourg.pathways.queries.counts import Frame, frame_of
from faubourg.pathways.queries.fse import Common
from faubourg.pathways.reporting import ReportTable
from faubourg.reports.plie import around
from faubourg.reports.plie.counted import Counted, CountedTable, counted_of
from faubourg.reports.wording import first_upper
from faubourg.ui.typography import day, nbsp, number, plural

QUANTITIES = (
    ReportTable.PRESCRIPTIONS, ReportTable.ENTRIES, ReportTable.SEX, ReportTable.BRSA, ReportTable.AGES,
    ReportTable.LEVELS, ReportTable.DWELLING, ReportTable.JOBS, ReportTable.PATHWAY_JOBS, ReportTable.EXIT_JOBS,
    ReportTable.TRAININGS, ReportTable.LIFTINGS, ReportTable.POSITIVE_EXITS, ReportTable.EXITS,
    ReportTable.EXIT_REASONS,
)  # fmt: skip
CLAUSES = (ReportTable.CLAUSES, ReportTable.CLAUSE_HOURS)
RULES = (
    "Un participant de l’année a eu un parcours ouvert au moins un jour ; il compte une fois, d’après son dernier "
    "parcours. BRSA et domicile : à l’entrée. Âge : au 31 décembre. Entrées : CER signés dans l’année, rapportés aux "
    "prescriptions de la même année. Étapes : réalisées en tout ou partie dans l’année. Sorties : validées en cellule "
    "dans l’année. Les parts sont arrondies à l’unité et peuvent additionner 101 %."
)
MASKING = (
    "« masqué » : un nombre de personnes de 1 à {last}, ou qui permettrait d’en retrouver un. "
    "Années « publié » : reprises des tableaux du document, non recomptées ici."
)
TO_WRITE = "Texte à écrire."


@dataclass(frozen=True)
class PlieReport:
    """A report on one day."""

    contract: Contract
    counted: Counted
    frame: Frame
    printed_on: date

    @property
    def title(self) -> str:
        """As on the cover."""
        return f"Rapport d’activité {self.counted.year} du PLIE"


def compose(contract: Contract, year: int, printed_on: date) -> PlieReport:
    """Read the records of the year."""
    frame = frame_of(contract, date(year, 1, 1), date(year, 12, 31))
    return PlieReport(contract, counted_of(contract, year), frame, printed_on)


def document_of(made: PlieReport) -> Document:
    """Cover, contents, five parts, the indicators of the FSE+ and the gaps."""
    contract, year = made.contract, made.counted.year
    blocks: list[Block] = [Contents(2), PageBreak(), Heading(1, "Situation de l’emploi sur le territoire", "1")]
    blocks += [*around.situation(contract, year), PageBreak(), *_pathways(made), PageBreak()]
    blocks += [Heading(1, "Volet « Ingénierie territoriale »", "3"), Heading(2, "Objectifs stratégiques", "3.1")]
    blocks += [*around.objectives(contract), Heading(2, "Fiches actions : valeurs de l’année", "3.2")]
    blocks += around.fiches(contract, year)
    blocks += [block for name in CLAUSES for block in _section(made.counted.tables[name], 3)]
    blocks += [PageBreak(), *_governance(made), PageBreak()]
    blocks += [Heading(1, "Annexe : état d’avancement des fiches actions", "5"), *around.annex(contract)]
    blocks += [PageBreak(), Heading(1, "Annexe : indicateurs communs du FSE+"), _common(made.counted)]
    blocks += [Heading(1, "Annexe : écarts nommés"), *_gaps(made.counted), *around.remarks(contract)]
    return Document(
        title=made.title,
        subtitle=nbsp(contract.title),
        header=nbsp(contract.name),
        footer=f"Rapport du PLIE, {year}",
        printed_on=made.printed_on,
        landscape=True,
        cover=True,
        blocks=tuple(blocks),
        keywords=("PLIE", "rapport d’activité", "FSE+", str(year)),
    )


def _pathways(made: PlieReport) -> list[Block]:
    counted, frame = made.counted, made.frame
    found: list[Block] = [Heading(1, "Volet « Coordination des parcours PLIE »", "2")]
    found += [Heading(2, "Modalités d’accompagnement et de suivi des parcours", "2.1"), _rules(frame), _places(counted)]
    found.append(Heading(2, f"Bilan quantitatif de l’année {counted.year}", "2.2"))
    if not counted.from_records:
        found.append(Paragraph("Cette année précède les dossiers tenus ici : seuls les chiffres publiés sont donnés."))
    found += [
        Paragraph(nbsp(RULES), "note"),
        Paragraph(nbsp(MASKING.format(last=max(counted.threshold - 1, 0))), "note"),
    ]
    for name in QUANTITIES:
        found += _section(counted.tables[name], 3)
    found += _titled("Les ateliers collectifs", "2.3", counted.tables[ReportTable.WORKSHOPS])
    found.append(Heading(2, "La coordination des référents de parcours", "2.4"))
    found.append(
        Facts(
            (
                ("Référent·es de parcours", number(frame.referents)),
                ("Équivalents temps plein", number(frame.equivalents)),
            )
        )
    )
    found += _section(counted.tables[ReportTable.SUPPORT], 3)
    return [*found, Heading(2, "Développement de nouveaux partenariats", "2.5"), Paragraph(TO_WRITE, "unknown")]


def _titled(title: str, code: str, table: CountedTable) -> list[Block]:
    return [Heading(2, title, code), *_section(table, 3)]


def _rules(frame: Frame) -> Facts:
    months = plural(frame.maximum_months, "mois,mois")
    near = (
        f"tous les {frame.close_days} jours pendant {frame.close_months} mois, puis tous les {frame.later_days} jours"
    )
    return Facts(
        (
            ("Mesure", f"{frame.measure_months} mois, renouvelable ; {months} au plus"),
            ("Rendez-vous", near),
            ("Entrée", "signature du contrat d’engagement réciproque"),
        )
    )


def _places(counted: Counted) -> Table:
    """Each structure with its people and its places; below the threshold the people are not said."""
    least = counted.threshold

    def people(count: int) -> str:
        return MASKED if 0 < count < least else number(count)

    lines = counted.current.structures if counted.from_records else ()
    few = any(0 < count < least for line in lines for count in (line.people, line.at_the_end))
    rows = [
        (line.name, people(line.people), people(line.at_the_end), f"{line.capacity[0]} à {line.capacity[1]}")
        for line in lines
    ]
    if len(lines) > 1 and not few:
        whole = [sum(line.people for line in lines), sum(line.at_the_end for line in lines)]
        places = [sum(line.capacity[side] for line in lines) for side in (0, 1)]
        rows.append(("Ensemble", *map(number, whole), f"{places[0]} à {places[1]}"))
    columns = (
        Column("Structure", 2), Column("Personnes de l’année", 1, "right"), Column("Au 31 décembre", 1, "right"),
        Column("Places par an", 1, "right"),
    )  # fmt: skip
    return Table(columns, tuple(rows), caption=str(ReportTable.CAPACITY.label), empty="Aucune structure")


def _section(table: CountedTable, level: int) -> list[Block]:
    found: list[Block] = [Heading(level, table.title), _table(table)]
    if table.contradiction:
        found.append(Paragraph(nbsp(table.contradiction), "note"))
    return found


def _table(table: CountedTable) -> Table:
    compared = any(row.printed for row in table.rows)
    published = {one for one in table.years for row in table.rows[:1] if row.cells[one].is_published}
    columns = [Column(table.unit.capitalize(), 3)]
    columns += [Column(f"{one} (publié)" if one in published else str(one), 1.1, "right") for one in table.years]
    columns += [Column("Imprimé", 1, "right"), Column("Écart", 1)] if compared else []
    rows = tuple(
        (
            first_upper(row.label),
            *(nbsp(row.cells[one].text) for one in table.years),
            *((nbsp(row.printed), nbsp(row.gap)) if compared else ()),
        )
        for row in table.rows
    )
    return Table(tuple(columns), rows, compact=True)


def _governance(made: PlieReport) -> list[Block]:
    held = made.frame.sessions
    cells = plural(len(held), "cellule tenue,cellules tenues")
    words = f"{cells} : {', '.join(day(one) for one in held)}." if held else "Aucune cellule tenue."
    return [
        Heading(1, "Gouvernance du PLIE", "4"),
        Heading(2, "Les instances et leurs réunions", "4.1"),
        *around.bodies(made.contract, made.counted.year),
        Heading(2, "La coordination des accompagnements", "4.2"),
        Paragraph(nbsp(words)),
    ]


def _common(counted: Counted) -> Table:
    columns = (Column("Code", 0.8), Column("Indicateur", 3.4), *(Column(name, 1, "right") for name in
               ("Femmes", "Hommes", "Non ventilé", "Total")))  # fmt: skip
    return Table(columns, tuple((one.code, one.label, *_by_sex(one)) for one in counted.indicators), compact=True)


def _by_sex(one: Common) -> tuple[str, ...]:
    told = {**one.counts, "total": one.total}
    return tuple(MASKED if sex in one.hidden else number(count) for sex, count in told.items())


def _gaps(counted: Counted) -> list[Block]:
    rows = [(table.title, row.label, row.printed, row.gap) for table in counted.tables.values() for row in table.rows]
    rows = [row for row in rows if row[3] not in ("", "égal")]
    rows += [(table.title, "Somme imprimée", "", table.contradiction) for table in counted.tables.values()
             if table.contradiction]  # fmt: skip
    columns = (Column("Tableau", 2), Column("Ligne", 2), Column("Imprimé", 1), Column("Écart", 2))
    return [Table(columns, tuple(tuple(map(nbsp, row)) for row in rows), empty="Aucun écart", compact=True)]


def data_of(made: PlieReport) -> dict:
    """The report as data, masked as the document is."""
    counted = made.counted
    return {
        "contrat": made.contract.key,
        "titre": made.title,
        "annee": counted.year,
        "edite_le": made.printed_on.isoformat(),
        "seuil": counted.threshold,
        "tableaux": [_table_data(table) for table in counted.tables.values()],
        "indicateurs_fse": [
            {"code": one.code, "libelle": one.label}
            | dict(zip(("femmes", "hommes", "non_ventile", "total"), _by_sex(one), strict=True))
            for one in counted.indicators
        ],
        "cellules": [one.isoformat() for one in made.frame.sessions],
    }


def _table_data(table: CountedTable) -> dict:
    rows = [
        {
            "libelle": row.label, "imprime": row.printed, "ecart": row.gap,
            "annees": {str(one): {"valeur": cell.words, "part": cell.share, "publie": cell.is_published}
                       for one, cell in row.cells.items()},
        }
        for row in table.rows
    ]  # fmt: skip
    return {
        "code": table.code, "titre": table.title, "unite": table.unit, "lignes": rows,
        "contradiction": table.contradiction,
    }  # fmt: skip
