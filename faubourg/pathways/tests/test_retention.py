"""Terms, notices, what is kept longer, the nightly passage; what a person asks about their data."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from faubourg.journal.models import Entry
from faubourg.pathways.choices import ExitKind, TermKind
from faubourg.pathways.dates import add_months, last_lapsed
from faubourg.pathways.models import Beneficiary, Participant, Protocol, RightsRequest
from faubourg.pathways.operations import leaving, people, retention, rights
from faubourg.pathways.queries.retention import Stage, standing_of, standings
from faubourg.pathways.refusals import RIGHTS, Refused
from faubourg.pathways.tests.dispositifs import BeneficiaryFactory, ClauseContractFactory
from faubourg.pathways.tests.factories import ParticipantFactory
from faubourg.pathways.tests.plie import AT

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 5)


def gone(plie, on: date = date(2025, 1, 1)) -> Participant:
    """Somebody who left that day."""
    pathway = plie.pathway()
    found = leaving.propose_exit(
        pathway=pathway, kind=ExitKind.OTHER, reason=plie.terms[TermKind.EXIT_REASON], on=on, **plie.by()
    )
    leaving.validate_exit(exit=found, on=on, **plie.by())
    return Participant.objects.get(pk=pathway.participant_id)


def rules(plie, **more) -> Protocol:
    return Protocol.objects.create(contract=plie.contract, **{"retention_months": 6, "notice_days": 60} | more)


def stages(plie, on: date = TODAY) -> dict[int | None, str]:
    return {one.number: one.stage for one in standings(plie.contract, on=on)}


@pytest.mark.parametrize("months", [1, 6, 60])
def test_a_term_is_over_the_day_after_its_months(months):
    for shift in range(800):
        on = date(2024, 1, 1) + timedelta(days=shift)
        day = last_lapsed(on, months)
        assert add_months(day, months) < on <= add_months(day + timedelta(days=1), months)


def test_each_file_stands_at_its_stage_and_who_is_followed_nowhere(plie):
    rules(plie)
    plie.pathway()
    over, near, kept = gone(plie), gone(plie, date(2025, 10, 1)), gone(plie, date(2024, 6, 1))
    retention.keep_longer(row=kept, reason="controle", **plie.by())
    ParticipantFactory(contract=plie.contract)
    expected = {over.number: Stage.OVER, near.number: Stage.NEAR, kept.number: Stage.KEPT}
    assert stages(plie) == expected
    assert retention.give_notices(contract=plie.contract, **plie.by()) == 1
    assert stages(plie) == expected | {over.number: Stage.NOTICED}
    assert stages(plie, TODAY + timedelta(days=60))[over.number] == Stage.READY
    retention.stop_keeping(row=kept, **plie.by())
    assert stages(plie)[kept.number] == Stage.OVER


def test_a_file_without_prescription_nor_pathway_runs_from_the_last_change_of_a_person(plie):
    rules(plie, notice_days=0)

    def on(*day):
        return {"by": plie.lead, "at": datetime(*day, 9, tzinfo=UTC)}

    ParticipantFactory(contract=plie.contract)
    old = people.add_participant(contract=plie.contract, values={"last_name": "Sans suite"}, **on(2025, 1, 15))
    near = people.add_participant(contract=plie.contract, values={"last_name": "Écrite"}, **on(2025, 1, 15))
    people.change_participant(participant=near, values={"sex": "F"}, **on(2025, 9, 1))
    asked = people.add_participant(contract=plie.contract, values={"last_name": "Prescrite"}, **on(2025, 1, 15))
    plie.prescription(asked)
    assert stages(plie) == {old.number: Stage.OVER, near.number: Stage.NEAR}
    standing = standing_of(old, on=TODAY)
    assert (standing.last, standing.until, standing.is_bare) == (date(2025, 1, 15), date(2025, 7, 15), True)
    # What retention itself writes does not make the term run anew.
    retention.keep_longer(row=old, reason="controle", **plie.by())
    retention.stop_keeping(row=old, **plie.by())
    assert retention.follow_terms(protocol=Protocol.objects.get(), at=AT) == (1, 0)
    retention.anonymise(participant=old, **plie.by())
    old.refresh_from_db()
    assert old.last_name == "" and stages(plie) == {near.number: Stage.NEAR}


def test_a_clause_contract_keeps_the_file_of_who_left_and_a_person_without_act_is_over(plie):
    rules(plie)
    person = gone(plie)
    beneficiary = BeneficiaryFactory(contract=plie.contract, participant=person)
    ClauseContractFactory(beneficiary=beneficiary, start=date(2025, 9, 1), end=date(2025, 12, 1))
    outsider = BeneficiaryFactory(contract=plie.contract)
    assert stages(plie) == {person.number: Stage.NEAR, None: Stage.OVER}
    assert standing_of(outsider, on=TODAY).until is None
    with pytest.raises(Refused, match="01/06/2026"):
        retention.give_notice(participant=person, **plie.by())


def test_one_file_is_asked_for_alone_with_the_latest_of_its_acts(plie, django_assert_num_queries):
    rules(plie)
    person, other = gone(plie), gone(plie)
    for start in (date(2025, 5, 1), date(2025, 8, 1)):
        ClauseContractFactory(
            beneficiary=BeneficiaryFactory(contract=plie.contract, participant=person), start=start, end=None
        )
    person.contract, other.contract = plie.contract, plie.contract
    with django_assert_num_queries(3):
        assert standing_of(person, on=TODAY).last == date(2025, 8, 1)
    assert standing_of(other, on=TODAY).last == date(2025, 1, 1)


def test_a_notice_given_before_the_person_came_back_is_worth_nothing(plie):
    rules(plie)
    person = gone(plie)
    Participant.objects.filter(pk=person.pk).update(retention_notice_on=date(2025, 6, 1))
    assert stages(plie) == {person.number: Stage.OVER}
    with pytest.raises(Refused) as refused:
        retention.anonymise(participant=person, **plie.by())
    assert refused.value.code == "notice-not-given"


def test_the_nightly_passage_gives_notices_and_anonymises_only_where_the_protocol_says_so(plie):
    protocol = rules(plie)
    person, outsider = gone(plie), BeneficiaryFactory(contract=plie.contract)
    kept = gone(plie)
    retention.keep_longer(row=kept, reason="contentieux", **plie.by())
    later = AT + timedelta(days=60)
    assert retention.follow_terms(protocol=protocol, at=AT) == (2, 0)
    assert retention.follow_terms(protocol=protocol, at=later) == (0, 0)
    protocol.anonymises_alone = True
    assert retention.follow_terms(protocol=protocol, at=later - timedelta(days=1)) == (0, 0)
    assert retention.follow_terms(protocol=protocol, at=later) == (0, 2)
    person.refresh_from_db()
    assert (person.last_name, Beneficiary.objects.get(pk=outsider.pk).last_name) == ("", "")
    assert Participant.objects.get(pk=kept.pk).last_name == kept.last_name
    assert Entry.objects.filter(verb="dossier anonymisé", actor=None).count() == 1


def test_files_merged_one_into_another_are_all_emptied(plie):
    rules(plie, notice_days=0)
    person = gone(plie)
    first = ParticipantFactory(contract=plie.contract, merged_into=person)
    ParticipantFactory(contract=plie.contract, merged_into=first)
    retention.give_notice(participant=person, **plie.by())
    retention.anonymise(participant=person, **plie.by())
    assert set(Participant.objects.values_list("last_name", "first_name")) == {("", "")}


def test_a_request_of_a_person_is_answered_once_within_its_month(plie):
    person = gone(plie)
    row = rights.receive_request(participant=person, right="acces", on=date(2025, 12, 31), **plie.by())
    assert row.due_on == date(2026, 1, 31)
    assert rights.hand_over(participant=person, **plie.by()) == row
    other = rights.hand_over(participant=person, **plie.by())
    assert RightsRequest.objects.get(pk=other.pk).answered_on == TODAY
    with pytest.raises(PermissionDenied):
        rights.hand_over(participant=person, by=plie.referent.user, at=AT)


def _kept(plie):
    rules(plie)
    retention.give_notice(
        participant=retention.keep_longer(row=gone(plie), reason="controle", **plie.by()), **plie.by()
    )


def _not_kept(plie):
    retention.stop_keeping(row=gone(plie), **plie.by())


def _answered(plie):
    rights.answer_request(
        request=rights.hand_over(participant=gone(plie), **plie.by()), answer="refusee", on=TODAY, **plie.by()
    )


def _answered_before(plie):
    row = rights.receive_request(participant=gone(plie), right="effacement", on=date(2026, 1, 2), **plie.by())
    rights.answer_request(request=row, answer="refusee", on=date(2026, 1, 1), **plie.by())


RULES = {
    "kept-longer": _kept, "not-kept": _not_kept, "answered-already": _answered,
    "answer-before-request": _answered_before,
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(RIGHTS))
def test_each_refusal_has_its_sentence(plie, code):
    with pytest.raises(Refused) as refused, transaction.atomic():
        RULES[code](plie)
    assert refused.value.code == code
