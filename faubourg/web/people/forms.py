"""Forms of the journey: those of django-allauth in our words, and ours."""

from contextlib import contextmanager

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as keys
from cryptography.exceptions import InvalidSignature
from django import forms
from django.contrib.auth.password_validation import validate_password

from faubourg.accounts.models import User
from faubourg.actions.models import Action
from faubourg.contracts.choices import Role
from faubourg.contracts.matrix import FOR_AN_ORGANISATION
from faubourg.contracts.models import Contract, ListedOrganisation
from faubourg.ui.ticks import TickList

STRENGTH = "Douze caractères au moins, ni courants ni proches de votre adresse : trois mots sans lien conviennent."
LABELS = {
    "email": ("Adresse électronique", ""),
    "password": ("Mot de passe", ""),
    "oldpassword": ("Mot de passe actuel", ""),
    "password1": ("Nouveau mot de passe", STRENGTH),
    "password2": ("Le même, une seconde fois", ""),
    "code": ("Code", ""),
    "name": ("Nom de la clé", "Pour la reconnaître : « Clé du bureau »."),
}


class OurWords:
    """Labels and help texts in our words, and no placeholder: a label stays when one types."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.help_text = LABELS.get(name, (field.label, ""))
            field.widget.attrs.pop("placeholder", None)
            # A million characters would be hashed for nothing.
            if isinstance(field.widget, forms.PasswordInput):
                field.widget.attrs["maxlength"] = 256
        if "code" in self.fields:
            self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


class AskResetForm(OurWords, account.ResetPasswordForm):
    """Where to send the link."""


class ResetForm(OurWords, account.ResetPasswordKeyForm):
    """The new password, by the link."""


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    """The new password, with the old one."""


class SetPasswordForm(OurWords, account.SetPasswordForm):
    """A first password, for an account that had none."""


class ConfirmPasswordForm(OurWords, account.ReauthenticateForm):
    """The password again, before something that matters."""


class ConfirmCodeForm(OurWords, factor.ReauthenticateForm):
    """A code, before something that matters."""


class CodeForm(OurWords, factor.AuthenticateForm):
    """The code of the second step of signing in."""


class ActivateTotpForm(OurWords, totp.ActivateTOTPForm):
    """The first code of an application."""


@contextmanager
def _answer_of_a_key():
    """What is not the answer of a key is a refusal, where allauth would let the error through."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError, InvalidSignature) as error:
        raise forms.ValidationError("La clé n’a pas donné de réponse lisible. Recommencez.") from error


class AddKeyForm(OurWords, keys.AddWebAuthnForm):
    """A new security key."""

    def clean(self):
        """The answer of the key, checked."""
        with _answer_of_a_key():
            return super().clean()


class KeyForm(keys.AuthenticateWebAuthnForm):
    """The answer of a key, at sign-in."""

    def clean_credential(self):
        """The answer of the key, checked."""
        with _answer_of_a_key():
            return super().clean_credential()


class ConfirmKeyForm(keys.ReauthenticateWebAuthnForm):
    """The answer of a key, before something that matters."""

    def clean_credential(self):
        """The answer of the key, checked."""
        with _answer_of_a_key():
            return super().clean_credential()


class RenameKeyForm(OurWords, keys.EditWebAuthnForm):
    """Another name for a key."""


class RenewCodesForm(OurWords, recovery.GenerateRecoveryCodesForm):
    """New recovery codes."""


class NameForm(forms.Form):
    """The name under which a person is shown."""

    function = forms.CharField(
        label="Nom affiché", max_length=120, help_text="Votre nom ou votre fonction, comme vos collègues vous voient."
    )


