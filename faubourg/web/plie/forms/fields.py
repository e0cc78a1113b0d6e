"""What the forms of the PLIE share: dates, warned texts, words of the PLIE's own lists."""

from datetime import date

from django import forms
from django.db.models import Q
from django.utils import timezone

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Agent, Structure, Term

#: Under every free text (issue 5, privacy by construction).
WARNING = "Ni donnée de santé, ni donnée de justice. La personne peut demander à lire ce texte."
CHOOSE = "Choisir"
_DAY = {"type": "date"}
YES_NO = ((None, "non renseigné"), (True, "oui"), (False, "non"))


#: The same under a field of one line.
SHORT_WARNING = "Ni donnée de santé, ni donnée de justice."


def day(label: str, *, required: bool = True, help_text: str = "", today: bool = True) -> forms.DateField:
    """A date; today is proposed unless `today` says otherwise."""
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        initial=timezone.localdate if today and required else None,
        error_messages={"invalid": "Écrivez une date, par exemple 14/03/2024."},
    )  # fmt: skip


def words(label: str, *, required: bool = False, help_text: str = "", rows: int = 3) -> forms.CharField:
    """A free text, with its warning."""
    hint = f"{help_text} {WARNING}".strip()
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=5000, help_text=hint, widget=widget)


def line(label: str, *, required: bool = False, help_text: str = "", most: int = 200) -> forms.CharField:
    """A short text."""
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, required=required, max_length=most, help_text=help_text, widget=widget)


def told(label: str, *, help_text: str = "", most: int = 200) -> forms.CharField:
    """A short text about a person, with what must not be in it."""
    return line(label, most=most, help_text=f"{help_text} {SHORT_WARNING}".strip())


def term(label: str, *, required: bool = False, help_text: str = "") -> forms.ModelChoiceField:
    """A word of a list: `ActForm.lists` says which."""
    return _choice(Term.objects.none(), label, required, help_text)


def structure(label: str, *, required: bool = False) -> forms.ModelChoiceField:
    """A structure that is open today; see `ActForm`."""
    return _choice(Structure.objects.none(), label, required, "")


def referent(label: str, *, required: bool = False, help_text: str = "") -> forms.ModelChoiceField:
    """Somebody who may follow a pathway today; see `ActForm`."""
    return _choice(Agent.objects.none(), label, required, help_text)


def _choice(rows, label: str, required: bool, help_text: str) -> forms.ModelChoiceField:
    # Named again once bound: an empty list of Django says « --------- ».
    empty = CHOOSE if required else "non donné"
    return forms.ModelChoiceField(rows, label=label, required=required, help_text=help_text, empty_label=empty)


def ternary(label: str, help_text: str = "") -> forms.TypedChoiceField:
    """Yes, no, or not known, which is an answer."""
    return forms.TypedChoiceField(
        label=label, required=False, help_text=help_text, empty_value=None, coerce=_as_bool,
        choices=[("", "non renseigné"), ("oui", "oui"), ("non", "non")],
    )  # fmt: skip


def _as_bool(value: str) -> bool:
    return value == "oui"


def said(value: bool | None) -> str:
    """How `ternary` shows what is written."""
    return "" if value is None else "oui" if value else "non"


class ActForm(forms.Form):
    """What an act about `subject` asks. `lists`: field → list of words of the contract, those offered today."""

    lists: dict[str, str] = {}

    @property
    def marks_required(self) -> bool:
        """Most answers are optional: what is obligatory is marked, where it is not everything."""
        return any(not field.required for field in self.fields.values())

    def __init__(self, *args, subject, contract: Contract, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.subject, self.contract, self.user = subject, contract, user
        today = timezone.localdate()
        for name, kind in self.lists.items():
            offered = Q(start=None) | Q(start__lte=today), Q(end=None) | Q(end__gte=today)
            rows = Term.objects.of(contract).filter(*offered, kind=kind).select_related("parent")
            self.fields[name].queryset = rows.order_by("position", "pk")
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.queryset.model is Structure:
                opened = Structure.objects.of(contract).filter(Q(closed_on=None) | Q(closed_on__gte=today))
                field.queryset = opened.order_by("name", "pk")
            elif isinstance(field, forms.ModelChoiceField) and field.queryset.model is Agent:
                field.queryset = referents(contract, today)
        self.prepare()

    def prepare(self) -> None:
        """What a form fills from its subject."""


def referents(contract: Contract, today: date):
    """Who may follow a pathway that day."""
    roles = (AgentRole.REFERENT, AgentRole.COORDINATOR)
    rows = Agent.objects.of(contract).on(today).filter(role__in=roles)
    return rows.select_related("user", "structure").order_by("role", "pk")
