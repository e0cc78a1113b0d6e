"""The situation after an exit: on the day after, entered within four weeks, and six months later."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from faubourg.contracts.models import Contract
from faubourg.pathways.dates import DAY, add_months
from faubourg.pathways.models import Exit
from faubourg.pathways.models.leaving import ExitQuerySet

#: The situation of the day after is entered within four weeks (FSE+); the one at six months is given as long.
WITHIN = timedelta(days=28)
MONTHS = 6
#: An exit older than this is history: what was not written then is no longer asked, and can still be.
ASKED_MONTHS = 12


@dataclass(frozen=True)
class Due:
    """A situation to ask about, from a day on and until another; `later`: the one at six months."""

    exit: Exit
    later: bool
    since: date
    until: date

    def is_late(self, on: date) -> bool:
        """Whether its time is over that day."""
        return on > self.until


def dates_of(exit: Exit) -> tuple[Due, Due]:
    """When each of the two situations is asked, whether it is written or not."""
    after, later = exit.on + DAY, add_months(exit.on, MONTHS)
    return Due(exit, False, after, exit.on + WITHIN), Due(exit, True, later, later + WITHIN)


def situations_due(exits: QuerySet[Exit], *, on: date, most: int) -> list[Due]:
    """The situations to ask about that day among these exits, the oldest time first; two queries. See `waiting`."""
    day_after, later = waiting(exits, on=on)
    found = [dates_of(row)[0] for row in day_after.order_by("on", "pk")[:most]]
    found += [dates_of(row)[1] for row in later.order_by("on", "pk")[:most]]
    return sorted(found, key=lambda one: (one.until, one.exit.pk))[:most]


def waiting(exits: ExitQuerySet, *, on: date) -> tuple[ExitQuerySet, ExitQuerySet]:
    """The exits whose situation on the day after, or at six months, is not written yet; not those of the dead.

    They are asked during the year that follows the exit. One of the last days of a long month is found up to three days
    after its six months.
    """
    rows = exits.validated().filter(on__gte=add_months(on, -ASKED_MONTHS))
    rows = rows.filter(pathway__participant__died_on=None, pathway__participant__anonymised_at=None)
    return rows.filter(situation="", on__lt=on), rows.filter(situation_later="", on__lte=add_months(on, -MONTHS))


def late_situations(contract: Contract, *, on: date) -> int:
    """How many situations of the contract were not written in time; two queries."""
    rows = Exit.objects.of(contract)
    day_after, _ = waiting(rows, on=on - WITHIN)
    _, later = waiting(rows, on=on - WITHIN - DAY)
    return day_after.order_by().count() + later.order_by().count()
