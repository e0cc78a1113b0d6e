"""What is typed of a person: identity, situation, home, RSA, death."""

import hashlib

from django import forms
from django.core.exceptions import ValidationError

from faubourg.contracts.models import ListedTerritory
from faubourg.pathways.choices import QpvMethod, QpvResult, RecordReason, Sex, TermKind
from faubourg.pathways.outgoing import CONSENT_ASIDE, OBJECTION_APART
from faubourg.territories.models import TerritoryKind
from faubourg.ui.typography import nbsp
from faubourg.web.plie.forms.fields import ActForm, day, line, said, term, ternary, words


class SectionForm(ActForm):
    """A part of a file that two people may change at once: `digest` says what it held when the page was opened."""

    digest = forms.CharField(required=False, widget=forms.HiddenInput)
    yes_no: tuple[str, ...] = ()

    def prepare(self) -> None:
        """Fill what the file says."""
        for name in self.names():
            value = getattr(self.subject, name)
            self.initial[name] = said(value) if name in self.yes_no else getattr(value, "pk", value)
        self.initial["digest"] = self._digest()

    def names(self) -> list[str]:
        """The fields of the file."""
        return [name for name in self.fields if name != "digest"]

    def clean(self):
        """Refuse once what somebody else changed meanwhile; saving again keeps one's own."""
        found = super().clean()
        if found.pop("digest", "") not in ("", self._digest()):
            self.data = self.data.copy()
            self.data["digest"] = self._digest()
            changed = [str(self.fields[name].label) for name in self.names() if found.get(name) != self._now(name)]
            told = f" Ce qui diffère de votre saisie : {', '.join(changed)}." if changed else ""
            raise ValidationError(
                f"Quelqu’un a changé ce dossier pendant votre saisie.{told} Enregistrer de nouveau garde la vôtre."
            )
        return found

    def _now(self, name: str):
        value = getattr(self.subject, name)
        return (
            "" if value is None and name not in self.yes_no and name not in ("birth_date", "qualification") else value
        )

    def _digest(self) -> str:
        held = "\x1f".join(f"{name}={getattr(self.subject, name)!r}" for name in self.names())
        return hashlib.sha256(held.encode()).hexdigest()[:32]


class IdentityForm(SectionForm):
    """Who the person is, and how to reach them."""

    last_name = line("Nom", most=120)
    first_name = line("Prénom", most=120)
    birth_name = line("Nom de naissance", most=120)
    sex = forms.ChoiceField(label="Sexe", required=False, choices=Sex.choices)
    birth_date = day("Date de naissance", required=False)
    phone = line("Téléphone", most=40)
    email = forms.EmailField(label="Courriel", required=False)


class SituationForm(SectionForm):
    """What the report counts of the person, and what was told to them."""

    lists = {"qualification": TermKind.QUALIFICATION}
    yes_no = ("foreign_diploma", "disabled_worker", "long_unemployed")
    qualification = term("Niveau de qualification")
    foreign_diploma = ternary("Diplôme étranger sans équivalence")
    disabled_worker = ternary("RQTH")
    long_unemployed = ternary("DELD", "Demandeur d’emploi de longue durée.")
    informed_on = day("Notice d’information remise le", required=False)
    consented_on = day("Consentement recueilli le", required=False)
    consent_withdrawn_on = day(
        "Consentement retiré le", required=False, help_text=nbsp(f"{CONSENT_ASIDE} {OBJECTION_APART}")
    )
    note = words("Note")


def degrees(label: str, example: str) -> forms.FloatField:
    """A coordinate (WGS 84)."""
    return forms.FloatField(
        label=label, required=False, localize=True, help_text=f"En degrés, par exemple {example}. Vide : non connue."
    )


class HomeForm(ActForm):
    """Where the person lives from a day on; the former home stays in the file."""

    since = day("Depuis le", required=False, help_text="Vide : date inconnue.")
    address = line("Adresse", most=300)
    postcode = line("Code postal", most=10)
    commune = forms.ModelChoiceField(
        ListedTerritory.objects.none(), label="Commune", required=False, empty_label="non donnée"
    )
    commune_name = line("Commune hors liste", most=120)
    qpv = forms.ChoiceField(label="Quartier prioritaire", required=False)
    latitude = degrees("Latitude", "46,3237")
    longitude = degrees("Longitude", "-0,4588")

    def prepare(self) -> None:
        """Offer the communes and the QPV of the contract."""
        rows = ListedTerritory.objects.of(self.contract)
        self.fields["commune"].queryset = rows.filter(kind=TerritoryKind.COMMUNE).order_by("name", "pk")
        self.quarters = {f"t{row.pk}": row for row in rows.filter(kind=TerritoryKind.QPV).order_by("name", "pk")}
        self.fields["qpv"].choices = [
            ("", "d’après les coordonnées ou l’adresse"),
            *((key, row.name) for key, row in self.quarters.items()),
            (QpvResult.OUTSIDE, "hors QPV"),
            (QpvResult.UNDETERMINED, "indéterminé"),
        ]

    def clean(self):
        """The home, and what was chosen of its QPV."""
        found = super().clean()
        qpv = found.pop("qpv", "")
        chosen = self.quarters.get(qpv)
        return {"values": found, "chosen": chosen, "qpv": "" if chosen else qpv}


class HomeChangeForm(HomeForm):
    """A home that was typed wrong; `subject` is the home."""

    def prepare(self) -> None:
        """Show what is written; a QPV that was chosen stays chosen."""
        super().prepare()
        row = self.subject
        names = [name for name in self.fields if name not in ("qpv", "commune")]
        self.initial |= {name: getattr(row, name) for name in names} | {"commune": row.commune_id}
        if row.method == QpvMethod.CHOSEN:
            self.initial["qpv"] = f"t{row.territory_id}" if row.territory_id else row.qpv


class RsaForm(ActForm):
    """A time during which the person receives the RSA."""

    start = day("Depuis le", required=False, help_text="Vide : date inconnue.")
    end = day("Jusqu’au", required=False, help_text="Vide : toujours en cours.")


class RsaChangeForm(RsaForm):
    """A period as it is written; `subject` is the period."""

    def prepare(self) -> None:
        """What stands."""
        self.initial = {"start": self.subject.start, "end": self.subject.end}


class DeathForm(ActForm):
    """The person died; nothing is added after that day."""

    on = day("Décès le", today=False)


class ReasonForm(ActForm):
    """Why something typed is taken away: a word of a list, since the journal keeps it."""

    reason = forms.ChoiceField(label="Motif", choices=[("", "Choisir"), *RecordReason.choices])
