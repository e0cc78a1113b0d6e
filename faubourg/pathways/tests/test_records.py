"""What a file says and how it is corrected: one refusal a rule, then what is let in."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from faubourg.journal.models import Entry
from faubourg.pathways.choices import CaseKind, ExitKind, PrescriptionState, StepKind, TermKind, Verdict
from faubourg.pathways.models import Exit, Pathway, Term
from faubourg.pathways.operations import (
    correcting,
    following,
    leaving,
    measures,
    merging,
    people,
    prescribing,
    sessions,
    working,
)
from faubourg.pathways.operations.tracing import protocol_of
from faubourg.pathways.queries.agenda import pending_cases
from faubourg.pathways.queries.desk import alerts, my_pathways, page_of
from faubourg.pathways.queries.people import anomalies
from faubourg.pathways.refusals import RECORDS, Refused
from faubourg.pathways.tests.factories import ParticipantFactory
from faubourg.pathways.tests.plie import PRESCRIBED

pytestmark = pytest.mark.django_db
LATER = date(2025, 1, 1)


def a_second_prescription_that_waits(plie):
    plie.prescription(plie.prescription().participant, date=date(2024, 2, 1))


def watch(plie, **more):
    pathway, reason = plie.pathway(), plie.terms[TermKind.WATCH_REASON]
    row = following.open_watch(**({"pathway": pathway, "on": LATER, "reason": reason} | more), **plie.by())
    return row, reason


def watch_over_another(plie):
    row, reason = watch(plie)
    following.close_watch(pathway=row.pathway, on=date(2025, 3, 1), reason=reason, **plie.by())
    watch(plie, pathway=row.pathway, on=date(2025, 3, 1))


def watch_closed_in_the_future(plie):
    row, reason = watch(plie)
    following.close_watch(pathway=row.pathway, on=date(2027, 5, 1), reason=reason, **plie.by())


def watch_that_returns_before_it_begins(plie):
    watch(plie, back_on=date(2024, 12, 1))


def watch_closed_without_reason(plie):
    following.close_watch(pathway=watch(plie)[0].pathway, on=date(2025, 3, 1), reason=None, **plie.by())


def watch_closed_by_the_cellule_without_reason(plie):
    watch(plie)
    sessions.decide(case=plie.session().cases.get(kind="veille"), verdict=Verdict.REFUSED, **plie.by())


def watch_looked_at_again_at_once(plie):
    following.keep_watch(watch=watch(plie)[0], on=LATER, review_on=LATER, **plie.by())


def rsa_removed_without_reason(plie):
    period = people.write_rsa(participant=ParticipantFactory(contract=plie.contract), start=LATER, **plie.by())
    people.remove_rsa(period=period, reason="", **plie.by())


def death_before_the_entry(plie):
    people.record_death(participant=plie.pathway().participant, on=date(2024, 3, 3), **plie.by())


def no_death_to_remove(plie):
    people.remove_death(participant=plie.pathway().participant, reason="saisie", **plie.by())


def death_removed_without_reason(plie):
    person = plie.pathway().participant
    people.record_death(participant=person, on=LATER, **plie.by())
    people.remove_death(participant=person, reason="", **plie.by())


def death_removed_under_a_decided_exit(plie):
    person = plie.pathway().participant
    people.record_death(participant=person, on=LATER, **plie.by())
    leaving.validate_exit(exit=Exit.objects.get(), on=LATER, **plie.by())
    people.remove_death(participant=person, reason="saisie", **plie.by())


def merge_undone_before_the_next_one(plie):
    first, second, third = (ParticipantFactory(contract=plie.contract) for _ in range(3))
    row = merging.merge(kept=second, gone=first, **plie.by())
    merging.merge(kept=third, gone=second, **plie.by())
    merging.unmerge(merge=row, **plie.by())


def correct(plie, row, why="saisie", **values):
    correcting.correct_prescription(prescription=row, values=values, why=why, **plie.by())


def prescription_corrected_without_reason(plie):
    correct(plie, plie.prescription(), why="")


def prescription_dated_after_its_eligibility(plie):
    row = plie.prescription()
    row = prescribing.check_eligibility(prescription=row, eligible=True, on=row.date, **plie.by())
    correct(plie, row, date=LATER)


def rsa_said_after_the_cellule(plie):
    correct(plie, plie.ready(), is_brsa=True)


def prescription_corrected_after_its_loss(plie):
    row = prescribing.lose(
        prescription=plie.prescription(), reason=plie.terms[TermKind.LOSS_REASON], on=PRESCRIBED, **plie.by()
    )
    correct(plie, row, is_brsa=True)


def prescription_reopened_that_waits(plie):
    correcting.reopen_prescription(prescription=plie.prescription(), why="saisie", **plie.by())


def prescription_reopened_beside_another(plie):
    row = plie.prescription()
    row = prescribing.lose(prescription=row, reason=plie.terms[TermKind.LOSS_REASON], on=LATER, **plie.by())
    plie.prescription(row.participant)
    correcting.reopen_prescription(prescription=row, why="saisie", **plie.by())


def step(plie, **values):
    facts = {"kind": StepKind.OBSTACLE, "title": "Essai", "start": LATER} | values
    return working.write_step(pathway=plie.pathway(), values=facts, **plie.by())


def step_done_later(plie):
    step(plie, state="totale", end=date(2030, 1, 1))


def step_of_two_hundred_hours(plie):
    step(plie, kind=StepKind.JOB, weekly_hours=200)


def fse_exit_before_the_entry(plie):
    leaving.propose_exit(pathway=plie.pathway(), kind=ExitKind.OTHER, on=LATER, fse_on=date(2019, 1, 1), **plie.by())


def withdrawn(plie, **values):
    person = ParticipantFactory(contract=plie.contract)
    people.change_participant(participant=person, values={"consent_withdrawn_on": LATER} | values, **plie.by())


def consent_withdrawn_before_it_is_given(plie):
    withdrawn(plie, consented_on=date(2025, 5, 1))


def consent_withdrawn_that_was_never_given(plie):
    withdrawn(plie)


def mend(plie, pathway, end, rank=1, why="saisie", **more):
    return measures.mend_measure(measure=pathway.measures.get(rank=rank), end=end, why=why, **more, **plie.by())


def measure_mended_without_reason(plie):
    mend(plie, plie.pathway(), date(2024, 9, 3), why="")


def measure_of_eighteen_months(plie):
    mend(plie, plie.pathway(), date(2025, 9, 3))


def measure_of_two_days(plie):
    mend(plie, plie.pathway(), date(2024, 3, 5))


RULES = {
    step_done_later: "step-done-later",
    step_of_two_hundred_hours: "weekly-hours-too-many",
    fse_exit_before_the_entry: "fse-exit-before-entry",
    consent_withdrawn_before_it_is_given: "consent-withdrawn-early",
    consent_withdrawn_that_was_never_given: "withdrawn-without-consent",
    measure_mended_without_reason: "correction-without-reason",
    measure_of_eighteen_months: "measure-too-long",
    measure_of_two_days: "measure-too-short",
    prescription_corrected_without_reason: "correction-without-reason",
    prescription_dated_after_its_eligibility: "prescription-after-acts",
    rsa_said_after_the_cellule: "brsa-after-admission",
    prescription_corrected_after_its_loss: "prescription-closed",
    prescription_reopened_that_waits: "prescription-not-lost",
    prescription_reopened_beside_another: "prescription-waiting",
    merge_undone_before_the_next_one: "merge-chained",
    watch_over_another: "watches-overlap",
    watch_closed_in_the_future: "in-future",
    watch_that_returns_before_it_begins: "back-before-watch",
    watch_closed_without_reason: "watch-closed-without-reason",
    watch_closed_by_the_cellule_without_reason: "watch-closed-without-reason",
    watch_looked_at_again_at_once: "review-too-early",
    rsa_removed_without_reason: "rsa-without-reason",
    death_before_the_entry: "death-before-entry",
    no_death_to_remove: "not-dead",
    death_removed_without_reason: "death-without-reason",
    death_removed_under_a_decided_exit: "death-with-exit",
    a_second_prescription_that_waits: "prescription-waiting",
}


@pytest.mark.parametrize(("act", "code"), RULES.items(), ids=lambda value: getattr(value, "__name__", value))
def test_each_bad_input_is_refused_with_its_sentence(plie, act, code):
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(plie)
    assert refused.value.code == code
    assert "{" not in refused.value.message
    assert refused.value.message.endswith(".")


def test_every_rule_is_tried():
    # Those of a workbook are tried in its cells (`test_people_import`).
    taken = {"measure-first", "measure-gap", "session-before-entry"}
    assert set(RECORDS) <= set(RULES.values()) | taken


def test_a_measure_is_mended_and_the_next_one_follows(plie):
    pathway = plie.pathway()
    following.renew(pathway=pathway, **plie.by())
    pathway.measures.filter(rank=2).update(start=date(2024, 10, 1))
    mend(plie, pathway, date(2025, 3, 3), rank=2)
    assert pathway.measures.get(rank=2).start == date(2024, 9, 4)
    mend(plie, pathway, date(2024, 8, 1), derogation="Interruption")
    assert [(one.start, one.end) for one in pathway.measures.order_by("rank")] == [
        (date(2024, 3, 4), date(2024, 8, 1)), (date(2024, 8, 2), date(2025, 3, 3)),
    ]  # fmt: skip
    following.renew(pathway=pathway, **plie.by())


def test_odd_dates_around_the_entry_the_exit_and_the_protocol_are_shown(plie):
    pathway = plie.pathway()
    following.write_obstacle(
        pathway=pathway, kind=plie.terms[TermKind.OBSTACLE], level=1, on=date(2024, 3, 1), **plie.by()
    )
    planned = {"kind": StepKind.TRAINING, "title": "Essai", "state": "prevue", "planned_start": date(2040, 11, 1)}
    working.write_step(pathway=pathway, values=planned, **plie.by())
    following.write_meeting(pathway=pathway, on=date(2025, 6, 1), **plie.by())
    reason = plie.terms[TermKind.EXIT_REASON]
    leaving.propose_exit(pathway=pathway, kind=ExitKind.OTHER, on=LATER, reason=reason, **plie.by())
    codes = {one.code for one in anomalies(Pathway.objects.get(), date(2026, 3, 3))}
    assert {"obstacle-before-entry", "step-planned-too-far", "exit-before-acts"} <= codes


def test_a_veille_that_is_kept_calms_its_alert_until_its_new_day(plie):
    row, _ = watch(plie, back_on=date(2025, 6, 1))
    protocol = protocol_of(plie.contract)

    def waits(on: date) -> bool:
        told = [one.kind for one in alerts(page_of(my_pathways(plie.lead, plie.contract), protocol), protocol, on=on)]
        cases = [one.kind for one in pending_cases(plie.contract, on=on)]
        assert ("watch" in told) == (CaseKind.WATCH in cases)
        return "watch" in told

    today = date(2026, 1, 5)
    assert waits(today)
    sessions.decide(case=plie.session().cases.get(kind=CaseKind.WATCH), verdict=Verdict.ACCEPTED, **plie.by())
    row.refresh_from_db()
    assert row.review_on == today + timedelta(days=90)
    assert not waits(row.review_on - timedelta(days=1)) and waits(row.review_on)


def test_a_death_proposes_the_exit_of_its_day_and_goes_with_it(plie):
    person = plie.pathway().participant
    Term.objects.filter(kind=TermKind.EXIT_REASON).update(code="deces")
    people.record_death(participant=person, on=LATER, **plie.by())
    found = Exit.objects.get()
    assert (found.state, found.kind, found.on, found.reason.code) == ("proposee", ExitKind.OTHER, LATER, "deces")
    assert [case.exit for case in pending_cases(plie.contract, on=date(2026, 1, 5))] == [found]
    people.remove_death(participant=person, reason="personne", **plie.by())
    person.refresh_from_db()
    assert (person.died_on, Exit.objects.get().state) == (None, "retiree")
    assert Entry.objects.filter(verb="décès retiré : saisi sur un autre dossier").count() == 1
    people.record_death(participant=person, on=LATER, **plie.by())
    leaving.validate_exit(exit=Exit.objects.get(state="proposee"), on=date(2025, 2, 1), **plie.by())
    assert Pathway.objects.get().ended_on == LATER


def test_a_prescription_is_corrected_while_it_waits_and_its_rsa_is_then_asked(plie):
    row = plie.prescription(is_brsa=None)
    row = prescribing.check_eligibility(prescription=row, eligible=True, on=row.date, **plie.by())
    row = prescribing.validate(prescription=row, validator="france-travail", opinion="accord", on=row.date, **plie.by())
    assert row.state == PrescriptionState.TO_ORIENT
    values = {"is_brsa": True, "date": date(2024, 1, 8), "prescribed_by": "Une conseillère"}
    row = correcting.correct_prescription(prescription=row, values=values, why="tardive", **plie.by())
    assert (row.state, row.date, row.prescribed_by) == ("a-valider", date(2024, 1, 8), "Une conseillère")
    assert Entry.objects.filter(verb="prescription corrigée : appris après coup").count() == 1
    refused = {"eligible": False, "on": date(2024, 1, 11), "reason": plie.terms[TermKind.REFUSAL_REASON]}
    row = correcting.correct_eligibility(prescription=row, why="saisie", **refused, **plie.by())
    assert (row.state, row.closed_on) == (PrescriptionState.INELIGIBLE, date(2024, 1, 11))
    row = correcting.correct_eligibility(prescription=row, eligible=True, on=row.date, why="saisie", **plie.by())
    assert (row.state, row.closed_on, row.refusal_reason) == ("a-valider", None, None)
    row = prescribing.lose(prescription=row, reason=plie.terms[TermKind.LOSS_REASON], on=LATER, **plie.by())
    row = correcting.reopen_prescription(prescription=row, why="personne", **plie.by())
    assert (row.state, row.closed_on) == ("a-valider", None)
