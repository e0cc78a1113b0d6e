"""The questionnaires of the FSE+: each question may be declined, or stay empty."""

from django import forms
from django.utils import timezone

from faubourg.pathways.models import EntryFacts, ExitFacts
from faubourg.pathways.queries.questionnaires import ENTRY, EXIT, LATER, exits_of
from faubourg.web.plie.forms.fields import ActForm, day

#: What helps to ask, by question.
HELP = {
    "labour": "La veille de l’entrée.",
    "education": "Le plus haut niveau terminé, en France ou ailleurs.",
    "minimum_income": "RSA, ASS ou AAH.",
    "homeless": "Ou exclu·e du logement.",
    "foreign_origin": "La personne peut ne pas se prononcer, comme partout ici.",
    "rural": "D’après la commune de résidence.",
    "seeking": "Pour qui était inactif à l’entrée.",
    "qualified": "Diplôme, titre ou certificat obtenu à la sortie.",
    "employed": "Salarié ou à son compte.",
    "improved_later": "Emploi plus stable, plus d’heures, plus qualifié.",
}
EMPTY = ("", "non renseigné")


class FactsForm(ActForm):
    """Questions of a model of facts, with the answers that are written; `subject` is what they are about."""

    model: type = EntryFacts

    def asked(self) -> tuple[str, ...]:
        """The names of the questions."""
        raise NotImplementedError

    def row(self):
        """What is written; None: nothing."""
        raise NotImplementedError

    def prepare(self) -> None:
        """One list a question."""
        row = self.row()
        for name in self.asked():
            field = self.model._meta.get_field(name)
            if name not in self.fields:
                label = str(field.verbose_name)
                self.fields[name] = forms.ChoiceField(
                    label=label[:1].upper() + label[1:], choices=[EMPTY, *field.choices], required=False,
                    help_text=HELP.get(name, ""),
                )  # fmt: skip
            if row is not None:
                self.initial[name] = getattr(row, name)

    def clean(self):
        """The values of the facts."""
        return {"values": super().clean()}


class EntryFactsForm(FactsForm):
    """The questions of the entry, about a pathway."""

    fse_entered_on = day("Date d’entrée FSE+", required=False, help_text="Vide : pas encore entré·e dans l’opération.")

    def asked(self) -> tuple[str, ...]:
        """Those of the entry."""
        return ENTRY

    def row(self):
        """The questionnaire of the pathway."""
        return EntryFacts.objects.filter(pathway=self.subject).first()


class ExitFactsForm(FactsForm):
    """The questions of the exit, and those of six months later once their day has come."""

    model = ExitFacts

    def asked(self) -> tuple[str, ...]:
        """Those whose day has come."""
        later = exits_of(self.subject, on=timezone.localdate())[1]
        return EXIT if later.opens else EXIT + LATER

    def row(self):
        """The questionnaire of the exit."""
        return ExitFacts.objects.filter(exit=self.subject).first()
