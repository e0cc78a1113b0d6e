"""Periods as they are typed, « 2024 », « 2024-T1 », « T1 2024 », « 2024-03 », « mars 2024 »: what holds what."""

import re
from dataclasses import dataclass

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_FORMS = (
    re.compile(r"(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])"),
    re.compile(r"(?P<year>\d{4})[- ]?t(?P<quarter>[1-4])"),
    re.compile(r"t(?P<quarter>[1-4])[- ]?(?P<year>\d{4})"),
    re.compile(rf"(?P<name>{'|'.join(_MONTHS)}) (?P<year>\d{{4}})"),
)


@dataclass(frozen=True, order=True)
class Period:
    """A whole year, quarter (1 to 4) or month (1 to 12) of the calendar."""

    year: int
    quarter: int = 0
    month: int = 0

    @property
    def above(self) -> "tuple[Period, ...]":
        """The longer periods that hold it, the shortest first."""
        if self.month:
            return (Period(self.year, (self.month + 2) // 3), Period(self.year))
        return (Period(self.year),) if self.quarter else ()

    @property
    def size(self) -> str:
        """« année », « trimestre » or « mois »."""
        return "mois" if self.month else "trimestre" if self.quarter else "année"


def period_of(text: str) -> Period | None:
    """The period of a text; None where it is something else (« 2022-2023 », « au 26.06 », « non précisé »)."""
    plain = " ".join(text.split()).casefold()
    for form in _FORMS:
        if found := form.fullmatch(plain):
            facts = found.groupdict()
            month = _MONTHS.index(facts["name"]) + 1 if facts.get("name") else int(facts.get("month") or 0)
            return Period(int(facts["year"]), int(facts.get("quarter") or 0), month)
    return None


def period_words(period: Period) -> str:
    """« 2024 », « T1 2024 », « mars 2024 »."""
    if period.month:
        return f"{_MONTHS[period.month - 1]} {period.year}"
    return f"T{period.quarter} {period.year}" if period.quarter else str(period.year)
