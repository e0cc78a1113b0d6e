"""Fields of a form that hold several inputs: the counts of a vote, and lines that hang on a record."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from faubourg.exchange.rows import is_empty
from faubourg.exchange.schema.contract import Votes

SPARE_LINES = 2
MOST_LINES = 500
COUNT_LABELS = {
    "pour": "Pour",
    "contre": "Contre",
    "abstention": "Abstentions",
    "non_participe": "Ne participent pas au vote",
    "excuse": "Excusé·es",
}


class VotesWidget(forms.MultiWidget):
    """Five inputs, one a count."""

    template_name = "forms/widgets/votes.html"
    use_fieldset = True

    def __init__(self):
        super().__init__({name: forms.TextInput({"inputmode": "numeric", "size": 6}) for name in Votes.COUNTS})

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for part, count in zip(context["widget"]["subwidgets"], Votes.COUNTS, strict=True):
            part["caption"] = COUNT_LABELS[count]
        return context

    def decompress(self, value):
        return [(value or {}).get(name) for name in Votes.COUNTS]


class VotesField(forms.MultiValueField):
    """The counts of a vote, in the shape of the file; None when none is given."""

    widget = VotesWidget

    def __init__(self, make_count, **kwargs):
        super().__init__([make_count() for _ in Votes.COUNTS], require_all_fields=False, **kwargs)

    def compress(self, data_list):
        counts = dict(zip(Votes.COUNTS, data_list, strict=False))
        return {name: count for name, count in counts.items() if count is not None} or None


#: Beside the inputs of a line: the rank of its record when the form was shown, for its other facts to follow it.
RANK = "rang"
#: On the line that a button moved: which way.
GESTURE = "geste"
UP, DOWN = "haut", "bas"
MOVED = "Une ligne a changé de place : vérifiez l’ordre, puis enregistrez."


class RecordsWidget(forms.Widget):
    """A grid of inputs, one line a record, with spare lines at the end; buttons put a line higher or lower.

    A button sends the form: the field then refuses it (`MOVED`), so that it is shown again, nothing being saved yet.
    """

    template_name = "forms/widgets/records.html"
    use_fieldset = True

    def __init__(self, columns: dict[str, forms.Field], attrs=None):
        self.columns = columns
        for field in columns.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 1
        super().__init__(attrs)

    def format_value(self, value):
        return value

    def posted(self, name: str, records: list[dict]) -> dict[str, Any]:
        """What the inputs send for these records."""
        sent: dict[str, Any] = {f"{name}-lignes": len(records)}
        for line, record in enumerate(records):
            for column in self.columns:
                sent[f"{name}-{line}-{column}"] = record.get(column) or ""
            sent[f"{name}-{line}-{RANK}"] = record.get(RANK, line)
        return sent

    def value_from_datadict(self, data, files, name):
        count = data.get(f"{name}-lignes") or "0"
        lines = min(int(count), MOST_LINES) if str(count).isdecimal() else 0
        found = [
            {
                column: field.widget.value_from_datadict(data, files, f"{name}-{line}-{column}")
                for column, field in self.columns.items()
            }
            | {RANK: str(data.get(f"{name}-{line}-{RANK}") or line)}
            for line in range(lines)
        ]
        return _moved(found, data.get(f"{name}-geste") or "")

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        records = [*(value or ())]
        if not records or not _is_blank(records[-1]):
            records += [{}] * SPARE_LINES
        context["widget"] |= {
            "headings": [field.label for field in self.columns.values()],
            "count": len(records),
            "is_open": not context["widget"]["attrs"].get("disabled"),
            "lines": [
                {
                    "cells": self._line(name, number, record),
                    "rank": record.get(RANK, number),
                    "gesture": record.get(GESTURE, ""),
                }
                for number, record in enumerate(records)
            ],
        }
        return context

    def _line(self, name: str, number: int, record: dict) -> list[str]:
        return [
            field.widget.render(
                f"{name}-{number}-{column}",
                field.prepare_value(record.get(column)),
                {"id": f"id_{name}-{number}-{column}", "aria-label": f"{field.label}, ligne {number + 1}"},
            )
            for column, field in self.columns.items()
        ]


class RecordsField(forms.Field):
    """Records inside a record, a line each; what a line says beside the columns is kept with it."""

    def __init__(self, columns: dict[str, forms.Field], **kwargs):
        self.before: list[dict] = []
        self.columns = columns
        super().__init__(widget=RecordsWidget(columns), **kwargs)

    def clean(self, value):
        found, problems = [], []
        lines = super().clean(value) or ()
        for number, line in enumerate(lines):
            typed = {}
            for name, field in self.columns.items():
                try:
                    typed[name] = field.clean(line[name])
                except ValidationError as error:
                    problems += [f"Ligne {number + 1}, « {field.label} » : {text}" for text in error.messages]
            if any(not is_empty(item) for item in typed.values()):
                found.append(self._record(line.get(RANK, number), typed))
        if any(line.get(GESTURE) for line in lines):
            problems.append(MOVED)
        if problems:
            raise ValidationError(problems)
        return found

    def _record(self, rank: int | str, typed: dict) -> dict:
        known = str(rank).isdecimal() and len(str(rank)) < 5 and int(rank) < len(self.before)
        record = dict(self.before[int(rank)]) if known else {}
        for name, value in typed.items():
            if not is_empty(value):
                record[name] = value
            elif not is_empty(record.get(name)):
                del record[name]
        return record


def _moved(lines: list[dict], asked: str) -> list[dict]:
    """The lines once the one that « haut-2 » names changed places with its neighbour, and bears the mark."""
    way, _, number = asked.partition("-")
    if way not in (UP, DOWN) or not number.isdecimal() or len(number) > 4 or int(number) >= len(lines):
        return lines
    place = int(number)
    other = place + (1 if way == DOWN else -1)
    lines[place][GESTURE] = way
    if 0 <= other < len(lines):
        lines[place], lines[other] = lines[other], lines[place]
    return lines


def _is_blank(record: dict) -> bool:
    return all(is_empty(item) for name, item in record.items() if name not in (RANK, GESTURE))
