"""Configuration of the journey."""

from django.apps import AppConfig


class FicheConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.fiche"
    label = "web_fiche"
