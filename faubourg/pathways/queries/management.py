"""The pack of an operator for its dialogue de gestion: its load, its public, its steps, its exits, what they need."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import ObstacleLevel
from faubourg.pathways.models import Obstacle, Structure
from faubourg.pathways.queries.counts import first_year
from faubourg.pathways.queries.cuts import Cut, people
from faubourg.pathways.queries.yearly import StructureLine, Year, year_of


@dataclass(frozen=True)
class Need:
    """A frein that is not lifted: persons of the year, and those for whom it weighs most; None: masked."""

    label: str
    people: int | None
    strong: int | None


@dataclass(frozen=True)
class Pack:
    """A structure in a year. `years`: the year before where the records tell it, then the year."""

    name: str
    fte: Decimal
    year: int
    years: Mapping[int, Year]
    hidden: Mapping[int, frozenset]
    needs: tuple[Need, ...]
    threshold: int

    def load(self, year: int) -> StructureLine:
        """People against places that year."""
        return next(line for line in self.years[year].structures if line.name == self.name)

    def shown(self, count: int) -> int | None:
        """A count of persons, None where it is small."""
        return None if 0 < count < self.threshold else count


def pack_of(contract: Contract, structure: int, year: int, *, threshold: int) -> Pack:
    """The figures of a structure (its key), counted as those of the report. Raises Structure.DoesNotExist.

    `threshold` 0: small numbers shown, to who sees the persons anyway.
    """
    row = Structure.objects.get(contract=contract, pk=structure)
    start = first_year(contract)
    asked = [year - 1, year] if start is None or year - 1 >= start else [year]
    years = {one: year_of(contract, Cut.of_year(one, structure=row.pk)) for one in asked}
    years = {one: found for one, found in years.items() if one == year or _is_there(found, row.name)}
    hidden = {one: found.hidden(threshold) for one, found in years.items()}
    needs = _needs(contract, Cut.of_year(year, structure=row.pk), threshold)
    return Pack(row.name, row.fte, year, years, hidden, needs, threshold)


def _is_there(year: Year, name: str) -> bool:
    return any(line.name == name for line in year.structures)


def _needs(contract: Contract, cut: Cut, threshold: int) -> tuple[Need, ...]:
    followed = people(contract, cut).values("pk")
    rows = Obstacle.objects.filter(pathway__in=followed, level__gt=ObstacleLevel.LIFTED).order_by()
    strong = Count("pk", filter=Q(level=ObstacleLevel.HIGH))
    found = rows.values_list("kind__label").annotate(n=Count("pk"), strong=strong).order_by("-n", "kind__label")
    return tuple(_need(*line, threshold) for line in found)


def _need(label: str, count: int, strong: int, threshold: int) -> Need:
    # Those for whom it weighs less would be told by the subtraction.
    hides = any(0 < part < threshold for part in (strong, count - strong))
    return Need(label, None if 0 < count < threshold else count, None if hides else strong)


def structures_of(contract: Contract, on: date) -> list[tuple[int, str]]:
    """The structures that are open that day: key and name."""
    rows = Structure.objects.filter(Q(closed_on=None) | Q(closed_on__gte=on), contract=contract)
    return list(rows.order_by("name", "pk").values_list("pk", "name"))
