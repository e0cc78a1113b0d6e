"""What somebody, or a structure, holds and would leave behind: people followed, people coming, workshops, écoutes."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import WAITING_PRESCRIPTION, AgentRole, Attendance
from faubourg.pathways.models import Agent, Meeting, Pathway, Prescription, Structure, Support, Workshop

#: Who may be given people to follow.
FOLLOWING = (AgentRole.REFERENT, AgentRole.COORDINATOR)


@dataclass(frozen=True)
class Portfolio:
    """The open pathways, the prescriptions that nothing has closed, the écoutes that are not ended."""

    pathways: QuerySet[Pathway]
    prescriptions: QuerySet[Prescription]
    supports: QuerySet[Support]

    @property
    def is_empty(self) -> bool:
        """Whether nobody would be left behind."""
        return not any(rows.exists() for rows in (self.pathways, self.prescriptions, self.supports))


@dataclass(frozen=True)
class Holder:
    """Somebody who may follow, or listen, with their people of today and those who are coming."""

    agent: Agent
    followed: int
    coming: int

    @property
    def load(self) -> int:
        """All of them."""
        return self.followed + self.coming


def portfolio_of(source: Agent | Structure) -> Portfolio:
    """What a référent·e follows, a psychologist listens to, or a structure holds: by itself or by its people."""
    mine = Q(structure=source) | Q(referent__structure=source) if isinstance(source, Structure) else Q(referent=source)
    pathways = Pathway.objects.of(source.contract).open().filter(mine)
    waiting = Prescription.objects.of(source.contract).filter(state__in=WAITING_PRESCRIPTION).filter(mine)
    heard = Support.objects.of(source.contract).filter(end=None)
    heard = heard.none() if isinstance(source, Structure) else heard.filter(psychologist=source)
    return Portfolio(
        pathways.order_by("entered_on", "pk"), waiting.order_by("date", "pk"), heard.order_by("prescribed_on", "pk")
    )


def holders(contract: Contract, *, on: date) -> list[Holder]:
    """Who may follow that day, with their load, in the order of the roles; three queries."""
    rows = Agent.objects.of(contract).on(on).filter(role__in=FOLLOWING).select_related("user", "structure")
    followed = _by_referent(Pathway.objects.of(contract).open())
    coming = _by_referent(Prescription.objects.of(contract).filter(state__in=WAITING_PRESCRIPTION))
    return [
        Holder(row, followed.get(row.pk, 0), coming.get(row.pk, 0)) for row in rows.order_by("-role", "structure", "pk")
    ]


def listeners(contract: Contract, *, on: date) -> list[Holder]:
    """Who may listen that day, with the écoutes that they hold; two queries."""
    rows = Agent.objects.of(contract).on(on).filter(role=AgentRole.PSYCHOLOGIST).select_related("user", "structure")
    held = _by_referent(Support.objects.of(contract).filter(end=None), "psychologist")
    return [Holder(row, held.get(row.pk, 0), 0) for row in rows.order_by("pk")]


def _by_referent(rows: QuerySet, name: str = "referent") -> dict[int, int]:
    counted = rows.exclude(**{name: None}).order_by().values_list(name).annotate(count=Count("pk"))
    return dict(counted)


def sources(contract: Contract) -> list[tuple[Agent, int]]:
    """Those whose pathways, coming prescriptions or écoutes are to be handed over some day, with how many."""
    followed = _by_referent(Pathway.objects.of(contract).open())
    coming = _by_referent(Prescription.objects.of(contract).filter(state__in=WAITING_PRESCRIPTION))
    heard = _by_referent(Support.objects.of(contract).filter(end=None), "psychologist")
    held = (followed, coming, heard)
    rows = Agent.objects.of(contract).filter(pk__in={*followed, *coming, *heard}).select_related("user", "structure")
    return [(row, sum(one.get(row.pk, 0) for one in held)) for row in rows.order_by("structure", "pk")]


def planned_meetings(pathways: QuerySet[Pathway], *, on: date) -> int:
    """The meetings planned from that day on: they stay with the person, whoever follows."""
    rows = Meeting.objects.filter(pathway__in=pathways.order_by(), attendance=Attendance.PLANNED, on__gte=on)
    return rows.count()


def workshops_left(source: Agent | Structure, *, on: date) -> QuerySet[Workshop]:
    """The workshops that they still run after that day: somebody else has to be named."""
    mine = Q(facilitators__structure=source) if isinstance(source, Structure) else Q(facilitators=source)
    rows = Workshop.objects.of(source.contract).filter(mine, meetings__on__gte=on).select_related("theme")
    return rows.distinct().order_by("pk")
