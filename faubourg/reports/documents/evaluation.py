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
SHARED = (EvaluationState.SHARED, EvaluationState.CLOSED)


def build(contract: Contract, *, key: str | None = None, options: dict | None = None, printed_on: date) -> Document:
    """The synthesis of a shared evaluation, the newest one without `key`. Raises `LookupError` for another key."""
    rows = Evaluation.objects.of(contract).filter(state__in=SHARED).select_related("contract")
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
    blocks += [Heading(1, "Recommandations"), recommendations_table(contract, board)]
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


def recommendations_table(contract: Contract, board: Board) -> Table:
    """Every recommendation with its addressee, its due date, its state and what carries it."""
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
