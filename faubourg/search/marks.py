"""Where a text answers a question: pieces of the original text, accents and case kept. Pieces, never markup."""

from faubourg.search.questions import Question, parse
from faubourg.search.text import tokens

Piece = tuple[str, bool]

#: Characters of an excerpt, and of what comes before its first mark.
WIDTH = 260
BEFORE = 70


def mark(text: str, query: str | Question) -> list[Piece]:
    """`text` cut into (piece, is a match); joined again, the pieces are `text`."""
    places = _places(text, parse(query) if isinstance(query, str) else query)
    pieces, last = [], 0
    for start, end in places:
        pieces += [(text[last:start], False), (text[start:end], True)]
        last = end
    pieces.append((text[last:], False))
    return [(piece, is_match) for piece, is_match in pieces if piece]


def excerpt(text: str, query: str | Question, width: int = WIDTH) -> list[Piece]:
    """The part of `text`, about `width` characters, that holds most matches; from its beginning without any."""
    question = parse(query) if isinstance(query, str) else query
    if len(text) <= width:
        return mark(text, question)
    places = _places(text, question)
    best = max(places, key=lambda place: (_matches_within(places, place[0], width - BEFORE), -place[0]), default=(0, 0))
    start = _word_start(text, best[0] - BEFORE)
    end = _word_end(text, start + width)
    pieces = mark(text[start:end].strip(), question)
    return [("… ", False)] * (start > 0) + pieces + [(" …", False)] * (end < len(text))


def _places(text: str, question: Question) -> list[tuple[int, int]]:
    runs: dict[str, list[tuple[str, ...]]] = {}
    for term in question.terms:
        for run in {term.words, *((word,) for word in term.words), *term.phrases} - {()}:
            runs.setdefault(run[0], []).append(run)
    if not runs:
        return []
    found = list(tokens(text))
    stems = [token.stem for token in found]
    places, last = [], 0
    for place, token in enumerate(found):
        if token.start < last or token.stem not in runs:
            continue
        long = max((len(run) for run in runs[token.stem] if tuple(stems[place : place + len(run)]) == run), default=0)
        if long:
            last = found[place + long - 1].end
            places.append((token.start, last))
    return places


def _matches_within(places: list[tuple[int, int]], start: int, width: int) -> int:
    return sum(start <= place[0] and place[1] <= start + width for place in places)


def _word_start(text: str, place: int) -> int:
    """The first beginning of a word from `place` on."""
    if place <= 0:
        return 0
    return text.find(" ", place) + 1 or place


def _word_end(text: str, place: int) -> int:
    """The last end of a word up to `place`."""
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", 0, place)
    return space if space > place - 40 else place
