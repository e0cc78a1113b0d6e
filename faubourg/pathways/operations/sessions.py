"""The cellule de suivi: its agenda, who came, what it decides, its closing."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Max, OuterRef, Subquery

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.pathways.choices import CaseKind, SessionState, TermKind, Verdict
from faubourg.pathways.models import Agent, Case, Measure, Participant, Session, SessionMember, Term
from faubourg.pathways.operations.deciding import DONE, apply, undo
from faubourg.pathways.operations.minutes import issue
from faubourg.pathways.operations.tracing import day_of, listed, locked, protocol_of, trace, writable
from faubourg.pathways.permissions import can_follow, can_lead, require
from faubourg.pathways.queries.agenda import OVER, is_by_hand, moot_cases, pending_cases, settled_cases
from faubourg.pathways.queries.naming import named_in
from faubourg.pathways.refusals import refuse

#: A session held longer ago than this is not planned any more: its year is reported.
OLDEST = timedelta(days=366)


@transaction.atomic
def plan_session(
    *, contract: Contract, date: date, by: User, at: datetime, members: Iterable[Agent] = (), guests: Iterable[str] = ()
) -> Session:
    """Plan a session with who is expected: agents, and guests by their function; its agenda is filled at once."""
    require(can_lead(by, contract), "lead")
    _free(contract, date, at)
    row = Session.objects.create(contract=contract, date=date, quorum=protocol_of(contract).quorum)
    SessionMember.objects.bulk_create(
        [SessionMember(session=row, agent=agent) for agent in members]
        + [SessionMember(session=row, function=function, votes=False) for function in guests]
    )
    trace(by=by, verb="cellule prévue", contract=contract, row=row, at=at)
    fill_agenda(session=row, by=by, at=at)
    return row


@transaction.atomic
def reschedule(*, session: Session, date: date, by: User, at: datetime) -> Session:
    """Move a session that has not begun to another day; its agenda is that of the new day."""
    require(can_lead(by, session.contract), "lead")
    row = locked(session)
    if row.state != SessionState.PREPARED:
        raise refuse("session-begun", day=row.date)
    if date != row.date:
        _free(row.contract, date, at)
    row.date = date
    row.save(update_fields=["date"])
    trace(by=by, verb="cellule déplacée", contract=row.contract, row=row, at=at, fields=["date"])
    fill_agenda(session=row, by=by, at=at)
    return row


@transaction.atomic
def cancel_session(*, session: Session, reason: str, by: User, at: datetime) -> Session:
    """Give up a session that has not begun; what was brought by hand comes back to the next agenda."""
    require(can_lead(by, session.contract), "lead")
    row = _not_closed(session)
    if row.state != SessionState.PREPARED:
        raise refuse("session-begun", day=row.date)
    if not reason.strip():
        raise refuse("cancel-without-reason")
    _nameless(row, reason, "Motif de l’annulation")
    row.state, row.minutes = SessionState.CANCELLED, reason
    row.save(update_fields=["state", "minutes"])
    trace(by=by, verb="cellule annulée", contract=row.contract, row=row, at=at, fields=["state", "minutes"])
    return row


@transaction.atomic
def fill_agenda(*, session: Session, by: User, at: datetime) -> int:
    """Put on the agenda what is pending and is not there yet; what there is nothing left to decide about leaves it.

    Says how many cases were added.
    """
    require(can_lead(by, session.contract), "lead")
    row = _not_closed(session)
    moot_cases(row).delete()
    present = {_subject(case) for case in row.cases.all()}
    last = row.cases.aggregate(last=Max("position"))["last"] or 0
    found = [case for case in pending_cases(row.contract, on=row.date) if _subject(case) not in present]
    for position, case in enumerate(found, start=last + 1):
        case.session, case.position = row, position
    Case.objects.bulk_create(found)
    _sort_renewals(row)
    return len(found)


def _subject(case: Case) -> tuple:
    """What a session examines once: an exit refused and proposed again, or a new prescription, is another."""
    return case.kind, case.participant_id, case.exit_id, case.prescription_id


def _sort_renewals(session: Session) -> None:
    """The renewals that wait, by the end of their measure, in the places that they hold."""
    last = Measure.objects.filter(pathway=OuterRef("pathway")).order_by("-rank").values("end")[:1]
    rows = session.cases.filter(kind=CaseKind.RENEWAL, verdict=Verdict.PENDING).annotate(ends=Subquery(last))
    rows = list(rows.order_by(F("ends").asc(nulls_last=True), "position"))
    for case, place in zip(rows, sorted(case.position for case in rows), strict=True):
        case.position = place
    Case.objects.bulk_update(rows, ["position"])


@transaction.atomic
def raise_case(
    *, session: Session, participant: Participant, kind: str, by: User, at: datetime, pathway=None, support=None,
    proposal: str = "",
) -> Case:  # fmt: skip
    """Bring a situation by hand: a difficult one, a veille to open, a support; by the person's team."""
    require(can_follow(by, participant), "follow")
    row = _not_closed(session)
    writable(participant)
    if row.cases.filter(kind=kind, participant=participant).exists():
        raise refuse("case-already")
    last = row.cases.aggregate(last=Max("position"))["last"] or 0
    case = Case.objects.create(
        session=row, participant=participant, kind=CaseKind(kind), pathway=pathway, support=support, proposal=proposal,
        position=last + 1,
    )  # fmt: skip
    trace(by=by, verb="situation présentée", contract=row.contract, row=case, at=at, about=participant)
    return case


