"""What is typed of a campaign."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from faubourg.contracts.models import Contract, ListedOrganisation, Node
from faubourg.followup.choices import CampaignKind, CampaignState
from faubourg.followup.models import Campaign
from faubourg.indicators.models import Indicator
from faubourg.intake.limits import check_size
from faubourg.intake.problems import IntakeError
from faubourg.ui.ticks import TickList

_DAY = {"attrs": {"type": "date"}, "format": "%Y-%m-%d"}
_FIRST, _LAST = 2000, 2100
_STEP = re.compile(r"(?:(\d{1,2})/(\d{1,2})/(\d{4})\s*[:;]\s*)?(.+)")


def _year(label: str, *, required: bool = True, help_text: str = "") -> forms.IntegerField:
    wrong = f"Écrivez une année entre {_FIRST} et {_LAST}."
    return forms.IntegerField(
        label=label, required=required, min_value=_FIRST, max_value=_LAST, help_text=help_text, widget=forms.TextInput,
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
    )  # fmt: skip


def _day(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(label=label, required=False, help_text=help_text, widget=forms.DateInput(**_DAY))


class CampaignForm(forms.Form):
    """A campaign to prepare, or one to change: its years and scope no longer once it has opened."""

    title = forms.CharField(label="Intitulé", max_length=200)
    kind = forms.ChoiceField(label="Nature", choices=CampaignKind.choices)
    first_year = _year("Année demandée", help_text="Celle des valeurs. Pour une évaluation, la première.")
    last_year = _year("Dernière année", required=False, help_text="Pour une évaluation sur plusieurs années.")
    opens_on = _day("Ouverture prévue")
    deadline = _day("Date limite", "Dernier jour pour répondre. Une réponse plus tardive est gardée, pas prise.")
    freezes_on = _day("Gel prévu", "À partir de ce jour, les valeurs ne changent plus.")
    nodes = forms.MultipleChoiceField(
        label="Éléments du plan", required=False, widget=TickList, help_text="Rien de coché : tout le plan."
    )
    organisations = forms.ModelMultipleChoiceField(
        ListedOrganisation.objects.none(), label="Organismes interrogés", required=False, widget=TickList,
        help_text="Rien de coché : tous ceux qui produisent un indicateur du périmètre.",
    )  # fmt: skip
    message = forms.CharField(label="Mot aux référent·es", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    team = forms.CharField(label="Équipe", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    steps = forms.CharField(
        label="Étapes", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Une par ligne, avec sa date si elle est connue (31/03/2027 : entretiens).",
    )  # fmt: skip
    audience = forms.CharField(label="À qui elle s’adresse", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    SETTLED = ("kind", "first_year", "last_year", "nodes", "organisations")

    def __init__(self, *args, contract: Contract, row: Campaign | None = None, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        tops = Node.objects.without_tree_fields().filter(version=contract.current_version_id, parent=None)
        named = [(str(one.lineage_id), f"{one.code} {one.title}".strip()) for one in tops.order_by("position", "pk")]
        self.fields["nodes"].choices = named
        links = Indicator.producers.through.objects.filter(indicator__version=contract.current_version_id)
        producing = ListedOrganisation.objects.of(contract).filter(pk__in=links.values("listedorganisation"))
        self.fields["organisations"].queryset = producing.order_by("name", "pk")
        last = today.year - 1
        self.initial = {"kind": CampaignKind.YEARLY, "first_year": last, "title": f"Suivi {last}"} | self.initial
        if row is not None:
            self._fill(row)

    def _fill(self, row: Campaign) -> None:
        names = ("title", "kind", "first_year", "last_year", "opens_on", "deadline", "freezes_on", "message", "team")
        self.initial |= {name: getattr(row, name) for name in (*names, "audience")}
        self.initial["steps"] = "\n".join(step_words(step) for step in row.steps)
        self.initial["nodes"] = [str(pk) for pk in row.nodes.order_by("pk").values_list("pk", flat=True)]
        self.initial["organisations"] = list(row.organisations.order_by("name", "pk").values_list("pk", flat=True))
        if row.state != CampaignState.PREPARED:
            for name in self.SETTLED:
                del self.fields[name]

    def clean_steps(self) -> list[dict]:
        """Each line as {"label", "due"}; the date is None where there is none."""
        steps = []
        for text in filter(None, map(str.strip, self.cleaned_data["steps"].splitlines())):
            day, month, year, label = _STEP.fullmatch(text).groups()
            try:
                due = date(int(year), int(month), int(day)) if day else None
            except ValueError as error:
                raise ValidationError(f"« {text[:60]} » : cette date n’existe pas.") from error
            steps.append({"label": label, "due": due})
        return steps

    def values(self) -> dict:
        """What the operation writes."""
        values = dict(self.cleaned_data)
        if "last_year" in values and values["last_year"] is None:
            values["last_year"] = values["first_year"]
        return values


def step_words(step: dict) -> str:
    """« 31/03/2027 : entretiens »."""
    return f"{step['due']:%d/%m/%Y} : {step['label']}" if step.get("due") else step["label"]


class ReasonForm(forms.Form):
    """Why a campaign is opened again."""

    reason = forms.CharField(label="Motif", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class FileForm(forms.Form):
    """A filled workbook."""

    file = forms.FileField(
        label="Classeur rempli",
        help_text="Fichier .xlsx ou .ods : celui de la demande, avec ses codes de ligne.",
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
