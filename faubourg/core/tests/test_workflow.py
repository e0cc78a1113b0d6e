"""Transitions stand in a table; the others are refused with a sentence."""

import pytest

from faubourg.contracts.choices import CONTRACT_TRANSITIONS, ContractState
from faubourg.core.workflow import TransitionError, check_transition

LABELS = dict(ContractState.choices)


@pytest.mark.parametrize(
    ("old", "new"), [("", "clos"), ("signe", "en-vigueur"), ("en-vigueur", "proroge"), ("proroge", "proroge")]
)
def test_what_the_table_holds_passes(old, new):
    check_transition(CONTRACT_TRANSITIONS, old, new, labels=LABELS)


@pytest.mark.parametrize(("old", "new"), [("en-preparation", "signe"), ("clos", "en-vigueur"), ("en-vigueur", "")])
def test_the_rest_is_refused_in_french(old, new):
    with pytest.raises(TransitionError, match="on ne passe pas"):
        check_transition(CONTRACT_TRANSITIONS, old, new, labels=LABELS)


def test_every_state_has_its_row():
    assert set(CONTRACT_TRANSITIONS) == set(ContractState)
