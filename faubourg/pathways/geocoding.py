"""The position of one address, asked of a service outside: a setting of the instance, off by default."""

import json
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from django.conf import settings

from faubourg.ui.typography import nbsp

#: Seconds that a person waits at most.
TIMEOUT = 5
#: A GeoJSON answer with one point is a few hundred bytes.
LARGEST = 200_000
#: Under it the service doubts (0 to 1), and so do we.
SURE = 0.6


class GeocoderError(Exception):
    """The service gives no position; the message is a French sentence."""


@dataclass(frozen=True)
class Position:
    """A point in degrees (WGS 84), and the address that the service understood."""

    latitude: float
    longitude: float
    label: str


def geocoder_host() -> str:
    """The name of the service that is asked; empty: none, nothing leaves the machine."""
    return urlsplit(settings.GEOCODER_URL).hostname or ""


def ask(address: str) -> Position:
    """Ask the service for an address, and nothing else of the person. Raises GeocoderError.

    The service answers as the French « Base adresse nationale » does: `?q=…&limit=1`, a GeoJSON of points with their
    `score`.
    """
    parts = urlsplit(settings.GEOCODER_URL)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise GeocoderError("Aucun service d’adresses n’est réglé sur cette instance.")
    mark = "&" if parts.query else "?"
    query = urlencode({"q": address, "limit": 1})
    request = Request(f"{settings.GEOCODER_URL}{mark}{query}", headers={"Accept": "application/json"})  # noqa: S310
    try:
        with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - http or https, checked above
            found = json.loads(answer.read(LARGEST))
    except (URLError, TimeoutError, HTTPException, OSError, ValueError) as error:
        raise GeocoderError(
            nbsp(f"Le service {parts.hostname} ne répond pas : réessayez plus tard, ou choisissez le quartier.")
        ) from error
    return _position(found, parts.hostname)


def _position(found, host: str) -> Position:
    try:
        first = found["features"][0]
        longitude, latitude = (float(one) for one in first["geometry"]["coordinates"][:2])
        told = first["properties"]
        score, label = float(told.get("score", 0)), str(told.get("label", ""))[:200]
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise GeocoderError(nbsp(f"Le service {host} ne trouve pas cette adresse : corrigez-la.")) from error
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180) or score < SURE:
        raise GeocoderError(
            nbsp(f"Le service {host} n’est pas sûr de cette adresse : corrigez-la, ou choisissez le quartier.")
        )
    return Position(latitude, longitude, label)
