"""One change for many actions."""

from django import forms
from django.utils import timezone

from faubourg.contracts.models import Contract, ListedOrganisation, Tag
from faubourg.exchange.arranging.bulk import PILOTS, TAGS, Change, What, states_for_many
from faubourg.intake.values import parse_partial_date

WHAT = (
    ("Pilote", (
        (What.ADD_PILOT, "Ajouter un pilote"),
        (What.REPLACE_PILOT, "Remplacer les pilotes par"),
        (What.REMOVE_PILOT, "Retirer un pilote"),
    )),
    ("Étiquette", ((What.ADD_TAG, "Ajouter une étiquette"), (What.REMOVE_TAG, "Retirer une étiquette"))),
    ("Calendrier", (
        (What.CALENDAR, "Écrire le calendrier"),
        (What.START, "Fixer le début"),
        (What.END, "Fixer la fin"),
    )),
    ("Avancement", ((What.STATUS, "Dire l’avancement"),)),
)  # fmt: skip
MOST_KEYS = 2_000


class BulkForm(forms.Form):
    """What changes, and its value; only the value that goes with the change is read."""

    lignes = forms.CharField(widget=forms.HiddenInput, max_length=200_000)
    quoi = forms.ChoiceField(label="Changement", choices=WHAT)
    organisation = forms.ChoiceField(label="Organisme", required=False, help_text="Pour un pilote.")
    etiquette = forms.ChoiceField(label="Étiquette", required=False, help_text="Pour une étiquette.")
    etat = forms.ChoiceField(
        label="État d’avancement", required=False,
        help_text="Proposé ou validé selon vos droits. Un état qui demande un motif se dit fiche par fiche.",
    )  # fmt: skip
    texte = forms.CharField(
        label="Calendrier ou date", required=False, max_length=2_000,
        help_text="Pour le calendrier : ses mots. Pour le début, la fin ou la date de l’avancement : 2026, 09/2026 ou "
        "01/09/2026 ; vide, la valeur est effacée, et l’avancement est daté d’aujourd’hui.",
    )  # fmt: skip

    def __init__(self, *args, contract: Contract, **kwargs):
        super().__init__(*args, **kwargs)
        organisations = ListedOrganisation.objects.of(contract).order_by("name", "pk").values_list("key", "name")
        tags = Tag.objects.of(contract).order_by("label", "pk").values_list("key", "label")
        self.fields["organisation"].choices = [("", "choisir"), *organisations]
        self.fields["etiquette"].choices = [("", "choisir"), *tags]
        states = states_for_many(contract).values_list("key", "label")
        self.fields["etat"].choices = [("", "choisir"), *states]

    @property
    def keys(self) -> list[str]:
        """The keys of the chosen actions."""
        return [key for key in self.cleaned_data["lignes"].split(",") if key][:MOST_KEYS]

    def clean(self):
        """The value that goes with the change, read."""
        data = super().clean()
        what = data.get("quoi")
        if what in PILOTS and not data.get("organisation"):
            self.add_error("organisation", "Choisissez l’organisme.")
        if what in TAGS and not data.get("etiquette"):
            self.add_error("etiquette", "Choisissez l’étiquette.")
        if what == What.STATUS and not data.get("etat"):
            self.add_error("etat", "Choisissez l’état.")
        if what in (What.START, What.END, What.STATUS) and data.get("texte"):
            try:
                data["texte"] = parse_partial_date(data["texte"])
            except ValueError as error:
                self.add_error("texte", str(error))
        return data

    @property
    def change(self) -> Change:
        """The change as it is written."""
        what, data = What(self.cleaned_data["quoi"]), self.cleaned_data
        name = "organisation" if what in PILOTS else "etiquette" if what in TAGS else "texte"
        name = "etat" if what == What.STATUS else name
        words = dict(self.fields[name].choices)[data[name]] if name != "texte" else data[name]
        since = data["texte"] or timezone.localdate().isoformat() if what == What.STATUS else ""
        return Change(what, data[name] or "", words or "", since)

    @property
    def label(self) -> str:
        """The change in words."""
        labels = {value: label for _, group in WHAT for value, label in group}
        words = self.change.words
        return f"{labels[self.change.what]} : {words}" if words else f"{labels[self.change.what]} : valeur effacée"
