"""An act without a form: done, or refused with its sentence above the page."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest


def try_act(request: HttpRequest, act: Callable, done: str) -> bool:
    """Do it and say so; what the operation refuses is said instead."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, done)
    return True
