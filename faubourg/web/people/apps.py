"""Configuration of the journey."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.people"
    label = "web_people"
