"""What is asked about a version: its title, how it was adopted, what comes with it, where its actions come from."""

from django import forms

from faubourg.actions.choices import ContinuityKind
from faubourg.actions.models import Action
from faubourg.amendments.choices import ChangeKind, Subject
from faubourg.contracts.models import Contract, Deliberation, Signature, Version
from faubourg.core.records import validate_partial_date

LONGEST = 110


class OpenForm(forms.Form):
    """A new avenant."""

    title = forms.CharField(label="Intitulé", max_length=200, required=False, help_text="Par exemple « Avenant n° 1 ».")
    purpose = forms.CharField(label="Objet", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class AdoptForm(forms.Form):
    """By what a version is adopted, and when."""

    deliberation = forms.ModelChoiceField(
        Deliberation.objects.none(),
        label="Délibération",
        required=False,
        empty_label="aucune : une autre décision",
        help_text="Celles de « Données › Délibérations ».",
    )
    decision = forms.CharField(
        label="Autre décision",
        max_length=300,
        required=False,
        help_text="En mots, quand ce n’est pas une délibération : « comité de pilotage du 12/03/2026 ».",
    )
    adopted_on = forms.CharField(
        label="Adoptée le",
        max_length=10,
        required=False,
        validators=[validate_partial_date],
        help_text="2026, 2026-03 ou 2026-03-12. Sans date, celle de la délibération, sinon aujourd’hui.",
    )
    reason = forms.CharField(
        label="Pourquoi sans les composants qui manquent",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, contract: Contract, is_complete: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["deliberation"].queryset = Deliberation.objects.of(contract)
        if is_complete:
            del self.fields["reason"]


class ComponentsForm(forms.Form):
    """What comes with an avenant."""

    evaluation = forms.CharField(
        label="Évaluation du plan précédent",
        max_length=300,
        required=False,
        help_text="La campagne de suivi ou le document qui l’évalue.",
    )
    deliberations = forms.ModelMultipleChoiceField(
        Deliberation.objects.none(),
        label="Délibérations de l’avenant",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    signatures = forms.ModelMultipleChoiceField(
        Signature.objects.none(),
        label="Signatures de l’avenant",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, version: Version, **kwargs):
        initial = {
            "evaluation": version.evaluation,
            "deliberations": version.deliberations.all(),
            "signatures": version.signatures.all(),
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["deliberations"].queryset = Deliberation.objects.of(version.contract)
        self.fields["signatures"].queryset = Signature.objects.of(version.contract).select_related("organisation")


class SuccessionForm(forms.Form):
    """Where an action of the draft comes from, when it is not the same action."""

    source = forms.ModelChoiceField(
        Action.objects.none(), label="Action de la version précédente", empty_label="choisir une action"
    )
    kind = forms.ChoiceField(
        label="Devenir",
        choices=[(kind.value, kind.label) for kind in (ContinuityKind.SPLIT, ContinuityKind.MERGED)],
    )
    target = forms.ModelChoiceField(
        Action.objects.none(), label="Action de l’avenant", empty_label="choisir une action"
    )
    note = forms.CharField(label="Note", max_length=500, required=False)

    def __init__(self, *args, version: Version, **kwargs):
        super().__init__(*args, **kwargs)
        for name, of in (("source", version.based_on_id), ("target", version.pk)):
            self.fields[name].queryset = Action.objects.filter(version=of).order_by("position", "pk")
            self.fields[name].label_from_instance = lambda action: str(action)[:LONGEST]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label="Motif", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ComparisonForm(forms.Form):
    """Which versions are set side by side, and which lines are shown."""

    avec = forms.ModelChoiceField(Version.objects.none(), label="Comparée à", required=False, empty_label=None)
    sujet = forms.ChoiceField(label="Quoi", choices=[("", "tout"), *Subject.choices], required=False)
    devenir = forms.ChoiceField(label="Devenir", required=False)
    q = forms.CharField(required=False, max_length=200)

    def __init__(self, *args, version: Version, **kwargs):
        super().__init__(*args, **kwargs)
        others = Version.objects.filter(contract=version.contract).exclude(pk=version.pk).order_by("-number")
        self.fields["avec"].queryset = others
        self.fields["avec"].to_field_name = "number"
        self.fields["devenir"].choices = [
            ("differe", "ce qui diffère"),
            ("toutes", "toutes les lignes"),
            *ChangeKind.choices,
        ]
