"""Codes are labels: how they sort, and how ranges of them (« 15 à 17, 21 et 3.2 ») are read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_PARTS = re.compile(r"\d+|[^\W\d_]+")
_SEPARATORS = re.compile(r"\s*(?:[,;\n]|\bet\b|\bou\b)\s*", re.IGNORECASE)
_RANGE = re.compile(r"^(?:de\s+|du\s+)?(.+?)\s*(?:\bà\b|\bau\b|\bjusqu[’']à\b|–|—|→)\s*(.+)$", re.IGNORECASE)
#: Words that come before a code and are no part of it.
_NOISE = re.compile(
    r"^(?:(?:les?|la|l[’']|fiches?(?:[ -]actions?)?|actions?|engagements?|objectifs?|n[°º]s?|numéros?)\s*)+(?=\S*\d)",
    re.IGNORECASE,
)
#: A range longer than this is a slip of the keyboard.
LONGEST = 500


def natural(code: str) -> tuple:
    """A key that puts « 2 » before « 10 », and « CAF-2 » before « CAF-10 »."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part.casefold()) for part in _PARTS.findall(code))


@dataclass(frozen=True)
class Asked:
    """What one piece of the text asks for: one code, or all from `first` to `last`."""

    words: str
    first: str
    last: str = ""


@dataclass
class Found:
    """What a piece gives: items that bear the code (several: to be chosen), or a French sentence on why none."""

    asked: Asked
    code: str
    items: list = field(default_factory=list)
    problem: str = ""

    @property
    def is_ambiguous(self) -> bool:
        """Whether several items bear the same code."""
        return len(self.items) > 1


def read_ranges(text: str) -> list[Asked]:
    """The pieces of a text, in its order; repeats are dropped."""
    found = []
    for piece in _SEPARATORS.split(text):
        words = piece.strip().strip(".")
        if not words:
            continue
        bare = _NOISE.sub("", words).strip()
        match = _RANGE.match(bare)
        asked = Asked(words, match[1].strip(), _completed(match[1], match[2].strip())) if match else Asked(words, bare)
        if (asked.first, asked.last) not in [(one.first, one.last) for one in found]:
            found.append(asked)
    return found


def _completed(first: str, last: str) -> str:
    """« CAF-07 à 12 » ends at « CAF-12 »."""
    if last.isdigit() and not first.strip().isdigit():
        return re.sub(r"\d+\s*$", "", first) + last
    return last


def expand(asked: Iterable[Asked], items: Iterable) -> list[Found]:
    """What is asked among `items` (anything with a `code`), by natural order of codes; each code of a range is one."""
    by_code: dict[tuple, list] = {}
    for item in items:
        if item.code:
            by_code.setdefault(natural(item.code), []).append(item)
    found: list[Found] = []
    for one in asked:
        found += _range(one, by_code) if one.last else [_single(one, one.first, by_code)]
    return found


def _single(asked: Asked, code: str, by_code: dict[tuple, list]) -> Found:
    items = by_code.get(natural(code), []) if natural(code) else []
    if not items:
        return Found(asked, code, problem=f"Aucune ligne du plan ne porte le code « {code[:60]} ».")
    return Found(asked, items[0].code, list(items))


def _range(asked: Asked, by_code: dict[tuple, list]) -> list[Found]:
    low, high = natural(asked.first), natural(asked.last)
    is_alike = low and [part[0] for part in low] == [part[0] for part in high] and low[:-1] == high[:-1]
    if not is_alike:
        sentence = f"« {asked.words[:80]} » : les deux bouts doivent se suivre, comme « 15 à 17 » ou « 3.1 à 3.4 »."
        return [Found(asked, asked.words, problem=sentence)]
    if low > high:
        return [Found(asked, asked.words, problem=f"« {asked.words[:80]} » : le premier code vient après le second.")]
    inside = sorted(code for code in by_code if len(code) == len(low) and code[:-1] == low[:-1] and low <= code <= high)
    found = [Found(asked, by_code[code][0].code, list(by_code[code])) for code in inside]
    if not found:
        return [Found(asked, asked.words, problem=f"« {asked.words[:80]} » : aucune ligne du plan entre les deux.")]
    for bound, words in ((low, asked.first), (high, asked.last)):
        if bound not in by_code:
            found.append(Found(asked, words, problem=f"Aucune ligne du plan ne porte le code « {words[:60]} »."))
    if low[-1][0] == 0 and high[-1][1] - low[-1][1] <= LONGEST:
        numbers = {code[-1][1] for code in inside}
        missing = [n for n in range(low[-1][1] + 1, high[-1][1]) if n not in numbers]
        found += [
            Found(asked, str(n), problem=f"Le numéro {n} manque entre « {asked.first} » et « {asked.last} ».")
            for n in missing[:10]
        ]
    return found
