"""Charts: small Vega-Lite specifications in our colours, drawn as SVG for the page, the PDF and (as PNG) Word.

A chart never stands alone: the page gives the same figures as a table.
"""

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Any

from django.core.cache import caches

from faubourg.documents.chart_process import spec_svg

Spec = dict[str, Any]
Value = int | float | None

INK, INK_2, INK_3, LINE = "#1b2225", "#475056", "#5f686d", "#e2dfd8"
BRAND_900, BRAND_800, BRAND_700, BRAND_500 = "#0a2b36", "#0e3f4e", "#125566", "#2f7f92"
BRAND_200 = "#cbe1e6"
HATCH, DOTS = "url(#hatch)", "url(#dots)"
# In turn: dark and light fills and two patterns, told apart in black and white too.
FILLS = (BRAND_800, BRAND_500, BRAND_200, HATCH, "#c98a1b", DOTS, "#5f686d", "#c9c5bb")
LINES = (BRAND_800, "#a3281e", BRAND_500, "#855000", "#5f686d")
NO_DATA = "Aucune donnée"
#: Width of a letter of a legend, in pixels, rounded up.
LETTER = 6
_DAY = 86_400
# Part of the cache's key: raise it when the drawing changes.
_DRAWING = 1

_CONFIG: Spec = {
    "background": None,
    "font": "Inter, system-ui, sans-serif",
    "aria": False,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK_2,
        "labelFontSize": 11,
        "titleColor": INK_2,
        "titleFontSize": 11,
        "titleFontWeight": 500,
        "domainColor": INK_3,
        "gridColor": LINE,
        "ticks": False,
        "labelPadding": 6,
        "labelLimit": 260,
    },
    "legend": {
        "orient": "top",
        "direction": "horizontal",
        "title": None,
        "labelColor": INK_2,
        "labelFontSize": 11,
        "symbolType": "square",
        "symbolSize": 110,
        "symbolStrokeWidth": 1,
        "symbolStrokeColor": BRAND_700,
        "labelLimit": 220,
        "columns": 4,
    },
    "title": {"anchor": "start", "color": INK, "fontSize": 13, "fontWeight": 600, "offset": 10, "frame": "group"},
}
_PATTERNS = (
    '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="5" height="5" fill="#fff"/><rect width="1.6" height="5" fill="{BRAND_700}"/></pattern>'
    '<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse">'
    f'<rect width="5" height="5" fill="#fff"/><circle cx="2.5" cy="2.5" r="1.1" fill="{BRAND_700}"/></pattern></defs>'
)


def chart_svg(spec: Spec) -> str:
    """The picture of a specification, kept a day by its hash; without data it says « Aucune donnée ».

    Holds no style attribute and no script, and its identifiers are its own: it can stand in a page with others.
    Raises ``DocumentError`` when it cannot be drawn.
    """
    return _later(spec, None)()


def chart_later(spec: Spec, pool: Executor) -> Callable[[], str]:
    """The same, drawn by `pool` while its asker goes on: call what comes back to have the picture."""
    return _later(spec, pool)


def _later(spec: Spec, pool: Executor | None) -> Callable[[], str]:
    if not spec.get("data", {}).get("values"):
        spec = _nothing(spec.get("title", ""))
    written = json.dumps([_DRAWING, spec], sort_keys=True, ensure_ascii=False, default=float)
    digest = hashlib.sha256(written.encode()).hexdigest()
    key = f"documents.chart.{digest}"
    kept, plain = caches["pictures"].get(key), json.loads(written)[1]
    drawing = pool.submit(spec_svg, plain) if kept is None and pool else None

    def picture() -> str:
        if kept is not None:
            return kept
        svg = _own(drawing.result() if drawing else spec_svg(plain), digest[:8])
        caches["pictures"].set(key, svg, _DAY)
        return svg

    return picture


def _own(svg: str, mark: str) -> str:
    """Adds the patterns, names identifiers apart, drops style attributes (the pages' security policy refuses them)
    and roles of single marks (the picture has one name, given by its page)."""
    svg = re.sub(r"(<svg\b[^>]*>)", lambda found: found[1] + _PATTERNS, svg, count=1)
    svg = re.sub(r'\s(?:style|role|aria-[a-z]+)="[^"]*"', "", svg)
    svg = re.sub(r'\bid="([^"]+)"', rf'id="c{mark}-\1"', svg)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#c{mark}-\1)", svg)


def _spec(values: list[Spec], *, title: str, width: int, **rest: Any) -> Spec:
    spec = {"data": {"values": values}, "width": width, "autosize": {"type": "fit", "contains": "padding"}}
    if title:
        spec["title"] = title
    return spec | rest | {"config": _CONFIG}


def _nothing(title: str) -> Spec:
    mark = {"type": "text", "text": NO_DATA, "color": INK_3, "fontSize": 13, "fontStyle": "italic"}
    return _spec([{}], title=title, width=560, height=72, mark=mark)


