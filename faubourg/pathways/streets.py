"""Whether an address lies in a QPV, from the streets of the contract: nothing leaves the machine."""

import re
from collections.abc import Iterable

from faubourg.search.text import normalise

NUMBER = re.compile(r"^\s*(\d{1,5})\s*(?:bis|ter|quater|[a-d])?(?=[\s,])", re.IGNORECASE)
SHORT = {
    "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "boul": "boulevard", "pl": "place",
    "r": "rue", "rte": "route", "imp": "impasse", "all": "allee", "ch": "chemin", "che": "chemin", "sq": "square",
    "res": "residence", "st": "saint", "ste": "sainte", "gal": "general", "dr": "docteur", "pdt": "president",
}  # fmt: skip
SMALL = frozenset({"de", "du", "des", "la", "le", "les", "l", "d"})


def street_key(street: str) -> str:
    """A street as it is compared: « Av. de la Gavacherie » → « avenue gavacherie »."""
    words = "".join(mark if mark.isalnum() else " " for mark in normalise(street)).split()
    return " ".join(SHORT.get(word, word) for word in words if word not in SMALL)


def split_address(address: str) -> tuple[int | None, str]:
    """The number, where there is one, and the key of the street of « 12 bis, rue X »."""
    found = NUMBER.match(address)
    rest = address[found.end() :] if found else address
    return (int(found[1]) if found else None), street_key(rest.split(",")[-1] if found else rest)


def locate(address: str, ranges: Iterable) -> object | bool | None:
    """The QPV of an address among `StreetRange` rows of its street; None: outside; False: cannot be said.

    `ranges`: those of the street's key. A street without range is outside; a number is needed when only a part of the
    street lies in a QPV, or when two share it.
    """
    number, key = split_address(address)
    rows = [row for row in ranges if row.key == key]
    if not rows:
        return None
    if number is None:
        whole = {row.territory_id: row for row in rows if row.first is None and row.last is None and not row.side}
        return next(iter(whole.values())).territory if len(whole) == 1 and len(rows) == 1 else False
    inside = {row.territory_id: row.territory for row in rows if _holds(row, number)}
    if len(inside) > 1:
        return False
    return next(iter(inside.values()), None)


def _holds(row, number: int) -> bool:
    if row.side and (number % 2 == 0) != (row.side == row.Side.EVEN):
        return False
    return (row.first is None or number >= row.first) and (row.last is None or number <= row.last)
