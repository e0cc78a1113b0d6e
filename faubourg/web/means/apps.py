"""Configuration of the journey."""

from django.apps import AppConfig


class MeansPagesConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.means"
    label = "web_means"
