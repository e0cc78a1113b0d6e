"""Configuration of the journey."""

from django.apps import AppConfig


class PlieConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.plie"
    label = "plie"
