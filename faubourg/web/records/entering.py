"""The form of a new value, for those who enter the values of their own indicators only."""

from django import forms

from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract
from faubourg.exchange.schema.plan import VALUES
from faubourg.indicators.permissions import indicators_within

#: The field of the form, and what the address calls it: the indicator for which a link asks a value.
FIELD, ASKED = "indicator", "indicateur"
#: What stands for « none » in the list.
NONE = ""


def offer_own_indicators(form: forms.Form, contract: Contract, user, asked: str) -> None:
    """Offer only the indicators whose values `user` may enter, and choose the one that the address asks for."""
    if form.section is not VALUES:
        return
    within = indicators_within(user, Verb.ENTER_VALUES, contract.current_version, contract=contract)
    mine = {NONE, *within.values_list("key", flat=True)}
    field = form.fields[FIELD]
    field.choices = [pair for pair in field.choices if pair[0] in mine]
    if asked in mine:
        form.initial[FIELD] = asked
