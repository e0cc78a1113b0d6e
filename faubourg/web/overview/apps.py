"""Configuration of the journey."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.overview"
    label = "web_overview"
