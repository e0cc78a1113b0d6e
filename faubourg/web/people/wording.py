"""What allauth says in its own words, said in ours."""

#: Key of an error of allauth → our sentence.
ERRORS = {
    "account_inactive": "Ce compte est fermé.",
    "email_password_mismatch": (
        "Adresse ou mot de passe inconnus. Vérifiez l’adresse, et les majuscules du mot de passe."
    ),
    "enter_current_password": "Ce n’est pas votre mot de passe actuel.",
    "incorrect_code": "Ce code n’est pas le bon, ou n’est plus valable : saisissez celui qui s’affiche maintenant.",
    "incorrect_password": "Ce n’est pas votre mot de passe.",
    "invalid_or_expired_key": "Ce lien n’est plus valable.",
    "invalid_password_reset": "Ce lien n’est plus valable.",
    "rate_limited": "Trop d’essais en peu de temps. Attendez quelques minutes.",
    "too_many_login_attempts": (
        "Trop d’essais sans succès. Attendez cinq minutes, ou demandez un nouveau mot de passe."
    ),
    "cannot_delete_authenticator": "La double authentification ne peut pas être retirée.",
    "cannot_generate_recovery_codes": "Les codes de secours viennent avec la double authentification.",
    "unverified_email": "Confirmez d’abord votre adresse électronique.",
}

#: Template of a message of allauth → our sentence; those left out say nothing that the page does not show.
SAID = {
    "account/messages/password_changed.txt": "Mot de passe changé. Vos autres sessions sont fermées.",
    "account/messages/password_set.txt": "Mot de passe enregistré.",
    "mfa/messages/totp_activated.txt": "L’application d’authentification est activée.",
    "mfa/messages/totp_deactivated.txt": "L’application d’authentification est retirée.",
    "mfa/messages/recovery_codes_generated.txt": "Voici de nouveaux codes de secours : gardez-les en lieu sûr.",
    "mfa/messages/webauthn_added.txt": "La clé de sécurité est enregistrée.",
    "mfa/messages/webauthn_removed.txt": "La clé de sécurité est retirée.",
}

#: Template of a notice of allauth → the verb of the journal, and what the message tells.
NOTICES = {
    "account/email/password_changed": ("mot de passe changé", "le mot de passe de votre compte a été changé"),
    "account/email/password_reset": (
        "mot de passe changé par lien",
        "le mot de passe de votre compte a été changé, par le lien que vous aviez demandé",
    ),
    "account/email/password_set": ("mot de passe choisi", "un mot de passe a été choisi pour votre compte"),
    "mfa/email/totp_activated": (
        "application d’authentification activée",
        "une application d’authentification protège maintenant votre compte",
    ),
    "mfa/email/totp_deactivated": (
        "application d’authentification retirée",
        "l’application d’authentification de votre compte a été retirée",
    ),
    "mfa/email/recovery_codes_generated": (
        "codes de secours renouvelés",
        "de nouveaux codes de secours remplacent ceux de votre compte",
    ),
    "mfa/email/webauthn_added": ("clé de sécurité ajoutée", "une clé de sécurité a été ajoutée à votre compte"),
    "mfa/email/webauthn_removed": ("clé de sécurité retirée", "une clé de sécurité de votre compte a été retirée"),
    "socialaccount/email/account_connected": (
        "identité du fournisseur liée",
        "votre compte s’ouvre maintenant aussi par le fournisseur d’identité de l’instance",
    ),
}
