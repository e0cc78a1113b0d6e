"""Model actions, and the element where a clause goes."""

from django import forms

from faubourg.actions.choices import CLAUSE_KINDS, ActionKind, RoleKind
from faubourg.actions.models import ActionTemplate
from faubourg.contracts.models import Contract, Node
from faubourg.indicators.choices import IndicatorKind

ROWS = 4


class NodeField(forms.ModelChoiceField):
    """An element of the plan, by its key."""

    def __init__(self, contract: Contract, **kwargs):
        rows = Node.objects.of(contract).order_by("position", "pk")
        super().__init__(rows, to_field_name="key", empty_label="choisir", **kwargs)

    def label_from_instance(self, node: Node) -> str:
        return str(node)[:120]


class LinesField(forms.CharField):
    """A list of {first, second} written « premier : second », one a line; `known` gives codes their words."""

    def __init__(self, names: tuple[str, str], known: dict[str, str], **kwargs):
        self.names, self.known = names, known
        super().__init__(required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": ROWS}), **kwargs)

    def prepare_value(self, value):
        if not isinstance(value, list):
            return value
        first, second = self.names
        pairs = [(self.known.get(one[first], one[first]), " ".join(one[second].split())) for one in value]
        return "\n".join(f"{name} : {words}" for name, words in pairs)

    def clean(self, value):
        codes = {label.casefold(): code for code, label in self.known.items()}
        found = []
        for number, line in enumerate(filter(str.strip, super().clean(value).splitlines()), 1):
            first, colon, second = (part.strip() for part in line.partition(":"))
            if not colon or not second:
                raise forms.ValidationError(f"Ligne {number} : écrire « nature : texte », avec les deux-points.")
            code = codes.get(first.casefold(), first)
            if self.strict and code not in self.known:
                listed = ", ".join(self.known.values())
                raise forms.ValidationError(f"Ligne {number} : « {first[:40]} » n’est pas connu. Choisir : {listed}.")
            found.append({self.names[0]: code, self.names[1]: second})
        return found

    strict = True


class ClauseLines(LinesField):
    """Clauses: kinds may be of one's own words."""

    strict = False


class TemplateForm(forms.Form):
    """What a model action says."""

    title = forms.CharField(label="Intitulé", max_length=1_000, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label="Nature", choices=ActionKind.choices, initial=ActionKind.ACTION)
    summary = forms.CharField(
        label="Résumé", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": ROWS})
    )
    objectives = forms.CharField(
        label="Objectifs", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": ROWS}),
        help_text="Un par ligne.",
    )  # fmt: skip
    calendar = forms.CharField(label="Calendrier", required=False, max_length=2_000)
    is_shared = forms.BooleanField(
        label="Partager avec toutes les personnes de l’instance", required=False,
        help_text="Sinon, vous seul·e le voyez.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        initial = dict(kwargs.pop("initial", None) or {})
        indicators = initial.get("indicators", [])
        initial["objectives"] = "\n".join(initial.get("objectives", []))
        super().__init__(*args, initial=initial, **kwargs)
        self.units = {one["label"]: one.get("unit", "") for one in indicators}
        roles, kinds = dict(RoleKind.choices), dict(IndicatorKind.choices)
        self.fields["roles"] = LinesField(
            ("role", "words"), roles, label="Rôles habituels", help_text="Une ligne par rôle : « pilote : CAF »."
        )
        self.fields["indicators"] = LinesField(
            ("kind", "label"), kinds, label="Indicateurs",
            help_text=f"Une ligne par indicateur, sa nature d’abord ({', '.join(kinds.values())}).",
        )  # fmt: skip
        self.fields["clauses"] = ClauseLines(
            ("kind", "text"), CLAUSE_KINDS, label="Clauses",
            help_text="Une ligne par clause : « obligation : le comité des partenaires est réuni chaque année ».",
        )  # fmt: skip
        self.order_fields(
            ["title", "kind", "summary", "objectives", "calendar", "roles", "indicators", "clauses", "is_shared"]
        )

    @property
    def values(self) -> dict:
        """What was typed, as the model keeps it."""
        data = dict(self.cleaned_data)
        data["objectives"] = [line.strip() for line in data["objectives"].splitlines() if line.strip()]
        data["indicators"] = [one | {"unit": self.units.get(one["label"], "")} for one in data["indicators"]]
        return data


def said_by(template: ActionTemplate) -> dict:
    """What a model says, for its form."""
    names = ("title", "kind", "summary", "objectives", "calendar", "is_shared", "roles", "indicators", "clauses")
    return {name: getattr(template, name) for name in names}


class UseForm(forms.Form):
    """Where the action made from a model goes."""

    title = forms.CharField(label="Intitulé", max_length=1_000, widget=forms.Textarea(attrs={"rows": 2}))
    code = forms.CharField(label="Code", max_length=40, required=False)

    def __init__(self, *args, contract: Contract, template: ActionTemplate, **kwargs):
        super().__init__(*args, initial={"title": template.title}, **kwargs)
        self.fields["node"] = NodeField(contract, label="Sous", required=False)
        if template.clauses:
            self.fields["with_clauses"] = forms.BooleanField(
                label="Ajouter ses clauses à cet élément", required=False,
                help_text="Celles que l’élément porte déjà ne sont pas répétées.",
            )  # fmt: skip

    def clean(self):
        """Clauses hang on an element."""
        data = super().clean()
        if data.get("with_clauses") and not data.get("node"):
            self.add_error("node", "Les clauses vont sur un élément : choisissez-le.")
        return data


class InsertForm(forms.Form):
    """The element on which a known clause is put, and its text, which may be adapted."""

    text = forms.CharField(label="Texte", max_length=20_000, widget=forms.Textarea(attrs={"rows": ROWS}))

    def __init__(self, *args, contract: Contract, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["node"] = NodeField(contract, label="Élément")
        self.order_fields(["node", "text"])
