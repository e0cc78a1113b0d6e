"""Configuration of the journey."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.followup"
    label = "web_followup"
