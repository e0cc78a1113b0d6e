"""A figure of the report, and the part that prints it."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from decimal import Decimal

from faubourg.documents.blocks import Block, Picture
from faubourg.documents.charts import Spec, chart_later
from faubourg.reports.choices import Content

#: Drawn at most in one report.
MOST_CHARTS = 30


@dataclass(frozen=True)
class Figure:
    """A value of the report. `query` and `parameters` are what was asked; `url` leads to the rows, `subject` names in
    the journal what it speaks of (empty: the whole contract), `history` leads to its changes."""

    content: str
    query: str
    parameters: dict
    label: str
    words: str
    value: Decimal | int | None = None
    dated: str = ""
    source: str = ""
    url: str = ""
    subject: str = ""
    history: str = ""

    @property
    def asked(self) -> str:
        """The question as one text: two figures with the same one are the same figure."""
        return asked(self.query, self.parameters)


def asked(query: str, parameters: dict) -> str:
    """The question as one text."""
    return json.dumps([query, parameters], sort_keys=True, ensure_ascii=False)


@dataclass
class Part:
    """One of the seven contents: what is printed, and its figures."""

    content: Content
    blocks: list[Block] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)

    def say(self, *blocks: Block) -> None:
        """Print these next."""
        self.blocks.extend(blocks)

    def count(self, query: str, parameters: dict, label: str, words: str, **facts) -> str:
        """Keep a figure, and give its words back to be printed."""
        self.figures.append(Figure(str(self.content.value), query, parameters, label, words, **facts))
        return words


class Drawer:
    """Draws the charts of one report, up to `MOST_CHARTS`, while the rest is composed; without `draws` it makes none.

    A context: once left, every picture stands in its part. Raises DocumentError then, when one cannot be drawn.
    """

    def __init__(self, *, draws: bool) -> None:
        self.left = MOST_CHARTS if draws else 0
        self._asked: list[tuple[Part, int, Callable[[], str]]] = []

    def __enter__(self) -> "Drawer":
        # One thread: the process that draws takes one request at a time.
        self._pool = ThreadPoolExecutor(1)
        return self

    def __exit__(self, kind, *_) -> None:
        self._pool.shutdown(cancel_futures=kind is not None)
        if kind is None:
            for part, rank, drawn in self._asked:
                part.blocks[rank] = replace(part.blocks[rank], svg=drawn())

    def picture(self, part: Part, spec: Spec, *, alt: str, caption: str) -> None:
        """Print the chart; its table stands beside it."""
        if self.left:
            self.left -= 1
            self._asked.append((part, len(part.blocks), chart_later(spec, self._pool)))
            part.say(Picture("", alt, caption))
