"""What every page finds in its context."""

from django.conf import settings
from django.http import HttpRequest

NAME = "Faubourg"


def empty_shell() -> dict:
    """The frame of a page with nothing in it; who knows the person and the place fills it (docs/components.md)."""
    return {
        "home_url": "/",
        "search_url": "",
        "search_label": "Chercher",
        "help_url": "",
        "nav_label": "Navigation",
        "nav": [],
        "switcher": None,
        "account": None,
        "print_title": "",
        "notice": None,
        "foot": "",
    }


def instance(request: HttpRequest) -> dict:
    """Context processor: the instance, and an empty shell that a later processor replaces."""
    return {"instance": {"name": NAME, "demo": settings.DEMO}, "shell": empty_shell()}
