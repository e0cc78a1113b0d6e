"""Codes made again after the order: each level keeps the way in which its codes are written already.

Ways, chosen by what most codes of a level follow: after the code of what holds them (« 1.1 » › « 1.1.2 »,
« 1.1.2.a »), after its number alone (« OBJ 3 » › « 3.2 »), starting again under each (« constat 1, 2, 3 »), or running
through the whole plan (« CAF-01, CAF-02 »). Nothing here writes.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from faubourg.actions.arranging.codes import natural
from faubourg.actions.arranging.tree import Item, Tree, TreeAction, TreeNode

_COUNTED = re.compile(r"^(.*?)(\d+|(?<![^\W\d_])[a-zA-Z])$", re.DOTALL)
_LAST_NUMBER = re.compile(r"(\d+)\D*$")


class Way(StrEnum):
    """How the codes of a level are written."""

    CODE = "après le code de ce qui les contient"
    NUMBER = "après le numéro de ce qui les contient"
    RESTART = "en recommençant sous chaque élément"
    RUNNING = "à la suite dans tout le plan"


class Left(StrEnum):
    """Why a code is left as it is."""

    MISSING = "sans code"
    TWICE = "code imprimé deux fois"
    ODD = "code sans numéro à la fin"
    UNPLACED = "hors de l’arbre"


@dataclass
class Style:
    """The way of a level, what stands before the counter, and how the counter is written."""

    way: Way
    separator: str
    width: int
    letter: bool


@dataclass
class Change:
    """An item whose code changes."""

    item: Item
    old: str
    new: str


@dataclass
class Numbering:
    """What would change, what is left and why, and how each level is numbered."""

    changes: list[Change] = field(default_factory=list)
    left: list[tuple[Item, Left]] = field(default_factory=list)
    styles: dict[str, Style] = field(default_factory=dict)


def holder(item: Item) -> Item | None:
    """What holds an item: for an action with several places, the first."""
    if isinstance(item, TreeAction):
        return item.parent or (item.places[0] if item.places else None)
    return item.parent


def class_of(item: Item) -> str:
    """The name under which items are numbered together: a level, or a kind of action."""
    if isinstance(item, TreeNode):
        return f"niveau:{item.level[0]}:{item.level[1]}"
    return f"action:{item.kind}"


def classes_of(tree: Tree) -> dict[str, list[Item]]:
    """Items by class, holders before what they hold, each class in the order of the document."""
    found: dict[str, list[Item]] = defaultdict(list)
    for root in tree.roots:
        for node in root.walk():
            found[class_of(node)].append(node)
    for action in sorted(tree.actions, key=lambda one: (one.parent is not None, one.rank)):
        found[class_of(action)].append(action)
    return found


def renumber(tree: Tree, *, classes: Collection[str], take: Collection[Left] = ()) -> Numbering:
    """The codes of `classes` made again. `take`: reasons to leave a code that are passed over."""
    result = Numbering()
    codes = {id(item): item.code for item in (*tree.nodes, *tree.actions)}
    for name, items in classes_of(tree).items():
        style = _style_of(items)
        if style:
            result.styles[name] = style
        if name in classes and style:
            _renumber_class(items, style, codes, set(take), result)
        elif name in classes:
            result.left += [(item, Left.MISSING if not item.code else Left.ODD) for item in items]
    return result


def _renumber_class(items: list[Item], style: Style, codes: dict[int, str], take: set, result: Numbering) -> None:
    said = Counter((item.code, _family(item, style)) for item in items)
    reasons = {
        id(item): reason
        for item in items
        if (reason := _reason(item, style, said[item.code, _family(item, style)])) and reason not in take
    }
    kept: dict[object, set[tuple]] = defaultdict(set)
    stems = {id(item): _stem(item, style, codes) for item in items}
    for item in items:
        if id(item) in reasons:
            kept[_family(item, style)].add(natural(item.code))
    counters: Counter = Counter()
    for item in items:
        if id(item) in reasons:
            result.left.append((item, reasons[id(item)]))
            continue
        family, series = _family(item, style), (stems[id(item)], _is_letter(item.code, style))
        while True:
            counters[family, series] += 1
            new = series[0] + _written(counters[family, series], style, item.code)
            if natural(new) not in kept[family]:
                break
        codes[id(item)] = new
        if new != item.code:
            result.changes.append(Change(item, item.code, new))


def _reason(item: Item, style: Style, times: int) -> Left | None:
    if not item.code:
        return Left.MISSING
    if style.way in (Way.CODE, Way.NUMBER) and holder(item) is None and isinstance(item, TreeAction):
        return Left.UNPLACED
    if not _COUNTED.match(item.code):
        return Left.ODD
    return Left.TWICE if times > 1 else None


def _family(item: Item, style: Style) -> object:
    """Among whom a code must be alone."""
    return id(holder(item)) if style.way == Way.RESTART else None


def _stem(item: Item, style: Style, codes: dict[int, str]) -> str:
    above = holder(item)
    if style.way == Way.CODE and above is not None:
        return f"{codes[id(above)]}{style.separator}"
    if style.way == Way.NUMBER and above is not None:
        number = _LAST_NUMBER.search(codes[id(above)])
        return f"{number[1] if number else codes[id(above)]}{style.separator}"
    match = _COUNTED.match(item.code)
    return match[1] if match else style.separator


def _is_letter(old: str, style: Style) -> bool:
    """Whether a code counts by letters: as it does now, else as its level does."""
    match = _COUNTED.match(old)
    return match[2].isalpha() if match else style.letter


def _written(count: int, style: Style, old: str) -> str:
    match = _COUNTED.match(old)
    if _is_letter(old, style):
        letters = ""
        while count:
            count, rest = divmod(count - 1, 26)
            letters = chr(97 + rest) + letters
        return letters.upper() if match and match[2].isupper() else letters
    own = len(match[2]) if match and match[2].startswith("0") else 0
    return f"{count:0{max(style.width, own)}}"


def _style_of(items: Iterable[Item]) -> Style | None:
    """The way that most coded items follow; None where no code ends with a counter."""
    counted = [(item, match) for item in items if (match := _COUNTED.match(item.code))]
    if not counted:
        return None
    votes: Counter = Counter()
    letters: Counter = Counter()
    for item, match in counted:
        letters[match[2].isalpha()] += 1
        votes[_vote(item, match[1])] += 1
    (way, separator), _ = votes.most_common(1)[0]
    if way == Way.RUNNING:
        way = _restarts([(item, item.code) for item, _ in counted])
    is_letter = letters[True] > letters[False]
    padded = Counter(len(match[2]) for _, match in counted if match[2].startswith("0") and len(match[2]) > 1)
    width = padded.most_common(1)[0][0] if padded and way != Way.RUNNING else 0
    return Style(way, separator, width, is_letter)


def _vote(item: Item, stem: str) -> tuple[Way, str]:
    above = holder(item)
    if above is not None and above.code:
        if stem.startswith(above.code) and stem != above.code and not stem[len(above.code)].isdigit():
            return Way.CODE, stem[len(above.code) :]
        number = _LAST_NUMBER.search(above.code)
        # « OBJ 3 » › « 3.2 »: only where the code of the holder is more than its number.
        if number and number[1] != above.code and re.match(rf"{number[1]}\D", stem):
            return Way.NUMBER, stem[len(number[1]) :]
    return Way.RUNNING, ""


def _restarts(pairs: list[tuple[Item, str]]) -> Way:
    """Codes that most often come back under another holder start again under each."""
    holders: dict[str, set] = defaultdict(set)
    for item, code in pairs:
        holders[code].add(id(holder(item)))
    shared = sum(len(found) > 1 for found in holders.values())
    return Way.RESTART if shared * 2 > len(holders) and shared > 1 else Way.RUNNING
