"""Configuration of the journey."""

from django.apps import AppConfig


class UrbanPagesConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.urban"
    label = "web_urban"
