"""Configuration of the journey."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.reviews"
    label = "web_reviews"
