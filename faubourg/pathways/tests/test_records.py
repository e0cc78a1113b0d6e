"""What a file says and how it is corrected: one refusal a rule, then what is let in."""

from datetime import date

import pytest
from django.db import transaction

from faubourg.pathways.refusals import RECORDS, Refused

pytestmark = pytest.mark.django_db


def a_second_prescription_that_waits(plie):
    plie.prescription(plie.prescription().participant, date=date(2024, 2, 1))


RULES = {
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
    assert set(RECORDS) == set(RULES.values())
