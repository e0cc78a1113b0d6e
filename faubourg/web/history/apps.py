"""Configuration of the journey."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.history"
    label = "web_history"