@transaction.atomic
def propose(*, case: Case, text: str, by: User, at: datetime) -> Case:
    """Write what the référent proposes to the session."""
    row = locked(case)
    require(can_follow(by, row.participant), "follow")
    _not_closed(row.session)
    row.proposal = text
    row.save(update_fields=["proposal"])
    trace(by=by, verb="proposition écrite", contract=row.session.contract, row=row, at=at, fields=["proposal"],
          about=row.participant)  # fmt: skip
    return row


@transaction.atomic
def open_session(*, session: Session, by: User, at: datetime) -> Session:
    """Begin, on its day or later: decisions are taken from now on, under the quorum of that moment."""
    require(can_lead(by, session.contract), "lead")
    row = _not_closed(session)
    if row.date > day_of(at):
        raise refuse("session-too-early", day=row.date)
    if row.opened_at is None:
        row.quorum = protocol_of(row.contract).quorum
    row.state, row.opened_at = SessionState.OPEN, row.opened_at or at
    row.save(update_fields=["state", "opened_at", "quorum"])
    fill_agenda(session=row, by=by, at=at)
    trace(by=by, verb="cellule ouverte", contract=row.contract, row=row, at=at, fields=["state"])
    return row


@transaction.atomic
def mark_presence(
    *, session: Session, present: Iterable[int], by: User, at: datetime, known: Iterable[int] | None = None
) -> int:
    """Say who is there, by the numbers of the members; the others are not. Says how many count for the quorum.

    `known`: who was marked when the list was read; what somebody else marked since stays.
    """
    require(can_lead(by, session.contract), "lead")
    row = _not_closed(session)
    numbers = set(present)
    before = None if known is None else set(known)
    for member in row.members.all():
        if before is None or (member.pk in numbers) != (member.pk in before):
            member.is_present = member.pk in numbers
            member.save(update_fields=["is_present"])
    trace(by=by, verb="émargement", contract=row.contract, row=row, at=at)
    return present_in(row)


@transaction.atomic
def decide(
    *, case: Case, verdict: str, by: User, at: datetime, remark: str = "", derogation: str = "",
    effective_on: date | None = None, reason: Term | None = None, seen: datetime | None = None,
    review_on: date | None = None,
) -> Case:  # fmt: skip
    """Decide in session, and let the decision take effect at once. `reason`: of a veille that is opened or closed, of
    an entry that is refused; `review_on`: when a veille that goes on is looked at again.

    Postponed, a case comes back to the next agenda. `seen`: when the decision that one has before one's eyes was
    taken, None without any; somebody else's since is not overwritten. Raises PermissionDenied, Refused.
    """
    session = locked(case.session)
    require(can_lead(by, session.contract), "lead")
    row = locked(case)
    _in_session(session)
    if (present := present_in(session)) < session.quorum:
        raise refuse("session-without-quorum", present=present, quorum=session.quorum)
    if not present:
        raise refuse("session-without-presence", day=session.date)
    if row.verdict in DONE:
        raise refuse("case-done")
    if row.decided_at != seen:
        raise refuse("case-meanwhile", verdict=row.get_verdict_display() if row.verdict else "décision reprise")
    if settled_cases(session).filter(pk=row.pk).exists():
        raise refuse("case-moot")
    kind = TermKind.REFUSAL_REASON if row.kind == CaseKind.ENTRY else TermKind.WATCH_REASON
    listed(reason, session.contract, kind, on=session.date)
    row.verdict, row.remark, row.derogation = Verdict(verdict), remark, derogation
    row.effective_on = effective_on or session.date
    row.decided_by, row.decided_at = by, at
    if row.verdict in DONE:
        row.changed = apply(row, session, reason=reason, review_on=review_on, by=by, at=at)
    row.save()
    if row.verdict in (*DONE, Verdict.NOTED):
        _leave_elsewhere(session, row)
    trace(by=by, verb="décision de la cellule", contract=session.contract, row=row, at=at,
          fields=["verdict", "effective_on", "renewed_until"], about=row.participant)  # fmt: skip
    return row


