"""Configuration of the journey."""

from django.apps import AppConfig


class ValuesConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.values"
    label = "web_values"
