"""Configuration of the journey."""

from django.apps import AppConfig


class FindConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.find"
    label = "web_find"
