"""What a person types of a line of the TFPB abatement, and the workbook that brings many."""

from django import forms
from django.core.exceptions import ValidationError

from faubourg.contracts.models import Contract, ListedOrganisation, ListedTerritory
from faubourg.intake.limits import check_size
from faubourg.intake.problems import IntakeError
from faubourg.territories.models import TerritoryKind
from faubourg.ui.typography import NBSP, number
from faubourg.urban.amounts import parse_amount, parse_dwellings, parse_year
from faubourg.urban.choices import Category, LineState
from faubourg.urban.models import TfpbLine
from faubourg.urban.operations import KINDS, amount_name, digest_of, shown
from faubourg.urban.permissions import Landlords
from faubourg.web.forms.fields import ParsedField

_FIGURES = {"inputmode": "decimal", "autocomplete": "off"}
_REQUIRED = {"required": "Choisissez dans la liste."}


def _parsed(parser, label: str, help_text: str = "", *, required: bool = False) -> ParsedField:
    widget = forms.TextInput(attrs=_FIGURES)
    return ParsedField(parser, label=label, required=required, max_length=40, help_text=help_text, widget=widget)


class LineForm(forms.Form):
    """One line; an empty amount is « not given », 0 is nothing spent."""

    digest = forms.CharField(required=False, widget=forms.HiddenInput)
    landlord = forms.ModelChoiceField(
        ListedOrganisation.objects.none(), label="Bailleur", empty_label="Choisir", error_messages=_REQUIRED
    )
    territory = forms.ModelChoiceField(
        ListedTerritory.objects.none(), label="Quartier", empty_label="Choisir", error_messages=_REQUIRED
    )
    year = _parsed(parse_year, "Année", required=True)
    dwellings = _parsed(parse_dwellings, "Logements", "Ceux du bailleur qui ont l’abattement dans ce quartier.")
    abatement = _parsed(parse_amount, "Abattement (€)", "Ce que le bailleur n’a pas payé cette année.")
    declared_total = _parsed(
        parse_amount, "Total déclaré des dépenses (€)", "Celui du bilan. Vide : la somme des huit postes."
    )  # fmt: skip
    state = forms.ChoiceField(label="État", choices=LineState.choices, initial=LineState.DECLARED)
    note = forms.CharField(label="Note", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    line = forms.IntegerField(
        label="Ligne de la source", required=False, min_value=1, max_value=10_000_000, widget=forms.TextInput
    )

    def __init__(self, *args, contract: Contract, writable: Landlords, row: TfpbLine | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        named = ListedOrganisation.objects.of(contract).exclude(is_generic=True)
        if writable.only is not None:
            named = named.filter(pk__in=writable.only)
        self.fields["landlord"].queryset = named.order_by("name", "pk")
        quarters = ListedTerritory.objects.of(contract).filter(kind=TerritoryKind.QPV)
        self.fields["territory"].queryset = quarters.order_by("position", "pk")
        for category in Category:
            for kind, word in KINDS.items():
                field = _parsed(parse_amount, f"{category.label}, {word} (€)")
                self.fields[amount_name(kind, category.value)] = field
        if row is not None:
            self._fill(row)

    def _fill(self, row: TfpbLine) -> None:
        self.initial |= {name: getattr(row, f"{name}_id") for name in ("landlord", "territory")}
        self.initial |= {name: getattr(row, name) for name in ("year", "dwellings", "state", "note", "line")}
        self.initial |= {name: number(getattr(row, name)) for name in ("abatement", "declared_total")}
        for kind in KINDS:
            given = row.amounts(kind).items()
            self.initial |= {amount_name(kind, code): number(amount) for code, amount in given}
        self.initial["digest"] = digest_of(row)

    def values(self) -> dict:
        """What the operation writes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "digest"}

    def pairs(self) -> list[tuple]:
        """Each category with its two fields."""
        words = [(kind, word.capitalize()) for kind, word in KINDS.items()]
        return [
            (category.label, [(word, self[amount_name(kind, category.value)]) for kind, word in words])
            for category in Category
        ]

    def tell_change(self, row: TfpbLine, present: dict[str, str]) -> None:
        """Say what the line says now; saving again keeps what was typed."""
        written = {self._title(name): self._words(name, value) for name, value in self.values().items()}
        other = [f"{title} : {text or 'non donné'}" for title, text in present.items() if written.get(title) != text]
        self.data = self.data.copy()
        self.data["digest"] = digest_of(row)
        told = f" Elle dit maintenant{NBSP}: {' ; '.join(other)}." if other else ""
        sentence = f"Quelqu’un a changé cette ligne pendant votre saisie.{told} Enregistrer de nouveau garde la vôtre."
        self.add_error(None, sentence)

    def _title(self, name: str) -> str:
        if "-" in name:
            return str(self.fields[name].label).removesuffix(" (€)")
        return str(TfpbLine._meta.get_field(name).verbose_name)

    def _words(self, name: str, value: object) -> str:
        return str(LineState(value).label) if name == "state" else shown(value)


class WorkbookForm(forms.Form):
    """A workbook of lines."""

    file = forms.FileField(
        label="Classeur",
        help_text="Fichier .xlsx ou .ods, avec une feuille « TFPB ».",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods"}),
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
