"""An evaluation as pages and files show it: its figures, its chain, the register of recommendations, the proposals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from faubourg.contracts.models import Contract
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.evaluation.choices import Priority, ProposalState, RecommendationKind, RecommendationState
from faubourg.evaluation.models import Criterion, Evaluation, Evidence, Proposal, Question, Recommendation, Workshop
from faubourg.evaluation.queries import (
    ActionName,
    Attendance,
    Follow,
    action_names,
    attendance,
    follow,
    is_answered,
    names_of_actions,
    names_of_indicators,
    questions_of,
    recommendations_among,
    unmatched,
    workshops_among,
)
from faubourg.partners.similarity import words
from faubourg.ui.typography import partial_date

FILTERS = ("q", "type", "etat", "priorite", "destinataire", "evaluation", "retard", "tri")
LATE = "oui"
_LAST = "9999"
_RANKS = {code: rank for rank, code in enumerate(Priority.values)}
SORTS = {
    "texte": lambda row: " ".join(words(row.text)),
    "type": lambda row: RecommendationKind.values.index(row.kind),
    "destinataire": lambda row: row.addressee.name.casefold() if row.addressee else "\uffff",
    "priorite": lambda row: _RANKS.get(row.priority, len(_RANKS)),
    "echeance": lambda row: row.due or _LAST,
    "etat": lambda row: RecommendationState.values.index(row.state),
}


@dataclass
class ToldEvidence:
    """An evidence, and what it points at: words and an address, both empty when it points at nothing."""

    row: Evidence
    words: str = ""
    url: str = ""
    files: list = field(default_factory=list)


@dataclass(frozen=True)
class ToldCriterion:
    """A criterion with its evidence."""

    row: Criterion
    evidence: list[ToldEvidence]


@dataclass(frozen=True)
class Chain:
    """A question from its criteria to its findings; `recommendations` are those that its findings led to."""

    row: Question
    criteria: list[ToldCriterion]
    answered: bool
    evidence: int
    judged: int
    recommendations: list[Recommendation]


@dataclass(frozen=True)
class Board:
    """The figures of an evaluation."""

    row: Evaluation
    chains: list[Chain]
    recommendations: list[Recommendation]
    follow: Follow
    states: list[tuple[str, str, int]]
    workshops: list[Workshop]
    attendance: Attendance
    unmatched: int
    steps: list
    stories: int
    late: set[int]

    @property
    def answered(self) -> int:
        """How many questions are answered: every criterion of theirs is judged."""
        return sum(chain.answered for chain in self.chains)

    @property
    def evidence(self) -> int:
        """How many pieces of evidence, all questions together."""
        return sum(chain.evidence for chain in self.chains)

    @property
    def unvalidated(self) -> list[Question]:
        """The questions that no decision validated."""
        return [chain.row for chain in self.chains if not chain.row.is_validated]


@dataclass
class Register:
    """The recommendations as asked for, and what the filters offer."""

    lines: list[Recommendation]
    total: int
    follow: Follow
    states: list[tuple[str, str, int]]
    asked: dict[str, str]
    options: dict[str, list[tuple[str, str]]]
    late: set[int]


@dataclass(frozen=True)
class ToldProposal:
    """A proposal, what became of it in words, and the actions that it became."""

    row: Proposal
    fate: str
    actions: list[ActionName]


def chain_of(contract: Contract, questions: Iterable[Question]) -> list[Chain]:
    """The questions as chains; `questions` come from `questions_of`. Two more queries."""
    rows = list(questions)
    every = [one for row in rows for criterion in row.criteria.all() for one in criterion.evidence.all()]
    actions = names_of_actions(contract, {one.action_lineage_id for one in every if one.action_lineage_id})
    indicators = names_of_indicators(contract, {one.indicator_lineage_id for one in every if one.indicator_lineage_id})
    return [_chain(contract, row, actions, indicators) for row in rows]


def _chain(contract: Contract, row: Question, actions: dict, indicators: dict) -> Chain:
    criteria = [
        ToldCriterion(one, [_told(contract, evidence, actions, indicators) for evidence in one.evidence.all()])
        for one in row.criteria.all()
    ]
    found = {one.pk: one for finding in row.findings.all() for one in finding.recommendations.all()}
    recommendations = sorted(found.values(), key=lambda one: (one.position, one.pk))
    judged = sum(bool(one.row.judgement) for one in criteria)
    count = sum(len(one.evidence) for one in criteria)
    return Chain(row, criteria, is_answered(row), count, judged, recommendations)


def _told(contract: Contract, row: Evidence, actions: dict, indicators: dict) -> ToldEvidence:
    """Where an evidence comes from; a thing that left this version of the plan keeps its words."""
    if row.indicator_lineage_id:
        key, label = indicators.get(row.indicator_lineage_id, ("", "indicateur d’une autre version du plan"))
        return ToldEvidence(row, label, reverse("values:indicator", args=[contract.key, key]) if key else "")
    if row.action_lineage_id:
        name = actions.get(row.action_lineage_id, ActionName("action d’une autre version du plan"))
        return ToldEvidence(row, name.title, reverse("fiche:detail", args=[contract.key, name.key]) if name.key else "")
    if row.review_id:
        return ToldEvidence(row, str(row.review))
    for name in ("published", "table", "workshop"):
        if target := getattr(row, name):
            target.contract = contract
            return ToldEvidence(
                row, str(target), target.get_absolute_url() if hasattr(target, "get_absolute_url") else ""
            )
    if row.meeting_id:
        day = f", {partial_date(row.meeting.date)}" if row.meeting.date else ""
        return ToldEvidence(row, f"{row.meeting}{day}")
    return ToldEvidence(row)


def board_of(row: Evaluation, *, today: date) -> Board:
    """The figures of an evaluation and the rows behind them; about twenty queries whatever its size."""
    contract = row.contract
    recommendations = list(recommendations_among(Recommendation.objects.filter(evaluation=row)))
    found = follow(recommendations, today)
    workshops = list(workshops_among(Workshop.objects.filter(evaluation=row)))
    return Board(
        row=row,
        chains=chain_of(contract, questions_of(row)),
        recommendations=recommendations,
        follow=found,
        states=_states(found),
        workshops=workshops,
        attendance=attendance(workshops),
        unmatched=len(unmatched(workshops)),
        steps=list(row.steps.order_by("position", "pk")),
        stories=row.emblematic_actions.count(),
        late={one.pk for one in recommendations if one.is_late(today)},
    )


def _states(found: Follow) -> list[tuple[str, str, int]]:
    return [(code, str(label), found.by_state[code]) for code, label in RecommendationState.choices]


def register(contract: Contract, rows: Iterable[Recommendation], query: Mapping[str, str], *, today: date) -> Register:
    """The recommendations that the query keeps, in its order; figures are of all of them."""
    every = list(rows)
    asked = {name: query.get(name, "").replace("\0", "") for name in FILTERS}
    kept = [row for row in every if _keeps(row, asked, today)]
    name = asked["tri"].removeprefix("-")
    if name in SORTS:
        kept.sort(key=SORTS[name], reverse=asked["tri"].startswith("-"))
    found = follow(every, today)
    addressees = {row.addressee.key: row.addressee.name for row in every if row.addressee}
    evaluations = {row.evaluation.key: row.evaluation.title for row in every}
    options = {
        "type": [(code, str(label)) for code, label in RecommendationKind.choices],
        "etat": [(code, str(label)) for code, label in RecommendationState.choices],
        "priorite": [(code, str(label)) for code, label in Priority.choices],
        "destinataire": sorted(addressees.items(), key=lambda pair: pair[1].casefold()),
        "evaluation": list(evaluations.items()),
        "retard": [(LATE, "en retard")],
    }
    late = {row.pk for row in every if row.is_late(today)}
    return Register(kept, len(every), found, _states(found), asked, options, late)


def _keeps(row: Recommendation, asked: dict[str, str], today: date) -> bool:
    exact = {
        "type": row.kind, "etat": row.state, "priorite": row.priority, "evaluation": row.evaluation.key,
        "destinataire": row.addressee.key if row.addressee else "",
    }  # fmt: skip
    if any(asked[name] and asked[name] != value for name, value in exact.items()):
        return False
    if asked["retard"] == LATE and not row.is_late(today):
        return False
    said = " ".join(words(f"{row.text} {row.note} {row.closing_reason}"))
    return all(word in said for word in words(asked["q"]))


def told_proposals(contract: Contract, workshops: Iterable[Workshop]) -> list[ToldProposal]:
    """The proposals of these workshops, each with what became of it; one query."""
    proposals = [one for row in workshops for one in row.proposals.all()]
    names = action_names(contract, proposals)
    found = []
    for one in proposals:
        actions = [names[lineage.pk] for lineage in one.actions.all() if lineage.pk in names]
        found.append(ToldProposal(one, _fate(one, actions), sorted(actions, key=lambda name: name.title)))
    return found


def _fate(row: Proposal, actions: list[ActionName]) -> str:
    if actions:
        return "devenue une action" if len(actions) == 1 else f"devenue {len(actions)} actions"
    if row.state == ProposalState.DROPPED:
        return "écartée"
    if row.state == ProposalState.PENDING:
        return f"à arbitrer : {row.body}" if row.body else "à arbitrer"
    return "pilote désigné" if row.pilots.all() else "sans suite encore"


def recommendation_sheet(contract: Contract, rows: Iterable[Recommendation], *, today: date) -> Sheet:
    """The list as a file."""
    rows = list(rows)
    names = action_names(contract, rows)
    titles = ("Recommandation", "Type", "Destinataire", "Priorité", "Échéance", "État", "En retard", "Reprise dans",
              "Motif de clôture", "Constats", "Évaluation", "Note", "Clé")  # fmt: skip
    widths = (60, 20, 30, 12, 14, 22, 12, 40, 40, 40, 30, 30, 16)
    columns = tuple(SheetColumn(title, width) for title, width in zip(titles, widths, strict=True))
    lines = tuple(
        (
            row.text, row.get_kind_display(), row.addressee.name if row.addressee else None,
            row.get_priority_display() or None, partial_date(row.due) if row.due else None, row.get_state_display(),
            "oui" if row.is_late(today) else "non",
            tuple(sorted(names[one.pk].title for one in row.actions.all() if one.pk in names)) or None,
            row.closing_reason or None, tuple(one.text for one in row.findings.all()) or None,
            row.evaluation.title, row.note or None, row.key,
        )
        for row in rows
    )  # fmt: skip
    return Sheet("Recommandations", columns, lines, title=f"{contract.name} : recommandations")


def workshop_sheet(contract: Contract, workshops: list[Workshop]) -> Sheet:
    """One line a proposal; a workshop without any has one line of its own."""
    titles = ("Atelier", "Date", "Lieu", "Participations", "Personnes distinctes", "Thème", "Proposition", "Pilotes",
              "Suite", "Actions", "Motif")  # fmt: skip
    columns = tuple(SheetColumn(title, 40 if title in ("Proposition", "Actions") else 20) for title in titles)
    lines = []
    for row in workshops:
        day = partial_date(row.date) if row.date else None
        head = (row.theme, day, row.place or None, row.participations, row.distinct)
        told = told_proposals(contract, [row])
        lines += [(*head, *_proposal_cells(one)) for one in told] or [(*head, *[None] * 6)]
    return Sheet("Ateliers", columns, tuple(lines), title=f"{contract.name} : ateliers et propositions")


def _proposal_cells(one: ToldProposal) -> tuple:
    row = one.row
    pilots = tuple(sorted(organisation.name for organisation in row.pilots.all())) or row.pilot_words or None
    actions = tuple(name.title for name in one.actions) or None
    return (row.theme or None, row.text, pilots, one.fate, actions, row.reason or None)
