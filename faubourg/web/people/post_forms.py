"""Forms of the posts of référents."""

from django import forms

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract, ListedOrganisation, Post


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class PostForm(forms.ModelForm):
    """A post: what it is for, where, with whom, since when."""

    class Meta:
        model = Post
        fields = ("organisation", "function", "service", "paired_with", "opened_on", "closed_on", "note")
        widgets = {"opened_on": DayInput(), "closed_on": DayInput(), "note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, contract: Contract, **kwargs):
        super().__init__(*args, **kwargs)
        named = ListedOrganisation.objects.of(contract).exclude(is_generic=True)
        self.fields["organisation"].queryset = named.order_by("name", "pk")
        others = Post.objects.of(contract).select_related("organisation").exclude(pk=self.instance.pk)
        self.fields["paired_with"].queryset = others.order_by("organisation__name", "pk")

    def _post_clean(self) -> None:
        """The operation checks and writes the row: the form leaves the one on screen as it is."""


class AppointForm(forms.Form):
    """Who takes the post, since when."""

    user = forms.ModelChoiceField(label="Titulaire", queryset=User.objects.none(), empty_label="Choisir…")
    start = forms.DateField(label="Depuis le", widget=DayInput())
    gives_role = forms.BooleanField(
        label="Lui donner le rôle de référent·e de cet organisme", required=False, initial=True
    )

    def __init__(self, *args, contract: Contract, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True, memberships__contract=contract)
        self.fields["user"].queryset = people.distinct().order_by("function", "pk")
        self.fields["user"].help_text = "Parmi les membres du contrat ; sinon, l’inviter d’abord depuis « Membres »."


class VacateForm(forms.Form):
    """When the person leaves."""

    end = forms.DateField(label="Départ le", widget=DayInput())
    takes_role = forms.BooleanField(label="Reprendre aussi son rôle de référent·e", required=False, initial=True)
