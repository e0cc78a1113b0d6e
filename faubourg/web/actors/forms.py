"""What a person says on the merge screen."""

from django import forms

from faubourg.partners.choices import InstanceRow

ACTS = [("merge", "réunir"), ("dismiss", "ne sont pas les mêmes"), ("unmerge", "séparer"), ("restore", "reproposer")]


class DecisionForm(forms.Form):
    """One decision: the act, and the rows or the dismissed pair (`kept` alone) that it is about."""

    act = forms.ChoiceField(choices=ACTS)
    kind = forms.ChoiceField(choices=InstanceRow.choices)
    kept = forms.IntegerField(min_value=1)
    other = forms.IntegerField(min_value=1, required=False)

    def clean(self) -> dict:
        """Two rows are needed to merge them or to set them apart."""
        cleaned = super().clean()
        if cleaned.get("act") in ("merge", "dismiss") and not cleaned.get("other"):
            raise forms.ValidationError("Il faut deux lignes.")
        return cleaned
