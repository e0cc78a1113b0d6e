"""The form of a published figure: what the document prints, and its measure by guided choices or as data."""

from typing import Any

from django import forms

from faubourg.contracts.models import Contract
from faubourg.exchange.figures.guided import (
    AGGREGATES,
    OPERATORS,
    SHAPES,
    TABLE,
    WITHOUT_VALUE,
    fields_of,
    measure_of,
    term_of,
    values_of,
)
from faubourg.exchange.figures.source import Source
from faubourg.exchange.flat import FLAT_BY_NAME
from faubourg.exchange.schema.sections import SECTIONS
from faubourg.intake.values import parse_integer, parse_number
from faubourg.web.forms.fields import GroupField, ParsedField

RECORDS, NOTHING, DATA = "enregistrements", "sans", "donnees"
OTHER_SHAPES = {
    RECORDS: "demande des enregistrements que le document ne donne pas",
    NOTHING: "ne se calcule pas : cible, plafond, vote, base absente",
    DATA: "une mesure écrite comme donnée (experts)",
}
#: Conditions that a term may have.
CONDITIONS = 3
NONE = [("", "–")]


class MeasureForm(forms.Form):
    """Fields appear as choices are made: the fields of a section once it is chosen."""

    digest = forms.CharField(required=False, widget=forms.HiddenInput)
    label = forms.CharField(label="Ce que dit le chiffre", max_length=500)
    value = ParsedField(parse_number, label="Valeur imprimée", required=False, help_text="En chiffres. Vide : aucune.")
    printed = forms.CharField(label="Comme imprimé", required=False, max_length=200, help_text="« plus de 200 ».")
    unit = forms.CharField(label="Unité", required=False, max_length=60)
    line = ParsedField(parse_integer, label="Ligne du document", required=False)
    note = forms.CharField(
        label="Explication", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="En cas d’écart : pourquoi, en citant la valeur calculée.",
    )  # fmt: skip
    shape = forms.ChoiceField(label="La mesure est")

    def __init__(self, *args, contract: Contract, source: Source, **kwargs):
        super().__init__(*args, **kwargs)
        self.contract, self.source = contract, source
        shapes = [(key, name) for key, (name, _) in SHAPES.items()]
        self.fields["shape"].choices = [*shapes, *OTHER_SHAPES.items()]
        self.terms: list[tuple[str, str]] = []
        self.lists: list[tuple[str, list[str]]] = []
        shape = self._said("shape") or "one"
        if shape in SHAPES:
            for prefix, name in zip("ab", SHAPES[shape][1], strict=False):
                self.terms.append((prefix, name))
                self._term(prefix)
            self.fields["percent"] = forms.BooleanField(label="En pourcentage", required=False)
            self.fields["digits"] = ParsedField(
                parse_integer, label="Décimales du document", required=False, help_text="0 : entier ; -2 : centaines."
            )
        elif shape == DATA:
            self.fields["measure"] = GroupField(
                label="Mesure", help_text="Un champ par ligne : nom, deux-points, valeur."
            )
        else:
            self.fields["words"] = forms.CharField(label="En mots", widget=forms.Textarea(attrs={"rows": 2}))

    def _said(self, name: str) -> str:
        value = self.data.get(name) if self.is_bound else self.initial.get(name)
        return str(value or "")

    def _term(self, prefix: str) -> None:
        sections = [(one.name, one.title) for one in SECTIONS]
        tables = [(TABLE + key, f"Tableau : {table['title']}"[:90]) for key, table in self.source.tables.items()
                  if not table.get("computed")]  # fmt: skip
        self.fields[f"{prefix}_of"] = forms.ChoiceField(
            label="Compter dans", choices=[("", "Choisir"), *sections, *tables]
        )
        path = self._said(f"{prefix}_of")
        if path.startswith(TABLE) and path in dict(tables):
            self._cells(prefix, self.source.tables[path.removeprefix(TABLE)])
        elif path in dict(sections):
            self._rows(prefix, path)

    def _cells(self, prefix: str, table: dict) -> None:
        columns = [(str(one), str(one)) for one in table["columns"]]
        rows = [(str(row[0]), str(row[0])) for row in table["rows"] if row]
        several = {"widget": forms.CheckboxSelectMultiple, "required": False}
        self.fields[f"{prefix}_columns"] = forms.MultipleChoiceField(
            label="Colonnes additionnées", choices=columns, widget=forms.CheckboxSelectMultiple
        )
        self.fields[f"{prefix}_rows"] = forms.MultipleChoiceField(
            label="Lignes (aucune cochée : toutes)", choices=rows, **several
        )

    def _rows(self, prefix: str, path: str) -> None:
        names = self._named(path)
        choose = {"required": False}
        self.fields[f"{prefix}_aggregate"] = forms.ChoiceField(label="Compter", choices=list(AGGREGATES.items()))
        self.fields[f"{prefix}_field"] = forms.ChoiceField(
            label="du champ", choices=NONE + names, help_text="Pour une somme ou des valeurs différentes.", **choose
        )
        for rank in range(1, CONDITIONS + 1):
            name = f"{prefix}_c{rank}"
            self.fields[f"{name}_field"] = forms.ChoiceField(label="Où le champ", choices=NONE + names, **choose)
            self.fields[f"{name}_op"] = forms.ChoiceField(label="condition", choices=list(OPERATORS.items()), **choose)
            self.fields[f"{name}_value"] = self._text("valeur", path, self._said(f"{name}_field"), f"{name}-valeurs")
        others = [(one.name, one.title) for one in SECTIONS]
        self.fields[f"{prefix}_in"] = forms.ChoiceField(label="Seulement ce que vise", choices=NONE + others, **choose)
        other = self._said(f"{prefix}_in")
        if other in dict(others):
            linked = NONE + self._named(other)
            self.fields[f"{prefix}_by"] = forms.ChoiceField(label="par son champ", choices=linked)
            self.fields[f"{prefix}_link"] = forms.ChoiceField(label="quand son champ", choices=linked, **choose)
            self.fields[f"{prefix}_link_value"] = self._text(
                "est", other, self._said(f"{prefix}_link"), f"{prefix}-liens"
            )

    def _named(self, path: str) -> list[tuple[str, str]]:
        headings = FLAT_BY_NAME[path].headings
        return [(name, headings.get(name, name)) for name in fields_of(self.source, path)]

    def _text(self, label: str, path: str, field: str, list_id: str) -> forms.Field:
        attrs = {"autocomplete": "off"}
        if field in fields_of(self.source, path):
            self.lists.append((list_id, values_of(self.source, path, field)))
            attrs["list"] = list_id
        return forms.CharField(label=label, required=False, max_length=300, widget=forms.TextInput(attrs=attrs))

    def groups(self) -> list[tuple[str, list]]:
        """Each term with its fields, for the page."""
        return [
            (name, [self[field] for field in self.fields if field.startswith(f"{prefix}_")])
            for prefix, name in self.terms
        ]

    def rest(self) -> list:
        """The fields of the measure that belong to no term."""
        return [self[name] for name in ("percent", "digits", "measure", "words") if name in self.fields]

    def clean(self):
        """Conditions that lack their value are told at their place."""
        data = super().clean()
        for prefix, _ in self.terms:
            for rank in range(1, CONDITIONS + 1):
                name = f"{prefix}_c{rank}"
                needs = data.get(f"{name}_field") and data.get(f"{name}_op") not in WITHOUT_VALUE
                if needs and not data.get(f"{name}_value"):
                    self.add_error(f"{name}_value", "Écrivez la valeur, ou choisissez une autre condition.")
            if data.get(f"{prefix}_aggregate", "count") != "count" and not data.get(f"{prefix}_field"):
                self.add_error(f"{prefix}_field", "Choisissez le champ.")
        digits = data.get("digits")
        if digits is not None and not -9 <= digits <= 9:
            self.add_error("digits", "Un nombre entre -9 et 9 est attendu.")
        return data

    def record(self) -> dict[str, Any]:
        """The figure under the names of the file."""
        data = self.cleaned_data
        measure = self._measure()
        basis = measure.get("basis") if isinstance(measure, dict) else None
        said = {name: data[name] for name in ("label", "value", "printed", "unit", "line", "note")}
        return said | {"measure": measure, "computable": basis}

    def _measure(self) -> Any:
        data, shape = self.cleaned_data, self.cleaned_data["shape"]
        if shape == DATA:
            return data["measure"]
        if shape in (RECORDS, NOTHING):
            return {"basis": shape, ("what" if shape == RECORDS else "reason"): data["words"]}
        terms = [term_of(self.source, self._choices(prefix)) for prefix, _ in self.terms]
        return measure_of(shape, terms, percent=data["percent"], digits=data["digits"])

    def _choices(self, prefix: str) -> dict[str, Any]:
        data = self.cleaned_data
        conditions = [
            (data[f"{prefix}_c{rank}_field"], data[f"{prefix}_c{rank}_op"], data[f"{prefix}_c{rank}_value"])
            for rank in range(1, CONDITIONS + 1)
            if data.get(f"{prefix}_c{rank}_field")
        ]
        link = None
        if data.get(f"{prefix}_in"):
            link = (data[f"{prefix}_in"], *(data[f"{prefix}_{name}"] for name in ("by", "link", "link_value")))
        named = {name: data.get(f"{prefix}_{name}") for name in ("of", "aggregate", "field", "rows", "columns")}
        return {name: value for name, value in named.items() if value} | {"conditions": conditions, "link": link}