class EmailForm(forms.Form):
    """The address to move to."""

    email = forms.EmailField(
        label="Nouvelle adresse électronique",
        max_length=254,
        help_text="Un message y sera envoyé ; rien ne change avant que vous l’ayez confirmé.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class JoinForm(forms.Form):
    """What opens an account from an invitation: a name and a password."""

    function = forms.CharField(
        label="Nom affiché", max_length=120, help_text="Votre nom ou votre fonction, comme vos collègues vous verront."
    )
    password = forms.CharField(
        label="Mot de passe",
        strip=False,
        max_length=256,
        help_text=STRENGTH,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Le même, une seconde fois",
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self):
        """The rule of strength, then that both are the same."""
        data = super().clean()
        password = data.get("password")
        if password:
            try:
                validate_password(password, User(email=self.email, function=data.get("function", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        if password and "again" in data and data["again"] != password:
            self.add_error("again", "Les deux saisies du mot de passe sont différentes.")
        return data


class OrganisationRole(forms.Form):
    """A role in a contract, and the organisation for which it is held."""

    role = forms.ChoiceField(label="Rôle dans le contrat", choices=[("", "Choisir…"), *Role.choices])
    organisation = forms.ModelChoiceField(
        label="Pour l’organisme",
        queryset=ListedOrganisation.objects.none(),
        required=False,
        empty_label="Aucun",
        help_text="Pour un·e référent·e, un·e co-pilote de l’État, un·e pilote, un·e producteur·rice : "
        "ce rôle s’étend à ses services.",
    )

    def __init__(self, *args, contract: Contract, **kwargs):
        super().__init__(*args, **kwargs)
        named = ListedOrganisation.objects.of(contract).exclude(is_generic=True)
        self.fields["organisation"].queryset = named.order_by("name", "pk")

    def clean(self):
        """A role held for an organisation names it."""
        data = super().clean()
        role = data.get("role")
        if role in FOR_AN_ORGANISATION and role != Role.PILOT and not data.get("organisation"):
            self.add_error("organisation", "Ce rôle se tient pour un organisme : choisissez lequel.")
        if role and role not in FOR_AN_ORGANISATION:
            data["organisation"] = None
        return data


class InviteForm(OrganisationRole):
    """Whom to invite to a contract, and as what."""

    email = forms.EmailField(label="Adresse électronique", max_length=254)
    function = forms.CharField(
        label="Nom affiché",
        max_length=120,
        required=False,
        help_text="Fonction ou nom ; la personne pourra le changer en acceptant.",
    )
    field_order = ["email", "function", "role", "organisation"]


class InviteToInstanceForm(forms.Form):
    """Whom to invite to the instance: to run a contract, to administer, or only to open an account."""

    email = forms.EmailField(label="Adresse électronique", max_length=254)
    function = forms.CharField(
        label="Nom affiché",
        max_length=120,
        required=False,
        help_text="Fonction ou nom ; la personne pourra le changer en acceptant.",
    )
    contract = forms.ModelChoiceField(
        label="Contrat",
        queryset=Contract.objects.none(),
        required=False,
        empty_label="Aucun pour l’instant",
        to_field_name="key",
    )
    role = forms.ChoiceField(
        label="Rôle dans le contrat",
        choices=[("", "Choisir…"), *((role.value, role.label) for role in Role if role not in FOR_AN_ORGANISATION)],
        required=False,
        help_text="Les rôles tenus pour un organisme se donnent depuis la page « Membres » du contrat.",
    )
    is_admin = forms.BooleanField(label="Administre l’instance", required=False)

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contract"].queryset = Contract.objects.for_user(user).order_by("title")

    def clean(self):
        """A contract and a role go together, and apart from the administration."""
        data = super().clean()
        contract, role = data.get("contract"), data.get("role")
        if contract and not role and "role" not in self.errors:
            self.add_error("role", "Choisissez le rôle de la personne dans ce contrat.")
        if role and not contract and "contract" not in self.errors:
            self.add_error("contract", "Choisissez le contrat où la personne aura ce rôle.")
        if contract and data.get("is_admin"):
            self.add_error("is_admin", "Envoyez deux invitations : une pour le contrat, une pour l’administration.")
        return data


class RoleForm(OrganisationRole):
    """Another role; for a pilot, the fiches that are theirs."""

    fiches = forms.ModelMultipleChoiceField(
        label="Fiches suivies par la personne (rôle de pilote)",
        queryset=Action.objects.none(),
        required=False,
        widget=TickList,
        help_text="Aucune case cochée : toutes celles que son organisme pilote ou copilote.",
    )

    def __init__(self, *args, contract: Contract, **kwargs):
        super().__init__(*args, contract=contract, **kwargs)
        tops = Action.objects.filter(version=contract.current_version_id, parent=None)
        self.fields["fiches"].queryset = tops.order_by("position", "pk")

    def clean(self):
        """Fiches are given to pilots only."""
        data = super().clean()
        if data.get("role") == Role.PILOT and not data.get("organisation") and not data.get("fiches"):
            self.add_error("organisation", "Choisissez l’organisme de la personne, ou cochez ses fiches.")
        return data
