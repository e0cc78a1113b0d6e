"""Whether the values of an indicator can still be typed, and why not."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can
from faubourg.indicators.models import EntryLock


class Locks:
    """The locks that hold on a day for a person, by indicator."""

    def __init__(self, rows: Iterable[EntryLock]) -> None:
        self._by_lineage: dict[object, list[EntryLock]] = defaultdict(list)
        for row in rows:
            self._by_lineage[row.lineage_id].append(row)

    def why(self, lineage, producer: int | None = None) -> str:
        """The French sentence that says why nothing can be typed; empty where it can."""
        found = self._by_lineage.get(lineage, ())
        return next((one.sentence for one in found if one.producer_id in (None, producer)), "")


def locks_of(contract: Contract, *, year: int, user, day: date) -> Locks:
    """The locks on the values of `year`; one query, and one for the right of a person that some of them spare."""
    rows = list(EntryLock.objects.filter(contract=contract, period=str(year), since__lte=day).order_by("pk"))
    if any(row.spares_lead for row in rows) and user is not None and can(user, Verb.RUN_CAMPAIGNS, contract):
        rows = [row for row in rows if not row.spares_lead]
    return Locks(rows)
