"""What is typed about lists that go out: a legal basis, a list to make, an access."""

from django import forms
from django.utils import timezone

from faubourg.pathways.models import LegalBasis
from faubourg.pathways.outgoing import CONSENT_ASIDE, Outgoing, OutgoingField
from faubourg.pathways.queries.counts import counted_years
from faubourg.pathways.refusals import SENTENCES
from faubourg.ui.ticks import TickList
from faubourg.ui.typography import day as written
from faubourg.ui.typography import nbsp
from faubourg.web.plie.forms.fields import ActForm, day, line

FORMATS = (("xlsx", "Classeur (XLSX)"), ("csv", "Texte (CSV, deux fichiers dans un ZIP)"))


def fields_field(label: str, *, required: bool, help_text: str) -> forms.MultipleChoiceField:
    """Fields of the catalogue, to tick."""
    return forms.MultipleChoiceField(
        label=label, required=required, help_text=help_text, widget=TickList,
        choices=[(one.value, str(one.label)) for one in OutgoingField],
        error_messages={"required": "Cochez au moins un champ."},
    )  # fmt: skip


class BasisField(forms.ModelChoiceField):
    """One of the legal bases, named with its dates."""

    def label_from_instance(self, row: LegalBasis) -> str:
        """« Département : convention, depuis le 1er janvier 2024 »."""
        until = f", jusqu’au {written(row.end)}" if row.end else ""
        return f"{row.recipient} : {row.basis}, depuis le {written(row.start)}{until}"


class BasisForm(ActForm):
    """A legal basis."""

    recipient = line("Destinataire", required=True, help_text="L’organisme qui reçoit, par exemple le Département.")
    basis = line("Base légale", required=True, most=300, help_text="Texte ou convention, avec sa date.")
    purpose = line("Finalité", required=True, most=300, help_text="À quoi la liste sert.")
    start = day("À partir du")
    end = day("Jusqu’au", required=False, help_text="Vide : sans terme.")
    fields_covered = fields_field(
        "Champs couverts", required=True,
        help_text="Rien d’autre ne sortira. Une liste sans ligne par personne demande les totaux seuls.",
    )  # fmt: skip

    def prepare(self) -> None:
        """Show the basis that is changed."""
        if isinstance(self.subject, LegalBasis):
            row = self.subject
            self.initial |= {name: getattr(row, name) for name in ("recipient", "basis", "purpose", "start", "end")}
            self.initial["fields_covered"] = row.fields


class EndBasisForm(ActForm):
    """The last day of a legal basis."""

    on = day("Dernier jour")


class SendForm(ActForm):
    """A list to make for a recipient."""

    kind = forms.ChoiceField(label="Liste", choices=Outgoing.choices, help_text=nbsp(CONSENT_ASIDE))
    legal_basis = BasisField(
        LegalBasis.objects.none(), label="Base légale", empty_label="aucune",
        help_text="Sans elle, la liste est refusée.",
        error_messages={"required": SENTENCES["no-legal-basis"]},
    )  # fmt: skip
    year = forms.TypedChoiceField(label="Année", coerce=int)
    ending = forms.ChoiceField(label="Format", choices=FORMATS)
    asked = fields_field(
        "Champs de la liste de participants", required=False,
        help_text="Rien de coché : tous ceux que la base couvre. Les bilans ne donnent que des totaux.",
    )  # fmt: skip

    def prepare(self) -> None:
        """The bases of this contract, the years that its records tell."""
        self.fields["legal_basis"].queryset = LegalBasis.objects.of(self.contract)
        years = counted_years(self.contract, timezone.localdate())
        self.fields["year"].choices = [(year, str(year)) for year in years]
        self.fields["asked"].choices = [one for one in self.fields["asked"].choices if one[0] != OutgoingField.TOTALS]


class AccessForm(ActForm):
    """Under which legal basis an account reads rows."""

    basis = BasisField(
        LegalBasis.objects.none(), label="Base légale", required=False, empty_label="aucune : totaux seulement"
    )

    def prepare(self) -> None:
        """The bases of this contract."""
        self.fields["basis"].queryset = LegalBasis.objects.of(self.contract)
        self.initial["basis"] = self.subject.legal_basis_id
