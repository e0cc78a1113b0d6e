"""The calendar of a contract, by year and by month: each event at the precision of its date, never beyond."""

import calendar as days_of
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from faubourg.contracts.models import Contract
from faubourg.core.periods import last_day
from faubourg.reports.deadlines.events import Event, EventKind, Scope, years_of
from faubourg.reports.deadlines.sources import SOURCES
from faubourg.ui.typography import MONTHS

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


@dataclass(frozen=True)
class Day:
    """One cell of a month; `on` None: a cell of the neighbouring month, left empty."""

    on: date | None
    events: list[Event]
    is_today: bool = False

    @property
    def weekday(self) -> str:
        """The name of the day."""
        return WEEKDAYS[self.on.weekday()] if self.on else ""


@dataclass(frozen=True)
class Month:
    """One month of a year: what has a day in it, and what is only known to fall in it."""

    year: int
    number: int
    dated: list[Event]
    undated: list[Event]

    @property
    def name(self) -> str:
        """« mars 2026 »."""
        return f"{MONTHS[self.number - 1]} {self.year}"

    @property
    def events(self) -> list[Event]:
        """All of them, those with a day first."""
        return [*self.dated, *self.undated]

    def weeks(self, today: date) -> list[list[Day]]:
        """Weeks from Monday to Sunday."""
        on: dict[int, list[Event]] = defaultdict(list)
        for event in self.dated:
            on[event.day].append(event)
        found = []
        for week in days_of.Calendar().monthdayscalendar(self.year, self.number):
            cells = [date(self.year, self.number, day) if day else None for day in week]
            found.append([Day(cell, on[cell.day] if cell else [], cell == today) for cell in cells])
        return found


@dataclass
class Year:
    """One year: its twelve months, and what is known to the year only."""

    number: int
    months: list[Month]
    whole: list[Event]
    counts: list[tuple[str, str, int]]

    @property
    def total(self) -> int:
        """How many events the year has."""
        return len(self.whole) + sum(len(month.events) for month in self.months)

    @property
    def missed(self) -> int:
        """How many expected things did not happen."""
        return sum(event.missed for event in self.whole)


@dataclass
class Calendar:
    """Every event of a scope, in order of date; `undated` has no date, `outside` falls before or after the contract."""

    scope: Scope
    events: list[Event]
    undated: list[Event] = field(default_factory=list)
    outside: list[Event] = field(default_factory=list)

    @cached_property
    def _places(self) -> dict[str, list[Event]]:
        """The events by year where only that is known (« 2026 »), else by month (« 2026-05 »)."""
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            found[event.when[: len("2026-05")]].append(event)
        return found

    def year(self, number: int) -> Year:
        """One year of the calendar."""
        months = [self.month(number, month) for month in range(1, 13)]
        whole = self._places.get(f"{number:04d}", [])
        kinds = Counter(event.kind for events in (whole, *(month.events for month in months)) for event in events)
        counts = [(kind.value, str(kind.label), kinds[kind]) for kind in EventKind if kinds[kind]]
        return Year(number, months, whole, counts)

    def month(self, year: int, number: int) -> Month:
        """One month of the calendar."""
        mine = self._places.get(f"{year:04d}-{number:02d}", [])
        return Month(year, number, [one for one in mine if one.day], [one for one in mine if not one.day])

    def beside(self, year: int, number: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        """The month before and the month after, None beyond the years of the contract."""
        first, last = self.scope.years[0], self.scope.years[-1]
        before = (year, number - 1) if number > 1 else (year - 1, 12)
        after = (year, number + 1) if number < 12 else (year + 1, 1)
        return (before if before[0] >= first else None), (after if after[0] <= last else None)


def scope_of(contract: Contract, query: Mapping[str, str], *, today: date) -> Scope:
    """What is asked: `nature` (a kind), `acteur` and `quartier` (keys); what does not exist is ignored."""
    kind = query.get("nature", "")
    return Scope(
        contract=contract,
        today=today,
        years=years_of(contract, today),
        kinds=frozenset([kind]) if kind in EventKind.values else frozenset(EventKind.values),
        organisation=_named(contract.organisations, query.get("acteur", "")),
        territory=_named(contract.territories, query.get("quartier", "")),
    )


def _named(rows, key: str):
    return rows.filter(key=key).first() if key and "\0" not in key else None


def calendar_of(scope: Scope) -> Calendar:
    """Every event of the scope. A fixed number of queries, whatever the number of rows."""
    found = [event for kind, source in SOURCES.items() if kind in scope.kinds for event in source(scope)]
    # A date that no calendar has (31 February) is known to its month at least, or stays without date.
    known = {when: last_day(when) for when in {event.when for event in found}}
    found = [event if not event.when or known[event.when] else _shortened(event) for event in found]
    dated = sorted((event for event in found if event.when), key=lambda event: (event.when, event.title))
    first, last = f"{scope.years[0]:04d}", f"{scope.years[-1]:04d}"
    inside = [event for event in dated if first <= event.when[: len(first)] <= last]
    outside = [event for event in dated if not first <= event.when[: len(first)] <= last]
    return Calendar(scope, inside, [event for event in found if not event.when], outside)


def _shortened(event: Event) -> Event:
    for length in (len("2024-09"), len("2024")):
        if last_day(event.when[:length]):
            return Event(**(event.__dict__ | {"when": event.when[:length]}))
    return Event(**(event.__dict__ | {"when": ""}))


def neighbours(years: range, year: int) -> tuple[int | None, int | None]:
    """The year before and the year after, None beyond the years of the contract."""
    return (year - 1 if year - 1 in years else None), (year + 1 if year + 1 in years else None)
