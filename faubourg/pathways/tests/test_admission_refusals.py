"""What is refused between the prescription and the entry, and of a session of the cellule: one case a rule."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from faubourg.pathways.choices import TermKind, Verdict
from faubourg.pathways.models import Protocol
from faubourg.pathways.operations import following, prescribing, sessions
from faubourg.pathways.refusals import ADMISSION, Refused
from faubourg.pathways.tests.factories import ParticipantFactory
from faubourg.pathways.tests.plie import AT

pytestmark = pytest.mark.django_db
ENTRY, TODAY = date(2024, 3, 4), AT.date()


def opinion(plie, row, said="accord", act=prescribing.validate, **more):
    return act(prescription=row, validator="france-travail", opinion=said, on=ENTRY, **plie.by(), **more)


def eligible(plie):
    return prescribing.check_eligibility(prescription=plie.prescription(), eligible=True, on=ENTRY, **plie.by())


def opinion_refused_without_reason(plie):
    opinion(plie, eligible(plie), "refus")


def opinion_given_twice(plie):
    opinion(plie, opinion(plie, eligible(plie)))


def opinion_corrected_before_it_is_given(plie):
    opinion(plie, eligible(plie), act=prescribing.correct_opinion)


def opinion_turned_after_the_cellule(plie):
    reason = plie.terms[TermKind.REFUSAL_REASON]
    opinion(plie, plie.ready(), "refus", act=prescribing.correct_opinion, reason=reason)


def opinion_given_after_the_cellule(plie):
    opinion(plie, plie.ready(), "refus", reason=plie.terms[TermKind.REFUSAL_REASON])


def ineligible_after_the_cellule(plie):
    reason = plie.terms[TermKind.REFUSAL_REASON]
    prescribing.check_eligibility(prescription=plie.ready(), eligible=False, reason=reason, on=ENTRY, **plie.by())


def correction_of_a_prescription_that_the_cellule_refused(plie):
    row = opinion(plie, eligible(plie))
    reason = plie.terms[TermKind.REFUSAL_REASON]
    row = prescribing.admit(prescription=row, accepted=False, reason=reason, on=ENTRY, **plie.by())
    opinion(plie, row, act=prescribing.correct_opinion)


def prescription_of_another_age(plie):
    plie.prescription(date=date(203, 3, 4))


def cer_signed_before_the_cellule(plie):
    row = plie.ready(date=ENTRY)
    row.date = date(2024, 1, 1)
    row.save()
    prescribing.sign_cer(prescription=row, on=date(2024, 2, 1), **plie.by())


def planned(plie, on=TODAY, **more):
    return sessions.plan_session(contract=plie.contract, date=on, **plie.by(), **more)


def session_opened_before_its_day(plie):
    sessions.open_session(session=planned(plie, TODAY + timedelta(days=1)), **plie.by())


def decision_with_nobody_present(plie):
    plie.pathway()
    session = sessions.open_session(session=planned(plie, members=[plie.coordinator]), **plie.by())
    sessions.decide(case=session.cases.get(), verdict=Verdict.ACCEPTED, **plie.by())


def session_planned_long_ago(plie):
    planned(plie, date(2024, 6, 1))


def open_session_moved(plie):
    sessions.reschedule(session=plie.session(), date=TODAY + timedelta(days=1), **plie.by())


def session_moved_on_another(plie):
    row = planned(plie, TODAY + timedelta(days=1))
    plie.session()
    sessions.reschedule(session=row, date=TODAY, **plie.by())


def open_session_cancelled(plie):
    sessions.cancel_session(session=plie.session(), reason="Grève", **plie.by())


def session_cancelled_without_reason(plie):
    sessions.cancel_session(session=planned(plie), reason=" ", **plie.by())


def cancelled_session_opened(plie):
    row = sessions.cancel_session(session=planned(plie), reason="Grève", **plie.by())
    sessions.open_session(session=row, **plie.by())


def decided(plie, verdict=Verdict.ACCEPTED):
    plie.pathway(signed=date(2025, 8, 1), date=date(2025, 7, 1))
    case = plie.session().cases.get()
    return sessions.decide(case=case, verdict=verdict, **plie.by())


def what_was_put_off_taken_back(plie):
    sessions.take_back(case=decided(plie, Verdict.POSTPONED), **plie.by())


def renewal_taken_back_after_another_measure(plie):
    case = decided(plie)
    case.pathway.measures.create(rank=9, start=case.renewed_until + timedelta(days=1), end=date(2027, 1, 31))
    sessions.take_back(case=case, **plie.by())


def renewal_of_a_measure_renewed_elsewhere(plie):
    case = decided(plie, Verdict.POSTPONED)
    following.renew(pathway=case.pathway, **plie.by())
    sessions.decide(case=case, verdict=Verdict.ACCEPTED, seen=case.decided_at, **plie.by())


def session_cancelled_with_the_name_of_somebody(plie):
    plie.pathway(ParticipantFactory(contract=plie.contract, last_name="D’Étang-Noir"))
    sessions.cancel_session(session=planned(plie), reason="Noir d'Etang est absent", **plie.by())


RULES = {
    session_cancelled_with_the_name_of_somebody: "name-in-minutes",
    what_was_put_off_taken_back: "nothing-to-undo",
    renewal_taken_back_after_another_measure: "undo-too-late",
    renewal_of_a_measure_renewed_elsewhere: "case-moot",
    open_session_cancelled: "session-begun",
    session_cancelled_without_reason: "cancel-without-reason",
    cancelled_session_opened: "session-cancelled",
    prescription_of_another_age: "prescription-too-old",
    cer_signed_before_the_cellule: "cer-before-admission",
    session_opened_before_its_day: "session-too-early",
    decision_with_nobody_present: "session-without-presence",
    session_planned_long_ago: "session-long-ago",
    open_session_moved: "session-begun",
    session_moved_on_another: "session-same-day",
    opinion_refused_without_reason: "refusal-without-reason",
    opinion_given_twice: "opinion-given",
    opinion_corrected_before_it_is_given: "no-opinion",
    opinion_turned_after_the_cellule: "opinion-after-admission",
    opinion_given_after_the_cellule: "opinion-after-admission",
    ineligible_after_the_cellule: "opinion-after-admission",
    correction_of_a_prescription_that_the_cellule_refused: "prescription-closed",
}


@pytest.mark.parametrize(("act", "code"), RULES.items(), ids=lambda value: getattr(value, "__name__", value))
def test_each_bad_input_is_refused_with_its_sentence(plie, act, code):
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(plie)
    assert refused.value.code == code
    assert "{" not in refused.value.message
    assert refused.value.message.endswith(".")


def test_every_rule_is_tried():
    assert set(ADMISSION) <= set(RULES.values())


def test_a_session_is_moved_and_takes_the_quorum_of_the_day_it_opens(plie):
    row = planned(plie, TODAY + timedelta(days=30), members=[plie.coordinator])
    row = sessions.reschedule(session=row, date=TODAY, **plie.by())
    Protocol.objects.create(contract=plie.contract, quorum=2)
    row = sessions.open_session(session=row, **plie.by())
    assert (row.date, row.quorum) == (TODAY, 2)


def test_a_cancelled_session_leaves_its_day_and_what_was_brought_by_hand(plie):
    pathway = plie.pathway(signed=date(2025, 12, 1), date=date(2025, 11, 1))
    row = planned(plie)
    sessions.raise_case(
        session=row, participant=pathway.participant, kind="difficile", pathway=pathway, proposal="Bilan", **plie.by()
    )
    sessions.cancel_session(session=row, reason="Grève", **plie.by())
    assert [case.proposal for case in planned(plie).cases.all()] == ["Bilan"]
    assert not planned(plie, TODAY + timedelta(days=7)).cases.exists()
