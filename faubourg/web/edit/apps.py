"""Configuration of the journey."""

from django.apps import AppConfig


class EditConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.edit"
    label = "web_edit"
