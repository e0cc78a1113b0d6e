"""Configuration of the app."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """See docs/architecture.md for the app's place in the house."""

    name = "faubourg.registers"
    label = "registers"
