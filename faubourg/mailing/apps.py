"""Configuration of the app."""

from django.apps import AppConfig


class MailingConfig(AppConfig):
    """See docs/architecture.md for the app's place in the house."""

    name = "faubourg.mailing"
    label = "mailing"
    verbose_name = "Messages envoyés"
