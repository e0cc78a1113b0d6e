"""Configuration of the journey."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.plan"
    label = "web_plan"
