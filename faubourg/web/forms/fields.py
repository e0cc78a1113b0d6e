"""From a field of the exchange schema to a field of a form, and from what a person types to a value of the file."""

import csv
import io
from typing import Any

import yaml
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from faubourg.contracts.choices import LegalObjective
from faubourg.contracts.models import CommitmentType
from faubourg.exchange.schema import fields as declared
from faubourg.exchange.schema.contract import Votes
from faubourg.exchange.schema.evaluation import Designated
from faubourg.exchange.schema.special import LegalObjectives, LevelName, Nested, StatusOf
from faubourg.intake.problems import IntakeError
from faubourg.intake.values import parse_integer, parse_number, parse_partial_date
from faubourg.intake.yamlfiles import read_yaml
from faubourg.ui.ticks import TickList
from faubourg.web.forms.groups import RecordsField, VotesField
from faubourg.web.forms.options import options_of

NOT_GIVEN = [("", "non donné")]


class ParsedField(forms.CharField):
    """A text read by one of the parsers of files, with its sentence when it cannot be."""

    def __init__(self, parser, **kwargs):
        self.parser = parser
        super().__init__(**kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return self.parser(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class CodedField(forms.CharField):
    """Words of which some are known by a code: shown and typed under their label, with the known ones offered."""

    def __init__(self, coded: declared.Coded, **kwargs):
        self.coded = coded
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return self.coded.shown(value) if value else value

    def clean(self, value):
        return self.coded.coded(super().clean(value))


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class GroupField(forms.CharField):
    """A group of fields written « nom : valeur », one a line."""

    widget = forms.Textarea(attrs={"rows": 5, "class": "fb-code"})

    def prepare_value(self, value):
        if isinstance(value, dict | list):
            return yaml.safe_dump(value, allow_unicode=True, sort_keys=False) if value else ""
        return value

    def clean(self, value):
        text = super().clean(value)
        if not text.strip():
            return None
        try:
            found = read_yaml(text.encode(), "saisie.yaml")
        except IntakeError as error:
            raise ValidationError([problem.message for problem in error.problems]) from error
        if not isinstance(found, dict | list):
            raise ValidationError("Écrire un champ par ligne : nom, deux-points, espace, valeur.")
        return found


class CellsField(forms.CharField):
    """The rows of a table: one a line, cells parted by « ; ». A cell that was not touched keeps its exact value."""

    widget = forms.Textarea(attrs={"rows": 12, "class": "fb-code"})

    def __init__(self, **kwargs):
        self.before: list[list] = []
        super().__init__(**kwargs)

    def prepare_value(self, value):
        if not isinstance(value, list):
            return value
        out = io.StringIO()
        csv.writer(out, delimiter=";", lineterminator="\n").writerows([[_cell(cell) for cell in row] for row in value])
        return out.getvalue()

    def clean(self, value):
        rows = list(csv.reader(io.StringIO(super().clean(value)), delimiter=";"))
        return [[self._value(r, c, text) for c, text in enumerate(row)] for r, row in enumerate(rows) if row]

    def _value(self, row: int, column: int, text: str) -> Any:
        known = self.before[row][column] if row < len(self.before) and column < len(self.before[row]) else None
        if _cell(known) == text:
            return known
        try:
            return parse_number(text)
        except ValueError:
            return text.strip() or None


class KeysField(forms.MultipleChoiceField):
    """Several rows of another section; those kept stay in their order, new ones come last."""

    widget = TickList

    def __init__(self, **kwargs):
        self.before: list[str] = []
        super().__init__(**kwargs)

    def clean(self, value):
        chosen = super().clean(value)
        return [key for key in self.before if key in chosen] + [key for key in chosen if key not in self.before]


class NumbersField(forms.TypedMultipleChoiceField):
    """Numbered choices to tick, given back as numbers in order."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(coerce=int, **kwargs)

    def clean(self, value):
        return sorted(super().clean(value))


def form_field(field: declared.Field, section, contract, before: Any) -> forms.Field:
    """The form field by which a person changes `field`; `before` is its present value in the file's shape."""
    label = capfirst(field.title(section.model))
    facts = {"label": label, "required": field.required, "help_text": _help(field)}
    made = _linked(field, section, contract, facts) or _plain(field, section, facts)
    if hasattr(made, "before"):
        made.before = before or []
    if isinstance(field, declared.Letter):
        return _letter(contract, before, facts) or made
    return made


def _letter(contract, before: Any, facts: dict) -> forms.Field | None:
    """The contract's own commitment types; None where it declares none. A letter outside them stays, to be mended."""
    types = CommitmentType.objects.filter(contract=contract).order_by("position", "pk")
    offered = [(letter, f"{letter} · {label}") for letter, label in types.values_list("letter", "label")]
    if not offered:
        return None
    if before and before not in dict(offered):
        offered.append((before, f"{before} (hors des types du contrat)"))
    return forms.ChoiceField(choices=NOT_GIVEN + offered, **facts)


def _plain(field, section, facts) -> forms.Field:
    model_field = None if isinstance(field, Votes) else section.model._meta.get_field(field.column)
    if isinstance(field, declared.Choice):
        choices = [(key, label) for key, label in model_field.choices if key != ""]
        return forms.ChoiceField(choices=NOT_GIVEN + choices, **facts)
    if isinstance(field, declared.Flag):
        return forms.ChoiceField(choices=[("", "non dit"), ("oui", "oui"), ("non", "non")], **facts)
    if isinstance(field, declared.Whole):
        return ParsedField(parse_integer, **facts)
    if isinstance(field, declared.Number):
        return ParsedField(parse_number, **facts)
    if isinstance(field, declared.YearOrWords):
        return ParsedField(_year_or_words, **facts)
    if isinstance(field, declared.PartialDate):
        return ParsedField(parse_partial_date, **facts)
    if isinstance(field, declared.Words):
        return LinesField(**facts)
    if isinstance(field, declared.Table) and field.name == "rows":
        return CellsField(**facts)
    if isinstance(field, Votes):
        return VotesField(lambda: ParsedField(parse_integer, required=False), **facts)
    if isinstance(field, declared.Table):
        return GroupField(**facts)
    if isinstance(field, declared.Coded):
        return CodedField(field, max_length=model_field.max_length, **facts)
    long = model_field.get_internal_type() == "TextField"
    return forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}) if long else None, max_length=model_field.max_length, **facts
    )


