"""Pages as they leave."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from faubourg.ui.pages import typeset


class TypographyMiddleware:
    """Sets the texts of every page in French typography: what documents typed straight is curled on screen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; files, streams and other formats leave as they are."""
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html") and not response.streaming
        if is_page and not response.has_header("Content-Disposition") and response.charset.lower() == "utf-8":
            response.content = typeset(response.content.decode()).encode()
        return response
