"""The mid-term evaluation: the reviews of a campaign by objective and state (Niort 2015-2022, lines 3740-3900)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils.module_loading import import_string

from faubourg.contracts.models import Anomaly, Contract, StatusState
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
    Picture,
    Table,
)
from faubourg.documents.charts import chart_svg, stacked_bars
from faubourg.evaluation.models import Evaluation
from faubourg.followup.models import Review
from faubourg.followup.queries.synthesis import (
    DEFINITION,
    Synthesis,
    campaigns_reviewed,
    counting_reviews,
    synthesis,
)
from faubourg.reports.documents.cover import cover_subtitle
from faubourg.reports.documents.evaluation import SHARED, recommendations_table
from faubourg.reports.evaluation import board_of
from faubourg.ui.typography import nbsp, number, percent, plural

NOTHING = "Aucun bilan n’est encore validé : l’évaluation se compose des bilans des actions."
CONTRADICTIONS = (
    "Ce que le document imprime, et ce qu’une lectrice ou un lecteur y a relevé. Rien n’est corrigé : les comptes "
    "ci-dessus sont faits sur les bilans, ligne à ligne ; l’écart est le nôtre moins celui du document."
)


def build(contract: Contract, *, key: str | None = None, options: dict | None = None, printed_on: date) -> Document:
    """The evaluation of one campaign: `options["campaign"]`, else the last one that has reviews."""
    campaigns = campaigns_reviewed(contract)
    campaign = (options or {}).get("campaign") or next(iter(campaigns), "")
    blocks = _blocks(contract, campaign, printed_on) if campaigns else [Paragraph(NOTHING, "unknown")]
    return Document(
        title="Évaluation à mi-parcours",
        subtitle=cover_subtitle(contract),
        header=nbsp(contract.name),
        footer=nbsp(campaign),
        printed_on=printed_on,
        cover=True,
        blocks=tuple(blocks),
        keywords=("contrat de ville", "évaluation", "mi-parcours"),
    )


def _blocks(contract: Contract, campaign: str, today: date) -> list[Block]:
    found = synthesis(contract, campaign)
    reviews = list(counting_reviews(contract, campaign).prefetch_related("pilots"))
    blocks: list[Block] = [Contents(2), PageBreak(), Heading(1, "Synthèse"), *_totals(found), *_by_objective(found)]
    blocks += [PageBreak(), Heading(1, "Action par action"), *_actions(contract, reviews)]
    blocks += [PageBreak(), Heading(1, "Ce qui n’est pas réalisé, et pourquoi"), *_unrealised(reviews)]
    blocks += [PageBreak(), Heading(1, "Constats et recommandations"), *_evaluations(contract, campaign, today)]
    blocks += [
        PageBreak(),
        Heading(1, "Contradictions et remarques"),
        Paragraph(CONTRADICTIONS, "note"),
        *_printed(contract),
    ]
    return blocks


def _totals(found: Synthesis) -> list[Block]:
    """The counts by state, the rate and what it counts."""
    rows = [
        (state.label, {True: "oui", False: "non"}.get(state.counts_as_implemented), number(found.of(state)),
         percent(found.of(state), found.total, 1) or None)
        for state in found.states
    ]  # fmt: skip
    if found.unsaid:
        rows.append(("Sans état", "", number(found.unsaid), percent(found.unsaid, found.total, 1)))
    columns = (Column("État", 4), Column("Vaut réalisation", 1.3), Column("Actions", 1, "right"),
               Column("Part", 1, "right"))  # fmt: skip
    facts = [
        ("Actions comptées", number(found.total)),
        ("Taux de mise en œuvre", f"{percent(found.implemented, found.total, 1) or 'non calculable'} "
                                  f"({number(found.implemented)} sur {number(found.total)})"),
        ("Lignes fusionnées, non comptées", number(found.merged)),
    ]  # fmt: skip
    if found.held:
        facts.append(("Dont comptes publiés sans lignes", number(found.held)))
    return [Table(columns, tuple(rows)), Facts(tuple(facts)), Paragraph(DEFINITION, "note")]


def _by_objective(found: Synthesis) -> list[Block]:
    names = [state.label for state in found.states]
    bars = [(_short(line.label), [line.of(state) for state in found.states]) for line in found.lines]
    rows = [
        (line.label, *(number(line.of(state)) for state in found.states), number(line.total), _rate(line, found.states))
        for line in found.lines
    ]
    rows.append(("Ensemble", *(number(found.of(state)) for state in found.states), number(found.total),
                 percent(found.implemented, found.total, 1) or None))  # fmt: skip
    columns = (Column("Objectif", 3.4), *(Column(name, 1, "right") for name in names), Column("Total", 0.8, "right"),
               Column("Taux", 0.9, "right"))  # fmt: skip
    alt = "Bilans par objectif et par état ; les nombres sont dans le tableau."
    picture = Picture(chart_svg(stacked_bars(bars, names, unit="actions")), alt, "Actions par objectif et par état")
    return [Heading(2, "Par objectif et par état"), picture, Table(columns, tuple(rows), compact=True)]


def _short(label: str) -> str:
    return label if len(label) <= 44 else f"{label[:43]}…"


def _rate(line, states: Iterable[StatusState]) -> str | None:
    done = sum(line.of(state) for state in states if state.counts_as_implemented)
    return percent(done, line.total, 1) or None


def _actions(contract: Contract, reviews: list[Review]) -> list[Block]:
    """Every review under its objective, what was done and what comes next."""
    titles = {
        lineage: f"{code} {title}".strip()
        for lineage, code, title in contract.current_version.nodes.without_tree_fields()
        .order_by("position", "pk")
        .values_list("lineage", "code", "title")
    }
    groups: dict[str, list[Review]] = defaultdict(list)
    for review in reviews:
        groups[titles.get(review.objective_lineage_id, "Sans objectif")].append(review)
    order = [title for title in titles.values() if title in groups]
    order += [title for title in groups if title not in order]
    columns = (Column("Action", 3.2), Column("Pilotes", 1.6), Column("État", 1.4), Column("Réalisations", 3))
    blocks: list[Block] = []
    for title in order:
        rows = tuple(
            (f"{one.code} {one.label}".strip(), "\n".join(sorted(pilot.name for pilot in one.pilots.all())) or None,
             _state(one), "\n".join(filter(None, (one.achievements or one.comment, one.outlook))) or None)
            for one in groups[title]
        )  # fmt: skip
        blocks += [Heading(2, title), Table(columns, rows, compact=True)]
    return blocks


def _state(review: Review) -> str:
    if review.counts_as == 0:
        return "fusionnée avec la ligne au-dessus"
    return review.status.label if review.status else "sans état"


def _unrealised(reviews: list[Review]) -> list[Block]:
    rows = [one for one in reviews if one.counts_as != 0 and one.status and one.status.counts_as_implemented is False]
    lines = tuple(
        (f"{one.code} {one.label}".strip(), one.status.label, one.shortfall or one.comment or None, one.outlook or None)
        for one in rows
    )
    columns = (Column("Action", 3), Column("État", 1.3), Column("Pourquoi", 2.6), Column("Ensuite", 2))
    said = plural(sum(bool(one.shortfall or one.comment) for one in rows), "motif donné,motifs donnés")
    words = f"{plural(len(rows), 'action qui ne vaut,actions qui ne valent')} pas réalisation, {said}."
    return [Paragraph(words, "lead"), Table(columns, lines, compact=True, empty="Toutes les actions sont réalisées")]


def _evaluations(contract: Contract, campaign: str, today: date) -> list[Block]:
    """Findings and recommendations of the shared evaluations of the campaign, of all where none is tied to it."""
    rows = list(Evaluation.objects.of(contract).filter(state__in=SHARED).select_related("contract", "campaign"))
    tied = [row for row in rows if row.campaign and row.campaign.key == campaign]
    if not rows:
        return [Paragraph("Aucune évaluation n’est partagée.", "unknown")]
    blocks: list[Block] = []
    for row in tied or rows:
        board = board_of(row, today=today)
        blocks.append(Heading(2, row.title))
        for chain in board.chains:
            findings = tuple(one.text for one in chain.row.findings.all())
            blocks += [Heading(3, chain.row.text, chain.row.code)]
            blocks += [Paragraph(chain.row.answer, "lead")] if chain.row.answer else []
            blocks.append(Bullets(findings, "Aucun constat"))
        blocks += [Heading(3, "Recommandations"), recommendations_table(contract, board)]
    return blocks


def _printed(contract: Contract) -> list[Block]:
    """The figures that the document prints, each beside ours and the gap, then the remarks made on them."""
    rows = tuple(
        (
            one.label,
            one.printed or _with_unit(one.published, one.unit) or None,
            _with_unit(one.shown, one.unit) or "–",
            _gap(one),
            one.reason or "–" if one.shown is None else str(one.klass.label),
            str(one.line or "") or "–",
        )
        for one in import_string(settings.PUBLISHED_FIGURES)(contract)
        if not one.origin
    )
    columns = (Column("Chiffre imprimé", 3.2), Column("Imprimé", 0.9, "right"), Column("Calculé", 0.9, "right"),
               Column("Écart", 0.8, "right"), Column("Ce que vaut l’écart", 2),
               Column("Ligne", 0.7, "right"))  # fmt: skip
    remarks = tuple(Anomaly.objects.filter(contract=contract).order_by("position", "pk").values_list("text", flat=True))
    return [
        Heading(2, "Chiffres que le document imprime"),
        Table(columns, rows, compact=True, empty="Aucun"),
        Heading(2, "Remarques sur le document"),
        Bullets(remarks, "Aucune"),
    ]


def _with_unit(value, unit: str) -> str:
    return nbsp(f"{number(value)} {unit}".strip()) if value is not None and value != "" else ""


def _gap(figure) -> str:
    """Ours minus the printed one, where both are numbers."""
    numbers = (figure.shown, figure.published)
    if not all(isinstance(one, int | float | Decimal) for one in numbers):
        return "–"
    gap = Decimal(str(figure.shown)) - Decimal(str(figure.published))
    return f"{'+' if gap > 0 else ''}{number(gap)}"
