"""What is typed around the figures: which count feeds which indicator, printed figures, texts of the report."""

from django import forms

from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract
from faubourg.indicators.models import Indicator
from faubourg.indicators.permissions import indicators_within
from faubourg.pathways.reporting import CountedBy, Measured, ReportSection
from faubourg.reports.wording import first_upper
from faubourg.ui.typography import nbsp
from faubourg.web.plie.forms.fields import CHOOSE, ActForm, line

#: Under every text that is printed.
NOBODY = "Ni nom de participant, ni donnée de santé, ni donnée de justice."


def enterable(user) -> list[tuple[str, list[tuple[int, str]]]]:
    """The indicators whose values the person may enter, (number, label), under the name of their contract."""
    groups = []
    for contract in Contract.objects.for_user(user).select_related("current_version").order_by("title", "pk"):
        if contract.current_version is None:
            continue
        rows = indicators_within(user, Verb.ENTER_VALUES, contract.current_version, contract=contract)
        if found := [(row.pk, row.label) for row in rows.order_by("position", "pk")]:
            groups.append((contract.short_title or contract.title, found))
    return groups


class BridgeForm(ActForm):
    """A rule of the bridge."""

    measured = forms.ChoiceField(label="Ce qui est compté", choices=Measured.choices)
    broken_down = forms.ChoiceField(label="Ventilation", choices=CountedBy.choices)
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(), label="Indicateur nourri", empty_label=CHOOSE,
        help_text="Ceux dont vous pouvez saisir les valeurs, contrat par contrat.",
    )  # fmt: skip

    def prepare(self) -> None:
        """The indicators that the person may fill, under the name of their contract."""
        groups = enterable(self.user)
        found = [pk for _, rows in groups for pk, _ in rows]
        field = self.fields["indicator"]
        field.queryset = Indicator.objects.filter(pk__in=found).select_related("version__contract")
        field.choices = [("", CHOOSE), *groups]


class PublishedForm(ActForm):
    """The figures that a document prints for a year of a table: one field a line; `subject`: (labels, values, page)."""

    def prepare(self) -> None:
        """A field for each line, filled with what was typed before."""
        labels, values, page = self.subject
        for rank, label in enumerate(labels):
            self.fields[f"l{rank}"] = line(first_upper(label), most=40)
            self.initial[f"l{rank}"] = values.get(label, "")
        self.fields["page"] = line(
            "Document et page", help_text="Par exemple : Rapport 2021, p. 9. Obligatoire dès qu’un chiffre est donné."
        )
        self.initial["page"] = page

    @property
    def told(self) -> dict[str, str]:
        """Line → what was typed, once valid."""
        return {label: self.cleaned_data[f"l{rank}"] for rank, label in enumerate(self.subject[0])}


_UNTOLD = "Sans texte, cité dans « Ce qui reste à écrire »."
_TERRITORIES = "Suivi des chiffres des territoires et des tableaux publiés qui en parlent."
#: Section → what the report prints there besides the text; where nothing is said, the title stands alone.
BESIDE = {
    ReportSection.FOREWORD: "Sans texte, le rapport n’a pas d’avant-propos.",
    ReportSection.UNEMPLOYMENT: _TERRITORIES,
    ReportSection.OBSTACLES: _TERRITORIES,
    ReportSection.HIRING: _TERRITORIES,
    ReportSection.BRSA: _TERRITORIES,
    ReportSection.RULES: "Suivi des règles du protocole et des places par structure.",
    ReportSection.QUANTITIES: "Suivi de la méthode de comptage et des tableaux comptés.",
    ReportSection.WORKSHOPS: "Suivi du tableau des ateliers.",
    ReportSection.COORDINATION: f"Suivi de l’équipe et de l’écoute psychologique. {_UNTOLD}",
    ReportSection.PARTNERSHIPS: f"Suivi du tableau des permanences. {_UNTOLD}",
    ReportSection.OBJECTIVES: "Suivi des objectifs de l’arbre.",
    ReportSection.FOCUS: f"Suivi des focus des fiches. {_UNTOLD}",
    ReportSection.STEERING: "Suivi des réunions du COPIL et des objectifs chiffrés.",
    ReportSection.BODIES: "Suivi des réunions de chaque instance.",
    ReportSection.FOLLOWING: "Suivi des dates des cellules tenues.",
    ReportSection.ANNEX: "Suivi de l’état des fiches.",
}


class TextsForm(ActForm):
    """The written sections of the report of a year; `subject`: section → text."""

    def prepare(self) -> None:
        """A field for each section."""
        for section in ReportSection:
            name = self.name_of(section)
            widget = forms.Textarea(attrs={"rows": 3 if section.is_part else 6})
            self.fields[name] = forms.CharField(
                label=self.label_of(section), required=False, max_length=20000, widget=widget,
                help_text=nbsp(f"{BESIDE.get(section, '')} {NOBODY}".strip()),
            )  # fmt: skip
            self.initial[name] = self.subject.get(section, "")

    @staticmethod
    def label_of(section: ReportSection) -> str:
        """Under the title of its part, a part has its introduction."""
        if section is ReportSection.FOREWORD:
            return "Texte"
        return "Introduction" if section.is_part else nbsp(str(section.label))

    @staticmethod
    def name_of(section: str) -> str:
        """The field of a section: « p24 »."""
        return f"p{section.replace('.', '')}"

    @property
    def told(self) -> dict[str, str]:
        """Section → what was typed, once valid."""
        return {section: self.cleaned_data[self.name_of(section)] for section in ReportSection.values}

    @property
    def by_part(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The parts of the report in order, each with the fields of its sections."""
        parts: list[tuple[str, list[forms.BoundField]]] = []
        for section in ReportSection:
            if section.is_part:
                parts.append((nbsp(str(section.label)), []))
            parts[-1][1].append(self[self.name_of(section)])
        return parts
