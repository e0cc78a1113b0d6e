"""Who may do what with accounts: pure functions of a person and an account."""

from faubourg.accounts.models import User


def can_manage_accounts(user) -> bool:
    """Whether `user` sees all the accounts of the instance, invites to it, closes and reopens accounts."""
    return user.is_authenticated and user.is_active and user.is_instance_admin


def can_change_account(user, account: User) -> bool:
    """Whether `user` may change how `account` is shown and where it is written to: their own only."""
    return user.is_authenticated and user.is_active and user.pk == account.pk