def _bar_axes(labels: list[str], unit: str) -> Spec:
    return {
        "y": {
            "field": "label",
            "type": "nominal",
            "sort": labels,
            "title": None,
            "axis": {"domain": False, "labelColor": INK, "labelFontSize": 12},
        },
        "x": {
            "field": "value",
            "type": "quantitative",
            "title": unit or None,
            "axis": {"format": ",~f", "tickCount": 6, "domain": False, "tickMinStep": 1},
        },
    }


def stacked_bars(
    rows: Sequence[tuple[str, Sequence[Value]]],
    series: Sequence[str],
    *,
    title: str = "",
    unit: str = "",
    fills: Sequence[str] = FILLS,
    width: int = 640,
) -> Spec:
    """One horizontal bar a row, one part a series: ``rows`` are (label, values in the order of ``series``).

    An unknown value (None) has no part. ``fills``: colours, or ``HATCH`` and ``DOTS``.
    """
    values = [
        {"label": label, "series": name, "rank": rank, "value": value}
        for label, parts in rows
        for rank, (name, value) in enumerate(zip(series, parts, strict=True))
        if value is not None
    ]
    colours = [fills[index % len(fills)] for index in range(len(series))]
    labels = list(dict.fromkeys(label for label, _ in rows))
    axes = _bar_axes(labels, unit)
    axes["y"]["scale"] = {"domain": labels}
    axes["color"] = {
        "field": "series",
        "type": "nominal",
        "sort": list(series),
        "scale": {"domain": list(series), "range": colours},
        # As many on a line as the longest name allows: the engine would draw the rest outside the picture.
        "legend": {"columns": max(1, min(4, width // (LETTER * max(map(len, series), default=1) + 40)))},
    }
    axes["order"] = {"field": "rank", "type": "quantitative"}
    mark = {"type": "bar", "height": {"band": 0.62}, "stroke": "#fff", "strokeWidth": 1}
    return _spec(values, title=title, width=width, height={"step": 30}, mark=mark, encoding=axes)


def bars(rows: Sequence[tuple[str, Value]], *, title: str = "", unit: str = "", width: int = 640) -> Spec:
    """One horizontal bar a row, its value beside it; an unknown value is written « non donné », not drawn as zero."""
    values = [{"label": label, "value": value} for label, value in rows]
    axes = _bar_axes([label for label, _ in rows], unit)
    # Room for the number written after the longest bar.
    axes["x"]["scale"] = {"domainMax": 1.12 * max([value for _, value in rows if value is not None] or [1]) or 1}
    known, unknown = "datum.value !== null", "datum.value === null"
    number = {"field": "value", "type": "quantitative", "format": ",~f"}
    word = {"type": "text", "align": "left", "dx": 5, "fontSize": 11}
    layers = [
        {
            "transform": [{"filter": known}],
            "mark": {"type": "bar", "height": {"band": 0.62}, "color": BRAND_700},
            "encoding": {"x": axes["x"]},
        },
        {
            "transform": [{"filter": known}],
            "mark": word | {"color": INK},
            "encoding": {"x": axes["x"], "text": number},
        },
        {
            "transform": [{"filter": unknown}],
            "mark": word | {"text": "non donné", "color": INK_3, "fontStyle": "italic"},
            "encoding": {"x": {"datum": 0}},
        },
    ]
    return _spec(values, title=title, width=width, height={"step": 30}, encoding={"y": axes["y"]}, layer=layers)


def lines(
    series: Sequence[tuple[str, Sequence[tuple[str, Value]]]],
    *,
    target: Sequence[tuple[str, Value]] = (),
    target_label: str = "Cible",
    title: str = "",
    unit: str = "",
    width: int = 640,
) -> Spec:
    """One line a series of (period, value) points, and the target as a dashed line with hollow points.

    Periods are sorted as texts (« 2024 », « 2024-T2 »); an unknown value breaks the line.
    """
    drawn = [*series, (target_label, target)] if target else list(series)
    values = [
        {"series": name, "period": str(period), "value": value, "target": name == target_label and bool(target)}
        for name, points in drawn
        for period, value in points
    ]
    if all(point["value"] is None for point in values):
        values = []
    names = [name for name, _ in drawn]
    colours = [LINES[index % len(LINES)] for index in range(len(series))] + [INK_3] * bool(target)
    periods = sorted({point["period"] for point in values})
    encoding = {
        "x": {"field": "period", "type": "ordinal", "sort": periods, "title": None, "axis": {"labelAngle": 0}},
        "y": {
            "field": "value",
            "type": "quantitative",
            "title": unit or None,
            "axis": {"format": ",~f", "tickCount": 5},
        },
        "color": {"field": "series", "type": "nominal", "sort": names, "scale": {"domain": names, "range": colours}},
    }
    solid, dashed = "!datum.target", "datum.target"
    layers = [
        {
            "transform": [{"filter": solid}],
            "mark": {"type": "line", "strokeWidth": 2, "point": {"size": 42, "filled": True}},
        },
        {
            "transform": [{"filter": dashed}],
            "mark": {
                "type": "line",
                "strokeWidth": 1.5,
                "strokeDash": [5, 4],
                "point": {"size": 52, "filled": False, "fill": "#fff"},
            },
        },
    ]
    return _spec(values, title=title, width=width, height=240, encoding=encoding, layer=layers)
