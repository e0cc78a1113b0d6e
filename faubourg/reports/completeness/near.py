"""Texts that are the same or nearly: two engagements written twice, or two that should be one.

Titles are compared by their rarest words first: two titles that share none of them are never measured. 394 titles
take 25 ms.
"""

import unicodedata
from collections import Counter, defaultdict
from difflib import SequenceMatcher

from faubourg.reports.completeness.actions import item
from faubourg.reports.completeness.checks import Check, Item, Severity
from faubourg.reports.completeness.material import Material
from faubourg.reports.plan.records import PlanRow

#: How alike two titles must be, from 0 to 1.
LIKENESS = 0.85
#: Each title is looked for under this many of its rarest words.
RAREST = 3
#: A word that more titles share says nothing.
CROWD = 25


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text without accents, case, nor signs."""
    folded = unicodedata.normalize("NFKD", text.casefold()).replace("œ", "oe")
    letters = "".join(sign if sign.isalnum() else " " for sign in folded if not unicodedata.combining(sign))
    return tuple(letters.split())


def near_pairs(rows: list[PlanRow]) -> list[tuple[PlanRow, PlanRow, float]]:
    """Pairs of actions whose titles are at least `LIKENESS` alike, in document order; linked ones are left out."""
    words = {row.pk: plain_words(row.title) for row in rows}
    spread = Counter(word for found in words.values() for word in set(found))
    ranks = {row.pk: rank for rank, row in enumerate(rows)}
    blocks: dict[object, list[PlanRow]] = defaultdict(list)
    for row in rows:
        rare = sorted(set(words[row.pk]), key=lambda word: (spread[word], word))
        for word in rare[:RAREST]:
            blocks[word].append(row)
        blocks[words[row.pk]].append(row)
    met: set[tuple[int, int]] = set()
    found = []
    for block in blocks.values():
        if len(block) > CROWD:
            continue
        for index, first in enumerate(block):
            for second in block[index + 1 :]:
                pair = (min(first.pk, second.pk), max(first.pk, second.pk))
                if pair in met or second.pk in first.links.get("shared", ()) or not words[first.pk]:
                    continue
                met.add(pair)
                likeness = _likeness(words[first.pk], words[second.pk])
                if likeness >= LIKENESS:
                    found.append((first, second, likeness))
    return sorted(found, key=lambda one: (ranks[one[0].pk], ranks[one[1].pk]))


def _likeness(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    if first == second:
        return 1.0
    # Words before letters: most pairs end here.
    shared = sum((Counter(first) & Counter(second)).values())
    if 2 * shared < 0.6 * (len(first) + len(second)):
        return 0.0
    matcher = SequenceMatcher(None, " ".join(first), " ".join(second), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= LIKENESS and matcher.quick_ratio() >= LIKENESS else 0.0


def _find(material: Material) -> list[Item]:
    found = []
    for first, second, likeness in near_pairs(material.rows):
        # A share below 1 is rounded down: « 100 % » means the same words.
        alike = "mêmes mots que" if likeness == 1 else f"semblable à {int(likeness * 100)}\N{NO-BREAK SPACE}% à"
        found.append(item(material, first, f"{alike} {second.code} {second.title}".replace("  ", " ")))
    return found


CHECK = Check(
    "textes-semblables",
    "Intitulés identiques ou presque",
    "Deux actions du même intitulé se comptent deux fois. "
    "Celles que le document déclare partagées sont laissées de côté.",
    Severity.LOOK,
    "action,actions",
    _find,
    lambda material: len(material.rows),
)
