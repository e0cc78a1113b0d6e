"""Texts offered while one is typed: the clauses that the contracts of a person say already."""

from django import forms
from django.urls import reverse

from faubourg.contracts.models import Contract
from faubourg.exchange.schema.document import CLAUSES

FIELD = "text_summary"


class OfferedText(forms.Textarea):
    """An ordinary text area, under which known texts come while one types; without JavaScript none comes."""

    template_name = "records/offered.html"


def offer_texts(form: forms.Form, contract: Contract) -> None:
    """Let the form of a clause offer the texts of the others."""
    if form.section is CLAUSES and FIELD in form.fields:
        url = reverse("records:clause-texts", args=[contract.key])
        asks = {"hx-get": url, "hx-trigger": "input changed delay:300ms", "hx-target": "next .rec-offers"}
        form.fields[FIELD].widget = OfferedText(attrs={"rows": 3, **asks})
