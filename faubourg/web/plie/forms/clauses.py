"""What the guichet des clauses types: markets, contracts, hours, the evaluation, a workbook."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from faubourg.pathways.choices import Appraisal, RemovalReason, TermKind
from faubourg.pathways.models import Lot, Market
from faubourg.web.plie.forms.dispositifs import CircumstancesForm, IdentityForm, decimal
from faubourg.web.plie.forms.fields import ActForm, day, line, term, words


class MarketForm(ActForm):
    """A market with its operation and donneur d'ordre, known again by their names."""

    buyer = line("Donneur d’ordre", required=True)
    buyer_line = line("Ligne du tableau", help_text="Pour regrouper : « Bailleurs ». Vide : le nom du donneur d’ordre.")
    operation = line("Opération", required=True)
    name = line("Marché", required=True)
    start = day("Début", required=False)
    end = day("Fin", required=False)
    committed_hours = decimal("Heures d’insertion prévues", help_text="Vide : non données.")

    def prepare(self) -> None:
        """Show the market that is changed."""
        if row := self.subject:
            self.initial |= {name: getattr(row, name) for name in ("name", "start", "end", "committed_hours")}
            buyer = row.operation.buyer
            self.initial |= {"buyer": buyer.name, "buyer_line": buyer.line, "operation": row.operation.name}
            self.fields["buyer"].disabled = self.fields["operation"].disabled = True


class LotForm(ActForm):
    """A lot of a market and its company."""

    name = line("Lot", required=True)
    company = line("Titulaire", help_text="L’entreprise qui a le lot.")
    committed_hours = decimal("Heures d’insertion prévues", help_text="Vide : non données.")


class MissionForm(CircumstancesForm):
    """A clause contract."""

    lists = {"contract_type": TermKind.CONTRACT_TYPE}

    market = forms.ModelChoiceField(Market.objects.none(), label="Marché", empty_label="Choisir")
    lot = forms.ModelChoiceField(Lot.objects.none(), label="Lot", required=False, empty_label="aucun")
    company = line("Entreprise", required=True, help_text="Où la personne travaille.")
    employer = line("Employeur", help_text="Si c’est un autre : association intermédiaire, ETTI…")
    contract_type = term("Type de contrat")
    start = day("Début")
    end = day("Fin", required=False)

    def prepare(self) -> None:
        """Offer the markets of the contract."""
        super().prepare()
        rows = Market.objects.of(self.contract).select_related("operation__buyer")
        self.fields["market"].queryset = rows.order_by("operation__buyer__name", "operation__name", "name")
        self.fields["market"].label_from_instance = lambda row: f"{row.operation.buyer}, {row.operation} : {row}"
        lots = Lot.objects.of(self.contract).select_related("market").order_by("market__name", "name", "pk")
        self.fields["lot"].queryset = lots
        self.fields["lot"].label_from_instance = lambda row: f"{row.market} : {row}"
        row = self.subject
        if row is not None:
            names = ("market", "lot", "contract_type")
            self.initial |= {name: getattr(row, f"{name}_id") for name in names}
            self.initial |= {"company": row.company, "employer": row.employer or "", "start": row.start, "end": row.end}


class NewMissionForm(MissionForm, IdentityForm):
    """A clause contract and its person."""

    field_order = ("last_name", "first_name", "sex", "birth_date")


class HoursForm(ActForm):
    """Hours of one month; several months are typed one after the other, or come by a workbook."""

    month = forms.CharField(
        label="Mois", widget=forms.TextInput(attrs={"type": "month"}), help_text="Par exemple 2025-03."
    )
    hours = decimal("Heures", help_text="Vide : le mois est retiré.", most=7)

    def prepare(self) -> None:
        """The current month first."""
        self.initial["month"] = f"{timezone.localdate():%Y-%m}"

    def clean_month(self):
        """The first day of the month."""
        try:
            return forms.DateField(input_formats=["%Y-%m", "%m/%Y"]).clean(self.cleaned_data["month"])
        except ValidationError:
            raise ValidationError("Écrivez un mois, par exemple 2025-03.") from None


class EvaluationForm(ActForm):
    """The fiche of the end of a mission."""

    lists = {"outcome": TermKind.MISSION_OUTCOME}

    on = day("Évaluée le")
    appraisal = forms.ChoiceField(label="Appréciation", choices=[("", "Choisir"), *Appraisal.choices])
    outcome = term("Suite")
    note = words("Remarques")

    def prepare(self) -> None:
        """Show the evaluation that is written again."""
        if row := getattr(self.subject, "evaluation", None):
            self.initial |= {"on": row.on, "appraisal": row.appraisal, "outcome": row.outcome_id, "note": row.note}


class RemovalForm(ActForm):
    """Why a contract is taken away."""

    reason = forms.ChoiceField(label="Motif", choices=[("", "Choisir"), *RemovalReason.choices])
