"""Configuration of the journey."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.records"
    label = "web_records"
