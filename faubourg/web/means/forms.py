"""What a person types of a real means, on its own page or as a line of the quick table of an organisation."""

from decimal import Decimal

from django import forms
from django.db.models import Q, QuerySet

from faubourg.actions.choices import MeansKind, MeansNature
from faubourg.actions.models import Action, ActionRole, RealMeans
from faubourg.actions.operations.means import FIRST_YEAR, LAST_YEAR, digest_of
from faubourg.actions.permissions_means import Givers
from faubourg.contracts.models import Contract, ListedOrganisation
from faubourg.intake.values import parse_integer, parse_number
from faubourg.threads.models import Attachment
from faubourg.threads.queries import attachments_of
from faubourg.ui.ticks import TickList
from faubourg.ui.typography import number
from faubourg.web.forms.fields import ParsedField

_FIGURES = {"inputmode": "decimal", "autocomplete": "off"}
_REQUIRED = {"required": "Choisissez dans la liste."}
#: Letters of the title of an action in a list of choices.
TITLE_LENGTH = 90


def parse_quantity(value: object) -> Decimal | None:
    """A quantity; a blank is None, never 0. Raises ValueError with a French sentence."""
    found = parse_number(value)
    return None if found is None else Decimal(str(found))


def parse_year(value: object) -> int | None:
    """A year. Raises ValueError with a French sentence."""
    found = parse_integer(value)
    if found is not None and not FIRST_YEAR <= found <= LAST_YEAR:
        raise ValueError(f"Écrivez une année entre {FIRST_YEAR} et {LAST_YEAR}.")
    return found


def _quantity() -> ParsedField:
    return ParsedField(
        parse_quantity, label="Quantité", required=False, max_length=30, widget=forms.TextInput(attrs=_FIGURES),
        help_text="En euros, en ETP, ou dans l’unité dite plus bas. Vide : non donné ; 0 : rien n’a été apporté.",
    )  # fmt: skip


class ActionChoice(forms.ModelChoiceField):
    """One of the actions of the version in force, by its code and title."""

    def label_from_instance(self, obj: Action) -> str:
        return _title(obj)


class ActionTicks(forms.ModelMultipleChoiceField):
    """Several of them."""

    widget = TickList

    def label_from_instance(self, obj: Action) -> str:
        return _title(obj)


def _title(action: Action) -> str:
    words = str(action)
    return words if len(words) <= TITLE_LENGTH else f"{words[: TITLE_LENGTH - 1]}…"


def actions_of(contract: Contract) -> QuerySet[Action]:
    """The actions of the version in force, in the order of the document."""
    rows = Action.objects.filter(version=contract.current_version_id).select_related("version")
    return rows.only("lineage", "code", "title", "version__contract").order_by("position", "pk")


def carried_by(contract: Contract, organisation: ListedOrganisation) -> QuerySet[Action]:
    """Those where the organisation has a role, a planned means or its page: what it declares first."""
    named = ActionRole.objects.filter(organisation=organisation, action__isnull=False).values("action")
    mine = Q(pk__in=named) | Q(sheet=organisation) | Q(means__organisation=organisation)
    return actions_of(contract).filter(mine).distinct()


