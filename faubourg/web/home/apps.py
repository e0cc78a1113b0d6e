"""Configuration of the journey."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.home"
    label = "web_home"
