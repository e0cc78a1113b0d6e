"""What can be chosen before a document is printed."""

from django import forms

from faubourg.actions.choices import ActionKind
from faubourg.actions.models import Action
from faubourg.contracts.layouts import Block
from faubourg.contracts.models import Contract, Level, ListedOrganisation, Node
from faubourg.evaluation.choices import EvaluationState
from faubourg.evaluation.models import Evaluation
from faubourg.reports.annex.content import WITHOUT
from faubourg.reports.standing import UNKNOWN
from faubourg.urban.queries import years_of

WORDS = 90


class EditionForm(forms.Form):
    """The choices of one kind of document: about what, and its options."""

    prefix = None

    def __init__(self, *args, kind, contract: Contract, **kwargs):
        self.kind = kind
        super().__init__(*args, auto_id=f"{kind.name}-%s", **kwargs)
        if kind.about:
            self.fields["cle"] = _about(kind, contract)
        if kind.name == "plan":
            self.fields["niveaux"] = _levels(contract)
        if kind.name == "tfpb":
            years = [(str(year), str(year)) for year in years_of(contract)]
            self.fields["annee"] = forms.ChoiceField(
                label="Année", required=False, choices=[("", "la plus récente"), *years]
            )
        if kind.name == "annexe":
            self.fields["annee"] = forms.IntegerField(
                label="Valeurs de l’année", required=False, min_value=1990, max_value=2100, help_text="Vide : toutes."
            )
            self.fields["etat"] = _states(contract)
        if kind.name in ("rapport-annuel", "plie-rapport"):
            self.fields["annee"] = forms.IntegerField(
                label="Année", required=False, min_value=2015, max_value=2100, help_text="Vide : l’année écoulée."
            )
        if kind.name == "fiche":
            self.fields["rubriques"] = forms.MultipleChoiceField(
                label="Rubriques",
                choices=Block.choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="Sans choix, toutes les rubriques de la fiche.",
            )
            self.fields["vierge"] = forms.ChoiceField(
                label="Ou une fiche vierge", required=False, choices=[("", "non"), *ActionKind.choices]
            )

    def options(self) -> dict:
        """The options as the builders of documents take them."""
        data = self.cleaned_data
        options = {}
        if data.get("niveaux"):
            options["divider_levels"] = data["niveaux"]
        if data.get("annee"):
            options["year"] = int(data["annee"])
        if data.get("etat"):
            options["state"] = data["etat"]
        if data.get("rubriques"):
            options["sections"] = data["rubriques"]
        if data.get("vierge"):
            options |= {"blank": True, "kind": data["vierge"]}
        return options

    def clean(self):
        data = super().clean()
        if self.kind.name == "fiche" and not data.get("cle") and not data.get("vierge"):
            raise forms.ValidationError("Choisir une action, ou la nature d’une fiche vierge.")
        return data


def _about(kind, contract: Contract) -> forms.ChoiceField:
    label, rows, empty = {
        "organisation": ("Acteur", _organisations(contract), "choisir un acteur"),
        "action": ("Action", _actions(contract), "choisir une action"),
        "evaluation": ("Évaluation", _evaluations(contract), "la plus récente"),
        "node": ("Élément de l’arbre", _nodes(contract), "tous"),
    }[kind.about]
    return forms.ChoiceField(label=label, choices=[("", empty), *rows], required=kind.needs_key)


def _states(contract: Contract) -> forms.ChoiceField:
    scale = contract.status_scale.order_by("position", "pk").values_list("key", "label")
    choices = [("", "toutes"), *scale, (WITHOUT, UNKNOWN.lower())]
    return forms.ChoiceField(label="Fiches dans l’état", required=False, choices=choices)


def _organisations(contract: Contract) -> list[tuple[str, str]]:
    return list(ListedOrganisation.objects.of(contract).order_by("name", "pk").values_list("key", "name"))


def _actions(contract: Contract) -> list[tuple[str, str]]:
    rows = Action.objects.filter(version=contract.current_version_id).values_list("key", "code", "title")
    return [(key, f"{code} {title}".strip()[:WORDS]) for key, code, title in rows]


def _evaluations(contract: Contract) -> list[tuple[str, str]]:
    rows = Evaluation.objects.of(contract).exclude(state=EvaluationState.DRAFT)
    return list(rows.order_by("position", "pk").values_list("key", "title"))


def _nodes(contract: Contract) -> list[tuple[str, str]]:
    rows = Node.objects.filter(version=contract.current_version_id, children__isnull=False).distinct()
    return [(key, f"{code} {title}".strip()[:WORDS]) for key, code, title in rows.values_list("key", "code", "title")]


def _levels(contract: Contract) -> forms.MultipleChoiceField:
    used = Level.objects.of(contract).filter(nodes__version=contract.current_version_id).distinct()
    names = dict.fromkeys(used.order_by("family", "position").values_list("name", flat=True))
    return forms.MultipleChoiceField(
        label="Pages de séparation",
        choices=[(name, name) for name in names],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Une page avec son tableau à chaque niveau coché ; sans choix, au premier niveau.",
    )
