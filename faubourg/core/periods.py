"""Dates known to the year, the month or the day: their first and last day, and what months away from a day is.

A partial date is never made more precise than it is; its bounds only serve to compare and to sort.
"""

import re
from calendar import monthrange
from datetime import date

_YEARS = re.compile(r"^\s*(\d{4})\s*(?:[-–—]|à)\s*(\d{4})\s*$")
_YEAR, _MONTH = len("2024"), len("2024-09")


def first_day(text: str) -> date | None:
    """The earliest day that a partial date may be; None when it says nothing that exists."""
    return _bound(text, 1, 1)


def last_day(text: str) -> date | None:
    """The latest day that a partial date may be; None when it says nothing that exists."""
    return _bound(text, 12, 31)


def _bound(text: str, month: int, day: int) -> date | None:
    parts = text.split("-") if text else []
    try:
        year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else month
        day = int(parts[2]) if len(parts) > 2 else min(day, monthrange(year, month)[1])
        return date(year, month, day)
    except (IndexError, ValueError):
        return None


def months_away(day: date, months: int) -> date:
    """The same day `months` later (earlier when negative), or the last of a month too short for it."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def in_year(text: str, year: int) -> str:
    """A partial date moved to another year; 29 February becomes the month alone where the year lacks it."""
    moved = f"{year:04d}{text[_YEAR:]}"
    return moved if last_day(moved) else moved[:_MONTH]


def years_written(text: str) -> tuple[str, str]:
    """The first and the last year of « 2022-2027 » or « 2022 »; empty texts for any other words."""
    if match := _YEARS.match(text):
        return match[1], match[2]
    alone = text.strip()
    return (alone, alone) if len(alone) == _YEAR and alone.isdecimal() else ("", "")
