"""Forms of registers: what a register is, a column, a row made from its columns, a count, a file."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from faubourg.contracts.models import ListedOrganisation
from faubourg.indicators.models import Indicator
from faubourg.intake.limits import check_size
from faubourg.intake.problems import IntakeError
from faubourg.registers.cells import NOUNS, Lists, read_cell, shown
from faubourg.registers.choices import GROUPING, NUMERIC, ColumnType
from faubourg.registers.models import Register, RegisterColumn, RegisterCount, RegisterRow
from faubourg.registers.operations.rows import Draft, digest_of
from faubourg.registers.permissions import Holders
from faubourg.ui.ticks import TickList
from faubourg.ui.typography import NBSP
from faubourg.web.forms.fields import LinesField, ParsedField

NOT_COUNTED = "(ne compte pas)"
_HELP = {
    ColumnType.NUMBER: "En chiffres.",
    ColumnType.AMOUNT: "En euros. Vide : non donné ; 0 : rien.",
    ColumnType.DATE: "Par exemple 2024, 09/2024 ou 30/09/2024.",
}


class StatesField(LinesField):
    """The states of a register, one a line; « (ne compte pas) » at the end says that its rows are not counted."""

    def __init__(self, **kwargs):
        self.before: list[dict] = []
        super().__init__(**kwargs)

    def prepare_value(self, value):
        if isinstance(value, list):
            value = [one["label"] + ("" if one.get("counts", True) else f" {NOT_COUNTED}") for one in value]
        return super().prepare_value(value)

    def clean(self, value):
        known, found = {one["label"].casefold(): one["key"] for one in self.before}, []
        for line in super().clean(value):
            label = line.removesuffix(NOT_COUNTED).strip()
            key = known.get(label.casefold()) or slugify(label)[:80]
            if not key or key in {one["key"] for one in found}:
                raise ValidationError(f"« {label[:60]} » est écrit deux fois, ou n’a pas de lettre.")
            found.append({"key": key, "label": label[:80], "counts": not line.endswith(NOT_COUNTED)})
        return found


class RegisterForm(forms.ModelForm):
    """What a register is."""

    states = StatesField(
        label="États",
        required=False,
        help_text="Un par ligne ; « (ne compte pas) » à la fin pour ne pas compter ses lignes. Vide : sans état.",
    )

    class Meta:
        model = Register
        fields = ("title", "unit", "help_text", "states")
        widgets = {"help_text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["states"].before = self.instance.states

    def _post_clean(self):
        """The operation fills and checks the row: the form only reads what was typed."""


class ColumnForm(forms.ModelForm):
    """A column of a register."""

    options = LinesField(
        label="Choix possibles", required=False, help_text="Un par ligne, pour un choix dans une liste."
    )

    class Meta:
        model = RegisterColumn
        fields = ("label", "type", "options", "required", "breaks_down", "help_text")

    def _post_clean(self):
        """The operation fills and checks the row: the form only reads what was typed."""


class RowForm(forms.Form):
    """A row: one field a column, then who keeps it, its state, a note."""

    digest = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, register: Register, holders: Holders, row: RegisterRow | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.register, self.row, self.lists = register, row, Lists(register.contract)
        for column in register.column_list:
            self.fields[f"c-{column.key}"] = self._field(column)
        named = ListedOrganisation.objects.of(register.contract).exclude(is_generic=True).order_by("name", "pk")
        if holders.only is not None:
            named = named.filter(pk__in=holders.only)
        self.fields["organisation"] = forms.ModelChoiceField(
            named, label="Tenue par", required=holders.only is not None, empty_label="personne en particulier",
            help_text="L’organisation qui tient cette ligne à jour.",
        )  # fmt: skip
        if register.states:
            choices = [("", "sans état"), *register.state_labels.items()]
            self.fields["state"] = forms.ChoiceField(label="État", choices=choices, required=False)
        widget = forms.Textarea(attrs={"rows": 2})
        self.fields["note"] = forms.CharField(label="Note", required=False, max_length=2000, widget=widget)
        if row is not None:
            self._fill(row)

    def _field(self, column: RegisterColumn) -> forms.Field:
        facts = {"label": column.label, "required": column.required}
        facts["help_text"] = column.help_text or _HELP.get(column.type, "")
        if column.type in (ColumnType.YES_NO, ColumnType.CHOICE, *NOUNS):
            offered = {ColumnType.YES_NO: ["oui", "non"], ColumnType.CHOICE: column.options}.get(column.type)
            pairs = [(one, one) for one in offered] if offered is not None else self.lists.choices(column.type)
            before = self.row.values.get(column.key) if self.row else None
            if isinstance(before, str) and before not in dict(pairs):
                pairs.append((before, f"{before} (n’est plus dans la liste)"))
            return forms.ChoiceField(choices=[("", "non donné"), *pairs], **facts)
        widget = None
        if column.type == ColumnType.TEXT:
            widget = forms.Textarea(attrs={"rows": 2})
        return ParsedField(lambda text: read_cell(column, text, self.lists), max_length=2_000, widget=widget, **facts)

    def _fill(self, row: RegisterRow) -> None:
        self.initial |= {"organisation": row.organisation_id, "state": row.state, "note": row.note}
        self.initial["digest"] = digest_of(row)
        for column in self.register.column_list:
            value = row.values.get(column.key)
            keyed = column.type in NOUNS
            text = value if keyed else shown(column, value, self.lists).removesuffix(f"{NBSP}€")
            self.initial[f"c-{column.key}"] = text

    def draft(self) -> Draft:
        """What the operation writes."""
        cells = {}
        for column in self.register.column_list:
            value = self.cleaned_data[f"c-{column.key}"]
            if column.type == ColumnType.YES_NO:
                value = {"oui": True, "non": False}.get(value)
            cells[column.key] = None if value == "" else value
        facts = {name: self.cleaned_data[name] for name in ("organisation", "state", "note") if name in self.fields}
        return Draft(self.row, cells, facts, self.cleaned_data["digest"])

    def tell(self, error: ValidationError) -> None:
        """Show what an operation refused, at its field where there is one."""
        if not hasattr(error, "error_dict"):
            return self.add_error(None, error)
        for name, problems in error.error_dict.items():
            field = name if name in self.fields else f"c-{name}"
            self.add_error(field if field in self.fields else None, problems)
        return None

    def tell_change(self, row: RegisterRow, present: dict[str, str]) -> None:
        """Say what the row says now; saving again keeps what was typed."""
        self.data = self.data.copy()
        self.data["digest"] = digest_of(row)
        told = " ; ".join(f"{name} : {text or 'non donné'}" for name, text in present.items())
        self.add_error(
            None,
            f"Quelqu’un a changé cette ligne pendant votre saisie. Elle dit maintenant{NBSP}: {told}. "
            "Enregistrer de nouveau garde la vôtre.",
        )


class CountForm(forms.Form):
    """How rows become values of an indicator."""

    lineage = forms.ChoiceField(label="Indicateur")
    aggregate = forms.ChoiceField(label="Compter", choices=RegisterCount._meta.get_field("aggregate").choices)
    column = forms.ChoiceField(label="Colonne à additionner", required=False, help_text="Pour une somme seulement.")
    year_column = forms.ChoiceField(label="Année prise dans", help_text="Une colonne de dates ou de nombres.")
    states = forms.MultipleChoiceField(
        label="États comptés", required=False, widget=TickList, help_text="Aucun coché : ceux qui comptent."
    )
    where_column = forms.ChoiceField(label="Garder seulement les lignes où", required=False)
    where_value = forms.CharField(label="vaut", required=False, max_length=200)
    by = forms.MultipleChoiceField(label="Ventiler par", required=False, widget=TickList)

    def __init__(self, *args, register: Register, **kwargs):
        super().__init__(*args, **kwargs)
        self.register, columns = register, register.column_list
        version = register.contract.current_version_id
        rows = Indicator.objects.filter(version=version).order_by("position", "pk")
        named = [
            (str(one.lineage_id), f"{one.label[:110]} ({one.key})") for one in rows.only("lineage", "label", "key")
        ]
        self.fields["lineage"].choices = [("", "Choisir"), *named]

        def among(test) -> list[tuple[str, str]]:
            return [(one.key, one.label) for one in columns if test(one)]

        self.fields["column"].choices = [("", "aucune"), *among(lambda one: one.type in NUMERIC)]
        dated = among(lambda one: one.type in (ColumnType.DATE, ColumnType.NUMBER))
        self.fields["year_column"].choices = [("", "Choisir"), *dated]
        self.fields["where_column"].choices = [("", "toutes les lignes"), *among(lambda one: True)]
        self.fields["by"].choices = among(lambda one: one.breaks_down and one.type in GROUPING)
        self.fields["states"].choices = list(register.state_labels.items())
        for name in ("states", "by"):
            if not self.fields[name].choices:
                del self.fields[name]

    def clean(self):
        """The condition, read as a cell of its column."""
        data = super().clean()
        data["where"] = {}
        if key := data.get("where_column"):
            column = next(one for one in self.register.column_list if one.key == key)
            try:
                value = read_cell(column, data.get("where_value", ""), Lists(self.register.contract))
            except ValueError as error:
                self.add_error("where_value", str(error))
                return data
            if value is None:
                self.add_error("where_value", "Écrivez la valeur que les lignes doivent avoir.")
            data["where"] = {key: value}
        return data

    def values(self) -> dict:
        """What the operation writes."""
        data = self.cleaned_data
        return {
            "lineage_id": data["lineage"], "aggregate": data["aggregate"], "column": data["column"],
            "year_column": data["year_column"], "states": data.get("states", []), "where": data["where"],
            "by": data.get("by", []),
        }  # fmt: skip


class FileForm(forms.Form):
    """A file of rows."""

    file = forms.FileField(
        label="Fichier",
        help_text="Fichier .xlsx, .ods ou .csv, avec les titres des colonnes en première ligne.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
        allow_empty_file=True,
        error_messages={"required": "Choisissez un fichier."},
    )

    def clean_file(self):
        """The file, if its size can be read."""
        file = self.cleaned_data["file"]
        try:
            check_size(file.size, file.name)
        except IntakeError as error:
            raise ValidationError([problem.sentence for problem in error.problems]) from error
        return file


def tell(form: forms.Form, error: ValidationError) -> None:
    """Show what an operation refused, at its field where the form has it."""
    known = getattr(error, "error_dict", None)
    if known is None:
        return form.add_error(None, error)
    for name, problems in known.items():
        form.add_error(name if name in form.fields else None, problems)
    return None
