"""What is said of the values of one year, and from which count of persons they are shown."""

from django import forms

from faubourg.indicators.models import Contest, Indicator, MaskingRule, ValueNote

OBLIGATORY = "L’interprétation est obligatoire pour cet indicateur : dites ce que le chiffre montre."


class NoteForm(forms.ModelForm):
    """The source, the comment and the interpretation."""

    class Meta:
        model = ValueNote
        fields = ("source", "comment", "interpretation")
        widgets = {"comment": forms.Textarea(attrs={"rows": 2}), "interpretation": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, indicator: Indicator, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["interpretation"]
        field.required = bool(indicator.requires_interpretation)
        field.error_messages["required"] = OBLIGATORY


class ThresholdForm(forms.ModelForm):
    """The threshold of small numbers."""

    class Meta:
        model = MaskingRule
        fields = ("threshold",)


class ContestForm(forms.ModelForm):
    """Another figure for one of the values offered: (number, words)."""

    class Meta:
        model = Contest
        fields = ("observation", "proposed", "source", "method")
        widgets = {"method": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, values: list[tuple[int, str]], **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["observation"]
        field.queryset = field.queryset.filter(pk__in=[pk for pk, _ in values])
        field.choices = values
        field.required = True
