"""Configuration of the journey."""

from django.apps import AppConfig


class ComputedConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.computed"
    label = "web_computed"
