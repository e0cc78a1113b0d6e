"""What waits for the cellule de suivi."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import CaseKind, ExitState, PrescriptionState, SessionState, Verdict
from faubourg.pathways.models import Case, Exit, Measure, Pathway, Prescription, Protocol, Session, Validation, Watch

#: Sessions that examine nothing more.
OVER = (SessionState.CLOSED, SessionState.CANCELLED)
#: Kinds that no rule brings.
BY_HAND = (CaseKind.DIFFICULT, CaseKind.SUPPORT)
#: What was left longer ago than this is brought again by hand.
KEPT_FOR = timedelta(days=186)


def pending_cases(contract: Contract, *, on: date) -> list[Case]:
    """The cases, not saved, that a session of that day should examine: entries, renewals, veilles, exits, the rest.

    A renewal is due when the last measure ends within the alert of the protocol and no exit is proposed nor decided; a
    veille when its return is due or it lasts. What was brought by hand and not decided comes back, with its proposal.
    What came after that day is not there: a prescription, its validations, its orientation, an entry, a veille.
    Six queries, whatever the number of people.
    """
    protocol = _protocol(contract)
    people = Pathway.objects.of(contract).open().filter(entered_on__lte=on)
    entries = Prescription.objects.of(contract).filter(~_later(on), state=PrescriptionState.TO_ADMIT)
    leaving = Exit.objects.standing().filter(pathway=OuterRef("pk"))
    later = Measure.objects.filter(pathway=OuterRef("pk"), end__gt=on + timedelta(days=protocol.alert_days))
    renewals = people.filter(~Exists(leaving), ~Exists(later))
    due = Q(review_on__lte=on) | Q(review_on=None, back_on__lte=on)
    due |= Q(review_on=None, back_on=None, start__lte=on - timedelta(days=protocol.watch_days))
    watches = Watch.objects.filter(due, pathway__in=people, start__lte=on, end=None).select_related("pathway")
    exits = Exit.objects.filter(pathway__in=people, state=ExitState.PROPOSED).select_related("pathway")
    found = [
        *(_case(CaseKind.ENTRY, row.participant_id, prescription=row) for row in entries.order_by("date", "pk")),
        *(_case(CaseKind.RENEWAL, row.participant_id, pathway=row) for row in renewals.order_by("entered_on", "pk")),
        *(
            _case(CaseKind.WATCH, row.pathway.participant_id, pathway=row.pathway, watch=row)
            for row in watches.order_by("start", "pk")
        ),
        *(
            _case(CaseKind.EXIT, row.pathway.participant_id, pathway=row.pathway, exit=row)
            for row in exits.order_by("on", "pk")
        ),
    ]
    left = _left_over(contract, on)
    for case in found:
        if former := left.pop((case.kind, case.participant_id), None):
            case.proposal = former.proposal
    return found + [_again(one) for one in left.values() if is_by_hand(one)]


def _later(on: date, path: str = "") -> Q:
    """A prescription that was not ready for the cellule of that day: sent, oriented or validated since."""
    said = Validation.objects.filter(prescription=OuterRef(f"{path}pk"), on__gt=on).order_by()
    return Q(**{f"{path}date__gt": on}) | Q(**{f"{path}oriented_on__gt": on}) | Exists(said)


def _protocol(contract: Contract) -> Protocol:
    return Protocol.objects.filter(contract=contract).first() or Protocol(contract=contract)


def is_by_hand(case: Case) -> bool:
    """Whether no rule brings such a case: a difficult situation, a support, a veille to open."""
    return case.kind in BY_HAND or (case.kind == CaseKind.WATCH and case.watch_id is None)


def _left_over(contract: Contract, on: date) -> dict[tuple[str, int], Case]:
    """What the last session that examined a person left undecided, by kind and person; none of a past pathway."""
    # What a cancelled session was brought waits, whatever its day, until another session is brought it.
    taken = Case.objects.filter(kind=OuterRef("kind"), participant=OuterRef("participant"), pk__gt=OuterRef("pk"))
    held = Q(session__state=SessionState.CLOSED, session__date__lt=on)
    held |= Q(session__state=SessionState.CANCELLED) & ~Exists(taken)
    rows = Case.objects.of(contract).filter(held)
    rows = rows.filter(Q(pathway=None) | Q(pathway__ended_on=None), session__date__gte=on - KEPT_FOR)
    rows = rows.filter(participant__merged_into=None, participant__anonymised_at=None)
    latest = {(row.kind, row.participant_id): row for row in rows.order_by("session__date", "pk")}
    return {key: row for key, row in latest.items() if row.verdict in (Verdict.PENDING, Verdict.POSTPONED)}


def _again(former: Case) -> Case:
    return _case(
        former.kind, former.participant_id, pathway_id=former.pathway_id, support_id=former.support_id,
        proposal=former.proposal,
    )  # fmt: skip


def moot_cases(session: Session) -> QuerySet[Case]:
    """The cases of a session, not examined, that there is nothing left to decide about; two queries at most."""
    return settled_cases(session).filter(verdict=Verdict.PENDING)


def settled_cases(session: Session) -> QuerySet[Case]:
    """The cases of a session, decided there or not, that there is nothing left to decide about; two queries at most.

    Somebody else decided, an exit is proposed, the measure ends after the alert, the veille is looked at later.
    """
    alert = _protocol(session.contract).alert_days
    later = Measure.objects.filter(pathway=OuterRef("pathway"), end__gt=session.date + timedelta(days=alert))
    leaving = Exit.objects.standing().filter(pathway=OuterRef("pathway"))
    over = Q(kind=CaseKind.ENTRY) & ~Q(prescription__state=PrescriptionState.TO_ADMIT)
    over |= Q(kind=CaseKind.ENTRY) & _later(session.date, "prescription__")
    over |= Q(pathway__entered_on__gt=session.date)
    over |= Q(kind=CaseKind.EXIT) & ~Q(exit__state=ExitState.PROPOSED)
    over |= Q(kind=CaseKind.RENEWAL) & (Exists(leaving) | Exists(later))
    over |= Q(watch__end__isnull=False) | Q(watch__review_on__gt=session.date) | Q(pathway__ended_on__isnull=False)
    return session.cases.filter(over)


def _case(kind: str, participant_id: int, **about) -> Case:
    return Case(kind=kind, participant_id=participant_id, **about)
