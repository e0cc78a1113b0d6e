"""Draws charts: one JSON request a line on the standard input, one JSON answer a line on the standard output.

Run as a script in its own process that stays alive: the first picture loads the engine, the next are quick.
"""

import base64
import json
import sys
from pathlib import Path
from typing import Any

import vl_convert

VEGA_LITE = "6.4"
FRENCH_NUMBERS = {
    "decimal": ",",
    "thousands": "\u00a0",
    "grouping": [3],
    "currency": ["", "\u00a0€"],
    "percent": "\u00a0%",
}


def answer(request: dict[str, Any]) -> dict[str, str]:
    """``{"spec": …}`` gives ``{"svg": …}``; ``{"svg": …, "scale": …}`` gives ``{"png": base64}``."""
    if "spec" in request:
        # No address is allowed: a specification holds its data.
        svg = vl_convert.vegalite_to_svg(
            request["spec"],
            vl_version=VEGA_LITE,
            allowed_base_urls=[],
            format_locale=FRENCH_NUMBERS,
            time_format_locale="fr-FR",
        )
        return {"svg": svg}
    png = vl_convert.svg_to_png(request["svg"], scale=request["scale"])
    return {"png": base64.b64encode(png).decode()}


def main() -> None:
    fonts = Path(__file__).resolve().with_name("fonts")
    if fonts.is_dir():
        vl_convert.register_font_directory(str(fonts))
    for line in sys.stdin:
        try:
            reply = answer(json.loads(line))
        except Exception as error:  # the process outlives a wrong specification
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
