"""What stands beside a state: why nothing moves, why it cannot be read; and its pictogram in print."""

from datetime import date

import pytest

from faubourg.actions.models import ActionStatus
from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.choices import StateMeaning
from faubourg.contracts.models import StatusState
from faubourg.contracts.tests.factories import NodeFactory
from faubourg.documents.blocks import Column, Document, Facts, Mark, Table
from faubourg.documents.preparation import prepare
from faubourg.reports.documents.kinds import KINDS
from faubourg.reports.fiche import fiche_by_key
from faubourg.reports.plan import load_plan

pytestmark = pytest.mark.django_db
UNREAD = {"status_confidence_note": "état non lisible dans le document"}


@pytest.fixture
def three(contract):
    """A fiche in each of the three states of the PLIE, one that cannot be read, one of which nothing is said."""
    facts = (
        ("non_demarree", "Action non démarrée", StateMeaning.NOT_STARTED),
        ("en_cours", "Action en cours (partiellement réalisée)", StateMeaning.IN_PROGRESS),
        ("realisee", "Action réalisée", StateMeaning.DONE),
    )
    node = NodeFactory(contract=contract, key="o1", code="OBJ 1")
    for rank, (key, label, meaning) in enumerate(facts):
        state = StatusState.objects.create(contract=contract, key=key, label=label, meaning=meaning, position=rank)
        action = ActionFactory(contract=contract, key=f"f{rank}", code=f"1.{rank}", kind="fiche", nodes=[node])
        ActionStatus.objects.create(lineage=action.lineage, state=state, comment="faute de moyens")
    ActionFactory(contract=contract, key="f3", code="1.3", kind="fiche", extra=UNREAD, nodes=[node])
    ActionFactory(contract=contract, key="f4", code="1.4", kind="fiche", nodes=[node])
    return contract


def test_an_unknown_state_is_never_not_started(three):
    rows = load_plan(three).by_key
    assert [rows[key].state and rows[key].state.glyph for key in ("f0", "f1", "f2", "f3", "f4")] == [
        "todo", "half", "done", None, None,
    ]  # fmt: skip
    assert [rows[key].state_note for key in ("f3", "f4")] == ["état non lisible dans le document", ""]
    unread, silent = fiche_by_key(three, "f3").status, fiche_by_key(three, "f4").status
    assert (unread.label, unread.kind, unread.reason) == ("Non renseigné", "unknown", UNREAD["status_confidence_note"])
    assert (silent.label, silent.reason) == ("Non renseigné", "")


def test_a_comment_is_a_reason_only_where_nothing_moves(three):
    rows = load_plan(three).by_key
    assert [rows[key].state_reason for key in ("f0", "f1", "f2")] == ["faute de moyens", "", ""]
    assert fiche_by_key(three, "f0").status.reason == "faute de moyens"


def test_a_reason_of_the_document_stands_until_somebody_says_another(contract):
    state = StatusState.objects.create(
        contract=contract, key="non", label="Non démarrée", meaning=StateMeaning.NOT_STARTED
    )
    action = ActionFactory(contract=contract, key="f1", extra={"blocking_reason": "moyens manquants"})
    ActionStatus.objects.create(lineage=action.lineage, state=state, inferred=True)
    assert load_plan(contract).by_key["f1"].state_reason == "moyens manquants"
    ActionStatus.objects.create(lineage=action.lineage, state=state, stated_on="2024", comment="pilote parti")
    assert load_plan(contract).by_key["f1"].state_reason == "pilote parti"


def test_a_contract_without_scale_says_nothing_of_states(contract):
    ActionFactory(contract=contract, key="f1")
    assert fiche_by_key(contract, "f1").status is None


def test_the_pictogram_is_in_print(three):
    plan = KINDS["plan"].build(three, printed_on=date(2026, 11, 20))
    states = [row[2] for row in next(block for block in plan.blocks if getattr(block, "table", None)).table.rows]
    assert [mark.kind for mark in states] == ["todo", "half", "done", "unknown", "unknown"]
    assert states[0].text == "Action non démarrée\nfaute de moyens"
    fiche = KINDS["fiche"].build(three, key="f3", printed_on=date(2026, 11, 20))
    facts = dict(next(block for block in fiche.blocks if isinstance(block, Facts)).items)
    assert facts["Avancement"] == Mark("unknown", "Non renseigné\nétat non lisible dans le document")


def test_a_mark_is_data_for_every_printer():
    table = Table((Column("État"),), ((Mark("half", "En cours"),), (Mark("inconnu", "Rien"),)))
    [block] = prepare(Document("Titre", printed_on=date(2026, 11, 20), blocks=(table,)))["blocks"]
    assert block["rows"] == [
        [{"mark": "half", "sign": "◐", "text": "En cours"}],
        [{"mark": "unknown", "sign": "?", "text": "Rien"}],
    ]
    assert Mark("todo", "Non démarrée").plain == "○ Non démarrée"
