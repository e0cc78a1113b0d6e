"""Configuration of the journey."""

from django.apps import AppConfig


class CompletenessConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.completeness"
    label = "web_completeness"
