"""What the pages of an action in two contracts and of its focus ask."""

from typing import Any

from django import forms

from faubourg.actions.models import Action
from faubourg.contracts.facts import FACT_LABELS, FOCUS, FOCUS_FACTS
from faubourg.contracts.models import Contract
from faubourg.exchange.editing import digest_of
from faubourg.exchange.freezing import is_locked
from faubourg.exchange.schema.plan import ACTIONS
from faubourg.indicators.models import Indicator
from faubourg.reports.focus import TITLES
from faubourg.ui.ticks import TickList
from faubourg.ui.typography import nbsp
from faubourg.web.forms.record import REASON, reason_field

WORDS = 90
CHANGED = "La fiche a changé entre-temps : relisez, puis enregistrez à nouveau."


class ShareForm(forms.Form):
    """Which action of which other contract is the same."""

    def __init__(self, *args, user, contract: Contract, chosen: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        seen = Contract.objects.for_user(user).exclude(pk=contract.pk).exclude(current_version=None)
        self.contracts = list(seen.order_by("-start", "title", "pk"))
        self.there = next((one for one in self.contracts if one.key == chosen), None)
        rows = Action.objects.of(self.there) if self.there else Action.objects.none()
        self.fields["autre"] = forms.ModelChoiceField(
            rows.order_by("position", "pk"), label="Action de l’autre contrat", to_field_name="key",
            empty_label="Choisir une action",
        )  # fmt: skip
        self.fields["autre"].label_from_instance = lambda row: str(row)[:WORDS]


class SharedIndicatorsForm(forms.Form):
    """Which of our indicators the other contract shows."""

    def __init__(self, *args, action: Action, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Indicator.objects.filter(actions=action).order_by("position", "pk")
        self.fields["indicateurs"] = forms.ModelMultipleChoiceField(
            rows, label="Indicateurs montrés dans l’autre contrat", required=False, widget=TickList,
            help_text="Leurs valeurs restent saisies ici ; l’autre fiche les lit, avec leur source.",
        )  # fmt: skip


class FocusRemovalForm(forms.Form):
    """What was read of the action, and why an adopted version is mended."""

    #: No text is asked for: none is marked as optional.
    marks_required = True

    digest = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, contract: Contract, record: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.record = record
        if is_locked(contract, ACTIONS):
            self.fields[REASON] = reason_field()

    @property
    def reason(self) -> str:
        """Why, where it is asked."""
        return self.cleaned_data.get(REASON, "")

    def rebase(self, current: dict) -> None:
        """Know what the action says now: somebody changed it."""
        self.data = self.data.copy()
        self.data["digest"] = digest_of(current)
        self.add_error(None, CHANGED)

    @property
    def values(self) -> dict[str, Any]:
        """The fiche is no focus, and none of its texts stays."""
        return {FOCUS: None} | {name: None for names in FOCUS_FACTS.values() for name in names}


class FocusForm(FocusRemovalForm):
    """The texts of a focus: a field for each fact that is written, at least one a title; one text a line."""

    def __init__(self, *args, record: dict, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        for block, names in FOCUS_FACTS.items():
            for name in _offered(names, record):
                label = TITLES[block] if name == names[0] else f"{TITLES[block]}, {FACT_LABELS[name]}"
                self.fields[name] = forms.CharField(
                    label=label, required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 4}),
                    help_text="Un par ligne.", initial="\n".join(_lines(record.get(name))),
                )  # fmt: skip
        self.texts = [name for names in FOCUS_FACTS.values() for name in names if name in self.fields]
        self.order_fields(["digest", *self.texts, REASON])

    def clean(self) -> dict[str, Any]:
        """A focus says something."""
        found = super().clean()
        if not any(found.get(name, "").strip() for name in self.texts) and not self.record.get(FOCUS):
            self.add_error(None, "Écrivez au moins un texte.")
        return found

    def rebase(self, current: dict) -> None:
        """Tell beside each text what is recorded now, where it differs."""
        super().rebase(current)
        for name in self.texts:
            now = _lines(current.get(name))
            if now != _typed(self.cleaned_data.get(name, "")):
                # The fields of the form were bound to the page before: their own help would come too late.
                self[name].help_text = nbsp(f"Un par ligne. Enregistré à ce jour : {' / '.join(now) or 'rien'}.")

    @property
    def values(self) -> dict[str, Any]:
        """The texts in the shape of the file, a single one as it was given; and the fiche is a focus."""
        found: dict[str, Any] = {FOCUS: True}
        for name in self.texts:
            lines = _typed(self.cleaned_data[name])
            before = self.record.get(name)
            if lines != _lines(before):
                is_single = isinstance(before, str) or (before is None and name == "context")
                found[name] = lines[0] if is_single and len(lines) == 1 else lines or None
        return found


def _offered(names: tuple[str, ...], record: dict) -> list[str]:
    """The facts of a title that are texts; the first that is free where there is none."""
    told = [name for name in names if _lines(record.get(name))]
    return told or [name for name in names if name not in record][:1]


def _typed(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _lines(value: Any) -> list[str]:
    """The texts of a fact; nothing of one that is made of more than texts: it keeps what its file says."""
    items = value if isinstance(value, list) else [value]
    return [item.strip() for item in items] if all(isinstance(item, str) for item in items) else []
