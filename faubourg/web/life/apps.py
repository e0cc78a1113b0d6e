"""Configuration of the journey."""

from django.apps import AppConfig


class LifeConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.life"
    label = "web_life"
