"""The territories of a contract as values name them: what a group gathers, and since when an outline is another."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.indicators.adding import Whole, parts_of_year, rule_of, single, together
from faubourg.indicators.cells import TERRITORY, quarters_of
from faubourg.indicators.models import Indicator, Observation
from faubourg.indicators.perimeters import changes_of, leaves_of, members_of
from faubourg.indicators.periods import period_of

_YEAR = re.compile(r"\d{4}")
QUARTERS = "Quartiers prioritaires réunis"
_LEAST = 2


def year_of(text: str) -> int | None:
    """The first year that a period names."""
    found = _YEAR.search(text)
    return int(found[0]) if found else None


@dataclass(frozen=True)
class Gathered:
    """A group of territories under one breakdown. `labels`: member → its breakdown's label, nothing where it has none.

    `given`: the labels under which the group itself has values.
    """

    name: str
    territory: ListedTerritory | None
    rest: dict
    labels: dict[str, str]
    given: list[str]

    def whole(
        self, indicator: Indicator, rows: Mapping[str, Mapping[str, list[Observation]]], period: str, year: int | None
    ) -> Whole | None:
        """What the members make in a period, each by its months where its year is not given; None: nobody says."""
        parts: dict[str, Observation | None] = {}
        for name, label in self.labels.items():
            at = rows.get(label, {})
            row = single(at.get(period, ()), indicator.reference_producer_id)
            months = {} if year is None or row is not None else _months(indicator, at, year)
            if months:
                parts |= {f"{name}, {part}": one for part, one in parts_of_year(months, year).items()}
            else:
                parts[name] = row
        if not any(parts.values()):
            return None
        return together(rule_of(indicator, self.rest), parts)


def _months(indicator: Indicator, rows: Mapping[str, list[Observation]], year: int) -> dict:
    found = {}
    for text, several in rows.items():
        period = period_of(text)
        if period is not None and period.above and period.year == year:
            found[period] = single(several, indicator.reference_producer_id)
    return found


@dataclass
class Geography:
    """The contract's territories by any of their names, with their members and their changes of outline."""

    territories: dict[int, ListedTerritory]
    members: Mapping[int, list[int]]
    changes: Mapping[int, int]

    def __post_init__(self) -> None:
        self._named: dict[str, int] = {}
        for one in reversed(self.territories.values()):
            for word in (*one.aliases, one.short, one.key, one.name):
                self._named[str(word).casefold()] = one.pk
        self._named.pop("", None)

    @classmethod
    def of(cls, contract: Contract) -> "Geography":
        """Three queries."""
        rows = list(ListedTerritory.objects.of(contract).order_by("position", "pk"))
        return cls({one.pk: one for one in rows}, members_of(contract), changes_of(rows))

    def territory(self, breakdown: Mapping) -> ListedTerritory | None:
        """The territory of a value; None for the whole, and where the contract lists none of that name."""
        if TERRITORY not in breakdown:
            return None
        return self.territories.get(self._named.get(str(breakdown[TERRITORY]).casefold(), 0))

    def change(self, one: ListedTerritory | None) -> int | None:
        """Since when its outline, or that of one of its members, is another."""
        if one is None:
            return None
        found = [self.changes[pk] for pk in (one.pk, *leaves_of(self.members, one.pk)) if pk in self.changes]
        return max(found, default=None)

    def gathered(self, told: Mapping[str, Mapping]) -> Iterable[Gathered]:
        """The groups of which two members at least have values, and the neighbourhoods, under each other breakdown."""
        by_rest: dict[tuple, dict[int, str]] = {}
        for label, breakdown in told.items():
            if (one := self.territory(breakdown)) is not None:
                rest = tuple(sorted((str(key), str(value)) for key, value in breakdown.items() if key != TERRITORY))
                by_rest.setdefault(rest, {}).setdefault(one.pk, label)
        groups = {group: leaves_of(self.members, group) for group in self.members if group in self.territories}
        quarters = [one.pk for one in quarters_of(self.territories.values()) if not self.members.get(one.pk)]
        if not any(set(leaves) == set(quarters) for leaves in groups.values()):
            groups[0] = quarters
        for rest, labels in sorted(by_rest.items()):
            for group, leaves in groups.items():
                if sum(pk in labels for pk in leaves) >= _LEAST:
                    named = {self.territories[pk].name: labels.get(pk, "") for pk in leaves if pk in self.territories}
                    given = [labels[group]] if group in labels else []
                    one = self.territories.get(group)
                    yield Gathered(one.name if one else QUARTERS, one, dict(rest), named, given)