@transaction.atomic
def take_back(*, case: Case, by: User, at: datetime) -> Case:
    """Take back a decision that took effect, while the session is open: the case waits again, its texts stay.

    What it changed elsewhere is undone whole. Raises PermissionDenied, Refused: acts done since rest on it.
    """
    session = locked(case.session)
    require(can_lead(by, session.contract), "lead")
    row = locked(case)
    _in_session(session)
    writable(row.participant)
    if row.verdict not in DONE:
        raise refuse("nothing-to-undo")
    undo(row, by=by, at=at)
    row.verdict, row.changed = Verdict.PENDING, None
    row.effective_on = row.renewed_until = row.decided_by = row.decided_at = None
    row.save()
    trace(by=by, verb="décision reprise", contract=session.contract, row=row, at=at, fields=["verdict"],
          about=row.participant)  # fmt: skip
    return row


@transaction.atomic
def close_session(*, session: Session, by: User, at: datetime, minutes: str | None = None) -> Session:
    """End the session: its minutes are issued and told; what was not decided comes back to the next agenda.

    `minutes`: the general observations; None leaves those of a former closing. Raises PermissionDenied, Refused.
    """
    require(can_lead(by, session.contract), "lead")
    row = _not_closed(session)
    if minutes is not None:
        _nameless(row, minutes, "Observations générales")
        row.minutes = minutes
    moot_cases(row).delete()
    row.state, row.closed_at = SessionState.CLOSED, at
    row.save(update_fields=["state", "closed_at", "minutes"])
    issue(session=row, by=by, at=at)
    trace(by=by, verb="cellule close", contract=row.contract, row=row, at=at, fields=["state", "closed_at"])
    return row


@transaction.atomic
def reopen_session(*, session: Session, reason: str, by: User, at: datetime) -> Session:
    """Open a closed session again, with a reason that its minutes print; those issued are replaced."""
    require(can_lead(by, session.contract), "lead")
    row = locked(session)
    if row.state != SessionState.CLOSED:
        raise refuse("session-not-closed")
    if not reason.strip():
        raise refuse("reopen-without-reason")
    _nameless(row, reason, "Motif de la réouverture")
    row.state, row.reopening_reason = SessionState.OPEN, reason
    row.save(update_fields=["state", "reopening_reason"])
    row.issues.filter(replaced_at=None).update(replaced_at=at)
    trace(by=by, verb="cellule rouverte", contract=row.contract, row=row, at=at, fields=["state", "reopening_reason"])
    return row


def present_in(session: Session) -> int:
    """How many of those who count for the quorum are there."""
    return session.members.filter(votes=True, is_present=True).count()


def _free(contract: Contract, on: date, at: datetime) -> None:
    if on < day_of(at) - OLDEST:
        raise refuse("session-long-ago", day=on)
    if Session.objects.of(contract).filter(date=on).exclude(state=SessionState.CANCELLED).exists():
        raise refuse("session-same-day", day=on)


def _in_session(session: Session) -> None:
    if session.state == SessionState.CLOSED:
        raise refuse("session-closed", day=session.date)
    if session.state != SessionState.OPEN:
        raise refuse("session-not-open", day=session.date)


def _leave_elsewhere(session: Session, row: Case) -> None:
    """What was just decided leaves the agenda of the other sessions that have not been held.

    So does the same situation brought there by hand, unless something else is proposed of it.
    """
    others = Session.objects.of(session.contract).exclude(pk=session.pk).exclude(state__in=OVER)
    for other in others:
        moot_cases(other).delete()
    if is_by_hand(row):
        same = Case.objects.filter(kind=row.kind, participant=row.participant_id, verdict=Verdict.PENDING)
        same.filter(session__in=others, proposal__in=("", row.proposal)).delete()


def _nameless(session: Session, text: str, field: str) -> None:
    """Refuse a text about the whole session that names somebody of its agenda: it is kept in no file."""
    if found := named_in(session, text):
        raise refuse("name-in-minutes", field=field, name=found.name, number=found.number)


def _not_closed(session: Session) -> Session:
    row = locked(session)
    if row.state == SessionState.CLOSED:
        raise refuse("session-closed", day=row.date)
    if row.state == SessionState.CANCELLED:
        raise refuse("session-cancelled", day=row.date)
    return row
