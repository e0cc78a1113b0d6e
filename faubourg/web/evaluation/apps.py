"""Configuration of the journey."""

from django.apps import AppConfig


class EvaluationPagesConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.evaluation"
    label = "web_evaluation"
