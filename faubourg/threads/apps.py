"""Configuration of the app."""

from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    """See docs/architecture.md for the app's place in the house."""

    name = "faubourg.threads"
    label = "threads"
    verbose_name = "Commentaires et pièces jointes"
