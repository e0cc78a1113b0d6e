"""Configuration of the journey."""

from django.apps import AppConfig


class ArrangeConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.arrange"
    label = "web_arrange"
