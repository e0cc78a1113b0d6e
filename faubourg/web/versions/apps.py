"""Configuration of the journey."""

from django.apps import AppConfig


class VersionsConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.versions"
    label = "web_versions"