class MeansForm(forms.Form):
    """One real means."""

    digest = forms.CharField(required=False, widget=forms.HiddenInput)
    action = ActionChoice(Action.objects.none(), label="Action", empty_label="Choisir", error_messages=_REQUIRED)
    organisation = forms.ModelChoiceField(
        ListedOrganisation.objects.none(), label="Apporté par", empty_label="Choisir", error_messages=_REQUIRED
    )
    year = ParsedField(parse_year, label="Année", max_length=4, widget=forms.TextInput(attrs=_FIGURES))
    kind = forms.ChoiceField(label="Origine", choices=MeansKind.choices)
    nature = forms.ChoiceField(label="Nature", choices=MeansNature.choices)
    quantity = _quantity()
    unit = forms.CharField(label="Unité", required=False, max_length=60, help_text="m², heures, journées, repas…")
    text = forms.CharField(
        label="Ce qui est apporté", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    proof = forms.CharField(
        label="Pièce qui justifie", required=False, max_length=300, help_text="Mandat, convention, état des dépenses…"
    )
    attachment = forms.ModelChoiceField(
        Attachment.objects.none(), label="Fichier joint à la fiche", required=False, empty_label="aucun"
    )
    shared = ActionTicks(
        Action.objects.none(), label="Partagé avec d’autres actions", required=False,
        help_text="Le montant compte une seule fois, quel que soit le nombre d’actions cochées.",
    )  # fmt: skip
    note = forms.CharField(label="Note", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, contract: Contract, givers: Givers, row: RealMeans | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["action"].queryset = self.fields["shared"].queryset = actions_of(contract)
        named = ListedOrganisation.objects.of(contract)
        if givers.only is not None:
            named = named.filter(pk__in=givers.only)
        self.fields["organisation"].queryset = named.order_by("name", "pk")
        if row is None:
            del self.fields["attachment"]
            return
        self.fields["attachment"].queryset = attachments_of(row.lineage)
        self._fill(row, contract)

    def _fill(self, row: RealMeans, contract: Contract) -> None:
        names = ("year", "kind", "nature", "unit", "text", "proof", "note")
        lineages = set(row.shared_with.values_list("pk", flat=True))
        found = {action.lineage_id: action.pk for action in actions_of(contract)}
        self.initial |= {name: getattr(row, name) for name in names} | {
            "organisation": row.organisation_id,
            "attachment": row.attachment_id,
            "quantity": number(row.quantity),
            "action": found.get(row.lineage_id),
            "shared": [pk for lineage, pk in found.items() if lineage in lineages],
            "digest": digest_of(row),
        }

    def read_again(self, row: RealMeans) -> None:
        """Saving again keeps what was typed, over what the row says now."""
        self.data = self.data.copy()
        self.data["digest"] = digest_of(row)

    def values(self) -> dict:
        """What the operation writes."""
        apart = ("digest", "action", "shared")
        return {name: value for name, value in self.cleaned_data.items() if name not in apart}


class LineForm(forms.Form):
    """A line of the quick table. `action` is asked only where the line has none yet."""

    action = ActionChoice(Action.objects.none(), label="Action", empty_label="Choisir une action", required=False)
    kind = forms.ChoiceField(label="Origine", choices=MeansKind.choices, required=False)
    nature = forms.ChoiceField(label="Nature", choices=MeansNature.choices, required=False)
    quantity = _quantity()
    unit = forms.CharField(label="Unité", required=False, max_length=60)
    text = forms.CharField(label="Ce qui est apporté", required=False, max_length=2000)
    proof = forms.CharField(label="Pièce qui justifie", required=False, max_length=300)
    digest = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, actions: QuerySet[Action] | None = None, said: str = "", **kwargs):
        super().__init__(*args, **kwargs, use_required_attribute=False)
        if actions is None:
            del self.fields["action"]
        else:
            self.fields["action"].queryset = actions
        for name, field in self.fields.items():
            # A table has no room for labels: each field says its column and its line.
            if name != "digest":
                look = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
                field.widget.attrs |= {"aria-label": f"{field.label}, {said}", "class": look}

    @property
    def is_typed(self) -> bool:
        """Whether the person typed something in the line; one that their page did not show yet says nothing."""
        if "digest" in self.initial:
            return bool(self["digest"].data) and self.has_changed()
        return any(name in self.changed_data for name in ("quantity", "text", "proof"))

    def clean(self):
        """A new line says for which action."""
        if self.is_typed and "action" in self.fields and not self.cleaned_data.get("action"):
            self.add_error("action", "Choisissez l’action.")
        return self.cleaned_data

    def values(self) -> dict:
        """What the operation writes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("digest", "action")}
