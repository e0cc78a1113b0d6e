"""What a calendar is made of: events, each at the precision of its date, and what the person asked to see."""

from dataclasses import dataclass
from datetime import date

from django.db import models

from faubourg.contracts.models import Contract, ListedOrganisation, ListedTerritory

_YEAR, _MONTH = len("2024"), len("2024-09")
#: Years that a calendar goes through at most: a slip of the pen must not make a page of centuries.
MOST_YEARS = 30


class EventKind(models.TextChoices):
    """Where an event comes from."""

    MILESTONE = "jalon", "Jalon"
    MEETING = "reunion", "Réunion"
    RECURRENCE = "recurrence", "Réunions attendues"
    WINDOW = "fenetre", "Fenêtre de dépôt"
    AGREEMENT = "convention", "Convention ou charte"
    FRAMEWORK = "cadre", "Cadre stratégique"
    ACTION = "action", "Action"


@dataclass(frozen=True)
class Event:
    """Something that happens on a partial date; `when` empty: nobody said when, `detail` then holds the words given.

    `uid` stays the same as long as the thing does. `missed`: it should have happened and no record of it is held.
    """

    kind: str
    when: str
    title: str
    url: str
    uid: str
    detail: str = ""
    missed: bool = False

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return str(EventKind(self.kind).label)

    @property
    def year(self) -> int | None:
        """The year, None without date."""
        return int(self.when[:_YEAR]) if self.when else None

    @property
    def month(self) -> int | None:
        """The month, None where only the year is known."""
        return int(self.when[_YEAR + 1 : _MONTH]) if len(self.when) >= _MONTH else None

    @property
    def day(self) -> int | None:
        """The day of the month, None where it is not known."""
        return int(self.when[_MONTH + 1 :]) if len(self.when) > _MONTH else None


@dataclass(frozen=True)
class Scope:
    """What is asked of a calendar: the contract and its years on a given day, and what narrows it.

    What is tied to no organisation (or no territory) is left out when one is asked for.
    """

    contract: Contract
    today: date
    years: range
    kinds: frozenset[str]
    organisation: ListedOrganisation | None = None
    territory: ListedTerritory | None = None

    @property
    def is_whole(self) -> bool:
        """Whether neither an organisation nor a territory narrows it."""
        return self.organisation is None and self.territory is None


def years_of(contract: Contract, today: date) -> range:
    """The years of the contract, from its first to its last; the present one where it says neither."""
    written = [text[:_YEAR] for text in (contract.start, contract.extended_until or contract.end) if text]
    years = sorted(int(text) for text in written if text.isdecimal() and int(text) > 0) or [today.year]
    return range(years[0], min(years[-1], years[0] + MOST_YEARS) + 1)
