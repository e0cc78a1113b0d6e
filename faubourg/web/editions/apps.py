"""Configuration of the journey."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.editions"
    label = "web_editions"
