"""Configuration of the app."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """See docs/architecture.md for the app's place in the house."""

    name = "faubourg.indicators"
    label = "indicators"
