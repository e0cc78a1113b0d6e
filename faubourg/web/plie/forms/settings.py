"""What the coordinatrice sets: the protocol, the trame de bilan, the words of the lists, the rules of jobs."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.text import capfirst

from faubourg.pathways.choices import JobClass, TermKind
from faubourg.pathways.defaults import SUMMARY_CHOICES
from faubourg.pathways.models import JobRule, Protocol, Term
from faubourg.pathways.operations.checking import PARENTS
from faubourg.ui.ticks import TickList
from faubourg.web.plie.desk import field_name
from faubourg.web.plie.forms.fields import ActForm, day, line, term

#: Field of the protocol → what it changes, in the order of the page.
HELP = {
    "measure_months": "Une mesure nouvelle dure autant ; celles qui sont ouvertes gardent leurs dates.",
    "maximum_months": (
        "Le protocole de 2022 dit à la fois 24 et 30 mois : inscrivez ce que votre comité a décidé. "
        "Au-delà, un renouvellement demande le motif de la dérogation."
    ),
    "close_days": "Le protocole demande un rendez-vous tous les 15 jours au début du parcours.",
    "close_months": "Après ces mois, le rythme suivant s’applique.",
    "later_days": "Un rendez-vous par mois. Passé ce délai, il est dit en retard.",
    "alert_days": "La mesure qui se termine dans ce délai paraît au bureau et à l’ordre du jour de la cellule.",
    "watch_days": "Une veille sans date de reprise revient alors devant la cellule.",
    "quorum": "Membres présents pour décider. 0 : pas de quorum.",
    "retention_months": "Après la sortie. Ensuite vient l’avis, puis l’anonymisation ; les comptes restent.",
    "notice_days": "Le temps laissé à la personne entre l’avis et l’anonymisation.",
    "fte_hours": "Sert à traduire en ETP les heures des clauses : 43 400 heures donnent 27 ETP.",
    "qpv_generation": "Les périmètres par lesquels un domicile est dit en QPV ou non.",
    "fse_pack": "Ouvre sur chaque dossier les questionnaires d’entrée et de sortie, et leur liste.",
    "records_from": "Les années d’avant viennent des tableaux publiés. Vide : tout est compté sur les dossiers.",
}
GENERATIONS = (("2015", "QPV de 2015"), ("2024", "QPV de 2024"))


def held_in(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """What the columns of a row hold, as a form shows them."""
    return {name: getattr(row, row._meta.get_field(name).attname) for name in names}


class ProtocolForm(ActForm):
    """The rules of the protocol, each with what it changes."""

    def prepare(self) -> None:
        """One field a rule."""
        for name, told in HELP.items():
            field = Protocol._meta.get_field(name).formfield(help_text=told)
            if name == "qpv_generation":
                field = forms.ChoiceField(label=field.label, choices=GENERATIONS, help_text=told)
            self.fields[name] = field
            self.initial[name] = getattr(self.subject, name)


class SummaryForm(ActForm):
    """The fields that the trame de bilan asks for."""

    summary_fields = forms.MultipleChoiceField(
        label="Champs exigés", required=False, widget=TickList,
        help_text="Un champ coché et vide est signalé au bureau, sur le dossier et dans le bilan imprimé.",
    )  # fmt: skip

    def prepare(self) -> None:
        """The names as people read them."""
        self.fields["summary_fields"].choices = [(name, capfirst(field_name(name))) for name in SUMMARY_CHOICES]
        self.initial["summary_fields"] = self.subject.summary_fields


class TermForm(ActForm):
    """A word of a list, new or not."""

    label = line("Libellé", required=True, help_text="Renommer change le mot partout, aussi dans les dossiers passés.")
    parent = term("Précise")
    group = forms.ChoiceField(
        label="Colonne du tableau",
        choices=[(one.value, one.label) for one in (JobClass.PATHWAY, JobClass.POTENTIAL)],
    )
    start = day("Proposé depuis le", required=False, help_text="Vide : depuis toujours.")
    end = day("Proposé jusqu’au", required=False, help_text="Ensuite il reste où il est écrit, et n’est plus proposé.")

    def prepare(self) -> None:
        """Ask what this list needs, and show what is written."""
        row: Term = self.subject
        if row.kind in PARENTS:
            offered = Term.objects.of(self.contract).filter(kind=PARENTS[row.kind])
            self.fields["parent"].queryset = offered.order_by("position", "pk")
            self.fields["parent"].label = f"Précise : {TermKind(PARENTS[row.kind]).label}"
        else:
            del self.fields["parent"]
        if row.kind != TermKind.JOB_ROW:
            del self.fields["group"]
        self.initial |= held_in(row, self.fields)


def _bound(name: str, places: int) -> forms.DecimalField:
    field = JobRule._meta.get_field(name)
    return forms.DecimalField(
        label=str(field.verbose_name).capitalize(), required=False, min_value=Decimal(0), max_digits=field.max_digits,
        decimal_places=places,
    )  # fmt: skip


class RuleForm(ActForm):
    """A rule of the table that classes jobs; an empty bound asks nothing."""

    lists = {
        "contract_type": TermKind.CONTRACT_TYPE, "row": TermKind.JOB_ROW, "category": TermKind.EXIT_CATEGORY,
    }  # fmt: skip

    contract_type = term("Type de contrat", required=True)
    min_months = _bound("min_months", 1)
    below_months = _bound("below_months", 1)
    min_weekly = _bound("min_weekly", 2)
    below_weekly = _bound("below_weekly", 2)
    min_hours = _bound("min_hours", 2)
    job_class = forms.ChoiceField(
        label="Classement", choices=[(one.value, one.label) for one in (JobClass.PATHWAY, JobClass.POTENTIAL)],
        widget=forms.RadioSelect,
    )  # fmt: skip
    row = term("Ligne du tableau", help_text="Celle du tableau des étapes emploi dans le rapport.")
    category = term("Catégorie de sortie", help_text="Pour un emploi qui peut mener à une sortie positive.")

    def prepare(self) -> None:
        """Show the rule that is changed, whose words may be out of the list by now."""
        for name in self.lists:
            if held := getattr(self.subject, f"{name}_id"):
                self.fields[name].queryset |= Term.objects.filter(pk=held).select_related("parent")
        if self.subject.pk:
            self.initial |= held_in(self.subject, self.fields)


class SinceForm(forms.Form):
    """From which day jobs are compared with the rules; `expected`: how many the page told, when they are classed."""

    since = day("Emplois commencés à partir du", today=False)
    expected = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def clean_expected(self):
        """Nothing told is none."""
        return self.cleaned_data["expected"] or 0


class TryForm(ActForm):
    """The facts of a job, to see which rule answers; nothing is saved."""

    lists = {"contract_type": TermKind.CONTRACT_TYPE}

    contract_type = term("Type de contrat", required=True)
    months = forms.DecimalField(label="Durée, en mois", required=False, min_value=0, max_digits=5, decimal_places=1)
    weekly_hours = forms.DecimalField(
        label="Heures par semaine",
        required=False,
        min_value=0,
        max_digits=5,
        decimal_places=2,
        help_text="17,5 pour 17\u00a0h\u00a030.",
    )
    total_hours = forms.DecimalField(
        label="Heures en tout", required=False, min_value=0, max_digits=7, decimal_places=2
    )
