"""Configuration of the app."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """See docs/architecture.md for the app's place in the house."""

    name = "faubourg.contracts"
    label = "contracts"
