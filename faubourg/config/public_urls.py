"""The addresses that answer without an account: all others ask for one, and a test compares both lists."""

PUBLIC_URLS = frozenset(
    {
        # Signing in, and what may come before: a forgotten password, a second step, a provider.
        "home:sign-in",
        "home:demo-sign-in",
        "account_login",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
        "openid_connect_login",
        "openid_connect_callback",
        # Links of messages: each shows a button first, and nothing else.
        "people:invitation",
        "people:invitation-answer",
        "people:email-confirm",
        # A partner without account answers their own lines: a button first, then those lines only.
        "followup:link",
        "followup:link-file",
        "followup:link-take",
        "followup:link-paper",
        # Read by agendas, which have no session: the secret of the address stands for its owner.
        "deadlines:feed",
    }
)
