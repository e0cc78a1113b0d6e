"""A list of boxes to tick."""

import re

from django import forms
from django.http import QueryDict

from faubourg.ui.ticks import FILTERED_FROM, TickList


def field_of(number: int, ticked: str = "") -> tuple[str, forms.Form]:
    choices = [(f"k{rank}", f"Ligne <{rank}>") for rank in range(number)]

    class Form(forms.Form):
        links = forms.MultipleChoiceField(choices=choices, widget=TickList, required=False)

    form = Form(QueryDict(ticked)) if ticked else Form(initial={"links": []})
    return str(form["links"]), form


def test_what_is_ticked_comes_first_in_its_order():
    markup, form = field_of(5, "links=k3&links=k1")
    assert re.findall(r'value="(k\d)"( checked)?', markup) == [
        ("k3", " checked"), ("k1", " checked"), ("k0", ""), ("k2", ""), ("k4", "")
    ]  # fmt: skip
    assert form.is_valid() and form.cleaned_data["links"] == ["k3", "k1"]


def test_words_are_escaped_and_an_unknown_key_draws_no_box():
    markup, form = field_of(2, "links=zz")
    assert "Ligne &lt;1&gt;" in markup and "checked" not in markup
    assert not form.is_valid()


def test_the_filter_comes_with_length_and_waits_for_the_script():
    assert "search" not in field_of(FILTERED_FROM - 1)[0]
    assert re.search(r'fb-ticks__bar" hidden><input type="search" aria-label="[^"]+"', field_of(FILTERED_FROM)[0])


def test_an_empty_list_says_so():
    assert "Aucune ligne à choisir" in field_of(0)[0]
