"""Configuration of the app."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """See docs/architecture.md for the app's place in the house."""

    name = "faubourg.evaluation"
    label = "evaluation"
