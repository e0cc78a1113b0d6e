"""A timeline drawn for print: lanes of bars over months, as an SVG that stands in a PDF and in Word.

It needs no engine: the places are worked out by who knows what is drawn. The document gives the same as a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from faubourg.documents.charts import BRAND_200, BRAND_500, BRAND_700, INK, INK_2, INK_3, LINE

WIDTH, TITLES, TOP, ROW, BAR = 680, 84, 22, 22, 17
#: Width of a letter of a bar, in units of the picture, rounded up.
LETTER = 5.4
TODAY = "#855000"
#: Tone → (fill, stroke, dashes, ink).
TONES = {
    "plain": (BRAND_500, BRAND_500, "", "#fff"),
    "strong": (BRAND_700, BRAND_700, "", "#fff"),
    "measure": (BRAND_200, BRAND_500, "", INK),
    "planned": ("#fff", BRAND_700, "4 3", INK),
    "private": ("#f1eee8", "#868c8f", "", INK),
    "watch": ("#fff", TODAY, "1.5 2.5", INK),
}


@dataclass(frozen=True)
class Span:
    """A bar from `start`, `width` wide, both in percent of the time shown; `row` counts from 0; `tone`: see TONES."""

    start: float
    width: float
    row: int
    label: str
    tone: str = "plain"


@dataclass(frozen=True)
class Lane:
    """A line of the timeline; `dots` are (place in percent, full or hollow)."""

    title: str
    spans: tuple[Span, ...] = ()
    dots: tuple[tuple[float, bool], ...] = ()

    @property
    def height(self) -> int:
        """In units of the picture."""
        return ROW * (1 + max((span.row for span in self.spans), default=0)) + 8


def timeline_svg(lanes: Sequence[Lane], ticks: Sequence[tuple[float, str, bool]], *, today: float | None = None) -> str:
    """The picture. `ticks`: (place in percent, label, whether the line is strong); `today`: a place, or None."""
    height = TOP + sum(lane.height for lane in lanes)
    parts = [_tick(*tick, height) for tick in ticks]
    top = TOP
    for lane in lanes:
        parts.append(_line(0, top, WIDTH, top, LINE))
        parts.append(_text(0, top + 16, lane.title, INK_2, weight=600))
        parts += [_span(span, top) for span in lane.spans]
        parts += [_dot(place, full, top) for place, full in lane.dots]
        top += lane.height
    parts.append(_line(0, top, WIDTH, top, LINE))
    if today is not None:
        parts.append(_line(_x(today), TOP, _x(today), top, TODAY, 1.4))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height + 1}" '
        f'viewBox="0 0 {WIDTH} {height + 1}" font-family="Inter, sans-serif" font-size="10">{"".join(parts)}</svg>'
    )


def _x(percent: float) -> float:
    return TITLES + percent * (WIDTH - TITLES) / 100


def _tick(place: float, label: str, strong: bool, height: int) -> str:
    x = _x(place)
    return _line(x, TOP, x, height, INK_3 if strong else LINE, 0.7) + _text(x + 2, 14, label, INK_2, size=9)


def _span(span: Span, top: int) -> str:
    fill, stroke, dashes, ink = TONES[span.tone]
    x, y = _x(span.start), top + 5 + span.row * ROW
    width = max(min(span.width * (WIDTH - TITLES) / 100, WIDTH - x), 3)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    box = (
        f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BAR}" rx="2" fill="{fill}" stroke="{stroke}"{dashed}/>'
    )
    words = _fitted(span.label, width - 8)
    return box + (_text(x + 4, y + 12, words, ink) if words else "")


def _fitted(words: str, width: float) -> str:
    """As many letters as the bar holds; the table says the rest."""
    room = int(width / LETTER)
    if len(words) <= room:
        return words
    return words[: room - 1].rstrip(" ,:") + "…" if room > 3 else ""


def _dot(place: float, full: bool, top: int) -> str:
    fill = BRAND_700 if full else "#fff"
    return f'<circle cx="{_x(place):.1f}" cy="{top + 15}" r="3.4" fill="{fill}" stroke="{BRAND_700}"/>'


def _line(x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 1) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" stroke-width="{width}"/>'


def _text(x: float, y: float, words: str, fill: str, *, size: float = 10, weight: int = 400) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" font-size="{size}" font-weight="{weight}">{escape(words)}</text>'
    )
