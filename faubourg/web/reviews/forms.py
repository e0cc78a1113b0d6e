"""What a person fills in: the review of an action, an answer on a general commitment, the choice of the socle."""

from django import forms

from faubourg.actions.models.status import MAX_WORDS
from faubourg.contracts.models import Contract, StatusState
from faubourg.followup.choices import Compliance
from faubourg.followup.models import CommitmentYear, Review
from faubourg.followup.operations import Said
from faubourg.followup.operations.reviewing import NAMES, mark_of
from faubourg.followup.operations.socle import mark_of_year


def _words(label: str, help_text: str = "", *, rows: int = 4) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=MAX_WORDS, widget=area, help_text=help_text)


class ReviewForm(forms.Form):
    """The review of an action; what it must hold to be sent is checked by the operation."""

    status = forms.ModelChoiceField(
        label="État de l’action", queryset=StatusState.objects.none(), required=False, empty_label="Choisir un état"
    )
    stated_on = forms.CharField(
        label="Constaté le", required=False, max_length=10, widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"max_length": "Écrivez une date qui existe."},
    )  # fmt: skip
    achievements = _words("Réalisations", "Ce qui a été fait, avec ses chiffres.")
    outlook = _words("Perspectives", "Ce qui vient ensuite.", rows=3)
    shortfall = _words("Motif de non-réalisation", "Demandé quand l’état ne vaut pas réalisation.", rows=2)
    unblocking = _words("Condition de déblocage", "Demandée pour une action bloquée.", rows=2)
    body = forms.ModelChoiceField(
        label="Instance qui arbitre", queryset=None, required=False, empty_label="Aucune",
        help_text="Demandée pour une action en attente d’arbitrage.",
    )  # fmt: skip
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, contract: Contract, review: Review | None, today: str, **kwargs):
        there = {name: getattr(review, name) for name in NAMES} if review else {"stated_on": today}
        super().__init__(*args, initial=there | {"seen": mark_of(review)}, **kwargs)
        self.fields["status"].queryset = contract.status_scale.all()
        self.fields["body"].queryset = contract.bodies.all()

    def said(self) -> Said:
        """What was typed."""
        words = ("achievements", "outlook", "shortfall", "unblocking")
        given = {name: self.cleaned_data[name].strip() for name in words}
        return Said(**given, **{name: self.cleaned_data[name] for name in ("status", "body", "stated_on")})


class CommitmentForm(forms.Form):
    """What a signatory says of one general commitment."""

    outcome = forms.ChoiceField(
        label="Engagement", required=False, choices=Compliance.choices, widget=forms.RadioSelect
    )
    proof = _words("Preuve", "Le document, le chiffre ou le fait qui le montre.", rows=2)
    interpretation = _words("Interprétation", "Ce que cela dit, ce qui a changé, ce qui a manqué.", rows=3)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, said: CommitmentYear | None, **kwargs):
        names = ("outcome", "proof", "interpretation")
        there = {name: getattr(said, name) for name in names} if said else {}
        super().__init__(*args, initial=there | {"seen": mark_of_year(said)}, **kwargs)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said; valid forms only."""
        return not any(self.cleaned_data[name] for name in ("outcome", "proof", "interpretation"))


class ChooseForm(forms.Form):
    """Which actions are the general commitments of every signatory."""

    actions = forms.ModelMultipleChoiceField(
        label="Engagements pris par tous les signataires", queryset=None, required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Une de ces actions n’est plus dans le plan."},
    )  # fmt: skip

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["actions"].queryset = rows
