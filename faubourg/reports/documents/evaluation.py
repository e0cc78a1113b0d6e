"""The printed synthesis of an evaluation: questions, judgements, findings, recommendations, workshops, stories."""

from datetime import date

from faubourg.contracts.models import Contract
from faubourg.documents.blocks import Block, Bullets, Column, Document, Facts, Heading, Paragraph, Table
from faubourg.evaluation.choices import EvaluationState
from faubourg.evaluation.models import Evaluation
from faubourg.evaluation.queries import action_names
from faubourg.reports.evaluation import Board, Chain, board_of, told_proposals
from faubourg.ui.typography import nbsp, number, partial_date, plural

NOTHING = "Aucune évaluation n’est partagée dans ce contrat."
_SHARED = (EvaluationState.SHARED, EvaluationState.CLOSED)


def build(contract: Contract, *, key: str | None = None, options: dict | None = None, printed_on: date) -> Document:
    """The synthesis of a shared evaluation, the newest one without `key`. Raises `LookupError` for another key."""
    rows = Evaluation.objects.of(contract).filter(state__in=_SHARED).select_related("contract")
    row = rows.filter(key=key).first() if key else rows.order_by("-start", "-position", "-pk").first()
    if row is None and key:
        raise LookupError(nbsp(f"« {key} » n’est la clé d’aucune évaluation partagée de ce contrat."))
    if row is None:
        blocks = (Paragraph(NOTHING, "unknown"),)
        title = "Synthèse de l’évaluation"
        return Document(
            title=title, subtitle=contract.title, header=contract.name, printed_on=printed_on, blocks=blocks
        )
    return document_of(row, contract, printed_on=printed_on)


def document_of(row: Evaluation, contract: Contract, *, printed_on: date) -> Document:
    """The synthesis of `row`, whatever its state: a draft says that it is one."""
    board = board_of(row, today=printed_on)
    return Document(
        title=row.title,
        subtitle=contract.title,
        header=contract.name,
        footer="Brouillon, non partagé" if row.is_draft else "",
        printed_on=printed_on,
        blocks=tuple(_blocks(contract, board)),
        keywords=("évaluation", "recommandations", "contrat de ville"),
    )


def _blocks(contract: Contract, board: Board) -> list[Block]:
    blocks = [Heading(1, "L’évaluation"), _facts(board)]
    if board.row.method:
        blocks.append(Paragraph(board.row.method))
    if board.steps:
        blocks.append(_steps(board))
    blocks.append(Heading(1, "Réponses aux questions"))
    for chain in board.chains:
        blocks += _question(chain)
    if not board.chains:
        blocks.append(Paragraph("Aucune question.", "unknown"))
    blocks += [Heading(1, "Recommandations"), _recommendations(contract, board)]
    blocks += _workshops(contract, board)
    return blocks + _stories(board)


def _facts(board: Board) -> Facts:
    row = board.row
    period = " à ".join(partial_date(one) for one in (row.start, row.end) if one)
    total = len(board.chains)
    return Facts(
        (
            ("Période évaluée", period or None),
            ("Équipe", tuple(row.team) or None),
            ("Destinataires", tuple(row.audience) or None),
            ("Échelle de jugement", tuple(row.scale) or None),
            ("Questions répondues", nbsp(f"{number(board.answered)} sur {number(total)}") if total else None),
            ("Preuves", number(board.evidence)),
            ("Recommandations", ", ".join(nbsp(f"{label} : {count}") for _, label, count in board.states)),
        )
    )


def _steps(board: Board) -> Table:
    columns = (Column("Étape", 3), Column("Prévue"), Column("Faite"))
    rows = tuple(
        (one.label, partial_date(one.due) if one.due else None, partial_date(one.done) if one.done else None)
        for one in board.steps
    )
    return Table(columns, rows, caption="Étapes")


