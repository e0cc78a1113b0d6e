"""The form of a part of a record, which notices field by field what somebody else saved meanwhile."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from faubourg.contracts.models import Contract
from faubourg.exchange.rows_editing import proposed_key
from faubourg.exchange.sameness import canonical, is_empty
from faubourg.exchange.schema.fields import Field
from faubourg.exchange.schema.section import Section
from faubourg.exchange.schema.values import plain_number
from faubourg.web.forms.fields import KeysField
from faubourg.web.forms.names import Names
from faubourg.web.forms.record import RecordForm

MINE, THEIRS = "mienne", "autre"
NOTHING = "rien"


@dataclass(frozen=True)
class Clash:
    """A field that two people changed: what each wrote, in words. `mark` stands for the value recorded now."""

    name: str
    label: str
    mine: str
    theirs: str
    mark: str

    @property
    def choice(self) -> str:
        """The name of the input that says which one to keep."""
        return f"choix-{self.name}"


class PartForm(RecordForm):
    """Some fields of a record. `seen` holds a mark of each value as the person was shown it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args,
        section: Section,
        contract: Contract,
        record: dict,
        names: tuple[str, ...],
        shown: tuple[str, ...] = (),
        only: dict[str, tuple[str, ...]] | None = None,
        **kwargs,
    ):
        """`names`: the fields asked, in order; `shown`: those and others, to be read only; `only`: values allowed."""
        self.names, self.shown = names, shown or names
        self.clashes: list[Clash] = []
        super().__init__(*args, section=section, contract=contract, record=record, allowed=frozenset(names), **kwargs)
        self.initial["seen"] = " ".join(f"{name}={_mark(self, name, record.get(name))}" for name in names)
        for name, values in (only or {}).items():
            if name in self.fields:
                field = self.fields[name]
                field.choices = [pair for pair in field.choices if pair[0] in (*values, "")]

    def asked(self, section: Section) -> list[Field]:
        return [section.by_name[name] for name in self.shown]

    def values(self) -> dict[str, Any]:
        """What the person changed since they were shown the record, in the shape of the file."""
        seen, found = self._seen(), {}
        for name in self.names:
            now = _mark(self, name, self.record.get(name))
            typed = self._file_value(name, self.cleaned_data[name])
            if _mark(self, name, typed) not in (seen.get(name, now), now) and not self._takes_theirs(name, now):
                found[name] = typed
        return found

    def find_clashes(self) -> list[Clash]:
        """The fields that somebody else changed too, and for which the person has not chosen yet."""
        seen, names = self._seen(), Names(self.contract)
        self.clashes = []
        for name, value in self.values().items():
            now = _mark(self, name, self.record.get(name))
            settled = self.data.get(f"choix-{name}") == MINE and self.data.get(f"choix-{name}-vu") == now
            if seen.get(name, now) != now and not settled:
                field = self.section.by_name[name]
                mine, theirs = (
                    "\n".join(said.words for said in names.said(self.section, field, one)) or "vide"
                    for one in (value, self.record.get(name))
                )
                self.clashes.append(Clash(name, str(self.fields[name].label), mine, theirs, now))
        return self.clashes

    def rebase(self, current: dict) -> None:
        """Know what the record says now."""
        self.record = current
        for name in self.names:
            if hasattr(self.fields[name], "before"):
                self.fields[name].before = current.get(name) or []

    def show_recorded(self) -> None:
        """Tell beside each field that somebody else changed, and the person did not, what it says now."""
        seen, asked = self._seen(), {clash.name for clash in self.clashes}
        for name in self.names:
            if name not in asked and seen.get(name) not in (None, _mark(self, name, self.record.get(name))):
                said = Names(self.contract).said(self.section, self.section.by_name[name], self.record.get(name))
                words = ", ".join(one.words for one in said) or "vide"
                # The fields of the form were bound to the page before: their own help would come too late.
                self[name].help_text = f"Enregistré entre-temps : {words}. Sans autre saisie, cette valeur reste."

    def _takes_theirs(self, name: str, now: str) -> bool:
        return self.data.get(f"choix-{name}") == THEIRS and self.data.get(f"choix-{name}-vu") == now

    def _seen(self) -> dict[str, str]:
        pairs = (pair.partition("=") for pair in self.data.get("seen", "").split(" "))
        return {name: mark for name, _, mark in pairs if name in self.names and mark}

    def _file_value(self, name: str, value: Any) -> Any:
        value = super()._file_value(name, value)
        # Browsers end lines as telegraphs did.
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class NewPartForm(PartForm):
    """Some fields of a row that is not there yet; `fixed_values` are said without being asked."""

    def __init__(self, *args, fixed_values: dict[str, Any], **kwargs):
        self.fixed_values = fixed_values
        super().__init__(*args, record={}, **kwargs)

    def values(self) -> dict[str, Any]:
        """What the row will say, its key too."""
        typed = {name: self._file_value(name, self.cleaned_data[name]) for name in self.names}
        found = {name: value for name, value in typed.items() if not is_empty(value)} | self.fixed_values
        if self.section.has_key and "key" not in found:
            found["key"] = proposed_key(contract=self.contract, section=self.section)
        return found


def _mark(form: PartForm, name: str, value: Any) -> str:
    """A short mark of a value, whatever the ends of lines, the blanks around it and the order of boxes to tick."""
    if is_empty(value):
        return NOTHING
    if isinstance(form.fields.get(name), KeysField) and isinstance(value, list):
        value = sorted(value)
    return hashlib.blake2b(canonical(_plain(value)).encode("utf-8", "backslashreplace"), digest_size=12).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
