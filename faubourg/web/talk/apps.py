"""Configuration of the journey."""

from django.apps import AppConfig


class TalkConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.talk"
    label = "web_talk"
