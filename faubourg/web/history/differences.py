"""Two texts word by word: what stays, what goes, what comes."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

#: Characters from which two texts are compared word by word: under it, one after the other is read quicker.
LONG = 60
#: Words beyond which a comparison would take longer than the page may.
MOST_WORDS = 3_000
#: Words kept on each side of a change.
AROUND = 12
_WORDS = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")
SAME, GONE, CAME = "same", "gone", "came"


@dataclass(frozen=True)
class Piece:
    """Some words and what became of them."""

    kind: str
    text: str


def compare(old: str, new: str) -> list[Piece] | None:
    """The pieces of both texts in reading order; None where they are short, alike, strangers or too long."""
    if max(len(old), len(new)) < LONG or not old or not new or old == new:
        return None
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return None
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.real_quick_ratio() < 0.2 or matcher.quick_ratio() < 0.2:
        return None
    pieces: list[Piece] = []
    for act, a, b, c, d in matcher.get_opcodes():
        if act == "equal":
            is_last = b == len(before)
            pieces.append(Piece(SAME, _shortened(before[a:b], is_first=not pieces, is_last=is_last)))
            continue
        pieces += [Piece(GONE, "".join(before[a:b]))] if b > a else []
        pieces += [Piece(CAME, "".join(after[c:d]))] if d > c else []
    return pieces


def _shortened(words: list[str], *, is_first: bool, is_last: bool) -> str:
    """The words nearest to the changes around; « […] » stands for the others."""
    head = [] if is_first else words[:AROUND]
    tail = [] if is_last else words[-AROUND:]
    if len(words) <= len(head) + len(tail) + AROUND // 2:
        return "".join(words)
    return "".join(head) + " […]" + (" " if tail and not tail[0][:1].isspace() else "") + "".join(tail)
