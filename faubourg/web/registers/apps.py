"""Configuration of the journey."""

from django.apps import AppConfig


class RegistersPagesConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.registers"
    label = "web_registers"
