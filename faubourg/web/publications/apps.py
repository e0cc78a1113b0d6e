"""Configuration of the journey."""

from django.apps import AppConfig


class PublicationsPagesConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.publications"
    label = "web_publications"
