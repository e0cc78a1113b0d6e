"""What the minutes of a session are made of: its cases, those of one prescriber, its versions."""

from django.db.models import Count, Q, QuerySet

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import SessionState, TermKind, Verdict
from faubourg.pathways.models import Case, Minutes, Prescription, Session, Term

JOINED = (
    "participant", "pathway__structure", "pathway__referent__user", "prescription__prescriber",
    "prescription__structure", "prescription__refusal_reason", "watch__reason", "watch__closing_reason",
    "exit__reason", "exit__category",
)  # fmt: skip


def decided_cases(session: Session) -> QuerySet[Case]:
    """All the cases of a session, in their order, with what a line of the minutes prints; one query."""
    return session.cases.select_related(*JOINED).order_by("position", "pk")


def part_for(session: Session, prescriber: Term) -> QuerySet[Case]:
    """What goes to one prescriber (`Case.part_of`); one query."""
    return decided_cases(session).filter(Case.part_of(prescriber.pk))


def prescribers_of(session: Session) -> list[Term]:
    """Those who have a part in the minutes, in the order of their list; two queries."""
    rows = session.cases.exclude(verdict=Verdict.PENDING)
    named = rows.order_by().values_list("prescription__prescriber", "pathway__prescription__prescriber")
    asked = {one for pair in named for one in pair if one}
    alone = rows.filter(prescription=None, pathway__prescription=None).order_by().values("participant")
    terms = Term.objects.of(session.contract).filter(kind=TermKind.PRESCRIBER)
    sent = terms.filter(Q(pk__in=asked) | Q(pk__in=_senders(session.contract, alone)))
    return list(sent.order_by("position", "pk"))


def _senders(contract: Contract, participants: QuerySet) -> QuerySet:
    rows = Prescription.objects.of(contract).filter(participant__in=participants)
    return rows.order_by().values("prescriber")


def minutes_of(session: Session) -> list[Minutes]:
    """The versions of the minutes, the last one first; one query."""
    return list(session.issues.select_related("issued_by").order_by("-version"))


def issued_sessions(contract: Contract) -> QuerySet[Session]:
    """The sessions that have minutes, the last first; reopened ones are among them."""
    rows = Session.objects.of(contract).filter(closed_at__isnull=False)
    return rows.exclude(state__in=(SessionState.PREPARED, SessionState.CANCELLED)).order_by("-date", "-pk")


def parts_of(contract: Contract, prescriber: int) -> QuerySet[Session]:
    """The sessions whose minutes have a part for a prescriber, the last first, each with its number of `cases_told`."""
    told = Count("cases", filter=Q(cases__in=Case.objects.filter(Case.part_of(prescriber)).order_by().values("pk")))
    return issued_sessions(contract).annotate(cases_told=told).filter(cases_told__gt=0)
