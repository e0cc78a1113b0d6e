"""Codes made again, and references named by their codes."""

from django import forms

from faubourg.actions.arranging.numbering import Left, classes_of, renumber
from faubourg.actions.arranging.tree import Item, Tree
from faubourg.contracts.choices import ActionKind
from faubourg.exchange.arranging.references import expanded
from faubourg.ui.typography import plural

TAKEN = (
    (Left.TWICE.name, "numéroter aussi les codes imprimés deux fois"),
    (Left.MISSING.name, "donner un code à ce qui n’en a pas"),
)


class NumberingForm(forms.Form):
    """Which levels are numbered again, and what is numbered that would be left."""

    niveaux = forms.MultipleChoiceField(
        label="Numéroter à nouveau", required=False, widget=forms.CheckboxSelectMultiple
    )
    aussi = forms.MultipleChoiceField(
        label="Cas à part", required=False, widget=forms.CheckboxSelectMultiple, choices=TAKEN
    )

    def __init__(self, *args, tree: Tree, **kwargs):
        classes = classes_of(tree)
        styles = renumber(tree, classes=()).styles
        super().__init__(*args, **kwargs)
        self.fields["niveaux"].choices = [
            (name, _label(name, items, styles[name].way if name in styles else "aucun code ne finit par un numéro"))
            for name, items in classes.items()
        ]
        self.fields["niveaux"].initial = list(classes)

    @property
    def chosen(self) -> dict:
        """The choices as `renumber` wants them; every level when the form was not sent."""
        if not self.is_bound or not self.is_valid():
            return {"classes": [name for name, _ in self.fields["niveaux"].choices], "take": []}
        return {
            "classes": self.cleaned_data["niveaux"],
            "take": [Left[name] for name in self.cleaned_data["aussi"]],
        }


def _label(name: str, items: list[Item], way: str) -> str:
    kind = items[0].kind
    kind = kind if name.startswith("niveau:") else str(ActionKind(kind).label)
    return f"{kind} ({plural(len(items), 'ligne,lignes')}) : {way}"


class ReferencesForm(forms.Form):
    """« 15 à 17, 21 et 3.2 », as a document writes its references."""

    renvois = forms.CharField(
        label="Renvois", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Des codes et des suites de codes : « 15 à 17, 21 et 3.2 », « CAF-07 à 12 ».",
    )  # fmt: skip
    nature = forms.CharField(
        label="Nature du renvoi", max_length=120, required=False, help_text="Par exemple « voir aussi », « complète »."
    )
    parmi = forms.ChoiceField(
        label="Chercher parmi", required=False,
        choices=[("", "les actions et les éléments"), ("action", "les actions"), ("element", "les éléments")],
    )  # fmt: skip

    def found(self, tree: Tree) -> list:
        """What the text names."""
        return expanded(tree, self.cleaned_data["renvois"], among=self.cleaned_data["parmi"])
