"""Words typed in the plan's own search box: accents, case, apostrophes and plurals do not matter."""

import re
import unicodedata

_PLURAL = re.compile(r"(?<=\w{3})(?:s|x)$")
#: Characters whose folding is kept: those of the texts, not all that can be typed.
_KEPT = 2000


class _Folding(dict):
    """Character → what it reads as, found when it is first met; `str.translate` does the rest in C."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if len(self) < _KEPT:
            self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character).casefold().replace("œ", "oe").replace("æ", "ae")
    plain = "".join(part for part in plain if not unicodedata.combining(part))
    return plain if plain.isalnum() else " "


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text in small letters without accents, its signs turned into spaces; never shorter than the text."""
    return text.translate(_FOLDING)


class Words:
    """The words of a request; all of them must be found, anywhere and as parts of words."""

    def __init__(self, request: str):
        self.words = [_PLURAL.sub("", word) for word in fold(request).split()]
        self._any = re.compile("|".join(map(re.escape, sorted(self.words, key=len, reverse=True))))

    def found_in(self, *texts: str) -> bool:
        """Whether every word is in one text or another."""
        whole = fold(" ".join(texts))
        return all(word in whole for word in self.words)

    def pieces(self, text: str) -> list[tuple[str, bool]]:
        """The text cut where the words stand: (piece, whether it matched), for `<mark>`."""
        if not self.words:
            return [(text, False)]
        pieces, last = [], 0
        for start, end in self._places(text):
            pieces += [(text[last:start], False), (text[start:end], True)]
            last = end
        return [piece for piece in [*pieces, (text[last:], False)] if piece[0]]

    def _places(self, text: str) -> list[list[int]]:
        """Where the words stand in the text, from and to; words that touch are one place."""
        folded = fold(text)
        # « œ » is folded into two letters.
        origins = (
            [place for place, letter in enumerate(text) for _ in fold(letter)] if len(folded) > len(text) else None
        )
        found: list[list[int]] = []
        for match in self._any.finditer(folded):
            start, end = match.span()
            if origins:
                start, end = origins[start], origins[end - 1] + 1
            if found and start <= found[-1][1]:
                found[-1][1] = end
            else:
                found.append([start, end])
        return found
