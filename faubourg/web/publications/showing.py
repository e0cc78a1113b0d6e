"""What the pages of a report show."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from faubourg.contracts.matrix import Verb
from faubourg.contracts.permissions import can
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.reports.annual.changes import Change
from faubourg.reports.annual.compose import opinion_words
from faubourg.reports.annual.operations.opinions import contributions
from faubourg.reports.choices import ASKED, STAGE_TRANSITIONS, Consulted, Content, Stage, Standing
from faubourg.reports.models import AnnualReport
from faubourg.territories.models import TerritoryKind
from faubourg.ui.typography import day


@dataclass(frozen=True)
class StepWords:
    """How a step is spoken of: on its button, above its form, once done."""

    verb: str
    lead: str
    done: str


STEPS = {
    Stage.DRAFT: StepWords(
        "Reprendre le projet",
        "Le projet revient en rédaction : les avis inscrits sont effacés (le journal les garde).",
        "Le projet est de nouveau en rédaction.",
    ),
    Stage.SENT: StepWords(
        "Envoyer pour avis",
        "Le projet part aux conseils municipaux et aux conseils citoyens. Ils ont un mois au moins ; sans réponse, "
        "leur avis est réputé favorable.",
        "Le projet est envoyé pour avis.",
    ),
    Stage.ANNEXED: StepWords(
        "Annexer les contributions",
        "Le délai est passé ou tous ont répondu : les avis et contributions sont annexés au projet.",
        "Les contributions sont annexées.",
    ),
    Stage.APPROVED: StepWords(
        "Approuver et figer",
        "Le conseil communautaire approuve le rapport et dit la suite donnée aux observations. Le rapport est alors "
        "figé : ses chiffres gardent leur valeur, leur date et leur source, ses fichiers leur empreinte. Il ne se "
        "modifie plus.",
        "Le rapport est approuvé et figé.",
    ),
    Stage.DEBATED: StepWords(
        "Inscrire les débats",
        "Le rapport est débattu au conseil municipal et au conseil communautaire.",
        "Les débats sont inscrits.",
    ),
    Stage.PUBLIC: StepWords(
        "Rendre public",
        "Le rapport et ses annexes sont rendus publics.",
        "Le rapport est rendu public.",
    ),
}
TONES = {Standing.GIVEN: "ok", Standing.SILENT: "", Standing.AWAITED: "warn", Standing.NOT_SENT: ""}


def report_page(report: AnnualReport, user) -> dict:
    """The page of one report."""
    contract, today = report.contract, timezone.localdate()
    publishes = can(user, Verb.PUBLISH, contract)
    texts = {row.content: row for row in report.texts.select_related("written_by")}
    following = STAGE_TRANSITIONS[report.stage] if publishes else ()
    return {
        "report": report,
        "publishes": publishes,
        "writes": publishes and not report.is_frozen,
        "late": report.is_late(today),
        "main": _step(report, following[0]) if following else None,
        "others": [_step(report, stage) for stage in following[1:]],
        "steps": _timeline(report),
        "parts": [(content, ASKED[content], texts.get(content.value)) for content in Content],
        "written": sum(bool(row.text) for row in texts.values()),
        "dsu": _dsu(report),
        "opinions": _opinions(report, user, today, publishes=publishes),
        "files": list(report.files.all()),
        "formats": ("pdf", "docx", "xlsx", "json"),
        "editions": list(
            AnnualReport.objects.filter(contract=contract, year=report.year).exclude(pk=report.pk).order_by("edition")
        ),
    }


def _step(report: AnnualReport, stage: str) -> dict:
    url = reverse("publications:step", args=[report.contract.key, report.pk, str(Stage(stage).value)])
    return {"label": STEPS[stage].verb, "url": url}


def _timeline(report: AnnualReport) -> list[dict]:
    """The steps taken, then those to come."""
    taken = list(report.steps.all())
    found = [
        {
            "when": day(row.on),
            "title": str(row.get_stage_display()).capitalize(),
            "url": "",
            "text": " · ".join(filter(None, (row.reference, row.note))),
        }
        for row in taken
    ]
    order = list(Stage)
    for stage in order[order.index(Stage(report.stage)) + 1 :]:
        found.append({"when": "à venir", "title": str(stage.label).capitalize(), "url": "", "text": ""})
    return found


def _dsu(report: AnnualReport) -> list[tuple]:
    said = {row.territory_id: row for row in report.dsu.all()}
    communes = report.contract.territories.filter(kind=TerritoryKind.COMMUNE).order_by("position", "pk")
    return [(commune, said.get(commune.pk)) for commune in communes]


def _opinions(report: AnnualReport, user, today, *, publishes: bool) -> list[dict]:
    rows = list(report.opinions.all())
    files = contributions(rows)
    opines = can(user, Verb.OPINE, report.contract)
    return [
        {
            "row": row,
            "words": opinion_words(row, report, today),
            "tone": TONES[row.standing(report.due, today)],
            "files": files.get(row.pk, []),
            "writes": publishes and report.stage == Stage.SENT,
            "gives": opines and row.kind == Consulted.CITIZENS and report.stage == Stage.SENT,
            "answers": publishes and row.asks_an_answer and not report.is_frozen,
            "removes": publishes and report.stage == Stage.DRAFT,
        }
        for row in rows
    ]


def changes_sheet(rows: list[Change]) -> Sheet:
    """What changed since a report was frozen, as a list."""
    columns = [
        SheetColumn("Partie", 26),
        SheetColumn("Chiffre", 60),
        SheetColumn("Figé", 18),
        SheetColumn("Aujourd’hui", 18),
        SheetColumn("Écart", 12, "number"),
        SheetColumn("Depuis", 14, "date"),
        SheetColumn("Source", 30),
        SheetColumn("Requête", 22),
        SheetColumn("Paramètres", 40),
    ]
    lines = [
        (
            str(one.frozen.get_content_display()),
            one.frozen.label,
            one.frozen.words,
            one.words,
            one.gap,
            one.since,
            one.frozen.source,
            one.frozen.query,
            " ; ".join(f"{name} = {value}" for name, value in sorted(one.frozen.parameters.items())),
        )
        for one in rows
    ]
    return Sheet("Changements", columns, lines)
