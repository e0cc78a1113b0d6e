"""What is typed about a structure, and about a portfolio to hand over."""

from decimal import Decimal

from django import forms

from faubourg.pathways.models import Structure
from faubourg.pathways.queries.portfolio import Holder
from faubourg.ui.ticks import TickList
from faubourg.ui.typography import plural
from faubourg.web.plie.forms.fields import ActForm, day, line
from faubourg.web.plie.forms.settings import held_in

BLANK_PLACES = 2


class StructureForm(ActForm):
    """A body that follows people; its places come from its full-time equivalents. The subject: a structure, or none."""

    name = line("Nom", required=True)
    fte = forms.DecimalField(label="Équivalents temps plein", min_value=0, max_digits=5, decimal_places=2)
    places_min = forms.IntegerField(label="Places par ETP, au moins", min_value=0, max_value=1000, initial=70)
    places_max = forms.IntegerField(
        label="Places par ETP, au plus", min_value=0, max_value=1000, initial=90,
        help_text="Le protocole dit de 70 à 90 places par an pour un équivalent temps plein.",
    )  # fmt: skip
    opened_on = day("Ouverte le", required=False)

    def prepare(self) -> None:
        """Show the structure that is changed."""
        if isinstance(self.subject, Structure):
            self.initial |= held_in(self.subject, self.fields)


class PlacesForm(ActForm):
    """Where a structure receives: one group of three fields a place, two empty ones for more; an emptied name goes."""

    def prepare(self) -> None:
        """The places that are written, then room for more."""
        rows = list(self.subject.places.order_by("name", "pk"))
        self.ranks = range(1, len(rows) + BLANK_PLACES + 1)
        for rank in self.ranks:
            self.fields[f"name{rank}"] = line(f"Lieu {rank}")
            for axis, most in (("latitude", 90), ("longitude", 180)):
                self.fields[f"{axis}{rank}"] = forms.DecimalField(
                    label=f"{axis.capitalize()} du lieu {rank}", required=False, min_value=-most, max_value=most,
                    help_text="En degrés, par exemple 46,3231." if rank == 1 else "",
                )  # fmt: skip
        for rank, row in enumerate(rows, start=1):
            self.initial |= {
                f"name{rank}": row.name, f"latitude{rank}": row.latitude, f"longitude{rank}": row.longitude,
            }  # fmt: skip

    def clean(self):
        """The places: (name, latitude, longitude)."""
        found = super().clean()
        places = [
            (found[f"name{rank}"], *(_degrees(found.get(f"{axis}{rank}")) for axis in ("latitude", "longitude")))
            for rank in self.ranks
            if found.get(f"name{rank}")
        ]
        return {"places": places}


def _degrees(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


class CloseForm(ActForm):
    """The last day of a structure."""

    on = day("Dernier jour d’ouverture")
    end_roles = forms.BooleanField(
        label="Terminer aussi les rôles de son équipe ce jour-là", required=False, initial=True
    )


class HeirsForm(ActForm):
    """To whom a portfolio goes, and from when; `holders`: those who may follow, with their load."""

    vers = forms.MultipleChoiceField(
        label="Vers", widget=TickList, error_messages={"required": "Cochez au moins une personne."},
        help_text="Plusieurs : chaque personne va à la moins chargée ; l’aperçu permet d’en décider une par une.",
    )  # fmt: skip
    le = day("À partir du", help_text="Aujourd’hui ou un jour passé : la transmission prend effet aussitôt.")

    def __init__(self, *args, holders: list[Holder], **kwargs):
        self.holders = {str(one.agent.pk): one for one in holders}
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Each with their load."""
        self.fields["vers"].choices = [(key, holder_words(one)) for key, one in self.holders.items()]

    def clean_vers(self) -> list[Holder]:
        """Those who were ticked."""
        return [self.holders[key] for key in self.cleaned_data["vers"]]


def holder_words(one: Holder) -> str:
    """« Référent·e 3, Structure du centre : 12 personnes »."""
    where = f", {one.agent.structure}" if one.agent.structure else ""
    return f"{one.agent.user}{where} : {plural(one.load, 'personne')}"
