"""Forms of the journey."""

from allauth.account.forms import LoginForm
from django import forms


class SignInForm(LoginForm):
    """E-mail address and password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        address, password = self.fields["login"], self.fields["password"]
        address.label, password.label = "Adresse électronique", "Mot de passe"
        address.widget = forms.EmailInput(attrs={"autocomplete": "username"})
        # The page has its own link to a new password.
        password.help_text = ""
        password.widget.attrs.pop("placeholder", None)
        address.error_messages["required"] = "Saisissez votre adresse."
        password.error_messages["required"] = "Saisissez votre mot de passe."
