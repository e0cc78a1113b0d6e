"""What is said of the values of one year."""

from django import forms

from faubourg.indicators.models import ValueNote


class NoteForm(forms.ModelForm):
    """The source, the comment and the interpretation."""

    class Meta:
        model = ValueNote
        fields = ("source", "comment", "interpretation")
        widgets = {"comment": forms.Textarea(attrs={"rows": 2}), "interpretation": forms.Textarea(attrs={"rows": 4})}
