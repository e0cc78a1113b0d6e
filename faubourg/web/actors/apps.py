"""Configuration of the journey."""

from django.apps import AppConfig


class ActorsConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.actors"
    label = "web_actors"
