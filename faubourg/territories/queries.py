"""Reads of territories that several apps need."""

import re

#: Codes that name one territory in France: QPV of 2015 and 2024, communes (INSEE), EPCI (SIREN).
OFFICIAL_CODE = re.compile(r"^(Q[PN]\d{3}\w{3}|\d{5}|\d{9})$")


def official_codes(*codes: str) -> frozenset[str]:
    """Those of `codes` that name one territory, whichever contract writes them (« CB » does not)."""
    return frozenset(code for code in codes if OFFICIAL_CODE.match(code))
