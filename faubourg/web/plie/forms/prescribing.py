"""What is typed from the prescription to the signature of the CER."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from faubourg.contracts.models import ListedTerritory
from faubourg.pathways.choices import AgentRole, Opinion, QpvResult, RecordReason, Sex, TermKind, Validator
from faubourg.pathways.stages import asked_of
from faubourg.territories.models import TerritoryKind
from faubourg.ui.typography import nbsp
from faubourg.web.plie.forms.fields import (
    ActForm,
    day,
    line,
    referent,
    said,
    structure,
    term,
    ternary,
    told,
    words,
)


class PrescriptionForm(ActForm):
    """A person and who sends them. `known`: an existing file chosen among those that look alike; 0 is a new one."""

    lists = {"prescriber": TermKind.PRESCRIBER, "reason": TermKind.PRESCRIPTION_REASON}

    last_name = line("Nom", most=120)
    first_name = line("Prénom", most=120)
    sex = forms.ChoiceField(label="Sexe", required=False, choices=Sex.choices)
    birth_date = day("Date de naissance", required=False)
    phone = line("Téléphone", most=40)
    address = line("Adresse", most=300, help_text="Numéro et voie.")
    commune = forms.ModelChoiceField(
        ListedTerritory.objects.none(), label="Commune", required=False, empty_label="non donnée"
    )
    commune_name = line("Commune hors liste", most=120)
    qpv = forms.ChoiceField(label="Quartier prioritaire", required=False)
    prescriber = term("Prescripteur", required=True)
    prescribed_by = told("Personne qui prescrit", help_text="Sa fonction ou son nom.")
    date = day("Date de la prescription")
    reason = term("Motif")
    is_brsa = ternary("Bénéficiaire du RSA", "Décide si le Bureau Insertion valide aussi.")
    note = words("Précisions")
    known = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def prepare(self) -> None:
        """Offer the communes and QPV of the contract, and to a prescriber their own name only."""
        rows = ListedTerritory.objects.of(self.contract)
        self.fields["commune"].queryset = rows.filter(kind=TerritoryKind.COMMUNE).order_by("name", "pk")
        quarters = rows.filter(kind=TerritoryKind.QPV).order_by("name", "pk")
        self.fields["qpv"].choices = [
            ("", "d’après l’adresse, si le contrat a ses voies"),
            *((f"t{row.pk}", row.name) for row in quarters),
            (QpvResult.OUTSIDE, "hors QPV"),
            (QpvResult.UNDETERMINED, "indéterminé"),
        ]
        self.quarters = {f"t{row.pk}": row for row in quarters}
        mine = [agent.prescriber_id for agent in self.subject if agent.role == AgentRole.PRESCRIBER]
        if not any(agent.role == AgentRole.COORDINATOR for agent in self.subject):
            self.fields["prescriber"].queryset = self.fields["prescriber"].queryset.filter(pk__in=mine)
            self.fields["prescriber"].initial = next(iter(mine), None)

    def clean(self):
        """A file without any name is not found again."""
        found = super().clean()
        if not (found.get("last_name", "").strip() or found.get("first_name", "").strip()):
            raise ValidationError("Donnez au moins un nom ou un prénom : un dossier sans nom ne se retrouve pas.")
        return found

    def person(self) -> dict:
        """The fields of the file."""
        return {name: self.cleaned_data[name] for name in ("last_name", "first_name", "sex", "birth_date", "phone")}

    def home(self) -> dict | None:
        """The address, the commune and what is said of the QPV; None when nothing was typed."""
        typed = {name: self.cleaned_data[name] for name in ("address", "commune", "commune_name")}
        qpv = self.cleaned_data["qpv"]
        if not any((*typed.values(), qpv)):
            return None
        chosen = self.quarters.get(qpv)
        return {"values": typed, "chosen": chosen, "qpv": "" if chosen else qpv}

    def act(self) -> dict:
        """What the prescription itself says."""
        names = ("prescriber", "prescribed_by", "date", "reason", "is_brsa", "note")
        return {name: self.cleaned_data[name] for name in names}


class EligibilityForm(ActForm):
    """Whether the person lives in the territory and is in difficulty; a refusal gives its reason."""

    lists = {"reason": TermKind.REFUSAL_REASON}
    eligible = forms.TypedChoiceField(
        label="La personne est éligible", widget=forms.RadioSelect, coerce=lambda value: value == "oui",
        choices=[("oui", "oui : réside sur le territoire, avec des difficultés d’insertion"), ("non", "non")],
    )  # fmt: skip
    reason = term("Motif du refus", help_text="Exigé si la personne n’est pas éligible.")
    on = day("Vérifiée le")


def _why() -> forms.ChoiceField:
    return forms.ChoiceField(label="Motif de la correction", choices=[("", "Choisir"), *RecordReason.choices])


class PrescriptionChangeForm(ActForm):
    """What the prescription says, as it was typed."""

    lists = {"prescriber": TermKind.PRESCRIBER, "reason": TermKind.PRESCRIPTION_REASON}
    date = day("Date de la prescription")
    prescriber = term("Prescripteur", required=True)
    prescribed_by = told("Personne qui prescrit", help_text="Sa fonction ou son nom.")
    reason = term("Motif")
    is_brsa = ternary("Bénéficiaire du RSA", "Oui : le Bureau Insertion valide aussi.")
    note = words("Précisions")
    why = _why()

    def prepare(self) -> None:
        """What stands; a word that the list no longer offers stays."""
        row = self.subject
        for name in self.lists:
            self.fields[name].queryset = (
                self.fields[name]
                .queryset.model.objects.filter(
                    Q(pk__in=self.fields[name].queryset.values("pk")) | Q(pk=getattr(row, f"{name}_id"))
                )
                .order_by("position", "pk")
            )
        self.initial = {name: getattr(row, name) for name in ("date", "prescribed_by", "note")}
        self.initial |= {"prescriber": row.prescriber_id, "reason": row.reason_id, "is_brsa": said(row.is_brsa)}


class EligibilityChangeForm(EligibilityForm):
    """An eligibility said by mistake."""

    why = _why()

    def prepare(self) -> None:
        """What stands."""
        row = self.subject
        told = "" if row.eligible is None else "oui" if row.eligible else "non"
        self.initial = {"eligible": told, "on": row.checked_on, "reason": row.refusal_reason_id}


class ReopenForm(ActForm):
    """Why a prescription waits again."""

    why = _why()


class ValidationForm(ActForm):
    """What a validator says, by their account or as the coordinatrice records it."""

    lists = {"reason": TermKind.REFUSAL_REASON}
    validator = forms.ChoiceField(label="Validation de")
    opinion = forms.ChoiceField(label="Avis", choices=Opinion.choices, widget=forms.RadioSelect)
    reason = term("Motif du refus", help_text="Exigé pour un refus.")
    on = day("Donné le")
    said_by = told("Donné par", help_text="Si vous l’enregistrez pour quelqu’un d’autre : sa fonction.")

    def prepare(self) -> None:
        """Offer the validations that the prescription asks for and that this person may give."""
        agents = self.user.plie_roles.on(self.fields["on"].initial()).filter(contract=self.contract)
        leads = any(agent.role == AgentRole.COORDINATOR for agent in agents)
        own = {agent.validates for agent in agents if agent.role == AgentRole.VALIDATOR}
        given = {one.validator for one in self.subject.validations.all()}
        asked = [one for one in asked_of(self.subject) if one not in given and (leads or one in own)]
        self.fields["validator"].choices = [(one, Validator(one).label) for one in asked]


class CorrectionForm(ValidationForm):
    """An opinion that was typed wrong."""

    def prepare(self) -> None:
        """Offer the opinions that are given; a single one is shown as it is written."""
        given = list(self.subject.validations.all())
        self.fields["validator"].choices = [(one.validator, one.get_validator_display()) for one in given]
        if len(given) == 1:
            self.initial |= {"opinion": given[0].opinion, "on": given[0].on, "said_by": given[0].said_by}
            self.initial["reason"] = self.subject.refusal_reason_id


class OrientationForm(ActForm):
    """Where the person is sent; the suggestions stand beside the form."""

    structure = structure("Structure", required=True)
    referent = referent("Référent·e pressenti·e")
    on = day("Orientée le")

    def clean(self):
        """Somebody of the structure, or who belongs to none."""
        found = super().clean()
        structure, referent = found.get("structure"), found.get("referent")
        if structure and referent and referent.structure_id not in (None, structure.pk):
            self.add_error(
                "referent", nbsp(f"{referent.user} n’est pas de cette structure : choisissez l’une ou l’autre.")
            )
        return found


class LossForm(ActForm):
    """Why a prescription led to no entry."""

    lists = {"reason": TermKind.LOSS_REASON}
    reason = term("Motif", required=True)
    on = day("Depuis le")


class SignatureForm(ActForm):
    """The CER is signed: the person enters that day."""

    on = day("CER signé le", help_text="Cette date est l’entrée dans le PLIE : la première mesure commence ce jour-là.")
    referent = referent("Référent·e de parcours")

    def prepare(self) -> None:
        """Propose the référent·e who was thought of, among those of the structure."""
        field = self.fields["referent"]
        field.queryset = field.queryset.filter(Q(structure=None) | Q(structure=self.subject.structure_id))
        self.fields["referent"].initial = self.subject.referent_id
