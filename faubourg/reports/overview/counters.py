"""What a node holds, counted, beside what the document declares in the contract's own words."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from faubourg.actions.choices import ActionKind
from faubourg.reports.plan.records import PlanNode, PlanRow
from faubourg.reports.wording import plural_name
from faubourg.ui.typography import number

KIND_LABELS = dict(ActionKind.choices)


@dataclass(frozen=True)
class Counter:
    """A number of nodes of one level, or of actions of one kind; `declared` is what the document prints of it.

    `counted` is None for a declared word that names neither a level nor a kind of the contract.
    """

    singular: str
    counted: int | None
    declared: int | None = None

    @property
    def label(self) -> str:
        """« objectifs opérationnels », « action »: agrees with the number."""
        shown = self.counted if self.counted is not None else self.declared
        return self.singular if shown is not None and shown < 2 else plural_name(self.singular)

    @property
    def agrees(self) -> bool | None:
        """Whether the printed counter equals ours; None when one of them is missing."""
        if self.counted is None or self.declared is None:
            return None
        return self.counted == self.declared

    @property
    def text(self) -> str:
        """« 15 actions »."""
        shown = self.counted if self.counted is not None else self.declared
        return f"{number(shown)} {self.label}"

    @property
    def remark(self) -> str:
        """How our number stands beside the printed one; empty when nothing is printed."""
        if self.declared is None:
            return ""
        if self.counted is None:
            return "compteur imprimé, sans élément à compter"
        return "égal au compteur imprimé" if self.agrees else f"compteur imprimé : {number(self.declared)}"


def counters_of(nodes: Iterable[PlanNode], rows: Iterable[PlanRow], declared: Mapping[str, object]) -> list[Counter]:
    """Levels from the top down, then kinds of actions. `rows` are distinct; their sub-actions are counted apart."""
    levels: dict[str, int] = defaultdict(int)
    kinds: dict[str, int] = defaultdict(int)
    for node in nodes:
        levels[node.level] += 1
    for member in dict.fromkeys(member for row in rows for member in row.family):
        kinds[member.kind] += 1
    found = list(levels.items())
    found += [(KIND_LABELS.get(kind, kind), count) for kind, count in _in_order(kinds)]
    waiting = {str(word): _whole(value) for word, value in declared.items()}
    counters = [Counter(name, count, _taken(waiting, name)) for name, count in found]
    return counters + [Counter(word, _missing(word), value) for word, value in waiting.items()]


def _in_order(kinds: Mapping[str, int]) -> list[tuple[str, int]]:
    order = list(KIND_LABELS)
    return sorted(kinds.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order))


def _taken(waiting: dict[str, int | None], name: str) -> int | None:
    # « objectifs » of the document is the level « objectif opérationnel »: its first word, in the singular or not.
    first = _plain(name.split(" ")[0])
    for word in waiting:
        if _plain(word) in (_plain(name), _plain(plural_name(name)), first, _plain(plural_name(first))):
            return waiting.pop(word)
    return None


def _missing(word: str) -> int | None:
    """Nothing of that name stands below: zero for a word that names a kind of action, else not countable."""
    names = {_plain(plural_name(label)) for label in KIND_LABELS.values()}
    return 0 if _plain(word) in names else None


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in folded if letter.isalnum())


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
