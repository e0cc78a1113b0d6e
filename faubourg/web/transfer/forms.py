"""The form that takes a file."""

from django import forms
from django.core.exceptions import ValidationError

from faubourg.accounts.models import User
from faubourg.intake.limits import check_size
from faubourg.intake.problems import IntakeError

ACCEPTED = ".xlsx,.ods,.yaml,.yml"


class LeadForm(forms.Form):
    """Who holds a new contract. Without anybody, only the administration sees it."""

    lead = forms.ModelChoiceField(
        User.objects.none(),
        required=False,
        label="Chef·fe de projet",
        empty_label="à choisir plus tard, dans Membres",
        help_text="La personne voit le contrat, le remplit et y invite les autres.",
        error_messages={"invalid_choice": "Ce compte n’est pas ouvert : choisissez-en un autre."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = User.objects.filter(is_active=True)


class ReasonForm(forms.Form):
    """Why a file mends a version of the plan that is adopted."""

    motif = forms.CharField(
        required=False,
        max_length=1000,
        label="Motif de la correction matérielle",
        help_text="La version est adoptée : ses textes, son arbre, ses types, ses rôles, ses moyens prévus et ses "
        "cibles ne changent que pour réparer une erreur. Le motif est gardé au journal et imprimé avec le plan.",
    )


class UploadForm(forms.Form):
    """One file, refused before it is read when it is empty or too heavy."""

    file = forms.FileField(
        label="Fichier",
        help_text="Classeur .xlsx ou .ods, ou fichier .yaml ; 20 Mo au plus.",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        allow_empty_file=True,
        error_messages={"required": "Choisissez un fichier."},
    )

    def clean_file(self):
        """The file, if its size can be read."""
        file = self.cleaned_data["file"]
        try:
            check_size(file.size, file.name)
        except IntakeError as error:
            raise ValidationError([problem.sentence for problem in error.problems]) from error
        return file
