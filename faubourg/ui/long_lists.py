"""Markup of lists of hundreds of entries, made in one go: a template takes ten times as long for each."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django.utils.safestring import SafeString


def select_options(choices: Iterable[tuple[Any, Any]], value: Any) -> SafeString:
    """The entries of a list to choose from (key, words), the one of `value` chosen."""
    chosen = str(value)
    found = []
    for key, words in choices:
        key = str(key)
        mark = " selected" if key == chosen else ""
        found.append(f'<option value="{escape(key)}"{mark}>{escape(str(words))}</option>')
    return SafeString("".join(found))


def tree_entries(nodes: Iterable[Any], fold: str) -> SafeString:
    """The entries of <c-tree>, those below them folded in; `fold` is the icon of what opens."""
    return SafeString("".join(_entry(node, fold) for node in nodes))


def _entry(node: Any, fold: str) -> str:
    label, url = escape(str(_fact(node, "label"))), escape(str(_fact(node, "url")))
    children, current = _fact(node, "children"), _fact(node, "current")
    here = ' aria-current="true"' if current else ""
    if not children:
        return f'<li><a class="leaf" href="{url}"{here}><span>{label}</span>{_count(node)}</a></li>'
    is_open = " open" if current or _fact(node, "open") else ""
    mark = ' class="is-current"' if current else ""
    whole = f'<span>Tout<span class="visually-hidden"> : {label}</span></span>'
    return (
        f"<li><details{is_open}><summary{mark}>{fold}<span>{label}</span>{_count(node)}</summary><ul>"
        f'<li><a class="leaf" href="{url}"{here}>{whole}</a></li>'
        f"{''.join(_entry(child, fold) for child in children)}</ul></details></li>"
    )


def _count(node: Any) -> str:
    """How many rows the entry holds, and before that how many of them were found, where something is looked for."""
    found, total = _fact(node, "found"), _fact(node, "total")
    if total is None:
        return ""
    of = f'<b>{escape(str(found))}</b><span aria-hidden="true"> / </span><span class="visually-hidden"> sur </span>'
    return f'<span class="n">{"" if found is None else of}{escape(str(total))}</span>'


def _fact(node: Any, name: str) -> Any:
    return node.get(name) if isinstance(node, dict) else getattr(node, name, None)
