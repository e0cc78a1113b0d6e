"""What is copied from another fiche."""

from django import forms

from faubourg.exchange.arranging.copying import PARTS, Survey


class CopyForm(forms.Form):
    """Texts, then rows; what is empty here is ticked."""

    digest = forms.CharField(widget=forms.HiddenInput)
    textes = forms.MultipleChoiceField(label="Textes", required=False, widget=forms.CheckboxSelectMultiple)
    parties = forms.MultipleChoiceField(label="Lignes", required=False, widget=forms.CheckboxSelectMultiple)
    ajouter = forms.BooleanField(
        label="Inscrire dans les listes de ce contrat ce qui leur manque", required=False,
        help_text="Sans cela, les lignes qui en ont besoin ne sont pas copiées.",
    )  # fmt: skip

    def __init__(self, *args, survey: Survey, may_list: bool, **kwargs):
        empty = [name for name, _, _, here in survey.texts if not here]
        super().__init__(*args, initial={"digest": survey.digest, "textes": empty}, **kwargs)
        self.fields["textes"].choices = [
            (name, f"{title.capitalize()} : {'remplace ce qui est écrit' if here else 'vide ici'}")
            for name, title, _, here in survey.texts
        ]
        rows = [
            (name, self._told(survey, name)) for name, found in survey.rows.items() if found or name in survey.waiting
        ]
        self.fields["parties"].choices = rows
        for name, found in (("textes", survey.texts), ("parties", rows)):
            if not found:
                del self.fields[name]
        if not survey.lacking or not may_list:
            del self.fields["ajouter"]

    @staticmethod
    def _told(survey: Survey, name: str) -> str:
        """A part with how many rows it gives, and whether some wait for the lists."""
        more = ", d’autres demandent d’abord les listes ci-dessous" if name in survey.waiting else ""
        return f"{PARTS[name]} : {len(survey.rows[name])} à ajouter{more}"

    @property
    def choices(self) -> dict:
        """What was chosen, as the operation wants it."""
        data = self.cleaned_data
        return {
            "texts": data.get("textes", []),
            "parts": data.get("parties", []),
            "adds_lacking": data.get("ajouter", False),
            "digest": data["digest"],
        }
