"""What a check is: declared once, evaluated on rows that are loaded once."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from faubourg.reports.completeness.material import Material


class Severity(StrEnum):
    """What is asked of the reader."""

    MEND = "à corriger"
    FILL = "à compléter"
    LOOK = "à vérifier"


@dataclass(frozen=True)
class Item:
    """A row that a check found: its name, the screen that shows it, the one that mends it, and why it is here."""

    label: str
    mend: str
    url: str = ""
    words: str = ""


@dataclass(frozen=True)
class Check:
    """A question asked of all the rows of one kind; `noun` is that kind, singular and plural (« fiche,fiches »)."""

    key: str
    title: str
    why: str
    severity: Severity
    noun: str
    find: Callable[[Material], list[Item]]
    population: Callable[[Material], int]


@dataclass(frozen=True)
class Outcome:
    """What a check found, out of how many rows."""

    check: Check
    items: list[Item]
    population: int

    @property
    def count(self) -> int:
        """How many rows it found."""
        return len(self.items)

    @property
    def has_words(self) -> bool:
        """Whether some row says why it is here, beside the title of the check."""
        return any(item.words for item in self.items)

    @property
    def applies(self) -> bool:
        """Whether the contract holds any row of that kind."""
        return self.population > 0
