"""Configuration of the journey."""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.deadlines"
    label = "web_deadlines"
