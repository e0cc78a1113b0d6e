"""The report composed: a document of the contents of 2022 (lines 46 to 62), and the same figures as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from faubourg.contracts.models import Contract
from faubourg.documents.blocks import (
    Block,
    Bullets,
    Contents,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
)
from faubourg.pathways.queries.counts import Frame, frame_of, texts_of
from faubourg.pathways.reporting import ReportSection, ReportTable
from faubourg.reports.objectives import objectives_blocks
from faubourg.reports.plie import around, dispositifs
from faubourg.reports.plie.counted import Counted, counted_of
from faubourg.reports.plie.tables import common_of, gaps_of, places_of, section_of
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
    blocks += [*situation, *_pathways(made), *_part(made, ReportSection.ENGINEERING)]
    blocks += [*_part(made, ReportSection.OBJECTIVES), *around.objectives(contract)]
    blocks += [*_part(made, ReportSection.FOCUS), *around.focus(contract)]
    blocks += [Heading(2, "Fiches actions : valeurs de l’année"), *around.fiches(contract, year)]
    blocks += [block for name in CLAUSES for block in section_of(made.counted.tables[name], 3)]
    blocks += [block for table in dispositifs.tables_of(made.counted)
               for block in (*section_of(table, 3), *dispositifs.who_is_where(table))]  # fmt: skip
    blocks += dispositifs.not_counted(made.counted)
    blocks += [*_governance(made), PageBreak()]
    blocks += [*_part(made, ReportSection.ANNEX), *around.annex(contract, year)]
    if made.counted.from_records:
        blocks += [PageBreak(), Heading(1, "Annexe : indicateurs communs du FSE+"), common_of(made.counted)]
    blocks += [Heading(1, "Annexe : écarts nommés"), *gaps_of(made.counted), *around.remarks(contract)]
    if missing := around.situation_missing(situation) + _unwritten(made):
        blocks += [Heading(1, "Ce qui reste à écrire"), Bullets(tuple(map(nbsp, missing)))]
    return Document(
        title=made.title,
        subtitle=nbsp(contract.title),
        header=nbsp(contract.name),
        footer=nbsp(f"Rapport du PLIE, {year}, {FOR_ALL if made.counted.threshold > 1 else FOR_THE_TEAM}"),
        printed_on=made.printed_on,
        landscape=True,
        cover=True,
        blocks=tuple(blocks),
        keywords=("PLIE", "rapport d’activité", "FSE+", str(year)),
    )


def _pathways(made: PlieReport) -> list[Block]:
    counted, frame = made.counted, made.frame
    found: list[Block] = [*_part(made, ReportSection.PATHWAYS), *_part(made, ReportSection.RULES)]
    found += [_rules(frame), *([places_of(counted)] if counted.from_records else [])]
    found += _part(made, ReportSection.QUANTITIES)
    if not counted.from_records:
        found.append(Paragraph("Cette année précède les dossiers tenus ici : seuls les chiffres publiés sont donnés."))
    found += [
        Paragraph(nbsp(RULES), "note"),
        Paragraph(nbsp(MASKING.format(last=max(counted.threshold - 1, 0))), "note"),
    ]
    for name in QUANTITIES:
        found += section_of(counted.tables[name], 3)
    found += [*_part(made, ReportSection.WORKSHOPS), *section_of(counted.tables[ReportTable.WORKSHOPS], 3)]
    found += _part(made, ReportSection.COORDINATION)
    if counted.from_records:
        # Of a year before, what is known today says nothing.
        team = (("Référent·es de parcours", frame.referents), ("Équivalents temps plein", frame.equivalents))
        found.append(Facts(tuple((label, number(count)) for label, count in team)))
    found += around.coordination(made.contract, counted.year)
    found += section_of(counted.tables[ReportTable.SUPPORT], 3)
    found += _part(made, ReportSection.PARTNERSHIPS)
    return [*found, *section_of(counted.tables[ReportTable.DROPINS], 3)]


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


def _governance(made: PlieReport) -> list[Block]:
    held = made.frame.sessions
    cells = plural(len(held), "cellule tenue,cellules tenues")
    words = f"{cells} : {', '.join(day(one) for one in held)}." if held else "Aucune cellule enregistrée cette année."
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
