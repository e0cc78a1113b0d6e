"""Exits decided ahead of their day, taken back, and what is asked after them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from faubourg import jobs
from faubourg.journal.models import Entry
from faubourg.pathways.choices import CaseKind, ExitKind, ExitState, JobClass, StepKind, TermKind, Verdict
from faubourg.pathways.models import Exit, Step
from faubourg.pathways.operations import following, leaving, people, sessions
from faubourg.pathways.operations.tracing import protocol_of
from faubourg.pathways.queries.aftermath import late_situations, situations_due
from faubourg.pathways.queries.agenda import pending_cases
from faubourg.pathways.queries.desk import alerts, my_pathways, page_of
from faubourg.pathways.refusals import Refused
from faubourg.pathways.tests.plie import proof_of

pytestmark = pytest.mark.django_db
AHEAD = date(2026, 2, 28)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def decided_ahead(plie, **more):
    """Proposed on the fifth of January for the end of February, validated by that day's session."""
    pathway = plie.pathway()
    following.renew(pathway=pathway, **plie.by())
    found = leaving.propose_exit(
        pathway=pathway,
        on=AHEAD,
        **({"kind": ExitKind.OTHER, "reason": plie.terms[TermKind.EXIT_REASON]} | more),
        **plie.by(),
    )
    case = plie.session().cases.get()
    assert case.kind == CaseKind.EXIT
    sessions.decide(case=case, verdict=Verdict.ACCEPTED, **plie.by())
    found.refresh_from_db()
    return found


def test_an_exit_decided_ahead_takes_effect_on_its_day_by_the_clock(plie):
    found = decided_ahead(plie)
    assert (found.state, found.pathway.ended_on, found.validated_on) == (ExitState.UPCOMING, None, date(2026, 1, 5))
    following.write_meeting(pathway=found.pathway, on=date(2026, 1, 4), **plie.by())
    assert pending_cases(plie.contract, on=date(2026, 2, 10)) == []
    protocol = protocol_of(plie.contract)
    rows = page_of(my_pathways(plie.lead, plie.contract), protocol)
    assert "measure" not in {one.kind for one in alerts(rows, protocol, on=date(2026, 2, 10))}
    (job,) = [one for one in jobs.registry.registered() if one.name == "plie-exits"]
    assert job.run(at(AHEAD - timedelta(days=1))) == ""
    assert job.run(at(AHEAD)) == "1\u00a0sortie prend effet"
    assert job.run(at(AHEAD + timedelta(days=1))) == ""
    found = Exit.objects.select_related("pathway").get()
    assert (found.state, found.pathway.ended_on) == (ExitState.VALIDATED, AHEAD)
    assert found.pathway.assignments.get().end == AHEAD
    assert Entry.objects.filter(verb="sortie effective", actor=None).count() == 1


def test_an_exit_decided_ahead_is_taken_back_or_falls_with_a_death(plie):
    found = decided_ahead(plie)
    leaving.reopen_exit(exit=found, reason="Contrat annulé", **plie.by())
    assert leaving.apply_exits(at=at(AHEAD)) == 0
    assert found.pathway.assignments.filter(end=None).count() == 1
    again = leaving.propose_exit(
        pathway=found.pathway, kind=ExitKind.OTHER, reason=plie.terms[TermKind.EXIT_REASON], on=AHEAD, **plie.by()
    )
    leaving.validate_exit(exit=again, on=date(2026, 1, 5), **plie.by())
    people.record_death(participant=found.pathway.participant, on=date(2026, 1, 4), **plie.by())
    again.refresh_from_db()
    assert again.state == ExitState.WITHDRAWN
    with pytest.raises(Refused, match="décès"):
        leaving.propose_exit(
            pathway=found.pathway,
            kind=ExitKind.OTHER,
            reason=plie.terms[TermKind.EXIT_REASON],
            on=date(2026, 1, 5),
            **plie.by(),
        )
    proposed = Exit.objects.get(state=ExitState.PROPOSED)
    assert (proposed.kind, proposed.on) == (ExitKind.OTHER, date(2026, 1, 4))


def test_reopening_opens_the_pathway_its_following_and_its_job(plie):
    pathway = plie.pathway()
    step = Step.objects.create(pathway=pathway, kind=StepKind.JOB, job_class=JobClass.POTENTIAL)
    found = leaving.propose_exit(
        pathway=pathway, kind=ExitKind.POSITIVE, on=date(2025, 12, 1), category=plie.terms[TermKind.EXIT_CATEGORY],
        proof=proof_of(pathway, plie.lead), step=step, **plie.by(),
    )  # fmt: skip
    leaving.validate_exit(exit=found, on=date(2025, 12, 9), **plie.by())
    pathway = leaving.reopen_exit(exit=found, reason="Contrat rompu", **plie.by())
    step.refresh_from_db()
    assert (pathway.ended_on, step.job_class) == (None, JobClass.POTENTIAL)
    assert [(one.start, one.end) for one in pathway.assignments.all()] == [
        (date(2024, 3, 4), date(2025, 12, 1)), (date(2026, 1, 5), None),
    ]  # fmt: skip
    assert situations_due(Exit.objects.all(), on=date(2026, 9, 1), most=5) == []


def test_each_situation_is_asked_in_its_time_and_late_ones_are_counted(plie):
    pathway = plie.pathway()
    found = leaving.propose_exit(
        pathway=pathway, kind=ExitKind.OTHER, reason=plie.terms[TermKind.EXIT_REASON], on=date(2025, 1, 31), **plie.by()
    )
    leaving.validate_exit(exit=found, on=date(2025, 2, 4), **plie.by())
    told = []
    for day in (date(2025, 1, 31), date(2025, 2, 1), date(2025, 2, 28), date(2025, 3, 1), date(2025, 7, 31)):
        due = situations_due(Exit.objects.all(), on=day, most=5)
        told.append([(one.later, one.is_late(day)) for one in due])
    assert told == [[], [(False, False)], [(False, False)], [(False, True)], [(False, True), (True, False)]]
    assert [late_situations(plie.contract, on=day) for day in (date(2025, 2, 28), date(2025, 3, 1))] == [0, 1]
    assert [late_situations(plie.contract, on=day) for day in (date(2025, 8, 28), date(2025, 8, 29))] == [1, 2]
    leaving.record_situation(exit=found, situation="autre", **plie.by())
    leaving.record_situation(exit=found, situation="autre", later=True, **plie.by())
    assert situations_due(Exit.objects.all(), on=date(2026, 1, 5), most=5) == []
