"""What is said of the values of one year, and from which count of persons they are shown."""

from django import forms

from faubourg.indicators.models import MaskingRule, ValueNote


class NoteForm(forms.ModelForm):
    """The source, the comment and the interpretation."""

    class Meta:
        model = ValueNote
        fields = ("source", "comment", "interpretation")
        widgets = {"comment": forms.Textarea(attrs={"rows": 2}), "interpretation": forms.Textarea(attrs={"rows": 4})}


class ThresholdForm(forms.ModelForm):
    """The threshold of small numbers."""

    class Meta:
        model = MaskingRule
        fields = ("threshold",)
