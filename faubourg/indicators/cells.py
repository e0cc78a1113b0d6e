"""The cells of a grid of values: which one a breakdown falls in, and what a cell is called.

A breakdown is kept as contract files write it: {"territoire": "Clou Bouchet", "sexe": "F"}; nothing is the total.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from faubourg.contracts.models import ListedTerritory
from faubourg.territories.models import TerritoryKind

TERRITORY, SEX, CATEGORY = "territoire", "sexe", "catégorie"
#: Code in the name of a cell → (what the breakdown says, heading, how it is read aloud).
SEXES = {
    "t": ("", "Total", "total"),
    "f": ("F", "F", "femmes"),
    "h": ("H", "H", "hommes"),
    "n": ("non ventilé", "Non vent.", "non ventilé"),
}
#: Eighteen digits: what a key of the database holds.
_CELL = re.compile(r"v-([0-9]{1,18})-([0-9]{1,18})-([tfhn])(?:-([0-9a-f]{8}))?")
_SEX_WORDS = {
    "f": ("f", "femme", "femmes"), "h": ("h", "m", "homme", "hommes"), "n": ("non ventilé", "non ventilée", "nv"),
}  # fmt: skip
_SEX_CODES = {word: code for code, words in _SEX_WORDS.items() for word in words}
_ASKS_SEX = ("sexe", "f/h", "h/f", "femme", "genre")
_ASKS_TERRITORY = ("qpv", "quartier", "territoire")


#: What a value says beside its territory and its sex: (("public", "BRSA"),).
Category = tuple[tuple[str, str], ...]
#: A territory (0: the whole), a code of `SEXES`, and the mark of a category where there is one.
Place = tuple[int, str] | tuple[int, str, str]


@dataclass(frozen=True)
class Column:
    """A column of the grid: a territory of the contract (None: the whole), a code of `SEXES`, another category."""

    territory: ListedTerritory | None
    sex: str
    category: Category = ()

    @cached_property
    def place(self) -> Place:
        """What identifies it among the columns of the contract."""
        place = (self.territory.pk if self.territory else 0, self.sex)
        return (*place, mark_of(self.category)) if self.category else place

    @property
    def heading(self) -> str:
        """The heading of its group."""
        words = [self.territory.name] if self.territory else []
        words += [value if name == CATEGORY else f"{name} : {value}" for name, value in self.category]
        return ", ".join(words) or "Ensemble"

    @property
    def label(self) -> str:
        """« Clou Bouchet, femmes »."""
        return f"{self.heading}, {SEXES[self.sex][2]}"

    @property
    def breakdown(self) -> dict[str, str]:
        """How a value of this column says where it belongs."""
        told = {TERRITORY: self.territory.name} if self.territory else {}
        return told | ({SEX: SEXES[self.sex][0]} if self.sex != "t" else {}) | dict(self.category)


def is_quarter(territory: ListedTerritory) -> bool:
    """Whether it is a priority neighbourhood."""
    return territory.kind == TerritoryKind.QPV


def quarters_of(territories: Iterable[ListedTerritory]) -> list[ListedTerritory]:
    """Those of the contract's territories that have columns: the priority neighbourhoods."""
    return [one for one in territories if is_quarter(one)]


def columns_of(
    territories: Iterable[ListedTerritory], categories: Iterable[Category] = (), sexes: Iterable[str] = tuple(SEXES)
) -> dict[Place, Column]:
    """The columns of a grid, by place: the whole first, then its territories, then its other categories."""
    columns = [Column(territory, sex) for territory in (None, *territories) for sex in sexes]
    columns += [Column(None, sex, category) for category in categories for sex in sexes]
    return {column.place: column for column in columns}


def asked(breakdowns: Iterable) -> tuple[bool, bool]:
    """Whether an indicator with these asked breakdowns is counted by neighbourhood, and by sex."""
    told = " ".join(map(str, breakdowns)).casefold()
    return any(word in told for word in _ASKS_TERRITORY), any(word in told for word in _ASKS_SEX)


class Places:
    """Finds the cell of a breakdown: territories answer to their name, their key, their other names."""

    def __init__(self, territories: Iterable[ListedTerritory]) -> None:
        self._known = {
            str(word).casefold(): one.pk for one in territories for word in (*one.aliases, one.short, one.key, one.name)
        }
        self._known.pop("", None)

    def of(self, breakdown: dict) -> Place | None:
        """The place of a value; None when its territory or its sex is not known."""
        territory = self._known.get(str(breakdown[TERRITORY]).casefold()) if TERRITORY in breakdown else 0
        sex = _SEX_CODES.get(str(breakdown[SEX]).casefold()) if SEX in breakdown else "t"
        if territory is None or sex is None:
            return None
        category = category_of(breakdown)
        return (territory, sex, mark_of(category)) if category else (territory, sex)


def category_of(breakdown: dict) -> Category:
    """What a breakdown says beside territory and sex."""
    told = ((str(name), str(value)) for name, value in breakdown.items() if name not in (TERRITORY, SEX))
    return tuple(sorted(told))


def asked_categories(breakdowns: Iterable, categories: Iterable) -> list[Category]:
    """The categories that the definition of an indicator asks: its typology, then other breakdowns."""
    known = (*_ASKS_SEX, *_ASKS_TERRITORY)
    words = [str(word) for word in breakdowns if len(str(word)) > 1]
    words = [word for word in words if not any(one in word.casefold() for one in known)]
    listed = [str(one) for one in categories]
    if listed:
        words = [word for word in words if word.casefold() not in ("typologie", CATEGORY, "catégories")]
    return [((CATEGORY, word),) for word in (*listed, *words)]


@lru_cache(maxsize=4096)
def mark_of(category: Category) -> str:
    """Eight letters that stand for a category in the name of a cell."""
    return hashlib.sha256(repr(category).encode("utf-8", "backslashreplace")).hexdigest()[:8]


def cell_name(indicator: int, place: Place) -> str:
    """« v-12-0-f », with the mark of a category after it: the name of the field."""
    return "-".join(("v", str(indicator), *map(str, place)))


def cell_named(name: str) -> tuple[int, Place] | None:
    """The indicator and the place of a field; None where the name is not that of a cell."""
    found = _CELL.fullmatch(name)
    if not found:
        return None
    place = (int(found[2]), found[3])
    return int(found[1]), (*place, found[4]) if found[4] else place


def token_of(text: str) -> str:
    """What stands for the text of a cell, to know later whether it changed; nothing for an empty cell."""
    plain = " ".join(text.split())
    return hashlib.sha256(plain.encode("utf-8", "backslashreplace")).hexdigest()[:12] if plain else ""