def _question(chain: Chain) -> list[Block]:
    row = chain.row
    blocks: list[Block] = [Heading(2, row.text, row.code), Paragraph(_decision(row), "note")]
    if row.answer:
        blocks.append(Paragraph(row.answer, "lead"))
    columns = (Column("Critère", 2), Column("Jugement", 1.1), Column("Argument", 2.4), Column("Limites", 1.6))
    lines = tuple((one.row.text, one.row.judgement or None, one.row.argument or None, one.row.limits or None)
                  for one in chain.criteria)  # fmt: skip
    blocks.append(Table(columns, lines, caption="Critères et jugements", empty="Aucun critère"))
    columns = (Column("Critère", 1.6), Column("Ce que dit la preuve", 3), Column("Source", 2), Column("Force", 0.8))
    lines = tuple(
        (criterion.row.text, one.row.says, _source(one), one.row.get_strength_display() or None)
        for criterion in chain.criteria
        for one in criterion.evidence
    )
    blocks.append(Table(columns, lines, caption="Preuves", empty="Aucune preuve"))
    findings = tuple(one.text for one in row.findings.all())
    blocks += [Heading(3, "Constats"), Bullets(findings, "Aucun constat")]
    return [
        *blocks,
        Heading(3, "Recommandations tirées"),
        Bullets(tuple(one.text for one in chain.recommendations), "Aucune"),
    ]


def _source(one) -> str | None:
    parts = [one.row.get_kind_display(), one.words, one.row.period, one.row.source]
    return " · ".join(part for part in parts if part)


def _decision(row) -> str:
    day = f", {partial_date(row.decided_on)}" if row.decided_on else ""
    if row.deliberation:
        return f"Validée par la délibération : {row.deliberation}{day}"
    return f"Validée par {row.decision}{day}" if row.is_validated else "Pas encore validée par une décision."


def _recommendations(contract: Contract, board: Board) -> Table:
    names = action_names(contract, board.recommendations)
    columns = (Column("Recommandation", 3), Column("Type", 1.2), Column("Destinataire", 1.4), Column("Échéance"),
               Column("État", 2))  # fmt: skip
    rows = []
    for one in board.recommendations:
        carried = sorted(names[lineage.pk].title for lineage in one.actions.all() if lineage.pk in names)
        state = (one.get_state_display(), *carried, *([one.closing_reason] if one.closing_reason else []))
        rows.append((one.text, one.get_kind_display(), one.addressee.name if one.addressee else None,
                     partial_date(one.due) if one.due else None, state))  # fmt: skip
    return Table(columns, tuple(rows), empty="Aucune recommandation")


def _workshops(contract: Contract, board: Board) -> list[Block]:
    columns = (Column("Atelier", 2), Column("Date"), Column("Lieu", 1.4), Column("Participations", 1, "right"),
               Column("Personnes distinctes", 1, "right"), Column("Propositions", 1, "right"))  # fmt: skip
    rows = tuple(
        (one.theme, partial_date(one.date) if one.date else None, one.place or None, one.participations, one.distinct,
         len(one.proposals.all()))
        for one in board.workshops
    )  # fmt: skip
    found: list[Block] = [Heading(1, "Ateliers"), Table(columns, rows, empty="Aucun atelier")]
    if not rows:
        return found
    total, unknown = board.attendance.participations, board.attendance.unknown
    lacking = f" ({plural(unknown, 'atelier ne le dit pas,ateliers ne le disent pas')})" if unknown else ""
    distinct = board.row.distinct_participants
    found.append(
        Facts(
            (
                ("Participations, tous ateliers", None if total is None else nbsp(f"{number(total)}{lacking}")),
                ("Personnes distinctes, tous ateliers", None if distinct is None else number(distinct)),
            )
        )
    )
    columns = (Column("Proposition", 3), Column("Suite", 1.4), Column("Actions", 2))
    told = told_proposals(contract, board.workshops)
    lines = tuple((one.row.text, one.fate, tuple(name.title for name in one.actions) or None) for one in told)
    return [*found, Heading(2, "Propositions et leur suite"), Table(columns, lines, empty="Aucune proposition")]


