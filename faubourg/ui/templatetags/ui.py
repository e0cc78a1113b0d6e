"""Filters and tags that every template has at hand (settings: template builtins)."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from django.core.paginator import Page
from django.template import Context, Library
from django.template.defaultfilters import stringfilter
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from faubourg.ui import charts, long_lists, typography

register = Library()

register.filter("num", typography.number)
register.filter("euro", typography.euro)
register.filter("percent", typography.percent)
register.filter("hours", typography.hours)
register.filter("plural", typography.plural)
register.filter("day", typography.day, expects_localtime=True)
register.filter("day_words", typography.day_words, expects_localtime=True)
register.filter("partial_date", typography.partial_date)
register.filter("nbsp", stringfilter(typography.nbsp), is_safe=True)

register.simple_tag(charts.stacked_bars, name="stacked_bars")
register.simple_tag(charts.sparkline, name="sparkline")
register.simple_tag(charts.year_ticks, name="year_ticks")
register.filter("along", charts.along)

register.simple_tag(long_lists.select_options, name="select_options")

SPRITE = "vendor/icons.svg"
GLYPHS = "ui/glyphs.svg"
TONE_OF_STATE = {"half": "on", "partial": "warn", "done": "ok", "adapted": "ok", "failed": "bad"}


@register.simple_tag
@cache
def icon(name: str, size: str = "") -> SafeString:
    """An icon of the sprite, silent for screen readers; size "s" for the small one. Names: scripts/assets.mjs."""
    variant = f" fb-i--{size}" if size else ""
    return format_html(
        '<svg class="fb-i{}" aria-hidden="true"><use href="{}#{}"/></svg>', variant, static(SPRITE), name
    )


@register.simple_tag
@cache
def glyph(name: str) -> SafeString:
    """A drawing of our own (round states, the house of the brand), silent for screen readers."""
    return format_html('<svg class="fb-glyph" aria-hidden="true"><use href="{}#{}"/></svg>', static(GLYPHS), name)


@register.simple_tag
def tree_entries(nodes: Iterable) -> SafeString:
    """The entries behind <c-tree>, whatever their depth."""
    return long_lists.tree_entries(nodes, icon("chevron-right"))


@register.simple_tag
@lru_cache(maxsize=500)
def state(kind: str, text: str, tone: str = "") -> SafeString:
    """Progress: a round glyph and a word. The tag behind <c-state>, for lists of hundreds of rows."""
    tone = tone or TONE_OF_STATE.get(kind, "")
    variant = f" fb-state--{tone}" if tone else ""
    return format_html('<span class="fb-state{}">{}{}</span>', variant, glyph(kind), text)


@register.simple_tag
@lru_cache(maxsize=500)
def badge_type(letter: str, label: str, bare: bool = False) -> SafeString:
    """A letter in a square and its word, shown or only read. The tag behind <c-badge-type>."""
    if bare:
        return format_html(
            '<span class="fb-type fb-type--{0}" title="{1}"><b aria-hidden="true">{0}</b>'
            '<span class="visually-hidden">{1}</span></span>',
            letter,
            label,
        )
    return format_html('<span class="fb-type fb-type--{0}"><b aria-hidden="true">{0}</b>{1}</span>', letter, label)


@register.simple_tag
def heading_id(title: str, given: str = "") -> str:
    """The id of a heading: the one given, else made of its words."""
    return given or f"h-{slugify(title)[:40]}"


@register.simple_tag
def share_of(value: float | None, whole: float | None) -> str:
    """How much of a bar is full, in percent, as SVG and ARIA read it; an unknown part fills nothing."""
    if not value or not whole:
        return "0"
    return f"{min(max(value / whole, 0), 1) * 100:.0f}"


@register.simple_tag
def elided_pages(page: Page) -> Iterator[int | str]:
    """Numbers of the pages around this one, with an ellipsis where some are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.simple_tag(takes_context=True)
def sort_state(context: Context, name: str) -> dict[str, str]:
    """How the list stands for a column, from `?tri=`: `aria` for its heading, `next` for its link, its arrow."""
    current = context["request"].GET.get("tri", "")
    if current == name:
        return {"aria": "ascending", "next": f"-{name}", "icon": "arrow-up"}
    if current == f"-{name}":
        return {"aria": "descending", "next": name, "icon": "arrow-down"}
    return {"aria": "none", "next": name, "icon": "arrows-sort"}
