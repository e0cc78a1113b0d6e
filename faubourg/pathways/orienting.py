"""Where to orient a person: the nearest place of reception, the least loaded structure (lines 137 and 300)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0
#: Places closer than this to one another are as near: the load decides.
AS_NEAR_KM = 1.0


@dataclass(frozen=True)
class Offer:
    """A structure with its places of reception as (latitude, longitude), its people and its places a year."""

    structure: object
    places: tuple[tuple[float, float], ...]
    load: int
    capacity: int


@dataclass(frozen=True)
class Suggestion:
    """An offer with its distance in km (None: not known) and what it has left, which may be negative."""

    offer: Offer
    distance: float | None

    @property
    def left(self) -> int:
        """Places left; below zero: more people than places."""
        return self.offer.capacity - self.offer.load

    @property
    def share(self) -> float:
        """People ÷ places; a structure without any place is full."""
        return self.offer.load / self.offer.capacity if self.offer.capacity else float("inf")


def kilometres(first: tuple[float, float], second: tuple[float, float]) -> float:
    """The distance between two points of the earth, as the crow flies."""
    (lat1, lon1), (lat2, lon2) = ((radians(x), radians(y)) for x, y in (first, second))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def suggest(home: tuple[float, float] | None, offers: Iterable[Offer]) -> list[Suggestion]:
    """The offers, best first: those with places left, then the nearest by whole km, then the least loaded.

    Without a known home, or for a structure without known place, the load alone speaks.
    """

    def rank(one: Suggestion) -> tuple:
        steps = float("inf") if one.distance is None else one.distance // AS_NEAR_KM
        return one.left <= 0, steps, one.share, one.distance or 0.0, str(one.offer.structure)

    found = [Suggestion(offer, _nearest(home, offer)) for offer in offers]
    return sorted(found, key=rank)


def _nearest(home: tuple[float, float] | None, offer: Offer) -> float | None:
    if home is None or not offer.places:
        return None
    return min(kilometres(home, place) for place in offer.places)


def share_out(number: int, loads: Mapping[int, int]) -> list[int]:
    """Give `number` persons one by one to the least loaded: keys of `loads`, the first of equals first."""
    heap = [(load, rank, key) for rank, (key, load) in enumerate(loads.items())]
    heapify(heap)
    found = []
    for _ in range(number):
        load, rank, key = heappop(heap)
        found.append(key)
        heappush(heap, (load + 1, rank, key))
    return found
