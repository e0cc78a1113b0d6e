"""The form of one record, made from the schema of files."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst

from faubourg.contracts.models import Contract
from faubourg.exchange.freezing import is_locked
from faubourg.exchange.rows import is_empty
from faubourg.exchange.rows_editing import proposed_key
from faubourg.exchange.schema.fields import Field, Flag, Year
from faubourg.exchange.schema.freezing import frozen_fields
from faubourg.exchange.schema.section import Section
from faubourg.intake.problems import IntakeError
from faubourg.web.forms.fields import form_field

#: What follows in time, by name of the fields.
PERIODS = (("start", "end"), ("opens", "closes"))
BACKWARDS = "La fin précède le début : vérifiez les deux dates."
_DATED = re.compile(r"^\d{4}(-\d\d){0,2}$")
FLAGS = {"oui": True, "non": False}
#: The field of the form that is no field of the record.
REASON = "motif"


def reason_field() -> forms.CharField:
    """The field that asks why an adopted version is mended."""
    field = forms.CharField(
        label="Motif de la correction matérielle",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="La version est adoptée : ce que dit le plan ne change que pour réparer une erreur. Le motif est "
        "gardé au journal et imprimé avec le plan. Inutile pour l’avancement, les conditions et les remarques.",
    )
    # Neither always asked for nor optional: the label says neither.
    field.needed_at_times = True
    return field


class CorrectionForm(forms.Form):
    """Why a row leaves an adopted version."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["motif"] = reason_field()


class RecordForm(forms.Form):
    """Every field of a record but its key. `values` gives back what was typed in the shape of the file."""

    fixed = ("key",)

    def __init__(
        self, *args, section: Section, contract: Contract, record: dict, allowed: frozenset[str] | None = None, **kwargs
    ):
        """`allowed`: the names of the fields that the person may change, the others being shown; None: all of them."""
        self.section = section
        self.contract = contract
        self.record = record
        initial = {name: _shown_flag(record[name]) for name in section.by_name if name in record}
        super().__init__(*args, initial=initial, **kwargs)
        for field in self.asked(section):
            if field.name not in self.fixed:
                self.fields[field.name] = self.made(field)
                self._offer_present(field.name, record.get(field.name))
                self.fields[field.name].disabled = allowed is not None and field.name not in allowed
        if is_locked(contract, section) and frozen_fields(section.name, allowed or section.by_name):
            self.fields["motif"] = reason_field()

    def asked(self, section: Section) -> Iterable[Field]:
        """The fields of the record that the form may show, in order."""
        return section.fields

    def clean(self) -> dict[str, Any]:
        """Refuse an end before its beginning; a document that prints one may still be held, and its rest changed."""
        found = super().clean()
        for names in PERIODS:
            typed = [str(found.get(name) or "") for name in names]
            begins, ends = typed
            as_before = typed == [str(self.record.get(name) or "") for name in names]
            if not as_before and _DATED.match(begins) and _DATED.match(ends) and ends < begins[: len(ends)]:
                self.add_error(names[-1], BACKWARDS)
        return found

    def made(self, field: Field) -> forms.Field:
        """The input of a field of the record."""
        return form_field(field, self.section, self.contract, self.record.get(field.name))

    @property
    def reason(self) -> str:
        """Why an adopted version is mended; nothing when it is not."""
        return self.cleaned_data.get("motif", "")

    def _offer_present(self, name: str, value: Any) -> None:
        """Offer the present value even where the list of choices would not (a status that left the scale)."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField) and isinstance(value, str):
            known = {key for key, _ in field.choices}
            if value not in known:
                field.choices = [*field.choices, (value, value)]

    def values(self) -> dict[str, Any]:
        """The fields that differ from the record shown, in the shape of the file."""
        typed = {
            name: self._file_value(name, self.cleaned_data[name])
            for name, field in self.fields.items()
            if name != REASON and not field.disabled
        }
        return {name: value for name, value in typed.items() if not _same(value, self.record.get(name))}

    def _file_value(self, name: str, value: Any) -> Any:
        field = self.section.by_name[name]
        if isinstance(field, Flag):
            return FLAGS.get(value)
        if isinstance(field, Year) and value and len(value) == len("2024"):
            return int(value)
        return value

    def take(self, error: IntakeError) -> None:
        """Show the problems found while writing, each at its field."""
        if getattr(error, "takes_reason", False) and "motif" in self.fields:
            self.add_error("motif", [problem.sentence for problem in error.problems])
            return
        for problem in error.problems:
            name = getattr(problem, "field", "")
            message = getattr(problem, "reason", "") or problem.sentence
            self.add_error(name if name in self.fields else None, capfirst(message))


class NewRecordForm(RecordForm):
    """The fields of a row that is not there yet, its key too: a free one is proposed."""

    fixed = ()

    def __init__(self, *args, section: Section, contract: Contract, **kwargs):
        super().__init__(*args, section=section, contract=contract, record={}, **kwargs)
        if section.has_key:
            self.initial["key"] = proposed_key(contract=contract, section=section)
            self.fields["key"].help_text = "Proposée ; elle reste la même ensuite, et ne sert qu’à cette ligne."


def _same(typed: Any, present: Any) -> bool:
    return typed == present or (is_empty(typed) and is_empty(present))


def _shown_flag(value: Any) -> Any:
    return {True: "oui", False: "non"}[value] if isinstance(value, bool) else value
