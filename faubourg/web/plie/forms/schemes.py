"""What is typed about the other dispositifs: their stages, who enters, the day of each stage."""

from django import forms
from django.utils import timezone

from faubourg.pathways.choices import TermKind
from faubourg.pathways.models import Beneficiary, Option, OptionStock, Participant
from faubourg.pathways.queries.persons import alike
from faubourg.web.forms.fields import LinesField
from faubourg.web.plie.forms.dispositifs import CircumstancesForm, IdentityForm
from faubourg.web.plie.forms.fields import ActForm, day, line, term, words


class ProgrammeForm(ActForm):
    """A dispositif and its stages."""

    name = line("Dispositif", required=True)
    stages = LinesField(
        label="Étapes", help_text="Une par ligne, dans l’ordre ; la première est l’orientation vers le dispositif."
    )

    options = LinesField(
        label="Formules", required=False,
        help_text="Ce qu’il prête ou propose, une par ligne : scooter, voiture… Vide s’il n’en a pas.",
    )  # fmt: skip

    def prepare(self) -> None:
        """Show the dispositif that is changed."""
        if row := self.subject:
            self.initial["name"] = row.name
            self.initial["options"] = [option.label for option in row.options.order_by("rank")]
            self.initial["stages"] = [stage.label for stage in row.stages.order_by("rank")]


class OptionForm(ActForm):
    """Which of the options of a dispositif is taken; no question where it has none."""

    option = forms.ModelChoiceField(Option.objects.none(), label="Formule", required=False, empty_label="non donnée")

    def prepare(self) -> None:
        """Offer those of the dispositif."""
        super().prepare()
        rows = self.subject.options.order_by("rank")
        if rows:
            self.fields["option"].queryset = rows
        else:
            del self.fields["option"]


class StockForm(ActForm):
    """How many of each option there are in a year."""

    year = forms.IntegerField(label="Année", min_value=2000, max_value=2100)

    def prepare(self) -> None:
        """One number an option, those of the latest year."""
        self.options = {f"o{option.pk}": option for option in self.subject.options.order_by("rank")}
        latest = {one.option_id: one.units for one in OptionStock.objects.filter(option__programme=self.subject)
                  .order_by("year")}  # fmt: skip
        self.initial["year"] = timezone.localdate().year
        for name, option in self.options.items():
            self.fields[name] = forms.IntegerField(
                label=option.label, required=False, min_value=0, max_value=100_000, help_text="Vide : non connu."
            )
            self.initial[name] = latest.get(option.pk)


class EnrolForm(OptionForm):
    """One of the persons of the PLIE, oriented towards a dispositif; their file says the rest."""

    lists = {"prescriber": TermKind.PRESCRIBER}
    field_order = ("number", "start", "option")

    number = forms.IntegerField(label="Dossier n°", min_value=1, help_text="Le numéro du dossier du PLIE.")
    start = day("Orientée le")
    prescriber = term("Orientée par")
    note = words("Note")

    def clean_number(self):
        """The file, if the person sees it."""
        rows = Participant.objects.for_user(self.user).of(self.contract).present()
        found = rows.filter(number=self.cleaned_data["number"]).first()
        if found is None:
            raise forms.ValidationError("Aucun de vos dossiers n’a ce numéro.")
        return found


class EnrolOutsiderForm(OptionForm, CircumstancesForm, IdentityForm):
    """Somebody whom the PLIE does not follow."""

    lists = {"prescriber": TermKind.PRESCRIBER}
    field_order = ("last_name", "first_name", "sex", "birth_date")

    start = day("Orientée le")
    prescriber = term("Orientée par")
    note = words("Note")


class StagesForm(ActForm):
    """The day of each stage of a passage."""

    def prepare(self) -> None:
        """One date a stage."""
        reached = {one.stage_id: one.on for one in self.subject.reached.all()}
        self.stages = {f"s{stage.pk}": stage for stage in self.subject.programme.stages.order_by("rank")}
        for name, stage in self.stages.items():
            self.fields[name] = day(stage.label, required=False)
            self.initial[name] = reached.get(stage.pk)

    def days(self) -> dict:
        """Stage → day, None where it is not reached."""
        return {stage: self.cleaned_data[name] for name, stage in self.stages.items()}


class LeaveForm(ActForm):
    """A passage that stops."""

    lists = {"reason": TermKind.SCHEME_REASON}

    on = day("Arrêt le")
    reason = term("Motif")


class LinkForm(ActForm):
    """The file of the PLIE that is this person's."""

    number = forms.IntegerField(
        label="Dossier n°", min_value=1, required=False, help_text="Vide : le PLIE ne suit pas cette personne."
    )

    def prepare(self) -> None:
        """Show the file that is tied."""
        if self.subject.participant_id:
            self.initial["number"] = self.subject.participant.number

    def clean_number(self):
        """The file, or none."""
        number = self.cleaned_data["number"]
        if number is None:
            return None
        found = Participant.objects.for_user(self.user).of(self.contract).present().filter(number=number).first()
        if found is None:
            raise forms.ValidationError("Aucun dossier du PLIE n’a ce numéro.")
        return found


class MergeForm(ActForm):
    """The other row of the same person, among those whose name is alike."""

    gone = forms.ModelChoiceField(
        Beneficiary.objects.none(), label="L’autre personne", empty_label="Choisir",
        help_text="Celles dont le nom commence de même ; corrigez d’abord l’identité si elle n’y est pas.",
    )  # fmt: skip

    def prepare(self) -> None:
        """Offer the persons who may be this one."""
        self.fields["gone"].queryset = alike(self.user, self.subject)
        self.fields["gone"].label_from_instance = lambda row: (
            f"{row.full_name}, {f'né·e le {row.birth_date:%d/%m/%Y}' if row.birth_date else 'naissance inconnue'}"
        )


class PersonForm(IdentityForm):
    """Who the person is."""

    def prepare(self) -> None:
        """Show what is written."""
        names = ("last_name", "first_name", "sex", "birth_date")
        self.initial |= {name: getattr(self.subject, name) for name in names}


class ConfirmForm(ActForm):
    """Nothing to type."""
