"""What the page of an action in two contracts asks."""

from django import forms

from faubourg.actions.models import Action
from faubourg.contracts.models import Contract
from faubourg.indicators.models import Indicator
from faubourg.ui.ticks import TickList

WORDS = 90


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
