"""The page that shows every component."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from faubourg.ui import showcase


def components(request: HttpRequest) -> HttpResponse:
    """Every component with a French example: what authors copy from and what the browser tests look at."""
    return render(request, "ui/components.html", showcase.examples())
