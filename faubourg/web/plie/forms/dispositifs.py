"""What the forms of the clauses, childcare and dispositifs share: who the person is, and what is counted of them."""

from django import forms

from faubourg.contracts.models import ListedTerritory
from faubourg.pathways.choices import QpvResult, Sex
from faubourg.territories.models import TerritoryKind
from faubourg.web.plie.forms.fields import ActForm, day, line, said, ternary

IDENTITY = ("last_name", "first_name", "sex", "birth_date")
TERNARIES = ("is_brsa", "long_unemployed", "disabled_worker")


def decimal(label: str, *, required: bool = False, help_text: str = "", most: int = 9) -> forms.DecimalField:
    """A number of hours, months or places; never below zero."""
    return forms.DecimalField(
        label=label, required=required, help_text=help_text, min_value=0, max_digits=most, decimal_places=2,
        localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip


class IdentityForm(ActForm):
    """Who the person is."""

    last_name = line("Nom", most=120)
    first_name = line("Prénom", most=120)
    sex = forms.ChoiceField(label="Sexe", required=False, choices=Sex.choices)
    birth_date = day("Date de naissance", required=False, help_text="Elle distingue les homonymes.")

    def identity(self) -> dict:
        """The fields of the person."""
        return {name: self.cleaned_data[name] for name in IDENTITY}


class CircumstancesForm(ActForm):
    """What is counted of the person, as it is on the day of the act; what is not known stays empty."""

    is_brsa = ternary("Bénéficiaire du RSA")
    long_unemployed = ternary("Demandeur d’emploi de longue durée")
    disabled_worker = ternary("RQTH")
    commune = forms.ModelChoiceField(
        ListedTerritory.objects.none(), label="Commune", required=False, empty_label="non donnée"
    )
    place = forms.ChoiceField(label="Quartier prioritaire", required=False)

    def prepare(self) -> None:
        """Offer the communes and QPV of the contract; show what the act says already."""
        rows = ListedTerritory.objects.of(self.contract)
        self.fields["commune"].queryset = rows.filter(kind=TerritoryKind.COMMUNE).order_by("name", "pk")
        self.quarters = {f"t{row.pk}": row for row in rows.filter(kind=TerritoryKind.QPV).order_by("name", "pk")}
        self.fields["place"].choices = [
            ("", "indéterminé"),
            *((key, row.name) for key, row in self.quarters.items()),
            (QpvResult.INSIDE, "en QPV, quartier non précisé"),
            (QpvResult.OUTSIDE, "hors QPV"),
        ]
        row = self.subject
        if hasattr(row, "qpv"):
            self.initial |= {name: said(getattr(row, name)) for name in TERNARIES}
            self.initial["commune"] = row.commune_id
            known = "" if row.qpv == QpvResult.UNDETERMINED else row.qpv
            self.initial["place"] = f"t{row.territory_id}" if row.territory_id else known

    def circumstances(self) -> dict:
        """The fields of the act."""
        place = self.cleaned_data["place"]
        chosen = self.quarters.get(place)
        told = {name: self.cleaned_data[name] for name in (*TERNARIES, "commune")}
        return told | {
            "territory": chosen,
            "qpv": QpvResult.INSIDE if chosen else place or QpvResult.UNDETERMINED,
        }

    def values(self, *names: str) -> dict:
        """These fields, then the circumstances."""
        return {name: self.cleaned_data[name] for name in names} | self.circumstances()
