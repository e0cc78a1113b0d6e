"""The home of a contract: what it is, its figures, its chart and what is missing. Eight reads, whatever its size."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from faubourg.contracts.models import Contract, Milestone
from faubourg.governance.models import Body
from faubourg.indicators.models import Indicator, Target
from faubourg.reports.home.around import (
    Actor,
    Change,
    Inhabitants,
    MeetingDay,
    actors_of,
    bodies_of,
    changes_of,
    inhabitants_of,
)
from faubourg.reports.home.plan import (
    Chart,
    LevelCount,
    PlanGaps,
    chart_of,
    gaps_of,
    level_counts,
    plan_nodes,
    plan_rows,
    promises_among,
)


@dataclass(frozen=True)
class IndicatorCounts:
    """The indicators by kind, and how many lack a frequency, a target or a producer."""

    kinds: dict[str, int]
    without_frequency: int
    without_target: int
    without_producer: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.kinds.values())


@dataclass(frozen=True)
class ContractHome:
    """Everything that the home of `contract` shows; `promises` are the actions that its figures count."""

    contract: Contract
    promises: int
    promise_kinds: frozenset[str]
    kinds: Counter
    letters: Counter
    levels: list[LevelCount]
    chart: Chart
    actors: list[Actor]
    indicators: IndicatorCounts
    qpv: dict[str, str]
    inhabitants: Inhabitants | None
    gaps: PlanGaps
    changes: list[Change]
    milestones: list[Milestone]
    bodies: list[Body]
    coming: list[MeetingDay]
    past: list[MeetingDay]

    @property
    def piloting(self) -> list[Actor]:
        """The organisations that pilot at least one action."""
        return [actor for actor in self.actors if actor.pilots]

    @property
    def involved(self) -> list[Actor]:
        """Pilots and partners, those who pilot most first."""
        found = [actor for actor in self.actors if actor.pilots or actor.partners]
        return sorted(found, key=lambda actor: (-actor.pilots, -actor.partners))

    @property
    def signatories(self) -> list[Actor]:
        """The organisations that sign the contract, in the document's order."""
        return [actor for actor in self.actors if actor.signs]


def contract_home(contract: Contract, *, today: date) -> ContractHome:
    """Compose the home of `contract`, whose territory and current version are loaded."""
    nodes, rows = plan_nodes(contract), plan_rows(contract)
    promises = promises_among(rows)
    bodies, meetings = bodies_of(contract)
    qpv, inhabitants = inhabitants_of(contract)
    day = today.isoformat()
    return ContractHome(
        contract=contract,
        promises=len(promises),
        promise_kinds=frozenset(row.kind for row in promises),
        kinds=Counter(row.kind for row in rows),
        letters=Counter(row.letter for row in rows if row.letter),
        levels=level_counts(nodes),
        chart=chart_of(promises, nodes),
        actors=actors_of(contract),
        indicators=_indicators(contract),
        qpv=qpv,
        inhabitants=inhabitants,
        gaps=gaps_of(rows, promises),
        changes=changes_of(contract, rows, nodes),
        milestones=sorted(contract.milestones.all(), key=lambda milestone: milestone.date or "9999"),
        bodies=bodies,
        coming=[meeting for meeting in meetings if meeting.date >= day],
        past=[meeting for meeting in reversed(meetings) if meeting.date < day],
    )


def _indicators(contract: Contract) -> IndicatorCounts:
    produced = Indicator.producers.through.objects.filter(indicator=OuterRef("pk"))
    found = list(
        Indicator.objects.filter(version=contract.current_version_id)
        .annotate(aimed=Exists(Target.objects.filter(indicator=OuterRef("pk"))), produced=Exists(produced))
        .values("kind")
        .annotate(
            count=Count("pk"),
            no_frequency=Count("pk", filter=Q(frequency="")),
            no_target=Count("pk", filter=Q(target="", aimed=False)),
            no_producer=Count("pk", filter=Q(produced=False)),
        )
        .order_by("kind")
    )
    return IndicatorCounts(
        {line["kind"]: line["count"] for line in sorted(found, key=lambda line: -line["count"])},
        *(sum(line[name] for line in found) for name in ("no_frequency", "no_target", "no_producer")),
    )
