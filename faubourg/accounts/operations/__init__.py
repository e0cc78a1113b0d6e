"""What changes accounts, invitations and sessions: right, state, write, journal."""

from faubourg.accounts.operations.accounts import (
    ask_email_change,
    close_account,
    confirm_email_change,
    create_account,
    notify,
    record_security_act,
    remove_second_factor,
    rename_account,
    reopen_account,
    set_administrator,
    set_weekly_digest,
)
from faubourg.accounts.operations.clearing import clear_expired
from faubourg.accounts.operations.drafts import author_mark, author_of, drop_draft, forget_drafts, keep_draft
from faubourg.accounts.operations.invitations import (
    invite_to_instance,
    revoke_invitation,
    take_invitation,
    write_invitation,
)
from faubourg.accounts.operations.refusals import AccountError
from faubourg.accounts.operations.sessions import end_session, end_sessions, remember_session

__all__ = [
    "AccountError",
    "ask_email_change",
    "author_mark",
    "author_of",
    "clear_expired",
    "close_account",
    "confirm_email_change",
    "create_account",
    "drop_draft",
    "end_session",
    "end_sessions",
    "forget_drafts",
    "invite_to_instance",
    "keep_draft",
    "notify",
    "record_security_act",
    "remember_session",
    "remove_second_factor",
    "rename_account",
    "reopen_account",
    "revoke_invitation",
    "set_administrator",
    "set_weekly_digest",
    "take_invitation",
    "write_invitation",
]
