"""The whole annual report: its seven parts with the editor's texts, its procedure and its annexes."""

from dataclasses import dataclass
from datetime import date

from faubourg.contracts.models import Contract
from faubourg.documents.blocks import (
    Block,
    Column,
    Contents,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)
from faubourg.reports.annual.figures import Drawer, Figure, Part
from faubourg.reports.annual.masked import Masks
from faubourg.reports.annual.outlook import articulation, outlook
from faubourg.reports.annual.plan import actions, orientations
from faubourg.reports.annual.situation import situation
from faubourg.reports.annual.social import by_sex, social
from faubourg.reports.annual.sources import Sources
from faubourg.reports.choices import ASKED, Stage
from faubourg.reports.models import AnnualReport
from faubourg.ui.typography import day, nbsp

LAW = (
    "Rapport sur la mise en œuvre de la politique de la ville : article L. 1111-2 du code général des collectivités "
    "territoriales et décret n° 2015-1118 du 3 septembre 2015."
)
NOT_WRITTEN = "Texte à écrire."


@dataclass(frozen=True)
class Composition:
    """A report on one day: its parts, and all its figures in the order in which they are printed."""

    contract: Contract
    year: int
    report: AnnualReport | None
    parts: tuple[Part, ...]
    today: date
    texts: dict[str, str]

    @property
    def figures(self) -> list[Figure]:
        """Each question once."""
        found: dict[str, Figure] = {}
        for part in self.parts:
            for figure in part.figures:
                found.setdefault(figure.asked, figure)
        return list(found.values())

    @property
    def title(self) -> str:
        """« Rapport annuel 2025 », « …, édition 2 »."""
        return str(self.report) if self.report else f"Rapport annuel {self.year}"


def compose(
    contract: Contract, year: int, *, report: AnnualReport | None = None, today: date, draws: bool = True
) -> Composition:
    """Read the records and make the seven parts. Without `draws`, no picture: figures and tables only."""
    sources, masks = Sources(contract, year, today), Masks(contract)
    with Drawer(draws=draws) as drawer:
        parts = (
            orientations(sources),
            situation(sources, drawer, masks),
            actions(sources, drawer),
            outlook(sources, drawer),
            articulation(sources, drawer),
            social(sources, report),
            by_sex(sources, masks),
        )
    texts = {row.content: row.text for row in report.texts.all()} if report else {}
    return Composition(contract, year, report, parts, today, texts)


def document_of(made: Composition, *, approved: tuple[date, str] | None = None) -> Document:
    """The report as a document: cover, contents, seven parts, annexes. `approved`: the day and
    the proof of the approval being inscribed."""
    blocks: list[Block] = [Paragraph(LAW, "lead"), Contents(2)]
    if made.report:
        blocks += _procedure(made.report, approved)
    for number, part in enumerate(made.parts, start=1):
        title = Heading(1, str(part.content.label), str(number))
        blocks += [PageBreak(), title, Paragraph(ASKED[part.content], "note")]
        text = made.texts.get(part.content.value, "").strip()
        blocks.append(Paragraph(text) if text else Paragraph(NOT_WRITTEN, "unknown"))
        blocks += part.blocks
    if made.report:
        blocks += [PageBreak(), Heading(1, "Annexes : avis et contributions"), *_annexes(made.report, made.today)]
    return Document(
        title=nbsp(made.title),
        subtitle=nbsp(f"{made.contract.title} · {made.contract.territory or ''}".strip(" ·")),
        header=nbsp(made.contract.name),
        footer=nbsp(_footer(made)),
        printed_on=made.today,
        cover=True,
        blocks=tuple(blocks),
        keywords=("contrat de ville", "rapport annuel", "politique de la ville", str(made.year)),
    )


def _footer(made: Composition) -> str:
    if made.report is None:
        return "Aperçu, hors procédure"
    return "Projet de rapport" if not made.report.is_frozen else f"Rapport annuel {made.year}"


def _procedure(report: AnnualReport, approved: tuple[date, str] | None) -> list[Block]:
    """The steps that took place."""
    rows = [(step.get_stage_display(), day(step.on), step.reference or None) for step in report.steps.all()]
    rows += [(str(Stage.APPROVED.label), day(approved[0]), approved[1] or None)] if approved else []
    columns = (Column("Étape", 3), Column("Date", 1), Column("Délibération ou pièce", 3))
    blocks: list[Block] = [Heading(2, "La procédure"), Table(columns, tuple(rows), empty="Projet en rédaction")]
    if report.reason:
        blocks.append(Paragraph(f"Nouvelle édition : {report.reason}", "note"))
    return blocks


def _annexes(report: AnnualReport, today: date) -> list[Block]:
    """Each opinion with its contribution and the answer given to it."""
    blocks: list[Block] = []
    opinions = list(report.opinions.all())
    rows = tuple(
        (
            one.name,
            str(one.get_kind_display()),
            opinion_words(one, report, today),
            day(one.given_on) or "–",
            one.reference or "–",
        )
        for one in opinions
    )
    columns = (
        Column("Consulté", 3),
        Column("Nature", 1.3),
        Column("Avis", 1.6),
        Column("Rendu le", 1),
        Column("Pièce", 1.6),
    )
    blocks.append(Table(columns, rows, empty="Personne n’est encore consulté"))
    for one in opinions:
        if one.text.strip() or one.answer.strip():
            blocks.append(Heading(2, one.name))
            blocks.append(Paragraph(one.text.strip() or "Sans texte joint."))
            blocks.append(Heading(3, "Suite donnée"))
            blocks.append(Paragraph(one.answer) if one.answer.strip() else Paragraph("Réponse à venir.", "unknown"))
    return blocks


def opinion_words(one, report: AnnualReport, today: date) -> str:
    """What is printed of an opinion."""
    ended = report.stage not in (Stage.DRAFT, Stage.SENT)
    if one.verdict:
        return str(one.get_verdict_display())
    if ended and one.sent_on:
        return "réputé favorable (sans réponse)"
    return str(one.standing(report.due, today).label)


def data_of(made: Composition) -> dict:
    """The report as data: each part with its text and its figures."""
    return {
        "contrat": made.contract.key,
        "titre": made.title,
        "annee": made.year,
        "edite_le": made.today.isoformat(),
        "parties": [
            {
                "partie": part.content.value,
                "titre": str(part.content.label),
                "texte": made.texts.get(part.content.value, ""),
                "chiffres": [figure_data(figure) for figure in part.figures],
            }
            for part in made.parts
        ],
    }


def figure_data(figure: Figure) -> dict:
    """A figure with its question, as JSON holds it."""
    return {
        "libelle": figure.label,
        "imprime": figure.words,
        "valeur": None if figure.value is None else str(figure.value),
        "date": figure.dated,
        "source": figure.source,
        "requete": figure.query,
        "parametres": figure.parameters,
    }
