"""The Django app of the files that come in."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Reads spreadsheets and YAML files sent by people, and says in French what is wrong with them."""

    name = "faubourg.intake"
    label = "intake"
    verbose_name = "Fichiers reçus"
