"""The plan's filters, read from an address.

Parameters: `q`, `element` (key of a node, or `sans`), `type` (letter, or `sans`), `acteur` with its services, `role`,
`quartier` with the groups that contain it, `nature`, `dispositif`, `financeur`, `public`, `etiquette`, `avancement`,
`marque`, `portee`, and `indicateur`, `pilote`, `calendrier` (`avec` or `sans`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django import forms

from faubourg.actions.choices import ActionKind, CommitmentLevel, RoleKind
from faubourg.reports.plan.records import Named, PlanData

WITHOUT = "sans"
BEARER = "porteur"
PRESENCE = (("avec", "avec"), (WITHOUT, "sans"))
MARKS = (
    ("condition", "sous condition"),
    ("partagee", "partagée avec une autre"),
    ("transversale", "transversale"),
    ("deduite", "avec une valeur déduite"),
)
#: Parameter → kind of name in `PlanData.names`.
NAMED = {
    "acteur": "actor",
    "quartier": "territory",
    "dispositif": "scheme",
    "financeur": "actor",
    "public": "public",
    "etiquette": "tag",
}

Choices = list[tuple[str, str]]


class PlanForm(forms.Form):
    """The filters with their French labels; the choices are what the contract holds."""

    q = forms.CharField(label="Recherche", required=False, max_length=200)
    type = forms.ChoiceField(label="Type", required=False)
    acteur = forms.ChoiceField(label="Acteur", required=False)
    role = forms.ChoiceField(label="Rôle de l’acteur", required=False)
    quartier = forms.ChoiceField(label="Quartier", required=False)
    element = forms.ChoiceField(label="Objectif", required=False)
    nature = forms.ChoiceField(label="Nature", required=False)
    avancement = forms.ChoiceField(label="Avancement", required=False)
    dispositif = forms.ChoiceField(label="Dispositif", required=False)
    financeur = forms.ChoiceField(label="Financeur ou apport de moyens", required=False)
    public = forms.ChoiceField(label="Public", required=False)
    etiquette = forms.ChoiceField(label="Étiquette", required=False)
    marque = forms.ChoiceField(label="Signe particulier", required=False, choices=MARKS)
    portee = forms.ChoiceField(label="Portée", required=False)
    indicateur = forms.ChoiceField(label="Indicateur", required=False, choices=PRESENCE)
    pilote = forms.ChoiceField(label="Pilote", required=False, choices=PRESENCE)
    calendrier = forms.ChoiceField(label="Calendrier", required=False, choices=PRESENCE)

    def __init__(self, data: Mapping, choices: dict[str, Choices]):
        # A field that the address does not set has nothing to check, and copying all of them takes a millisecond.
        self.base_fields = {name: one for name, one in self.base_fields.items() if data.get(name)}
        super().__init__(data)
        for name in self.fields.keys() & choices.keys():
            self.fields[name].choices = choices[name]


def choices_of(plan: PlanData) -> dict[str, Choices]:
    """What each filter offers in this contract, in the order of the document; nothing where nothing is held."""
    kinds, letters, funders, levels = set(), set(), set(), set()
    for row in plan.rows:
        for member in row.family:
            kinds.add(member.kind)
            letters.add(member.letter)
            levels.add(member.level)
            funders.update(member.links.get("funder", ()))
            funders.update(held.organisation for held in member.roles.get("financeur", ()))
    without_type = [(WITHOUT, "sans type")] if "" in letters and len(letters) > 1 else []
    without_node = [(WITHOUT, "Sans objectif")] if any(not row.links.get("node") for row in plan.rows) else []
    return {
        "type": [(letter, f"{letter} · {label}") for letter, label in plan.types.items() if letter in letters]
        + without_type,
        "element": [(node.key, "\u2007" * 2 * len(node.path) + node.label) for node in plan.nodes.values()]
        + (without_node if plan.nodes else []),
        "role": [(BEARER, "porteur (page d’acteur, sinon pilotes)"), *RoleKind.choices],
        "nature": [(kind, label) for kind, label in ActionKind.choices if kind in kinds],
        "portee": [(level, label) for level, label in CommitmentLevel.choices if level in levels],
        "avancement": [(state.key, state.label) for state in plan.states.values()]
        + ([(WITHOUT, "non renseigné")] if plan.states else []),
        "financeur": [(named.key, named.title) for pk, named in plan.names["actor"].items() if pk in funders],
    } | {
        name: [(named.key, named.title) for named in plan.names[kind].values()]
        for name, kind in NAMED.items()
        if name != "financeur"
    }


@dataclass(frozen=True)
class PlanFilters:
    """Filters that hold, by parameter; `problems` are French sentences on those that were left aside.

    `choices` is what each filter offers in the contract, for the form of the page.
    """

    values: dict[str, str]
    labels: dict[str, str]
    problems: tuple[str, ...] = ()
    choices: dict[str, Choices] = field(default_factory=dict, compare=False)

    def __bool__(self) -> bool:
        return bool(self.values)

    def get(self, name: str) -> str:
        """The value of a filter, empty when it is not set."""
        return self.values.get(name, "")

    @property
    def text(self) -> str:
        """The words looked for."""
        return self.get("q")

    def without(self, name: str) -> "PlanFilters":
        """The same filters but one; a role means nothing without its actor."""
        gone = {name, "role"} if name == "acteur" else {name}
        return PlanFilters({key: value for key, value in self.values.items() if key not in gone}, self.labels)

    def query(self, **changes: str) -> str:
        """The filters as the end of an address; `changes` set further parameters, an empty one is left out."""
        return urlencode({key: value for key, value in (self.values | changes).items() if value})


def read_filters(query: Mapping, plan: PlanData) -> PlanFilters:
    """The filters of an address. An unknown value is left aside with a sentence; nothing is refused."""
    choices = choices_of(plan)
    form = PlanForm(query, choices)
    form.is_valid()
    values = {name: value for name, value in form.cleaned_data.items() if value}
    problems = [
        f"Le filtre « {form.fields[name].label} » a été laissé de côté : "
        f"« {str(query.get(name, ''))[:60]} » n’existe pas dans ce contrat."
        if name != "q"
        else "La recherche a été laissée de côté : 200 caractères au plus."
        for name in form.errors
    ]
    if "role" in values and "acteur" not in values and values["role"] == BEARER:
        problems.append("Le rôle « porteur » demande de choisir un acteur : le filtre a été laissé de côté.")
        del values["role"]
    return PlanFilters(values, _labels(form, values, plan), tuple(problems), choices)


def _labels(form: PlanForm, values: dict[str, str], plan: PlanData) -> dict[str, str]:
    """How each filter reads on its label: « Acteur : CAF », « sans pilote »."""
    shown = {}
    for name, value in values.items():
        label = str(form.fields[name].label)
        if name == "q":
            shown[name] = f"« {value} »"
        elif name in ("indicateur", "pilote", "calendrier"):
            shown[name] = f"{value} {label.lower()}"
        elif name == "role":
            shown[name] = dict(form.fields[name].choices)[value].split(" (")[0]
        elif name in NAMED:
            shown[name] = f"{label} : {find_named(plan, name, value).short}"
        elif name == "element" and value != WITHOUT:
            node = next(node for node in plan.nodes.values() if node.key == value)
            shown[name] = f"{node.level.capitalize()} : {node.code or node.title[:40]}"
        else:
            shown[name] = f"{label} : {dict(form.fields[name].choices)[value].strip()}"
    return shown


def find_named(plan: PlanData, name: str, key: str) -> Named:
    """What the value of a filter names: an organisation, a territory, a scheme…"""
    return next(named for named in plan.names[NAMED[name]].values() if named.key == key)
