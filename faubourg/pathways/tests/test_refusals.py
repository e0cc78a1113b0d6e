"""Each bad input has its rule and its sentence: one case a rule."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from faubourg.contracts.tests.factories import ContractFactory, ListedTerritoryFactory, UserFactory
from faubourg.pathways.choices import ExitKind, StepKind, TermKind, Verdict
from faubourg.pathways.models import JobRule, LegalBasis, Protocol, SessionMember
from faubourg.pathways.operations import (
    following,
    homes,
    leaving,
    merging,
    people,
    prescribing,
    retention,
    sessions,
    setup,
    working,
)
from faubourg.pathways.refusals import SENTENCES, Refused
from faubourg.pathways.tests.factories import ParticipantFactory, TermFactory
from faubourg.pathways.tests.plie import AT, proof_of

pytestmark = pytest.mark.django_db
EARLY, ENTRY, LATER, FUTURE = date(2023, 1, 1), date(2024, 3, 4), date(2025, 1, 1), date(2030, 1, 1)
SOON = date(2026, 3, 1)


def exit_of(plie, pathway, **more):
    return leaving.propose_exit(
        **(
            {"pathway": pathway, "kind": ExitKind.OTHER, "on": LATER, "reason": plie.terms[TermKind.EXIT_REASON]} | more
        ),
        **plie.by(),
    )


def exit_before_entry(plie):
    exit_of(plie, plie.pathway(), on=EARLY)


def exit_too_far(plie):
    exit_of(plie, plie.pathway(), on=FUTURE)


def situation_before_the_exit(plie):
    found = leaving.validate_exit(exit=exit_of(plie, plie.pathway(), on=SOON), on=LATER, **plie.by())
    leaving.record_situation(exit=found, situation="autre", **plie.by())


def positive_exit_without_proof(plie):
    exit_of(plie, plie.pathway(), kind=ExitKind.POSITIVE)


def positive_exit_without_category(plie):
    pathway = plie.pathway()
    exit_of(plie, pathway, kind=ExitKind.POSITIVE, proof=proof_of(pathway, plie.lead))


def proof_of_somebody_else(plie):
    exit_of(plie, plie.pathway(), kind=ExitKind.POSITIVE, proof=proof_of(plie.pathway(), plie.lead))


def second_exit(plie):
    pathway = plie.pathway()
    exit_of(plie, pathway)
    exit_of(plie, pathway)


def validated(plie):
    pathway = plie.pathway()
    return leaving.validate_exit(exit=exit_of(plie, pathway), on=LATER, **plie.by())


def exit_validated_twice(plie):
    leaving.validate_exit(exit=validated(plie), on=LATER, **plie.by())


def exit_reopened_without_reason(plie):
    leaving.reopen_exit(exit=validated(plie), reason=" ", **plie.by())


def exit_reopened_that_was_not_validated(plie):
    leaving.reopen_exit(exit=exit_of(plie, plie.pathway()), reason="Erreur", **plie.by())


def exit_reopened_after_a_new_entry(plie):
    found = validated(plie)
    plie.pathway(found.pathway.participant, signed=date(2025, 6, 1), date=date(2025, 5, 1))
    leaving.reopen_exit(exit=found, reason="Erreur", **plie.by())


def act_after_the_exit(plie):
    following.write_meeting(pathway=validated(plie).pathway, on=LATER, **plie.by())


def situation_at_six_months_too_early(plie):
    pathway = plie.pathway()
    found = leaving.validate_exit(exit=exit_of(plie, pathway, on=date(2025, 12, 1)), on=LATER, **plie.by())
    leaving.record_situation(exit=found, situation="autre", later=True, **plie.by())


def renewal_past_the_maximum(plie):
    pathway = plie.pathway()
    for _ in range(4):
        following.renew(pathway=pathway, **plie.by(at=AT + timedelta(days=30)))


def step_outside(plie):
    values = {"kind": StepKind.TRAINING, "start": EARLY, "end": date(2023, 6, 1)}
    working.write_step(pathway=plie.pathway(), values=values, **plie.by())


def step_without_a_start(plie):
    working.write_step(pathway=plie.pathway(), values={"kind": StepKind.TRAINING, "title": "Permis"}, **plie.by())


def step_that_says_nothing(plie):
    working.write_step(pathway=plie.pathway(), values={"kind": StepKind.TRAINING, "start": LATER}, **plie.by())


def step_ending_before_it_starts(plie):
    values = {"kind": StepKind.TRAINING, "start": LATER, "end": ENTRY}
    working.write_step(pathway=plie.pathway(), values=values, **plie.by())


def step_with_a_word_of_another_list(plie):
    values = {"kind": StepKind.TRAINING, "domain": plie.terms[TermKind.WATCH_REASON]}
    working.write_step(pathway=plie.pathway(), values=values, **plie.by())


def step_overridden_without_reason(plie):
    JobRule.objects.create(
        contract=plie.contract, contract_type=plie.terms[TermKind.CONTRACT_TYPE], job_class="parcours"
    )
    values = {"kind": StepKind.JOB, "title": "Emploi", "start": LATER}
    step = working.write_step(pathway=plie.pathway(), values=values, **plie.by())
    working.class_job(step=step, job_class="a-valider", **plie.by())


def training_classed_as_a_job(plie):
    values = {"kind": StepKind.TRAINING, "title": "Permis", "start": LATER}
    step = working.write_step(pathway=plie.pathway(), values=values, **plie.by())
    working.class_job(step=step, job_class="a-valider", reason="Non", **plie.by())


def watch_before_the_entry(plie):
    reason = plie.terms[TermKind.WATCH_REASON]
    following.open_watch(pathway=plie.pathway(), on=EARLY, reason=reason, **plie.by())


def watch_without_reason(plie):
    following.open_watch(pathway=plie.pathway(), on=LATER, reason=None, **plie.by())


def second_watch(plie):
    pathway, reason = plie.pathway(), plie.terms[TermKind.WATCH_REASON]
    for _ in range(2):
        following.open_watch(pathway=pathway, on=LATER, reason=reason, **plie.by())


def no_watch_to_close(plie):
    reason = plie.terms[TermKind.WATCH_REASON]
    following.close_watch(pathway=plie.pathway(), on=LATER, reason=reason, **plie.by())


def birth_in_the_future(plie):
    people.add_participant(contract=plie.contract, values={"last_name": "N", "birth_date": FUTURE}, **plie.by())


def birth_too_long_ago(plie):
    values = {"last_name": "N", "birth_date": date(1890, 1, 1)}
    people.add_participant(contract=plie.contract, values=values, **plie.by())


def no_name(plie):
    people.add_participant(contract=plie.contract, values={"last_name": " "}, **plie.by())


def death_before_birth(plie):
    people.record_death(participant=plie.pathway().participant, on=date(1980, 1, 1), **plie.by())


def act_after_death(plie):
    pathway = plie.pathway()
    people.record_death(participant=pathway.participant, on=ENTRY, **plie.by())
    following.write_meeting(pathway=pathway, on=LATER, **plie.by())


def meeting_after_the_exit(plie):
    pathway = plie.pathway()
    meeting = following.write_meeting(pathway=pathway, on=LATER, **plie.by())
    leaving.validate_exit(exit=exit_of(plie, pathway), on=LATER, **plie.by())
    following.change_meeting(meeting=meeting, on=date(2025, 1, 2), attendance="tenu", **plie.by())


def overlapping_rsa(plie):
    person = plie.pathway().participant
    for start in (ENTRY, LATER):
        people.write_rsa(participant=person, start=start, **plie.by())


def meeting_in_the_future(plie):
    following.write_meeting(pathway=plie.pathway(), on=FUTURE, **plie.by())


def merged_file_written(plie):
    kept, gone = (ParticipantFactory(contract=plie.contract) for _ in range(2))
    merging.merge(kept=kept, gone=gone, **plie.by())
    people.change_participant(participant=gone, values={"note": "x"}, **plie.by())


def merge_of_two_open_pathways(plie):
    one, other = plie.pathway(), plie.pathway()
    merging.merge(kept=one.participant, gone=other.participant, **plie.by())


def merge_of_one(plie):
    person = ParticipantFactory(contract=plie.contract)
    merging.merge(kept=person, gone=person, **plie.by())


def merge_undone_twice(plie):
    kept, gone = (ParticipantFactory(contract=plie.contract) for _ in range(2))
    row = merging.merge(kept=kept, gone=gone, **plie.by())
    for _ in range(2):
        merging.unmerge(merge=row, **plie.by())


def entry_without_validations(plie):
    prescribing.sign_cer(prescription=plie.prescription(), on=ENTRY, **plie.by())


def entry_before_the_prescription(plie):
    prescribing.sign_cer(prescription=plie.ready(), on=EARLY, **plie.by())


def second_open_pathway(plie):
    plie.pathway(plie.pathway().participant)


def entry_inside_a_former_pathway(plie):
    found = validated(plie)
    plie.pathway(found.pathway.participant, signed=date(2024, 12, 1))


def refusal_without_reason(plie):
    prescribing.check_eligibility(prescription=plie.prescription(), eligible=False, on=ENTRY, **plie.by())


def loss_without_reason(plie):
    prescribing.lose(prescription=plie.prescription(), reason=None, on=ENTRY, **plie.by())


def orientation_before_eligibility(plie):
    prescribing.orient(prescription=plie.prescription(), structure=plie.structure, on=ENTRY, **plie.by())


def validation_that_nobody_asked(plie):
    prescribing.validate(
        prescription=plie.ready(), validator="bureau-insertion", opinion="accord", on=ENTRY, **plie.by()
    )


def lost_prescription_oriented(plie):
    row = prescribing.lose(
        prescription=plie.prescription(), reason=plie.terms[TermKind.LOSS_REASON], on=ENTRY, **plie.by()
    )
    prescribing.orient(prescription=row, structure=plie.structure, on=ENTRY, **plie.by())


def ended_word(plie):
    plie.prescription(prescriber=TermFactory(contract=plie.contract, end=EARLY))


def closed_structure(plie):
    plie.structure.closed_on = EARLY
    plie.structure.save()
    plie.ready()


def transfer_to_somebody_else(plie):
    plie.pathway()
    other = plie.coordinator.__class__.objects.create(
        contract=plie.contract, user=plie.lead, role="psychologue", start=EARLY
    )
    rows = type(plie.pathway()).objects.all()
    following.transfer(pathways=rows, structure=None, referent=other, on=LATER, **plie.by())


def transfer_before_the_entry(plie):
    rows = type(plie.pathway()).objects.all()
    following.transfer(pathways=rows, structure=None, referent=None, on=EARLY, **plie.by())


def home_elsewhere(plie):
    place = ListedTerritoryFactory(contract=ContractFactory())
    homes.settle(participant=plie.pathway().participant, values={}, chosen=place, **plie.by())


def session_of(plie, **more):
    plie.pathway()
    return plie.session(**more)


def decision_on_a_closed_session(plie):
    session = session_of(plie)
    sessions.close_session(session=session, **plie.by())
    sessions.decide(case=session.cases.first(), verdict=Verdict.ACCEPTED, **plie.by())


def decision_before_the_session_opens(plie):
    plie.pathway()
    session = sessions.plan_session(contract=plie.contract, date=SOON, **plie.by())
    sessions.decide(case=session.cases.first(), verdict=Verdict.ACCEPTED, **plie.by())


def session_without_quorum(plie):
    Protocol.objects.create(contract=plie.contract, quorum=2)
    session = session_of(plie, members=[plie.coordinator], guests=["Région"])
    present = SessionMember.objects.values_list("pk", flat=True)
    sessions.mark_presence(session=session, present=present, **plie.by())
    sessions.decide(case=session.cases.first(), verdict=Verdict.ACCEPTED, **plie.by())


def session_reopened_without_reason(plie):
    session = sessions.close_session(session=plie.session(), **plie.by())
    sessions.reopen_session(session=session, reason="", **plie.by())


def open_session_reopened(plie):
    sessions.reopen_session(session=plie.session(), reason="Erreur", **plie.by())


def two_sessions_a_day(plie):
    plie.session()
    plie.session()


def case_raised_twice(plie):
    session, person = plie.session(), plie.pathway().participant
    for _ in range(2):
        sessions.raise_case(session=session, participant=person, kind="difficile", **plie.by())


def case_decided_twice(plie):
    session = session_of(plie)
    for _ in range(2):
        sessions.decide(case=session.cases.first(), verdict=Verdict.ACCEPTED, **plie.by())


def case_decided_by_two(plie):
    session = session_of(plie)
    for _ in range(2):
        sessions.decide(case=session.cases.first(), verdict=Verdict.POSTPONED, **plie.by())


def role_for_the_administrator(plie):
    user = UserFactory(is_instance_admin=True)
    setup.appoint(contract=plie.contract, user=user, role="coordinatrice", start=LATER, **plie.by())


def role_for_oneself(plie):
    setup.appoint(contract=plie.contract, user=plie.lead, role="departement", start=LATER, **plie.by())


def prescriber_without_organisation(plie):
    setup.appoint(contract=plie.contract, user=UserFactory(), role="prescripteur", start=LATER, **plie.by())


def basis_of(plie, **more):
    values = {"recipient": "Département", "basis": "Convention", "purpose": "Contrôle", "start": EARLY} | more
    return setup.write_setting(contract=plie.contract, model=LegalBasis, values=values, **plie.by())


def list_without_basis(plie):
    setup.release(contract=plie.contract, title="L", fields=["sex"], rows=1, legal_basis=None, **plie.by())


def list_with_a_field_that_is_not_covered(plie):
    basis = basis_of(plie, fields=["sex"])
    setup.release(contract=plie.contract, title="L", fields=["note"], rows=1, legal_basis=basis, **plie.by())


def anonymised_while_followed(plie):
    retention.give_notice(participant=plie.pathway().participant, **plie.by())


def elapsed(plie):
    Protocol.objects.create(contract=plie.contract, retention_months=1)
    return validated(plie).pathway.participant


def anonymised_without_notice(plie):
    retention.anonymise(participant=elapsed(plie), **plie.by())


def anonymised_file_written(plie):
    person = retention.give_notice(participant=elapsed(plie), **plie.by())
    later = plie.by(at=AT + timedelta(days=61))
    retention.anonymise(participant=person, **later)
    people.change_participant(participant=person, values={"note": "x"}, **later)


RULES = {
    role_for_the_administrator: "administrator",
    role_for_oneself: "appoint-oneself",
    prescriber_without_organisation: "role-incomplete",
    list_without_basis: "no-legal-basis",
    list_with_a_field_that_is_not_covered: "field-not-covered",
    anonymised_while_followed: "still-followed",
    anonymised_without_notice: "notice-not-given",
    anonymised_file_written: "anonymised",
    exit_before_entry: "exit-before-entry",
    exit_too_far: "exit-too-far",
    situation_before_the_exit: "situation-before-exit",
    positive_exit_without_proof: "exit-without-proof",
    positive_exit_without_category: "exit-without-category",
    proof_of_somebody_else: "proof-elsewhere",
    second_exit: "exit-already",
    exit_validated_twice: "exit-not-proposed",
    exit_reopened_without_reason: "reopen-without-reason",
    exit_reopened_that_was_not_validated: "exit-not-validated",
    exit_reopened_after_a_new_entry: "pathway-already-open",
    act_after_the_exit: "pathway-closed",
    situation_at_six_months_too_early: "situation-too-early",
    renewal_past_the_maximum: "renewal-too-long",
    step_outside: "step-outside",
    step_without_a_start: "step-without-start",
    step_that_says_nothing: "step-without-name",
    meeting_after_the_exit: "meeting-after-exit",
    step_ending_before_it_starts: "ends-before-start",
    step_with_a_word_of_another_list: "wrong-list",
    step_overridden_without_reason: "override-without-reason",
    training_classed_as_a_job: "not-a-job",
    watch_before_the_entry: "before-entry",
    watch_without_reason: "watch-without-reason",
    second_watch: "watch-already-open",
    no_watch_to_close: "no-watch",
    birth_in_the_future: "birth-in-future",
    birth_too_long_ago: "birth-too-old",
    no_name: "nameless",
    death_before_birth: "death-before-birth",
    act_after_death: "dead",
    overlapping_rsa: "periods-overlap",
    meeting_in_the_future: "in-future",
    merged_file_written: "merged-file",
    merge_of_two_open_pathways: "merge-two-open",
    merge_of_one: "merge-itself",
    merge_undone_twice: "merge-undone",
    entry_without_validations: "entry-not-validated",
    entry_before_the_prescription: "before-prescription",
    second_open_pathway: "pathway-already-open",
    entry_inside_a_former_pathway: "pathways-overlap",
    refusal_without_reason: "refusal-without-reason",
    loss_without_reason: "loss-without-reason",
    orientation_before_eligibility: "not-eligible-yet",
    validation_that_nobody_asked: "validation-not-asked",
    lost_prescription_oriented: "prescription-closed",
    ended_word: "term-ended",
    closed_structure: "structure-closed",
    transfer_to_somebody_else: "wrong-referent",
    transfer_before_the_entry: "before-entry",
    home_elsewhere: "wrong-contract",
    decision_on_a_closed_session: "session-closed",
    decision_before_the_session_opens: "session-not-open",
    session_without_quorum: "session-without-quorum",
    session_reopened_without_reason: "reopen-without-reason",
    open_session_reopened: "session-not-closed",
    two_sessions_a_day: "session-same-day",
    case_raised_twice: "case-already",
    case_decided_twice: "case-done",
    case_decided_by_two: "case-meanwhile",
}


@pytest.mark.parametrize(("act", "code"), RULES.items(), ids=lambda value: getattr(value, "__name__", value))
def test_each_bad_input_is_refused_with_its_sentence(plie, act, code):
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(plie)
    assert refused.value.code == code
    assert "{" not in refused.value.message
    assert refused.value.message.endswith(".")


def test_every_rule_is_tried():
    assert set(SENTENCES) == set(RULES.values())
