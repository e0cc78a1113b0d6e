"""Where a fictitious record stands, and what it may name."""

from dataclasses import dataclass
from typing import Any

from faubourg.exchange.scale.words import Words

Record = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where a record stands in its section, and the keys that it may name."""

    words: Words
    counts: dict[str, int]
    position: int

    def ref(self, section: str) -> str:
        """The key of a row of a section; the first three rows name the first three, so that these lack nothing."""
        last = self.counts[section] - 1
        return f"{section}-{min(self.position, last) if self.position < 3 else self.words.number(0, last)}"

    def refs(self, section: str, most: int) -> list[str]:
        """One to `most` keys of a section, each once."""
        return list(dict.fromkeys(self.ref(section) for _ in range(self.words.number(1, most))))

    def every(self, step: int, value: Any) -> Any:
        """`value` on each `step`-th row from the first: documents seldom say everything."""
        return value if self.position % step == 0 else None
