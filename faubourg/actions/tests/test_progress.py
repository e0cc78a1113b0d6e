"""Statements of progress: proposed, validated, refused, withdrawn; the last validated dated one counts."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from faubourg.actions.choices import DECISION_TRANSITIONS, Decision
from faubourg.actions.models import ActionStatus
from faubourg.actions.operations import (
    decide,
    keep_document_states,
    state_progress,
    validate_many,
    withdraw,
)
from faubourg.actions.progress.following import follow
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.choices import Role
from faubourg.contracts.operations_scale import take_default_scale
from faubourg.contracts.tests.factories import ContractFactory, ListedOrganisationFactory, MembershipFactory
from faubourg.core.workflow import TransitionError
from faubourg.governance.models import Body
from faubourg.journal.models import Entry

NOW = datetime(2026, 3, 16, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
TODAY = NOW.date()

pytestmark = pytest.mark.django_db


@pytest.fixture
def scale(contract, lead):
    return {state.key: state for state in take_default_scale(contract=contract, user=lead, at=NOW)}


@pytest.fixture
def action(contract):
    return ActionFactory(contract=contract, title="Ouvrir un lieu")


@pytest.fixture
def pilot(contract, action):
    organisation = ListedOrganisationFactory(contract=contract)
    ActionRoleFactory(action=action, organisation=organisation)
    return MembershipFactory(contract=contract, role=Role.PILOT, organisation=organisation).user


def say(contract, action, state, user, **facts):
    facts = {"stated_on": "2026-03-01"} | facts
    return state_progress(contract=contract, action=action, state=state, user=user, at=NOW, **facts)


def current(contract, action):
    found = follow(contract, today=TODAY).actions[action.pk]
    return found.state and found.state.key


def test_the_lead_states_a_pilot_proposes(contract, action, scale, lead, pilot):
    say(contract, action, scale["en_cours"], lead)
    proposal = say(contract, action, scale["terminee"], pilot, stated_on="2026-03-10", expected_proof="Bilan")
    found = follow(contract, today=TODAY).actions[action.pk]
    assert (found.state.key, [one.state.key for one in found.proposals]) == ("en_cours", ["terminee"])
    decide(contract=contract, status=proposal, accepted=True, user=lead, at=NOW)
    assert current(contract, action) == "terminee"
    verbs = list(Entry.objects.about(action).values_list("verb", flat=True))
    assert verbs == ["avancement validé", "avancement proposé", "avancement dit"]


def test_a_refusal_has_a_reason_and_does_not_count(contract, action, scale, lead, pilot):
    proposal = say(contract, action, scale["terminee"], pilot)
    with pytest.raises(ValidationError, match="pourquoi"):
        decide(contract=contract, status=proposal, accepted=False, reason="  ", user=lead, at=NOW)
    decide(contract=contract, status=proposal, accepted=False, reason="Pas de bilan", user=lead, at=NOW)
    assert current(contract, action) is None
    with pytest.raises(TransitionError, match="déjà refusé par"):
        decide(contract=contract, status=proposal, accepted=True, user=lead, at=NOW)


def test_who_may_not_may_not(contract, action, scale, pilot, elected, lead):
    with pytest.raises(PermissionDenied):
        say(contract, action, scale["en_cours"], elected)
    with pytest.raises(PermissionDenied):
        say(contract, ActionFactory(contract=contract), scale["en_cours"], pilot)
    proposal = say(contract, action, scale["en_cours"], pilot)
    with pytest.raises(PermissionDenied):
        decide(contract=contract, status=proposal, accepted=True, user=pilot, at=NOW)


def test_blocked_needs_a_reason_and_what_unblocks_awaiting_needs_a_body(contract, action, scale, lead):
    with pytest.raises(ValidationError) as caught:
        say(contract, action, scale["bloquee"], lead)
    assert set(caught.value.message_dict) == {"comment", "unblocking"}
    with pytest.raises(ValidationError) as caught:
        say(contract, action, scale["arbitrage"], lead)
    assert set(caught.value.message_dict) == {"body"}
    body = Body.objects.create(contract=contract, key="copil", name="Comité de pilotage")
    say(contract, action, scale["bloquee"], lead, comment="Bail refusé", unblocking="Un autre local")
    say(contract, action, scale["arbitrage"], lead, body=body)
    assert follow(contract, today=TODAY).actions[action.pk].said.body == body


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13", "hier", "", "2027-01-01", "0000"])
def test_impossible_and_future_dates_are_field_errors(contract, action, scale, lead, day):
    with pytest.raises(ValidationError) as caught:
        say(contract, action, scale["en_cours"], lead, stated_on=day)
    assert list(caught.value.message_dict) == ["stated_on"]


def test_what_belongs_to_another_contract_and_long_texts_are_field_errors(contract, action, scale, lead):
    other = ContractFactory()
    MembershipFactory(contract=other, user=lead)
    foreign = take_default_scale(contract=other, user=lead, at=NOW)[0]
    body = Body.objects.create(contract=other, key="copil", name="Comité")
    with pytest.raises(ValidationError) as caught:
        say(contract, action, foreign, lead, body=body)
    assert set(caught.value.message_dict) == {"state", "body"}
    with pytest.raises(ValidationError) as caught:
        say(contract, action, scale["en_cours"], lead, comment="a" * 1_000_000)
    assert list(caught.value.message_dict) == ["comment"]


def test_the_last_dated_one_counts_whatever_the_order_of_entry(contract, action, scale, lead):
    say(contract, action, scale["terminee"], lead, stated_on="2026-02-01")
    say(contract, action, scale["en_cours"], lead, stated_on="2025-06")
    assert current(contract, action) == "terminee"
    say(contract, action, scale["bloquee"], lead, stated_on="2026-02-01", comment="Feu", unblocking="Travaux")
    assert current(contract, action) == "bloquee"
    assert ActionStatus.objects.filter(lineage=action.lineage).count() == 3


def test_a_withdrawn_one_stops_counting_and_stays(contract, action, scale, lead, pilot):
    say(contract, action, scale["en_cours"], lead, stated_on="2026-01")
    wrong = say(contract, action, scale["terminee"], lead)
    with pytest.raises(ValidationError):
        withdraw(contract=contract, status=wrong, user=lead, at=NOW)
    withdraw(contract=contract, status=wrong, reason="Erreur de fiche", user=lead, at=NOW)
    assert current(contract, action) == "en_cours"
    own = say(contract, action, scale["terminee"], pilot)
    withdraw(contract=contract, status=own, user=pilot, at=NOW)
    with pytest.raises(TransitionError):
        withdraw(contract=contract, status=own, user=pilot, at=NOW)


def test_several_are_validated_in_one_go_and_what_was_answered_is_counted_apart(contract, scale, lead, pilot, action):
    proposals = [say(contract, action, scale["en_cours"], pilot) for _ in range(3)]
    decide(contract=contract, status=proposals[0], accepted=False, reason="Doublon", user=lead, at=NOW)
    with pytest.raises(PermissionDenied):
        validate_many(contract=contract, statuses=[one.pk for one in proposals], user=pilot, at=NOW)
    facts = {"contract": contract, "user": lead, "at": NOW}
    assert validate_many(statuses=[one.pk for one in proposals], **facts) == (2, 1)
    foreign = ActionStatus.objects.create(lineage=ActionFactory().lineage, state=scale["en_cours"])
    with pytest.raises(PermissionDenied):
        validate_many(statuses=[foreign.pk], **facts)


def test_every_decision_has_its_line_in_the_table():
    assert set(DECISION_TRANSITIONS) == set(Decision)


def test_a_file_replaces_what_a_document_said_and_never_erases_what_people_said(contract, action, scale, lead):
    place = (action.lineage_id, False)
    keep_document_states(contract=contract, wanted={place: scale["non_demarree"]})
    keep_document_states(contract=contract, wanted={place: scale["en_cours"]})
    assert ActionStatus.objects.filter(lineage=action.lineage).count() == 1
    say(contract, action, scale["terminee"], lead)
    keep_document_states(contract=contract, wanted={place: scale["terminee"]})
    assert ActionStatus.objects.filter(lineage=action.lineage).count() == 2
    keep_document_states(contract=contract, wanted={place: scale["bloquee"]})
    assert current(contract, action) == "bloquee"
    keep_document_states(contract=contract, wanted={place: None})
    assert current(contract, action) is None
    said = ActionStatus.objects.get(lineage=action.lineage, stated_by=lead)
    assert said.decision == Decision.WITHDRAWN
