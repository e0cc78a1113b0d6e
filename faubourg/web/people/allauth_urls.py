"""The addresses that django-allauth asks for by its own names: its views, our pages, and none that we do not use."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView

from faubourg.web.people import forms, oidc
from faubourg.web.people.showing import in_account, to_confirm

_to_sign_in = login_not_required(RedirectView.as_view(pattern_name="home:sign-in", query_string=True))

_reset = [
    path(
        "mot-de-passe-oublie/",
        account.PasswordResetView.as_view(template_name="people/reset_ask.html", form_class=forms.AskResetForm),
        name="account_reset_password",
    ),
    path(
        "mot-de-passe-oublie/envoye/",
        account.PasswordResetDoneView.as_view(template_name="people/reset_sent.html"),
        name="account_reset_password_done",
    ),
    path(
        "mot-de-passe-oublie/enregistre/",
        account.PasswordResetFromKeyDoneView.as_view(template_name="people/reset_done.html"),
        name="account_reset_password_from_key_done",
    ),
    path(
        "mot-de-passe-oublie/<str:uidb36>/<str:key>/",
        account.PasswordResetFromKeyView.as_view(template_name="people/reset.html", form_class=forms.ResetForm),
        name="account_reset_password_from_key",
    ),
]
_sign_in = [
    path("connexion/compte/", _to_sign_in, name="account_login"),
    path(
        "connexion/compte-ferme/",
        account.AccountInactiveView.as_view(template_name="people/closed.html"),
        name="account_inactive",
    ),
    path(
        "connexion/code/",
        factor.AuthenticateView.as_view(
            template_name="people/code.html", form_class=forms.CodeForm, webauthn_form_class=forms.KeyForm
        ),
        name="mfa_authenticate",
    ),
    path("connexion/fournisseur/<str:provider_id>/", oidc.provider_login, name="openid_connect_login"),
    path("connexion/fournisseur/<str:provider_id>/retour/", oidc.provider_callback, name="openid_connect_callback"),
]
_confirm = [
    path(
        "compte/confirmer/",
        to_confirm(
            account.ReauthenticateView.as_view(
                template_name="people/confirm.html", form_class=forms.ConfirmPasswordForm
            )
        ),
        name="account_reauthenticate",
    ),
    path(
        "compte/confirmer/code/",
        to_confirm(
            factor.ReauthenticateView.as_view(template_name="people/confirm.html", form_class=forms.ConfirmCodeForm)
        ),
        name="mfa_reauthenticate",
    ),
    path(
        "compte/confirmer/cle/",
        to_confirm(
            keys.ReauthenticateWebAuthnView.as_view(
                template_name="people/confirm_key.html", form_class=forms.ConfirmKeyForm
            )
        ),
        name="mfa_reauthenticate_webauthn",
    ),
]
_password = [
    path(
        "compte/mot-de-passe/",
        in_account(
            account.PasswordChangeView.as_view(
                template_name="people/password.html", form_class=forms.ChangePasswordForm
            )
        ),
        name="account_change_password",
    ),
    path(
        "compte/mot-de-passe/premier/",
        in_account(
            account.PasswordSetView.as_view(template_name="people/password.html", form_class=forms.SetPasswordForm)
        ),
        name="account_set_password",
    ),
]
_factor = [
    path("", in_account(factor.IndexView.as_view(template_name="people/factor.html")), name="mfa_index"),
    path(
        "application/",
        in_account(
            totp.ActivateTOTPView.as_view(template_name="people/factor_app.html", form_class=forms.ActivateTotpForm)
        ),
        name="mfa_activate_totp",
    ),
    path(
        "application/retirer/",
        in_account(totp.DeactivateTOTPView.as_view(template_name="people/factor_app_off.html")),
        name="mfa_deactivate_totp",
    ),
    path(
        "codes/",
        in_account(recovery.ViewRecoveryCodesView.as_view(template_name="people/factor_codes.html")),
        name="mfa_view_recovery_codes",
    ),
    path(
        "codes/nouveaux/",
        in_account(
            recovery.GenerateRecoveryCodesView.as_view(
                template_name="people/factor_codes_new.html", form_class=forms.RenewCodesForm
            )
        ),
        name="mfa_generate_recovery_codes",
    ),
    path("cles/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path(
        "cles/ajouter/",
        in_account(keys.AddWebAuthnView.as_view(template_name="people/factor_key.html", form_class=forms.AddKeyForm)),
        name="mfa_add_webauthn",
    ),
    path(
        "cles/<int:pk>/",
        in_account(
            keys.EditWebAuthnView.as_view(template_name="people/factor_key_name.html", form_class=forms.RenameKeyForm)
        ),
        name="mfa_edit_webauthn",
    ),
    path(
        "cles/<int:pk>/retirer/",
        in_account(keys.RemoveWebAuthnView.as_view(template_name="people/factor_key_off.html")),
        name="mfa_remove_webauthn",
    ),
]
urlpatterns = [
    *_sign_in,
    *_reset,
    *_confirm,
    *_password,
    path("compte/double-authentification/", include(_factor)),
]
