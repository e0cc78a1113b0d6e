"""Configuration of the shared forms: their widgets have templates."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """See docs/architecture.md for its place in the house."""

    name = "faubourg.web.forms"
    label = "web_forms"
