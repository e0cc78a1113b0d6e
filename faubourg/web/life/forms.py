"""What a person fills in: where an action stands, what became of its condition, a state of the scale."""

from django import forms

from faubourg.actions.choices import ConditionOutcome
from faubourg.actions.models.status import MAX_WORDS
from faubourg.contracts.choices import StateMeaning
from faubourg.contracts.models import Contract, StatusState

COUNTS = (("", "non dit"), ("oui", "oui"), ("non", "non"))
IMPLEMENTED = {"oui": True, "non": False, "": None}


def _day(label: str) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=10, strip=True, widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"max_length": "Écrivez une date qui existe."},
    )  # fmt: skip


def _words(label: str, help_text: str = "", *, rows: int = 2) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=MAX_WORDS, widget=area, help_text=help_text)


class StatusForm(forms.Form):
    """Where an action stands; which fields a state needs is checked by the operation."""

    state = forms.ModelChoiceField(label="État", queryset=StatusState.objects.none(), empty_label="Choisir un état")
    stated_on = _day("Constaté le")
    comment = _words("Commentaire ou motif", "Obligatoire pour une action bloquée.")
    unblocking = _words("Condition de déblocage", "Ce qui doit arriver pour que l’action reprenne.")
    body = forms.ModelChoiceField(
        label="Instance qui arbitre", queryset=None, required=False, empty_label="Aucune",
        help_text="Obligatoire pour une action en attente d’arbitrage.",
    )  # fmt: skip
    expected_proof = _words("Preuve attendue", "Le document ou le fait qui le montrera : compte rendu, convention…")

    def __init__(self, *args, contract: Contract, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].queryset = contract.status_scale.all()
        self.fields["body"].queryset = contract.bodies.all()
        if not contract.bodies.exists():
            self.fields["body"].help_text = "Ce contrat n’a pas encore d’instance : elles s’ajoutent dans « Données »."


class ConditionForm(forms.Form):
    """What became of « sous réserve de… »."""

    outcome = forms.ChoiceField(label="La condition est", choices=ConditionOutcome.choices)
    found_on = _day("Constaté le")
    comment = _words("Commentaire", "Obligatoire quand la condition n’est pas levée.")


class StateForm(forms.Form):
    """A state of the scale."""

    label = forms.CharField(label="Libellé", max_length=120)
    legend = forms.CharField(label="Légende", max_length=200, required=False)
    meaning = forms.ChoiceField(
        label="Sens",
        required=False,
        choices=[("", "non dit"), *StateMeaning.choices],
        help_text="« Bloquée » demande un motif et ce qui débloquera, « en attente d’arbitrage » une instance.",
    )
    counts_as_implemented = forms.ChoiceField(
        label="Vaut réalisation",
        required=False,
        choices=COUNTS,
        help_text="Ce que comptent les bilans et les tableaux de bord. « Non dit » n’est compté d’aucun côté.",
    )

    def clean_counts_as_implemented(self) -> bool | None:
        return IMPLEMENTED[self.cleaned_data["counts_as_implemented"]]

    @staticmethod
    def of(state: StatusState) -> dict:
        """What the form shows of a state."""
        said = {value: word for word, value in IMPLEMENTED.items()}
        return {
            "label": state.label,
            "legend": state.legend,
            "meaning": state.meaning,
            "counts_as_implemented": said[state.counts_as_implemented],
        }
