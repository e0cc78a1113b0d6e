"""The cells of a grid of values: which one a breakdown falls in, and what a cell is called.

A breakdown is kept as contract files write it: {"territoire": "Clou Bouchet", "sexe": "F"}; nothing is the total.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from faubourg.contracts.models import ListedTerritory
from faubourg.territories.models import TerritoryKind

TERRITORY, SEX = "territoire", "sexe"
#: Code in the name of a cell → (what the breakdown says, heading, how it is read aloud).
SEXES = {
    "t": ("", "Total", "total"),
    "f": ("F", "F", "femmes"),
    "h": ("H", "H", "hommes"),
    "n": ("non ventilé", "Non vent.", "non ventilé"),
}
#: Eighteen digits: what a key of the database holds.
_CELL = re.compile(r"v-([0-9]{1,18})-([0-9]{1,18})-([tfhn])")
_SEX_WORDS = {
    "f": ("f", "femme", "femmes"), "h": ("h", "m", "homme", "hommes"), "n": ("non ventilé", "non ventilée", "nv"),
}  # fmt: skip
_SEX_CODES = {word: code for code, words in _SEX_WORDS.items() for word in words}
_ASKS_SEX = ("sexe", "f/h", "h/f", "femme", "genre")
_ASKS_TERRITORY = ("qpv", "quartier", "territoire")


@dataclass(frozen=True)
class Column:
    """A column of the grid: a territory of the contract (None: the whole) and a code of `SEXES`."""

    territory: ListedTerritory | None
    sex: str

    @property
    def place(self) -> tuple[int, str]:
        """What identifies it among the columns of the contract."""
        return (self.territory.pk if self.territory else 0, self.sex)

    @property
    def heading(self) -> str:
        """The heading of its group."""
        return self.territory.name if self.territory else "Ensemble"

    @property
    def label(self) -> str:
        """« Clou Bouchet, femmes »."""
        return f"{self.heading}, {SEXES[self.sex][2]}"

    @property
    def breakdown(self) -> dict[str, str]:
        """How a value of this column says where it belongs."""
        told = {TERRITORY: self.territory.name} if self.territory else {}
        return told | ({SEX: SEXES[self.sex][0]} if self.sex != "t" else {})


def quarters_of(territories: Iterable[ListedTerritory]) -> list[ListedTerritory]:
    """Those of the contract's territories that have columns: the priority neighbourhoods."""
    return [one for one in territories if one.kind == TerritoryKind.QPV]


def columns_of(quarters: Iterable[ListedTerritory]) -> dict[tuple[int, str], Column]:
    """Every column of a contract, by place: the whole first, then its neighbourhoods."""
    columns = [Column(territory, sex) for territory in (None, *quarters) for sex in SEXES]
    return {column.place: column for column in columns}


def asked(breakdowns: Iterable) -> tuple[bool, bool]:
    """Whether an indicator with these asked breakdowns is counted by neighbourhood, and by sex."""
    told = " ".join(map(str, breakdowns)).casefold()
    return any(word in told for word in _ASKS_TERRITORY), any(word in told for word in _ASKS_SEX)


class Places:
    """Finds the cell of a breakdown: territories answer to their name, their key, their other names."""

    def __init__(self, quarters: Iterable[ListedTerritory]) -> None:
        self._known = {
            str(word).casefold(): one.pk for one in quarters for word in (*one.aliases, one.short, one.key, one.name)
        }
        self._known.pop("", None)

    def of(self, breakdown: dict) -> tuple[int, str] | None:
        """The place of a value; None when it is broken down by something else than territory and sex."""
        if not breakdown.keys() <= {TERRITORY, SEX}:
            return None
        territory = self._known.get(str(breakdown[TERRITORY]).casefold()) if TERRITORY in breakdown else 0
        sex = _SEX_CODES.get(str(breakdown[SEX]).casefold()) if SEX in breakdown else "t"
        return None if territory is None or sex is None else (territory, sex)


def cell_name(indicator: int, place: tuple[int, str]) -> str:
    """« v-12-0-f »: the name of the field."""
    return f"v-{indicator}-{place[0]}-{place[1]}"


def cell_named(name: str) -> tuple[int, tuple[int, str]] | None:
    """The indicator and the place of a field; None where the name is not that of a cell."""
    found = _CELL.fullmatch(name)
    return (int(found[1]), (int(found[2]), found[3])) if found else None


def token_of(text: str) -> str:
    """What stands for the text of a cell, to know later whether it changed; nothing for an empty cell."""
    plain = " ".join(text.split())
    return hashlib.sha256(plain.encode("utf-8", "backslashreplace")).hexdigest()[:12] if plain else ""
