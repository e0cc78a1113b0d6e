"""What every line taken from a contract's document has in common."""

import re

from django.core.exceptions import ValidationError
from django.db import models

from faubourg.core.fields import FaithfulJSONField

PARTIAL_DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")


def validate_partial_date(value: str) -> None:
    """Accept « 2024 », « 2024-09 » or « 2024-09-30 »; refuse anything else with a French sentence."""
    if not PARTIAL_DATE.match(value):
        raise ValidationError("Écrire une année (2024), un mois (2024-09) ou un jour (2024-09-30).")


class PartialDateField(models.CharField):
    """A date known to the year, the month or the day: documents seldom say more (DESIGN rule 3)."""

    default_validators = [validate_partial_date]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)


class Record(models.Model):
    """A line of a contract's document: its place, its source and what was deduced.

    `inferred` lists the names of the fields whose value was deduced (``record`` for the whole line). `extra` holds
    the facts that only this document gives, under their names. `blanks` keeps the fields that the source gives empty
    (null or an empty list), so that « not given » and « given as empty » stay apart when the contract goes out again.
    """

    position = models.PositiveIntegerField("rang", default=0, help_text="Ordre du document.")
    line = models.PositiveIntegerField("ligne de la source", null=True, blank=True)
    note = models.TextField("note", blank=True)
    confidence = models.CharField(
        "confiance", max_length=200, blank=True, help_text="haute, moyenne ou faible, et pourquoi."
    )
    inferred = models.JSONField("champs déduits", default=list, blank=True, editable=False)
    extra = FaithfulJSONField("autres indications du document", default=dict, blank=True, editable=False)
    blanks = FaithfulJSONField("champs donnés vides", default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    def is_inferred(self, field: str = "record") -> bool:
        """Whether the value of `field` (or the whole line) was deduced, not printed."""
        return field in self.inferred
