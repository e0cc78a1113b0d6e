"""What is sent of the ground of a PLIE: streets per QPV, outlines, centres."""

from django import forms

from faubourg.contracts.models import ListedTerritory
from faubourg.pathways.models import Protocol
from faubourg.territories.models import TerritoryKind
from faubourg.web.plie.forms.fields import ActForm
from faubourg.web.plie.forms.files import SentForm

GENERATIONS = ("2024", "2015")


class GroundForm(SentForm):
    """A file about the QPV of one generation."""

    generation = forms.ChoiceField(label="Génération de QPV", help_text="Ce qui en était écrit s’en va.")
    field_order = ("file", "generation")

    def __init__(self, *args, protocol: Protocol, **kwargs):
        super().__init__(*args, **kwargs)
        own = protocol.qpv_generation
        self.fields["generation"].choices = [(one, one) for one in dict.fromkeys((own, *GENERATIONS))]


class StreetsForm(GroundForm):
    """The streets of the QPV, as CSV."""

    file = forms.FileField(
        label="Fichier des voies", help_text="CSV, colonnes : voie, de, à, côté, QPV.", allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv"}), error_messages={"required": "Choisissez un fichier."},
    )  # fmt: skip


class OutlinesForm(GroundForm):
    """The outlines of QPV and communes, as GeoJSON."""

    file = forms.FileField(
        label="Fichier des contours", allow_empty_file=True, error_messages={"required": "Choisissez un fichier."},
        help_text="GeoJSON en WGS 84 ; chaque contour porte le code ou le nom de son quartier ou de sa commune.",
        widget=forms.FileInput(attrs={"accept": ".geojson,.json"}),
    )  # fmt: skip


class CentreForm(ActForm):
    """The centre of a QPV or a commune, typed."""

    territory = forms.ModelChoiceField(ListedTerritory.objects.none(), label="QPV ou commune", empty_label="Choisir")
    latitude = forms.FloatField(label="Latitude", help_text="En degrés, par exemple 46,3237.", localize=True)
    longitude = forms.FloatField(label="Longitude", help_text="En degrés, par exemple -0,4588.", localize=True)

    def prepare(self) -> None:
        """Offer the QPV and communes of the contract."""
        rows = ListedTerritory.objects.of(self.contract).filter(kind__in=(TerritoryKind.QPV, TerritoryKind.COMMUNE))
        self.fields["territory"].queryset = rows.order_by("-kind", "name", "pk")
