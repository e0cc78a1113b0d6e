"""One person from the prescription to the exit; the journal keeps no word about them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from faubourg.journal.models import Entry
from faubourg.pathways.choices import (
    AgentRole,
    CaseKind,
    ExitKind,
    ExitState,
    JobClass,
    PrescriptionState,
    StepKind,
    TermKind,
    Validator,
    Verdict,
)
from faubourg.pathways.models import Case, JobRule, Measure, Pathway
from faubourg.pathways.operations import following, leaving, prescribing, sessions, working
from faubourg.pathways.queries.agenda import pending_cases
from faubourg.pathways.tests.factories import AgentFactory, ParticipantFactory, StructureFactory
from faubourg.pathways.tests.plie import AT, PRESCRIBED, proof_of

pytestmark = pytest.mark.django_db


def test_a_brsa_enters_after_two_validations_in_any_order(plie):
    row = plie.prescription(is_brsa=True)
    assert row.state == PrescriptionState.TO_CHECK
    row = prescribing.check_eligibility(prescription=row, eligible=True, on=PRESCRIBED, **plie.by())
    row = prescribing.orient(prescription=row, structure=plie.structure, on=PRESCRIBED, **plie.by())
    states = [row.state]
    for validator in (Validator.INSERTION_OFFICE, Validator.FRANCE_TRAVAIL):
        row = prescribing.validate(
            prescription=row, validator=validator, opinion="accord", on=PRESCRIBED, said_by="Bureau", **plie.by()
        )
        states.append(row.state)
    assert states == [PrescriptionState.TO_VALIDATE, PrescriptionState.TO_VALIDATE, PrescriptionState.TO_ADMIT]
    assert [case.kind for case in pending_cases(plie.contract, on=PRESCRIBED)] == [CaseKind.ENTRY]


def test_from_the_session_to_the_positive_exit(plie):
    row = plie.ready()
    pathway = prescribing.sign_cer(prescription=row, on=date(2024, 3, 4), **plie.by())
    assert (pathway.age_at_entry, pathway.referent) == (33, plie.referent)
    assert list(pathway.measures.values_list("start", "end")) == [(date(2024, 3, 4), date(2024, 9, 3))]
    rule = JobRule.objects.create(
        contract=plie.contract, contract_type=plie.terms[TermKind.CONTRACT_TYPE], min_months=6,
        job_class=JobClass.POTENTIAL, row=plie.terms[TermKind.JOB_ROW],
    )  # fmt: skip
    job = {
        "kind": StepKind.JOB, "contract_type": plie.terms[TermKind.CONTRACT_TYPE], "start": date(2025, 6, 1),
        "organisation": "Employeur secret", "months": Decimal(8),
    }  # fmt: skip
    step = working.write_step(pathway=pathway, values=job, by=plie.referent.user, at=AT)
    assert (step.job_class, step.rule) == (JobClass.POTENTIAL, rule)
    proof = proof_of(pathway, plie.referent.user)
    found = leaving.propose_exit(
        pathway=pathway, kind=ExitKind.POSITIVE, on=date(2025, 12, 31), category=plie.terms[TermKind.EXIT_CATEGORY],
        step=step, proof=proof, by=plie.referent.user, at=AT,
    )  # fmt: skip
    session = plie.session()
    case = session.cases.get()
    assert case.kind == CaseKind.EXIT
    sessions.decide(case=case, verdict=Verdict.ACCEPTED, **plie.by())
    for one in (found, pathway, step):
        one.refresh_from_db()
    assert (found.state, pathway.ended_on, step.job_class) == (
        ExitState.VALIDATED, date(2025, 12, 31), JobClass.VALIDATED,
    )  # fmt: skip
    assert pathway.assignments.get().end == date(2025, 12, 31)
    again = plie.pathway(pathway.participant, signed=date(2026, 1, 2), date=date(2026, 1, 1))
    assert pathway.participant.pathways.count() == 2
    assert again.is_open


def test_a_session_renews_and_what_it_postpones_comes_back(plie):
    one, other = plie.pathway(), plie.pathway()
    session = plie.session(on=date(2024, 8, 20))
    first, second = session.cases.order_by("position")
    assert {first.kind, second.kind} == {CaseKind.RENEWAL}
    sessions.decide(case=first, verdict=Verdict.ACCEPTED, **plie.by())
    sessions.decide(case=second, verdict=Verdict.POSTPONED, **plie.by())
    sessions.close_session(session=session, **plie.by())
    assert Measure.objects.get(pathway=one, rank=2).end == date(2025, 3, 3)
    after = plie.session(on=date(2024, 9, 17))
    assert [case.pathway_id for case in after.cases.all()] == [other.pk]


def test_a_portfolio_is_handed_over_with_who_followed_before(plie):
    rows = [plie.pathway() for _ in range(3)]
    place = StructureFactory(contract=plie.contract)
    heir = AgentFactory(contract=plie.contract, role=AgentRole.REFERENT, structure=place)
    moved = following.transfer(
        pathways=Pathway.objects.filter(referent=plie.referent), structure=place, referent=heir, on=date(2025, 1, 1),
        **plie.by(),
    )  # fmt: skip
    assert moved == 3
    assert [(one.referent, one.end) for one in rows[0].assignments.all()] == [
        (plie.referent, date(2025, 1, 1)), (heir, None),
    ]  # fmt: skip
    assert Pathway.objects.for_user(plie.referent.user).count() == 0
    assert Pathway.objects.for_user(heir.user).count() == 3


def test_the_journal_keeps_the_names_of_fields_and_no_value(plie):
    person = ParticipantFactory(contract=plie.contract, last_name="Introuvable", first_name="Zoé")
    pathway = plie.pathway(person)
    following.write_meeting(pathway=pathway, on=date(2024, 4, 1), note="mot secret", by=plie.referent.user, at=AT)
    following.open_watch(pathway=pathway, on=date(2024, 5, 1), reason=plie.terms[TermKind.WATCH_REASON], **plie.by())
    reason = plie.terms[TermKind.WATCH_REASON]
    following.close_watch(pathway=pathway, on=date(2024, 6, 1), reason=reason, **plie.by())
    entries = Entry.objects.about(person)
    assert entries.count() >= 8
    said = " ".join(f"{entry.label} {entry.changes} {entry.reason} {entry.verb}" for entry in Entry.objects.all())
    for word in ("Introuvable", "Zoé", "secret", "2024", "mot de"):
        assert word not in said
    assert "note d’entretien" in said
    assert set(entries.values_list("scope", flat=True)) == {f"{plie.contract.scope}/parcours"}


def test_a_reopened_exit_stays_as_a_trace(plie):
    pathway = plie.pathway()
    found = leaving.propose_exit(
        pathway=pathway, kind=ExitKind.OTHER, reason=plie.terms[TermKind.EXIT_REASON], on=date(2025, 1, 1), **plie.by()
    )
    leaving.validate_exit(exit=found, on=date(2025, 1, 7), **plie.by())
    pathway = leaving.reopen_exit(exit=found, reason="Erreur de dossier", **plie.by())
    found.refresh_from_db()
    assert (pathway.ended_on, found.state) == (None, ExitState.REOPENED)
    assert (
        leaving.propose_exit(
            pathway=pathway,
            kind=ExitKind.OTHER,
            reason=plie.terms[TermKind.EXIT_REASON],
            on=date(2025, 6, 1),
            **plie.by(),
        ).pk
        != found.pk
    )


def test_a_long_veille_goes_on_the_agenda(plie):
    pathway = plie.pathway()
    reason = plie.terms[TermKind.WATCH_REASON]
    following.open_watch(pathway=pathway, on=date(2024, 4, 1), reason=reason, **plie.by())
    assert pending_cases(plie.contract, on=date(2024, 4, 30)) == []
    later = date(2024, 4, 1) + timedelta(days=90)
    assert [case.kind for case in pending_cases(plie.contract, on=later)] == [CaseKind.WATCH]
    session = plie.session(on=later)
    sessions.decide(case=Case.objects.get(), verdict=Verdict.REFUSED, effective_on=later, reason=reason, **plie.by())
    assert session.contract == plie.contract
    assert pathway.watches.get().end == later
