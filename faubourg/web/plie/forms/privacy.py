"""What retention and the rights of persons ask."""

from django import forms

from faubourg.pathways.choices import KeepReason, PersonRight, RightAnswer
from faubourg.pathways.models import Protocol
from faubourg.web.plie.forms.fields import ActForm, day


class SureForm(ActForm):
    """An act that cannot be undone."""

    sure = forms.BooleanField(label="J’ai compris : les noms et les textes ne reviendront pas.")


class NothingForm(ActForm):
    """Nothing to type."""


class KeepForm(ActForm):
    """Why a file stays."""

    reason = forms.ChoiceField(label="Motif", choices=KeepReason.choices)


class TermsForm(ActForm):
    """How long files stay, and who empties them."""

    retention_months = forms.IntegerField(
        label="Conservation après la sortie, en mois", min_value=1, max_value=240,
        help_text="Cinq ans au plus tard après le dernier paiement du FSE+ : voyez avec votre délégué·e à la "
        "protection des données.",
    )  # fmt: skip
    notice_days = forms.IntegerField(label="Avis avant l’anonymisation, en jours", min_value=0, max_value=730)
    anonymises_alone = forms.BooleanField(
        label="Anonymiser à la fin de l’avis, sans autre geste", required=False,
        help_text="Chaque nuit, sauf les dossiers dont la conservation est prolongée.",
    )  # fmt: skip

    def prepare(self) -> None:
        """What the rules say today."""
        rules = Protocol.objects.filter(contract=self.contract).first() or Protocol(contract=self.contract)
        self.initial |= {name: getattr(rules, name) for name in self.fields}


class AskForm(ActForm):
    """What a person asks about their data."""

    right = forms.ChoiceField(label="Demande", choices=PersonRight.choices)
    on = day("Reçue le", help_text="Un mois court pour répondre.")


class AnswerForm(ActForm):
    """What was answered."""

    answer = forms.ChoiceField(label="Réponse", choices=RightAnswer.choices)
    on = day("Donnée le")
