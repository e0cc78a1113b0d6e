"""Geometry of the small charts drawn in the page: everything in percent, so that the text never stretches."""

from collections.abc import Sequence
from typing import TypedDict

from faubourg.ui.typography import NBSP, number

GAP = 0.4  # percent of white between two segments of a bar
ROOM_FOR_A_DIGIT = 2.2  # percent of the width under which a digit does not fit in its segment


class Series(TypedDict, total=False):
    """One colour of a chart: `tone` names it, `short` is the heading of its column where `label` is too long."""

    label: str
    tone: str
    short: str


class Row(TypedDict, total=False):
    """One bar: a value for each series (None: not known), where it leads, what stands at its end."""

    label: str
    url: str
    values: Sequence[float | None]
    end: str


def stacked_bars(rows: Sequence[Row], series: Sequence[Series], *, share: bool = False) -> list[dict]:
    """Bars of `rows`, the longest across the whole width, or each across it when `share`.

    A value that is a word (« masqué ») is told and not drawn; so is a total around one, unless the row tells `total`.
    Each gives `label`, `url`, `end` (its total unless told), `reading` for who does not see it, `cells` (values as
    printed) and `segments` (`x`, `width`, `middle` in percent as texts, `tone`, `value` or "" where it does not fit).
    """
    totals = [sum(value for value in row["values"] if value and not isinstance(value, str)) for row in rows]
    longest = max(totals, default=0)
    bars = []
    for row, total in zip(rows, totals, strict=True):
        values = row["values"]
        reading = ", ".join(f"{_words(v)} {s['label']}" for v, s in zip(values, series, strict=True) if v)
        veil = next((value for value in values if isinstance(value, str)), "")
        told = row.get("total", veil or number(total))
        bars.append(
            {
                "label": row["label"],
                "url": row.get("url", ""),
                "end": row.get("end", told),
                "total": told,
                "reading": f"{row['label']}{NBSP}: {reading or 'aucun'}",
                "cells": [_words(value) for value in values],
                "segments": _segments(values, series, total if share else longest),
            }
        )
    return bars


def _words(value: float | str | None) -> str:
    if value is None:
        return "n. d."
    return value if isinstance(value, str) else number(value)


def _segments(values: Sequence[float | str | None], series: Sequence[Series], scale: float) -> list[dict]:
    segments, start = [], 0.0
    for value, one in zip(values, series, strict=True):
        if not value or isinstance(value, str):
            continue
        width = value * 100 / scale
        text = number(value)
        segments.append(
            {
                "x": f"{start:.2f}%",
                "width": f"{max(width - GAP, 0.3):.2f}%",
                "middle": f"{start + (width - GAP) / 2:.2f}%",
                "tone": one["tone"],
                "value": text if width - GAP > ROOM_FOR_A_DIGIT * len(text) else "",
            }
        )
        start += width
    return segments


def sparkline(values: Sequence[float | None], *, width: int = 96, height: int = 26) -> dict:
    """A line through the known values: `path` (broken where one is unknown), `unknown` abscissas, `last` point."""
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (0, 0)
    step = (width - 8) / max(len(values) - 1, 1)
    path, unknown, last, pen = [], [], None, "M"
    for rank, value in enumerate(values):
        x = 4 + rank * step
        if value is None:
            unknown.append(f"{x:.1f}")
            pen = "M"
            continue
        y = height / 2 if high == low else height - 4 - (value - low) * (height - 8) / (high - low)
        path.append(f"{pen}{x:.1f} {y:.1f}")
        last, pen = (f"{x:.1f}", f"{y:.1f}"), "L"
    return {"path": "".join(path), "unknown": unknown, "last": last}


def year_ticks(start: int, end: int) -> list[dict]:
    """The years of a period, each with the abscissa (percent) where it begins."""
    span = end - start + 1
    return [{"label": str(year), "x": f"{(year - start) * 100 / span:.2f}%"} for year in range(start, end + 1)]


def along(position: float) -> str:
    """A place between 0 and 1 as a percentage that SVG reads."""
    return f"{position * 100:.2f}%"
