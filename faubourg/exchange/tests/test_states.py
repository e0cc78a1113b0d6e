"""Statements of progress and files: the file knows the one that counts, and an edit never erases the history."""

import pytest
from django.utils import timezone

from faubourg.actions.models import ActionStatus
from faubourg.actions.operations import state_progress
from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.choices import VersionState
from faubourg.contracts.models import Milestone
from faubourg.contracts.operations_milestones import approve
from faubourg.contracts.operations_scale import take_default_scale
from faubourg.exchange.editing import change_record, digest_of, record_of
from faubourg.exchange.rows_editing import remove_record
from faubourg.exchange.schema.contract import MILESTONES, STATUS_SCALE
from faubourg.exchange.schema.plan import ACTIONS
from faubourg.exchange.writing import flat_contract
from faubourg.intake.problems import IntakeError

NOW = timezone.now()

pytestmark = pytest.mark.django_db


@pytest.fixture
def scale(contract, lead):
    contract.current_version.state = VersionState.DRAFT
    contract.current_version.save()
    return {state.key: state for state in take_default_scale(contract=contract, user=lead, at=NOW)}


@pytest.fixture
def action(contract, scale, lead):
    action = ActionFactory(contract=contract, title="Ouvrir un lieu")
    for day, key in (("2024-01", "en_cours"), ("2025-01", "terminee")):
        state_progress(contract=contract, action=action, state=scale[key], stated_on=day, user=lead, at=NOW)
    ActionStatus.objects.create(
        lineage=action.lineage, state=scale["bloquee"], stated_on="2026", decision="propose", stated_by=lead
    )
    return action


def change(contract, action, lead, **values):
    record = record_of(contract=contract, section=ACTIONS, row=action)
    facts = {"section": ACTIONS, "row": action, "digest": digest_of(record), "user": lead, "at": NOW}
    return change_record(contract=contract, values=values, **facts)


def test_the_file_has_the_status_that_counts(contract, action):
    assert record_of(contract=contract, section=ACTIONS, row=action)["status"] == "terminee"


def test_an_edit_of_the_title_leaves_the_history_alone(contract, action, lead):
    before = list(ActionStatus.objects.order_by("pk").values())
    change(contract, action, lead, title="Ouvrir deux lieux")
    assert list(ActionStatus.objects.order_by("pk").values()) == before


def test_a_status_changed_in_the_data_comes_last(contract, action, lead):
    change(contract, action, lead, status="perenne")
    assert record_of(contract=contract, section=ACTIONS, row=action)["status"] == "perenne"
    assert ActionStatus.objects.filter(lineage=action.lineage).count() == 4
    change(contract, action, lead, status=None)
    assert "status" not in record_of(contract=contract, section=ACTIONS, row=action)
    assert ActionStatus.objects.filter(lineage=action.lineage).count() == 4


def test_a_scale_and_milestones_that_say_nothing_more_go_out_as_they_came(contract, scale):
    plain = Milestone.objects.create(contract=contract, label="Signature", date="2024")
    Milestone.objects.create(contract=contract, label="Point d’étape", date="2027", is_key=True)
    flat = flat_contract(contract)
    assert [record.get("is_key") for record in flat["milestones"]] == [None, True]
    assert "is_key" not in flat["milestones"][0] and plain.is_key is None
    assert flat["status_scale"][3] == {
        "key": "perenne",
        "label": "Terminée, pérenne",
        "counts_as_implemented": True,
        "meaning": "perenne",
    }


def test_a_state_or_a_milestone_that_people_used_stays(contract, action, scale, lead):
    milestone = Milestone.objects.create(contract=contract, label="Point d’étape", is_key=True)
    approve(contract=contract, milestone=milestone, side="epci", user=lead, at=NOW)
    for section, row, words in (
        (STATUS_SCALE, scale["en_cours"], "Avancements"),
        (MILESTONES, milestone, "Approbations de jalons"),
    ):
        with pytest.raises(IntakeError, match=words):
            remove_record(contract=contract, section=section, row=row, user=lead, at=NOW)
    remove_record(contract=contract, section=STATUS_SCALE, row=scale["abandonnee"], user=lead, at=NOW)
    assert not contract.status_scale.filter(key="abandonnee").exists()