def _linked(field, section, contract, facts) -> forms.Field | None:
    if isinstance(field, Nested):
        columns = {column.name: form_field(column, field.section, contract, None) for column in field.section.fields}
        return RecordsField(columns, **facts)
    if isinstance(field, LegalObjectives):
        return NumbersField(choices=LegalObjective.choices, **facts)
    if isinstance(field, declared.Labels):
        return LinesField(**facts)
    if isinstance(field, declared.Refs | declared.EitherMany):
        return KeysField(choices=options_of(field, section, contract), **facts)
    if isinstance(field, declared.Ref | declared.Either | LevelName | StatusOf | Designated):
        return forms.ChoiceField(choices=NOT_GIVEN + options_of(field, section, contract), **facts)
    return None


def _help(field) -> str:
    if isinstance(field, declared.Words | declared.Labels):
        return "Un par ligne."
    if isinstance(field, declared.Coded):
        return f"Par exemple : {', '.join(field.known.values())}."
    if isinstance(field, declared.PartialDate):
        return "Par exemple 2024, 09/2024 ou 30/09/2024."
    if isinstance(field, declared.Table) and field.name == "rows":
        return "Une ligne du tableau par ligne, cases séparées par « ; »."
    if isinstance(field, Nested):
        return "Une chose par ligne ; une ligne vidée est retirée."
    if isinstance(field, declared.Table):
        return "Un champ par ligne : nom, deux-points, espace, valeur."
    return ""


def _year_or_words(text: str) -> int | str:
    return int(text) if len(text) == len("2024") and text.isascii() and text.isdigit() else text


def _cell(value: Any) -> str:
    return "" if value is None else str(value).replace(".", ",") if isinstance(value, float) else str(value)
