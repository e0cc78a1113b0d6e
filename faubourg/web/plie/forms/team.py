"""Who works in the PLIE, and the structures that follow people."""

from django import forms

from faubourg.accounts.models import User
from faubourg.pathways.choices import AgentRole, TermKind, Validator
from faubourg.web.plie.forms.fields import ActForm, day, structure, term


class AppointForm(ActForm):
    """A role given to somebody who has an account."""

    lists = {"prescriber": TermKind.PRESCRIBER}
    user = forms.EmailField(label="Courriel du compte", help_text="La personne a déjà un compte dans cette instance.")
    role = forms.ChoiceField(label="Rôle", choices=AgentRole.choices)
    structure = structure("Structure")
    prescriber = term("Prescripteur", help_text="Pour un rôle de prescripteur.")
    validates = forms.ChoiceField(
        label="Valide pour", required=False, choices=[("", "sans objet"), *Validator.choices],
        help_text="Pour un rôle de validation.",
    )  # fmt: skip
    start = day("Depuis le")

    def clean_user(self):
        """The account of this address."""
        found = User.objects.filter(email__iexact=self.cleaned_data["user"], is_active=True).first()
        if found is None:
            raise forms.ValidationError("Aucun compte ouvert n’a cette adresse : invitez d’abord la personne.")
        return found


class DismissForm(ActForm):
    """The last day of a role."""

    on = day("Dernier jour")
