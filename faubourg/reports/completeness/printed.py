"""Numbers and titles as references print them: « fiche 15 à 17 », « Fiche 13 ; Fiche 8 à 12 »."""

import re
import unicodedata
from collections.abc import Iterable

from faubourg.reports.plan.records import PlanRow

_RANGE = re.compile(r"(\d+)\s*(?:à|-|–)\s*(\d+)")
_NUMBER = re.compile(r"\d+")
_LONG_RANGE = 200
_SMALL = 5


def cited_numbers(printed: str) -> set[int]:
    """The whole numbers that a printed reference cites, its ranges opened."""
    found = {int(number) for number in _NUMBER.findall(printed)}
    for first, last in _RANGE.findall(printed):
        if int(first) < int(last) < int(first) + _LONG_RANGE:
            found |= set(range(int(first), int(last) + 1))
    return found


def number_of(code: str) -> int | None:
    """The number of a code that holds one number only (« 15 », « OP 9 »); None for « 1.2.3 »."""
    numbers = _NUMBER.findall(code)
    return int(numbers[0]) if len(numbers) == 1 else None


def title_words(text: str) -> frozenset[str]:
    """The meaningful words of a title: five letters or more, without accent nor plural."""
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("œ", "oe")
    letters = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return frozenset(word.rstrip("sx") for word in letters.split() if len(word) >= _SMALL)


def closer_title(source: PlanRow, target: PlanRow, rows: Iterable[PlanRow], cited: set[int]) -> PlanRow | None:
    """The action of the target's kind whose title shares three words more with the source than the target does.

    One of those that the reference cites besides is no better target.
    """
    words = title_words(source.title)
    least = len(words & title_words(target.title)) + 3
    found = [
        (len(words & title_words(row.title)), row)
        for row in rows
        if row.kind == getattr(target, "kind", "")
        and row.pk not in (source.pk, target.pk)
        and number_of(row.code) not in cited
    ]
    best = max(found, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] >= least else None
