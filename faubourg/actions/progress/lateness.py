"""Late or not: dates of the plan against the day, and the state. Computed, never stored (DESIGN rule 15).

An unknown calendar is not late. A date passed while nobody said anything of the action is a silence, not a delay.
"""

import re
from dataclasses import dataclass
from datetime import date

from faubourg.actions.choices import Delay
from faubourg.contracts.choices import StateMeaning
from faubourg.contracts.models import StatusState
from faubourg.core.periods import last_day, years_written
from faubourg.ui.typography import partial_date

MONTHS = (
    ("janvier", "janv"), ("février", "fevrier", "févr"), ("mars",), ("avril", "avr"), ("mai",), ("juin",),
    ("juillet", "juil"), ("août", "aout"), ("septembre", "sept"), ("octobre", "oct"), ("novembre", "nov"),
    ("décembre", "decembre", "déc"),
)  # fmt: skip
_NUMBERS = {name: rank for rank, names in enumerate(MONTHS, start=1) for name in names}
_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\.?\s+(?P<year>\d{{4}})"
#: Words that leave no doubt, the whole text through: what they bound, then how the date is written.
_WORDINGS = tuple(
    (bounds, re.compile(rf"^\s*{words}\s*\.?\s*$", re.IGNORECASE))
    for bounds, words in (
        ("both", _MONTH),
        ("both", r"(?P<day>\d{1,2})/(?P<number>\d{1,2})/(?P<year>\d{4})"),
        ("both", r"(?:courant|année)\s+(?P<year>\d{4})"),
        ("end", r"(?:fin|d[’']ici(?: à| fin)?|jusqu[’'](?:en|à|à fin|à la fin de))\s+(?P<year>\d{4})"),
        ("end", rf"(?:fin|d[’']ici(?: à)?|jusqu[’'](?:en|à))\s+{_MONTH}"),
        ("start", r"(?:dès|depuis|à partir de|a partir de|à compter de)\s+(?P<year>\d{4})"),
        ("start", rf"(?:dès|depuis|à partir de|a partir de|à compter de)\s+{_MONTH}"),
    )
)


@dataclass(frozen=True, slots=True)
class Bound:
    """A date of the plan, as partial as it is, and where it was read."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Lateness:
    """A delay with what it rests on: the date passed, and a sentence that says which one, read where."""

    delay: Delay
    passed_on: date
    reason: str


def bounds_of(*, start: str, end: str, calendar: str) -> tuple[Bound | None, Bound | None]:
    """When an action begins and ends: its dates, else what its printed calendar says without any doubt."""
    printed = f"calendrier imprimé « {calendar.strip()} »"
    said_start, said_end = _read(calendar)
    first = Bound(start, "date de début") if start else Bound(said_start, printed) if said_start else None
    last = Bound(end, "date de fin") if end else Bound(said_end, printed) if said_end else None
    return first, last


def _read(calendar: str) -> tuple[str, str]:
    years = years_written(calendar)
    if years[0]:
        return years
    for bounds, pattern in _WORDINGS:
        if match := pattern.match(calendar):
            found = _partial(match.groupdict())
            return (found if bounds != "end" else "", found if bounds != "start" else "")
    return "", ""


def _partial(parts: dict[str, str | None]) -> str:
    month = parts.get("number") or _NUMBERS.get((parts.get("month") or "").lower())
    if not month:
        return parts["year"]
    text = f"{parts['year']}-{int(month):02}"
    text += f"-{int(parts['day']):02}" if parts.get("day") else ""
    return text if last_day(text) else ""


def lateness_of(*, start: str, end: str, calendar: str, state: StatusState | None, today: date) -> Lateness | None:
    """How an action stands to its dates on `today`; None when it is on time or when no date is known."""
    if state is not None and state.is_closed:
        return None
    first, last = bounds_of(start=start, end=end, calendar=calendar)
    if passed := _passed(last, today):
        delay = Delay.LATE if state is not None else Delay.SILENT
        return Lateness(delay, passed, _sentence("fin prévue", last, state))
    if state is not None and state.meaning == StateMeaning.NOT_STARTED and (passed := _passed(first, today)):
        return Lateness(Delay.LATE, passed, _sentence("début prévu", first, state))
    return None


def _passed(bound: Bound | None, today: date) -> date | None:
    # « 2022 » is over on 1 January 2023: a date is never made more precise than it is.
    day = last_day(bound.text) if bound else None
    return day if day and day < today else None


def _sentence(what: str, bound: Bound, state: StatusState | None) -> str:
    said = f"l’état dit « {state.label} »" if state else "aucun avancement n’est dit"
    return f"{what} : {partial_date(bound.text)} ({bound.source}) ; {said}"