def _stories(board: Board) -> list[Block]:
    found: list[Block] = []
    for one in board.row.emblematic_actions.order_by("position", "pk"):
        found.append(Heading(2, one.title))
        texts = (("Contexte", one.context), ("Ce qui a été fait", one.done), ("Effets", one.effects))
        for title, text in texts:
            if text:
                found += [Heading(3, title), Paragraph(text)]
        if one.quotes:
            found += [Heading(3, "Paroles"), Bullets(tuple(one.quotes))]
    return [Heading(1, "Actions emblématiques"), *found] if found else []
"""The mid-term evaluation: the reviews of a campaign by objective and state (Niort 2015-2022, lines 3740-3900)."""
from collections import defaultdict
from collections.abc import Iterable
from faubourg.contracts.models import Anomaly, Contract, Published, StatusState
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
from faubourg.followup.models import Review
from faubourg.followup.queries.synthesis import (
    DEFINITION,
    Synthesis,
    campaigns_reviewed,
    counting_reviews,
    synthesis,
)
from faubourg.reports.documents.cover import cover_subtitle
from faubourg.ui.typography import nbsp, number, percent, plural
NOTHING = "Aucun bilan n’est encore validé : l’évaluation se compose des bilans des actions."
CONTRADICTIONS = (
    "Ce que le document imprime, et ce qu’une lectrice ou un lecteur y a relevé. Rien n’est corrigé : les comptes "
    "ci-dessus sont faits sur les bilans, ligne à ligne. La page « Chiffres publiés » donne chaque écart."
)
    """The evaluation of one campaign: `options["campaign"]`, else the last one that has reviews."""
    campaigns = campaigns_reviewed(contract)
    campaign = (options or {}).get("campaign") or next(iter(campaigns), "")
    blocks = _blocks(contract, campaign) if campaigns else [Paragraph(NOTHING, "unknown")]
        title="Évaluation à mi-parcours",
        subtitle=cover_subtitle(contract),
        header=nbsp(contract.name),
        footer=nbsp(campaign),
        cover=True,
        blocks=tuple(blocks),
        keywords=("contrat de ville", "évaluation", "mi-parcours"),
def _blocks(contract: Contract, campaign: str) -> list[Block]:
    found = synthesis(contract, campaign)
    reviews = list(counting_reviews(contract, campaign).prefetch_related("pilots"))
    blocks: list[Block] = [Contents(2), PageBreak(), Heading(1, "Synthèse"), *_totals(found), *_by_objective(found)]
    blocks += [PageBreak(), Heading(1, "Action par action"), *_actions(contract, reviews)]
    blocks += [PageBreak(), Heading(1, "Ce qui n’est pas réalisé, et pourquoi"), *_unrealised(reviews)]
    blocks += [Heading(1, "Contradictions et remarques"), Paragraph(CONTRADICTIONS, "note"), *_printed(contract)]
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
        (f"{one.code} {one.label}".strip(), one.status.label, one.shortfall or one.comment or None, one.outlook or None)
        for one in rows
    columns = (Column("Action", 3), Column("État", 1.3), Column("Pourquoi", 2.6), Column("Ensuite", 2))
    said = plural(sum(bool(one.shortfall or one.comment) for one in rows), "motif donné,motifs donnés")
    words = f"{plural(len(rows), 'action qui ne vaut,actions qui ne valent')} pas réalisation, {said}."
    return [Paragraph(words, "lead"), Table(columns, lines, compact=True, empty="Toutes les actions sont réalisées")]
def _printed(contract: Contract) -> list[Block]:
    """The figures that the document prints, then the remarks made on it."""
        (row.label, row.printed or number(row.value) or None, str(row.line or "") or None)
        for row in Published.objects.filter(contract=contract, origin="").order_by("position", "pk")
    columns = (Column("Chiffre imprimé", 5), Column("Valeur", 1.2, "right"), Column("Ligne de la source", 1, "right"))
    remarks = tuple(Anomaly.objects.filter(contract=contract).order_by("position", "pk").values_list("text", flat=True))
        Heading(2, "Chiffres que le document imprime"),
        Table(columns, rows, compact=True, empty="Aucun"),
        Heading(2, "Remarques sur le document"),
        Bullets(remarks, "Aucune"),
