"""Configuration of the app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """See docs/architecture.md for the app's place in the house."""

    name = "faubourg.jobs"
    label = "jobs"
    verbose_name = "Tâches périodiques"
