"""The report composed: a document of the contents of 2022 (lines 46 to 62), and the same figures as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from faubourg.contracts.models import Contract
from faubourg.documents.blocks import (
    Block,
    Bullets,
    Column,
    Contents,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)
from faubourg.indicators.masking import MASKED
from faubourg.pathways.queries.counts import Frame, frame_of, texts_of
from faubourg.pathways.queries.fse import ASKED, DECLINED, SILENT, Common
from faubourg.pathways.queries.tallies import WHOLE
from faubourg.pathways.queries.yearly_ties import AT_THE_END, OF_THE_YEAR
from faubourg.pathways.reporting import ReportSection, ReportTable
from faubourg.reports.objectives import objectives_blocks
from faubourg.reports.plie import around, dispositifs
from faubourg.reports.plie.counted import Counted, CountedTable, counted_of
from faubourg.reports.plie.data import sections_of
from faubourg.reports.wording import first_upper
from faubourg.ui.typography import day, nbsp, number, plural

QUANTITIES = (
    ReportTable.PRESCRIPTIONS, ReportTable.ENTRIES, ReportTable.SEX, ReportTable.BRSA, ReportTable.AGES,
    ReportTable.LEVELS, ReportTable.DWELLING, ReportTable.JOBS, ReportTable.PATHWAY_JOBS, ReportTable.EXIT_JOBS,
    ReportTable.TRAININGS, ReportTable.LIFTINGS, ReportTable.POSITIVE_EXITS, ReportTable.EXITS,
    ReportTable.EXIT_REASONS,
)  # fmt: skip
#: What no table and no figure says: left out, it is told among what remains to be written.
TOLD_BY_WORDS = (ReportSection.COORDINATION, ReportSection.PARTNERSHIPS, ReportSection.FOCUS)
CLAUSES = (ReportTable.CLAUSES, ReportTable.CLAUSE_HOURS)
RULES = (
    "Un participant de l’année a eu un parcours ouvert au moins un jour ; il compte une fois, d’après son dernier "
    "parcours. BRSA et domicile : à l’entrée. Âge : au 31 décembre. Entrées : CER signés dans l’année, rapportés aux "
    "prescriptions de la même année. Étapes : réalisées en tout ou partie dans l’année. Sorties : validées en cellule "
    "dans l’année. Les parts sont arrondies à l’unité et peuvent additionner 101 %."
)
MASKING = (
    "« masqué » : un nombre de personnes de 1 à {last}, ou qui permettrait d’en retrouver un, sauf si le document "
    "publié de l’année imprime le même. "
    "Années « publié » : reprises des tableaux du document, non recomptées ici."
)
#: For whom the report is printed, on each page: it is masked unless the contract masks nothing.
FOR_ALL, FOR_THE_TEAM = "petits nombres masqués", "petits nombres visibles : réservé à l’équipe"
NOT_TOLD = "non renseigné"


@dataclass(frozen=True)
class PlieReport:
    """A report on one day."""

    contract: Contract
    counted: Counted
    frame: Frame
    printed_on: date
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """As on the cover."""
        return f"Rapport d’activité {self.counted.year} du PLIE"


def compose(contract: Contract, year: int, printed_on: date) -> PlieReport:
    """Read the records of the year."""
    frame = frame_of(contract, date(year, 1, 1), date(year, 12, 31))
    return PlieReport(contract, counted_of(contract, year), frame, printed_on, texts_of(contract, year))


def document_of(made: PlieReport) -> Document:
    """Cover, contents, five parts, the indicators of the FSE+ and the gaps."""
    contract, year = made.contract, made.counted.year
    situation = around.situation(contract, year, made.texts)
    blocks: list[Block] = [Contents(2), PageBreak(), *_foreword(made), *_part(made, ReportSection.SITUATION)]
    blocks += [*situation, PageBreak(), *_pathways(made), PageBreak(), *_part(made, ReportSection.ENGINEERING)]
    blocks += [*_part(made, ReportSection.OBJECTIVES), *around.objectives(contract)]
    blocks += [*_part(made, ReportSection.FOCUS), *around.focus(contract)]
    blocks += [Heading(2, "Fiches actions : valeurs de l’année"), *around.fiches(contract, year)]
    blocks += [block for name in CLAUSES for block in _section(made.counted.tables[name], 3)]
    blocks += [block for table in dispositifs.tables_of(made.counted)
               for block in (*_section(table, 3), *dispositifs.who_is_where(table))]  # fmt: skip
    blocks += dispositifs.not_counted(made.counted)
    blocks += [PageBreak(), *_governance(made), PageBreak()]
    blocks += [*_part(made, ReportSection.ANNEX), *around.annex(contract, year)]
    blocks += [PageBreak(), Heading(1, "Annexe : indicateurs communs du FSE+"), _common(made.counted)]
    blocks += [Heading(1, "Annexe : écarts nommés"), *_gaps(made.counted), *around.remarks(contract)]
    if missing := around.situation_missing(situation) + _unwritten(made):
        blocks += [Heading(1, "Ce qui reste à écrire"), Bullets(tuple(map(nbsp, missing)))]
    return Document(
        title=made.title,
        subtitle=nbsp(contract.title),
        header=nbsp(contract.name),
        footer=f"Rapport du PLIE, {year}, {FOR_ALL if made.counted.threshold > 1 else FOR_THE_TEAM}",
        printed_on=made.printed_on,
        landscape=True,
        cover=True,
        blocks=tuple(blocks),
        keywords=("PLIE", "rapport d’activité", "FSE+", str(year)),
    )


def _pathways(made: PlieReport) -> list[Block]:
    counted, frame = made.counted, made.frame
    found: list[Block] = [*_part(made, ReportSection.PATHWAYS), *_part(made, ReportSection.RULES)]
    found += [_rules(frame), _places(counted), *_part(made, ReportSection.QUANTITIES)]
    if not counted.from_records:
        found.append(Paragraph("Cette année précède les dossiers tenus ici : seuls les chiffres publiés sont donnés."))
    found += [
        Paragraph(nbsp(RULES), "note"),
        Paragraph(nbsp(MASKING.format(last=max(counted.threshold - 1, 0))), "note"),
    ]
    for name in QUANTITIES:
        found += _section(counted.tables[name], 3)
    found += [*_part(made, ReportSection.WORKSHOPS), *_section(counted.tables[ReportTable.WORKSHOPS], 3)]
    found += _part(made, ReportSection.COORDINATION)
    found.append(
        Facts(
            (
                ("Référent·es de parcours", number(frame.referents)),
                ("Équivalents temps plein", number(frame.equivalents)),
            )
        )
    )
    found += around.coordination(made.contract, counted.year)
    found += _section(counted.tables[ReportTable.SUPPORT], 3)
    found += _part(made, ReportSection.PARTNERSHIPS)
    return [*found, *_section(counted.tables[ReportTable.DROPINS], 3)]


def _part(made: PlieReport, section: ReportSection) -> list[Block]:
    """The title of a section, then what the coordinatrice wrote there."""
    return [Heading(1 if section.is_part else 2, section.title, section.code), *around.written(made.texts, section)]


def _foreword(made: PlieReport) -> list[Block]:
    """On its page, when somebody wrote one."""
    found = _part(made, ReportSection.FOREWORD)
    return [*found, PageBreak()] if len(found) > 1 else []


def _unwritten(made: PlieReport) -> list[str]:
    """The sections that only words tell and that nobody wrote for this year: told once, at the end."""
    return [str(section.label) for section in TOLD_BY_WORDS if not made.texts.get(section.value)]


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
    """Each structure with its people and its places; what is masked is not found again from « Ensemble »."""
    lines = counted.current.structures if counted.from_records else ()
    hidden = counted.current.hidden(counted.threshold)
    rows = [(line.name, line.people, line.at_the_end, line.capacity) for line in lines]
    if len(lines) > 1:
        whole = (counted.current.tallies[ReportTable.SEX].total, sum(line.at_the_end for line in lines))
        rows.append((WHOLE, *whole, tuple(sum(line.capacity[side] for line in lines) for side in (0, 1))))

    def shown(moment: str, name: str, count: int) -> str:
        return MASKED if counted.current.key(moment, name) in hidden else number(count)

    words = tuple(
        (name, shown(OF_THE_YEAR, name, people), shown(AT_THE_END, name, there), f"{least} à {most}")
        for name, people, there, (least, most) in rows
    )
    columns = (
        Column("Structure", 2), Column("Personnes de l’année", 1, "right"), Column("Au 31 décembre", 1, "right"),
        Column("Places par an", 1, "right"),
    )  # fmt: skip
    return Table(columns, words, caption=str(ReportTable.CAPACITY.label), empty="Aucune structure")


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
        if not row.part
    )
    return Table(tuple(columns), rows, compact=True, sheet=table.title)


def _governance(made: PlieReport) -> list[Block]:
    held = made.frame.sessions
    cells = plural(len(held), "cellule tenue,cellules tenues")
    words = f"{cells} : {', '.join(day(one) for one in held)}." if held else "Aucune cellule tenue."
    contract, year = made.contract, made.counted.year
    return [
        *_part(made, ReportSection.GOVERNANCE),
        *_part(made, ReportSection.STEERING),
        *around.bodies(contract, year, steering=True),
        Heading(3, "Les objectifs du protocole et ce qui est atteint"),
        *objectives_blocks(contract, year),
        *_part(made, ReportSection.BODIES),
        *around.bodies(contract, year, steering=False),
        *_part(made, ReportSection.FOLLOWING),
        Paragraph(nbsp(words)),
    ]


def _common(counted: Counted) -> Table:
    columns = (Column("Code", 0.8), Column("Indicateur", 3.2), *(Column(name, 1, "right") for name in
               ("Femmes", "Hommes", "Non ventilé", "Total", "Ne se prononce pas", "Sans réponse")))  # fmt: skip
    rows = tuple((one.code, one.label, *_by_sex(one), *_unanswered(one)) for one in counted.indicators)
    return Table(columns, rows, compact=True)


def _by_sex(one: Common) -> tuple[str, ...]:
    """By sex and in all: « non renseigné » where nobody answered, which is not zero."""
    told = {**one.counts, "total": one.total}
    return tuple(
        MASKED if sex in one.hidden else NOT_TOLD if one.is_unknown(sex) else number(count)
        for sex, count in told.items()
    )


def _unanswered(one: Common) -> tuple[str, ...]:
    """Those who would not say and those of whom nothing is known yet; nothing where nobody is asked."""
    if one.code not in ASKED:
        return ("", "")
    told = {DECLINED: sum(one.declined.values()), SILENT: sum(one.silent.values())}
    return tuple(MASKED if kind in one.hidden else number(count) for kind, count in told.items())


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
            | dict(zip(("ne_se_prononce_pas", "sans_reponse"), _unanswered(one), strict=True))
            for one in counted.indicators
        ],
        "sections": sections_of(document_of(made)),
        "textes": dict(made.texts),
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
