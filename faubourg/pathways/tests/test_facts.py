"""What a pathway says as it goes and what is counted at its entry: one refusal a rule, then what is let in."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction

from faubourg.contracts.tests.factories import ListedTerritoryFactory
from faubourg.journal.models import Entry
from faubourg.pathways.choices import (
    Attendance,
    ExitKind,
    JobClass,
    PrescriptionState,
    QpvResult,
    RecordReason,
    StepKind,
    StepState,
    TermKind,
)
from faubourg.pathways.models import Pathway, Prescription, Residence
from faubourg.pathways.operations import collective, following, homes, leaving, people, prescribing, sessions, working
from faubourg.pathways.operations.correcting import correct_prescription
from faubourg.pathways.operations.entry_facts import facts_at_entry
from faubourg.pathways.operations.setup import replace_streets
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.people import anomalies
from faubourg.pathways.queries.yearly import table_of
from faubourg.pathways.refusals import FACTS, Refused
from faubourg.pathways.reporting import ReportTable
from faubourg.pathways.tests.factories import ParticipantFactory, TermFactory
from faubourg.pathways.tests.plie import AT, PRESCRIBED, SIGNED

pytestmark = pytest.mark.django_db


def renewal_of_a_measure_that_runs(plie):
    following.renew(pathway=plie.pathway(date=SIGNED, signed=plie.by()["at"].date()), **plie.by())


def admission_before_the_prescription(plie):
    prescribing.admit(prescription=plie.ready(), accepted=True, on=PRESCRIBED - timedelta(days=1), **plie.by())


def cer_before_the_orientation(plie):
    row = plie.ready()
    Prescription.objects.filter(pk=row.pk).update(oriented_on=SIGNED + timedelta(days=3))
    prescribing.sign_cer(prescription=row, on=SIGNED, **plie.by())


def step_of(plie, **values):
    kinds = {"kind": StepKind.OBSTACLE, "title": "x", "start": SIGNED}
    return working.write_step(pathway=plie.pathway(), values=kinds | values, **plie.by())


def job_of(plie):
    job = {"kind": StepKind.JOB, "start": SIGNED, "contract_type": plie.terms[TermKind.CONTRACT_TYPE]}
    return step_of(plie, **job)


def row_of(plie, group: str):
    return TermFactory(contract=plie.contract, kind=TermKind.JOB_ROW, group=group)


def means_of(plie, parent=None):
    return TermFactory(contract=plie.contract, kind=TermKind.LIFTING_MEANS, parent=parent)


def job_validated_by_hand(plie):
    working.class_job(step=job_of(plie), job_class=JobClass.VALIDATED, reason="Non", **plie.by())


def job_classed_without_its_line(plie):
    working.class_job(step=job_of(plie), job_class=JobClass.POTENTIAL, reason="Non", **plie.by())


def job_classed_in_the_other_table(plie):
    row = row_of(plie, JobClass.PATHWAY)
    working.class_job(step=job_of(plie), job_class=JobClass.POTENTIAL, job_row=row, reason="Non", **plie.by())


def means_of_another_domain(plie):
    domain, other = (TermFactory(contract=plie.contract, kind=TermKind.LIFTING_DOMAIN) for _ in range(2))
    step_of(plie, means=means_of(plie, domain), domain=other)


def means_without_domain(plie):
    step_of(plie, means=means_of(plie))


def planned_step_that_began(plie):
    step_of(plie, state=StepState.PLANNED)


def done_step_without_end(plie):
    step_of(plie, state=StepState.PARTLY)


def exit_without_reason(plie):
    leaving.propose_exit(pathway=plie.pathway(), kind=ExitKind.LIFTED, on=SIGNED, **plie.by())


def objectives_of_another_time(plie):
    texts = [("Trouver", "en-cours")]
    following.write_objectives(pathway=plie.pathway(), texts=texts, on=date(2000, 1, 1), **plie.by())


def meeting(plie, on: date, attendance: str):
    return following.write_meeting(pathway=plie.pathway(), on=on, attendance=attendance, **plie.by())


def meeting_planned_in_a_century(plie):
    meeting(plie, date(2100, 1, 1), Attendance.PLANNED)


def meeting_planned_yesterday(plie):
    meeting(plie, AT.date() - timedelta(days=1), Attendance.PLANNED)


def workshop_of_another_century(plie):
    theme = plie.terms[TermKind.WORKSHOP]
    collective.plan_workshop(contract=plie.contract, theme=theme, days=[date(2126, 1, 5)], **plie.by())


def sitting_sent_twice(plie):
    support = collective.prescribe_support(pathway=plie.pathway(), on=SIGNED, **plie.by())
    for _ in range(2):
        collective.add_support_hours(support=support, on=SIGNED, hours=1, **plie.by())


RULES = {
    workshop_of_another_century: "workshop-day",
    sitting_sent_twice: "sitting-twice",
    job_validated_by_hand: "class-by-cellule",
    job_classed_without_its_line: "class-without-row",
    job_classed_in_the_other_table: "row-of-other-class",
    means_of_another_domain: "domain-of-means",
    means_without_domain: "means-without-domain",
    planned_step_that_began: "planned-begun",
    done_step_without_end: "done-without-end",
    exit_without_reason: "exit-without-reason",
    objectives_of_another_time: "act-too-early",
    meeting_planned_in_a_century: "meeting-too-far",
    meeting_planned_yesterday: "meeting-is-past",
    cer_before_the_orientation: "cer-too-early",
    renewal_of_a_measure_that_runs: "renewal-too-early",
}


@pytest.mark.parametrize(("act", "code"), RULES.items(), ids=lambda value: getattr(value, "__name__", value))
def test_each_bad_input_is_refused_with_its_sentence(plie, act, code):
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(plie)
    assert refused.value.code == code
    assert "{" not in refused.value.message
    assert refused.value.message.endswith(".")


def test_every_rule_is_tried():
    assert set(FACTS) == set(RULES.values())


def test_an_admission_before_the_prescription_is_refused(plie):
    with pytest.raises(Refused) as refused:
        admission_before_the_prescription(plie)
    assert refused.value.code == "before-prescription"


def test_a_cer_before_a_validation_names_it(plie):
    row = plie.ready()
    row.validations.update(on=SIGNED + timedelta(days=1))
    with pytest.raises(Refused, match="validation de France Travail, du 05/03/2024"):
        prescribing.sign_cer(prescription=row, on=SIGNED, **plie.by())


def test_a_session_of_a_past_day_has_nothing_that_came_since(plie):
    row = plie.ready(date=date(2025, 10, 7))
    Prescription.objects.filter(pk=row.pk).update(admitted_on=None, state=PrescriptionState.TO_ADMIT)
    plie.pathway(signed=date(2025, 12, 20), date=date(2025, 12, 20)).measures.update(end=date(2025, 12, 21))
    session = plie.session(on=date(2025, 10, 7))
    assert [case.kind for case in session.cases.all()] == ["entree"]
    row.validations.update(on=date(2025, 10, 8))
    sessions.fill_agenda(session=session, **plie.by())
    assert not session.cases.exists()
    assert not plie.session(on=date(2025, 10, 6)).cases.exists()


def test_a_meeting_held_in_another_century_and_objectives_ahead_are_refused(plie):
    with pytest.raises(Refused, match="plus d’un an avant"):
        meeting(plie, date(1900, 1, 1), Attendance.HELD)
    with pytest.raises(Refused, match="avenir"):
        following.write_objectives(pathway=plie.pathway(), texts=[], on=date(2030, 1, 1), **plie.by())


def test_a_lifting_takes_the_domain_of_its_means(plie):
    domain = TermFactory(contract=plie.contract, kind=TermKind.LIFTING_DOMAIN)
    assert step_of(plie, means=means_of(plie, domain)).domain == domain


def test_a_job_classed_by_hand_counts_on_the_line_that_was_chosen(plie):
    row = row_of(plie, JobClass.POTENTIAL)
    step = working.class_job(step=job_of(plie), job_class=JobClass.POTENTIAL, job_row=row, reason="x", **plie.by())
    table = table_of(plie.contract, Cut.of_year(2024), ReportTable.EXIT_JOBS)
    assert [(one.label, one.count) for one in table.lines if one.count] == [(row.label, 1)]
    again = working.class_job(step=step, job_class=JobClass.POTENTIAL, reason="y", **plie.by())
    assert again.job_row == row


def test_steps_that_go_on_end_with_the_exit_as_it_said(plie):
    pathway = plie.pathway()
    ended, kept, late = (
        working.write_step(pathway=pathway, values={"kind": StepKind.TRAINING, "title": "x", "start": day}, **plie.by())
        for day in (SIGNED, SIGNED, date(2025, 6, 1))
    )
    outcomes = {ended.pk: StepState.PARTLY, kept.pk: "suite", late.pk: StepState.DONE}
    found = leaving.propose_exit(
        pathway=pathway, kind=ExitKind.OTHER, on=date(2025, 1, 1), reason=plie.terms[TermKind.EXIT_REASON],
        outcomes=outcomes, **plie.by(),
    )  # fmt: skip
    assert not pathway.steps.exclude(end=None).exists()
    leaving.validate_exit(exit=found, on=date(2025, 1, 1), **plie.by())
    assert list(pathway.steps.order_by("pk").values_list("state", "end")) == [
        (StepState.PARTLY, date(2025, 1, 1)), (StepState.ONGOING, None), (StepState.ONGOING, None),
    ]  # fmt: skip


def test_an_ended_support_is_handed_to_nobody(plie):
    support = collective.prescribe_support(pathway=plie.pathway(), on=SIGNED, **plie.by())
    support = collective.end_support(support=support, on=SIGNED, **plie.by())
    with pytest.raises(Refused, match="terminée depuis"):
        collective.entrust_support(support=support, psychologist=plie.referent, **plie.by())


def counted(pathway) -> tuple:
    row = Pathway.objects.get(pk=pathway.pk)
    return row.age_at_entry, row.brsa_at_entry, row.residence_at_entry


def test_what_is_learnt_after_the_entry_is_counted_at_the_entry(plie):
    pathway = plie.pathway(ParticipantFactory(contract=plie.contract, birth_date=None))
    person = pathway.participant
    assert counted(pathway) == (None, None, None)
    people.change_participant(participant=person, values={"birth_date": date(1970, 3, 5)}, **plie.by())
    people.write_rsa(participant=person, start=date(2020, 1, 1), **plie.by())
    quarter = ListedTerritoryFactory(contract=plie.contract, kind="QPV")
    home = homes.settle(participant=person, values={"since": date(2020, 1, 1)}, chosen=quarter, **plie.by())
    assert counted(pathway) == (53, True, home)
    told = Entry.objects.filter(verb="faits à l’entrée corrigés").order_by("pk")
    assert [list(one.changes) for one in told] == [["âge à l’entrée"], ["BRSA à l’entrée"], ["domicile à l’entrée"]]


def test_a_move_after_the_entry_leaves_the_home_of_that_day(plie):
    person = ParticipantFactory(contract=plie.contract)
    first = homes.settle(participant=person, values={}, **plie.by())
    pathway = plie.pathway(person)
    later = homes.settle(participant=person, values={"since": SIGNED + timedelta(days=30)}, **plie.by())
    assert counted(pathway)[2] == first
    homes.change_home(residence=later, values={"since": SIGNED}, **plie.by())
    assert counted(pathway)[2] == later


def test_a_birth_after_the_entry_is_refused_on_the_file_too(plie):
    person = plie.pathway().participant
    with pytest.raises(Refused, match="précède la naissance"):
        people.change_participant(participant=person, values={"birth_date": SIGNED + timedelta(days=1)}, **plie.by())


@pytest.mark.parametrize(
    ("said", "period", "brsa", "odd"),
    [
        # The prescription is the later word on a period that ended before it, and the file says that they differ.
        (True, (date(2018, 1, 1), date(2020, 12, 31)), True, ["brsa-unclear"]),
        (True, (date(2023, 1, 1), date(2024, 2, 1)), False, []),
        (False, (date(2023, 1, 1), None), True, ["brsa-unclear"]),
        (None, (date(2018, 1, 1), date(2020, 12, 31)), False, []),
        (False, (date(2025, 1, 1), None), False, []),
    ],
)
def test_the_prescription_and_the_periods_of_rsa_agree_or_the_file_says_so(plie, said, period, brsa, odd):
    pathway = plie.pathway(is_brsa=said)
    people.write_rsa(participant=pathway.participant, start=period[0], end=period[1], **plie.by())
    row = Pathway.objects.get(pk=pathway.pk)
    assert row.brsa_at_entry is brsa
    assert [one.code for one in anomalies(row)] == odd


def test_a_prescription_corrected_after_the_entry_is_counted_so(plie):
    pathway = plie.pathway(is_brsa=True)
    people.write_rsa(participant=pathway.participant, start=None, end=date(2020, 12, 31), **plie.by())
    assert counted(pathway)[1] is True
    values = {"is_brsa": False}
    correct_prescription(prescription=pathway.prescription, values=values, why=RecordReason.TYPED, **plie.by())
    assert counted(pathway)[1] is False
    assert anomalies(Pathway.objects.get()) == []


@pytest.mark.parametrize("seed", range(8))
def test_after_any_corrections_the_facts_are_those_of_the_rows(plie, seed):
    random = Random(seed)
    pathway = plie.pathway(is_brsa=random.choice((None, True, False)))
    person = pathway.participant

    def day() -> date:
        return SIGNED + timedelta(days=random.randrange(-900, 600))

    for _ in range(8):
        present = list(Residence.objects.filter(participant=person))
        try:
            match random.choice(("birth", "rsa", "period", "gone", "home", "mend")):
                case "birth":
                    values = {"birth_date": random.choice((None, date(random.randrange(1950, 2026), 6, 1)))}
                    people.change_participant(participant=person, values=values, **plie.by())
                case "rsa":
                    people.write_rsa(participant=person, start=day(), end=day(), **plie.by())
                case "period" if period := person.rsa_periods.first():
                    people.write_rsa(participant=person, start=None, end=day(), period=period, **plie.by())
                case "gone" if period := person.rsa_periods.first():
                    people.remove_rsa(period=period, reason=RecordReason.TYPED, **plie.by())
                case "home":
                    homes.settle(participant=person, values={"since": random.choice((None, day()))}, **plie.by())
                case "mend" if present:
                    homes.change_home(residence=random.choice(present), values={"since": day()}, **plie.by())
        except Refused:
            continue
        row = Pathway.objects.select_related("participant", "prescription").get(pk=pathway.pk)
        periods, lived = person.rsa_periods.all(), person.residences.all()
        scratch = facts_at_entry(row.participant, row.entered_on, row.prescription, periods, lived)
        assert {name: getattr(row, name) for name in scratch} == scratch


def test_a_home_of_the_day_of_the_entry_is_asked_again_too(plie):
    person = ParticipantFactory(contract=plie.contract)
    former = homes.settle(participant=person, values={"address": "4 rue du Clou"}, **plie.by())
    plie.pathway(person)
    homes.settle(participant=person, values={"since": SIGNED + timedelta(days=9)}, qpv=QpvResult.OUTSIDE, **plie.by())
    quarter = ListedTerritoryFactory(contract=plie.contract, kind="QPV")
    rows = [{"street": "Rue du Clou", "territory": quarter}]
    replace_streets(contract=plie.contract, generation="2024", rows=rows, **plie.by())
    assert homes.locate_again(contract=plie.contract, **plie.by()) == 1
    former.refresh_from_db()
    assert former.territory == quarter
