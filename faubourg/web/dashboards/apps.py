"""Configuration of the journey."""

from django.apps import AppConfig


class DashboardsPagesConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.dashboards"
    label = "web_dashboards"
