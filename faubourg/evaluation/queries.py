"""What the pages and the printed document of an evaluation ask for; a constant number of queries each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Model, Prefetch, QuerySet

from faubourg.actions.models import Action
from faubourg.contracts.models import Contract
from faubourg.evaluation.choices import ProposalState
from faubourg.evaluation.models import (
    Criterion,
    Evaluation,
    Evidence,
    Finding,
    Proposal,
    Question,
    Recommendation,
    Workshop,
)
from faubourg.indicators.models import Indicator

_ABOUT = ("review", "published", "table", "workshop", "meeting__body")


@dataclass(frozen=True)
class ActionName:
    """An action as its newest version calls it; `key` is empty when the version shown does not hold it."""

    title: str
    key: str = ""


@dataclass(frozen=True)
class Attendance:
    """Participations of several workshops added up; `unknown`: how many of them do not say."""

    workshops: int
    participations: int | None
    unknown: int


@dataclass
class Follow:
    """How many recommendations stand in each state, and how many of the open ones are late."""

    total: int = 0
    late: int = 0
    by_state: Counter = field(default_factory=Counter)


def questions_of(evaluation: Evaluation) -> QuerySet[Question]:
    """The questions with their criteria, evidence and findings; seven queries."""
    evidence = Evidence.objects.select_related(*_ABOUT).order_by("position", "pk")
    criteria = Criterion.objects.order_by("position", "pk").prefetch_related(Prefetch("evidence", evidence))
    recommendations = Recommendation.objects.select_related("addressee").order_by("position", "pk")
    findings = (
        Finding.objects.order_by("position", "pk")
        .prefetch_related(Prefetch("criteria", Criterion.objects.order_by("position", "pk")))
        .prefetch_related(Prefetch("recommendations", recommendations))
    )
    return (
        evaluation.questions.select_related("deliberation", "evaluation", "contract")
        .prefetch_related(Prefetch("criteria", criteria), Prefetch("findings", findings))
        .order_by("position", "pk")
    )


def is_answered(question: Question) -> bool:
    """Whether it has criteria and all of them are judged."""
    criteria = list(question.criteria.all())
    return bool(criteria) and all(criterion.judgement for criterion in criteria)


def recommendations_among(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """These recommendations with what a list shows of them."""
    findings = Finding.objects.select_related("question").order_by("position", "pk")
    return (
        rows.select_related("evaluation", "addressee", "contract")
        .prefetch_related(Prefetch("findings", findings), "actions", "reviews")
        .order_by("position", "pk")
    )


def follow(recommendations: Iterable[Recommendation], today: date) -> Follow:
    """Where these recommendations stand today."""
    found = Follow()
    for one in recommendations:
        found.total += 1
        found.by_state[one.state] += 1
        found.late += one.is_late(today)
    return found


def workshops_among(rows: QuerySet[Workshop]) -> QuerySet[Workshop]:
    """These workshops with their proposals and the actions that the proposals became."""
    proposals = Proposal.objects.select_related("body").prefetch_related("actions", "pilots").order_by("position", "pk")
    return (
        rows.select_related("evaluation", "contract")
        .prefetch_related(Prefetch("proposals", proposals), "organisations")
        .order_by("date", "position", "pk")
    )


def attendance(workshops: Iterable[Workshop]) -> Attendance:
    """The participations of these workshops, which add up; distinct persons never do."""
    rows = list(workshops)
    given = [row.participations for row in rows if row.participations is not None]
    return Attendance(len(rows), sum(given) if given else None, len(rows) - len(given))


def action_names(contract: Contract, rows: Iterable[Model]) -> dict:
    """Lineage → the action's name, for the lineages in `actions` of these rows; one query."""
    return names_of_actions(contract, {lineage.pk for row in rows for lineage in row.actions.all()})


def names_of_actions(contract: Contract, lineages: set) -> dict:
    """Lineage → the action's name in the version shown, or in the newest that holds it; one query."""
    found: dict = {}
    if not lineages:
        return found
    rows = Action.objects.filter(lineage__in=lineages).order_by("version__number", "pk")
    for pk, key, code, title, version in rows.values_list("lineage", "key", "code", "title", "version"):
        if pk in found and found[pk].key and version != contract.current_version_id:
            continue
        shown = f"{code} · {title}" if code else title
        found[pk] = ActionName(shown, key if version == contract.current_version_id else "")
    return found


def names_of_indicators(contract: Contract, lineages: set) -> dict:
    """Lineage → (key, label) of the indicator in the version shown; one query."""
    if not lineages:
        return {}
    rows = Indicator.objects.filter(lineage__in=lineages, version=contract.current_version_id)
    return {pk: (key, label) for pk, key, label in rows.order_by("pk").values_list("lineage", "key", "label")}


def unmatched(workshops: Iterable[Workshop]) -> list[Proposal]:
    """The proposals that became no action and were not dropped."""
    return [
        proposal
        for workshop in workshops
        for proposal in workshop.proposals.all()
        if proposal.state != ProposalState.DROPPED and not proposal.actions.all()
    ]
