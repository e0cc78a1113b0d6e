"""The pack of an operator for its dialogue de gestion: its load, its public, its steps, its exits, what they need.

On screen an operator reads every number: they are of the persons that it follows. The printed pack goes on to the
Département, to the State, to other operators; it is masked with the packs of all the structures and the report of the
same year together (`masks_of`), so that who holds them all finds no small number by subtraction.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from faubourg.contracts.models import Contract
from faubourg.indicators.beside import hidden_beside
from faubourg.pathways.choices import ObstacleLevel
from faubourg.pathways.models import Obstacle, Structure
from faubourg.pathways.queries.counts import first_year
from faubourg.pathways.queries.cuts import Cut, people
from faubourg.pathways.queries.hiding import ledger_of, with_measures
from faubourg.pathways.queries.tallies import WHOLE, Line, Tally
from faubourg.pathways.queries.yearly import StructureLine, Year, some_of, year_of
from faubourg.pathways.queries.yearly_ties import AT_THE_END, GROUP, OF_THE_YEAR, tie_exits
from faubourg.pathways.reporting import ReportTable

#: Part of the pack → its tables.
PARTS: dict[str, tuple[str, ...]] = {
    "Les entrées": (ReportTable.PRESCRIPTIONS, ReportTable.ENTRIES),
    "Le public": (
        ReportTable.SEX, ReportTable.AGES, ReportTable.BRSA, ReportTable.LEVELS, ReportTable.DWELLING,
    ),
    "Les étapes": (ReportTable.JOBS, ReportTable.TRAININGS, ReportTable.LIFTINGS, ReportTable.WORKSHOPS),
    "Les sorties": (ReportTable.EXITS, ReportTable.POSITIVE_EXITS, ReportTable.EXIT_REASONS),
}  # fmt: skip
PRINTED = frozenset(name for names in PARTS.values() for name in names)
#: The report, among the structures (their keys): the sums of packs are its cells.
REPORT = 0
Masked = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Need:
    """A frein that is not lifted: persons of the year, and those for whom it weighs most; None: masked."""

    label: str
    people: int | None
    strong: int | None


@dataclass(frozen=True)
class Pack:
    """A structure in a year. `years`: the year before where the records tell it, then the year.

    `hidden` and `places`: what is masked in the tables of a year, and in its loads (« annee », « fin »).
    """

    name: str
    fte: Decimal
    year: int
    years: Mapping[int, Year]
    hidden: Mapping[int, Masked]
    places: Mapping[int, Collection[str]]
    needs: tuple[Need, ...]
    threshold: int

    def load(self, year: int) -> StructureLine:
        """People against places that year."""
        return next(line for line in self.years[year].structures if line.name == self.name)

    def people(self, year: int) -> int | None:
        """People of that year, None where it is masked."""
        return None if OF_THE_YEAR in self.places[year] else self.load(year).people

    def at_the_end(self, year: int) -> int | None:
        """People of its last day, None where it is masked."""
        return None if AT_THE_END in self.places[year] else self.load(year).at_the_end


def pack_of(contract: Contract, structure: int, year: int, *, threshold: int) -> Pack:
    """The figures of a structure (its key), counted as those of the report. Raises Structure.DoesNotExist.

    `threshold` 0: small numbers shown, to who sees the persons anyway.
    """
    row = Structure.objects.get(contract=contract, pk=structure)
    start = first_year(contract)
    asked = [year - 1, year] if start is None or year - 1 >= start else [year]
    years = {one: year_of(contract, Cut.of_year(one, structure=row.pk)) for one in asked}
    years = {one: found for one, found in years.items() if one == year or _is_there(found, row.name)}
    hidden: dict[int, Masked] = dict.fromkeys(years, frozenset())
    places: dict[int, Collection[str]] = dict.fromkeys(years, ())
    for one in years if threshold else ():
        report = year_of(contract, Cut.of_year(one))
        years[one] = replace(years[one], tallies=completed(years[one].tallies, report.tallies))
        hidden[one] = masks_of(contract, report, threshold)[row.pk]
        places[one] = {one for one in (OF_THE_YEAR, AT_THE_END) if (one, row.name) in report.hidden(threshold)}
    needs = _needs(contract, Cut.of_year(year, structure=row.pk), threshold)
    return Pack(row.name, row.fte, year, years, hidden, places, needs, threshold)


def masks_of(contract: Contract, report: Year, threshold: int) -> dict[int, Masked]:
    """The cells to mask in the pack of each structure, by its key; what the report masks and shows is not changed."""
    cut = report.cut
    names = dict(Structure.objects.filter(contract=contract).values_list("pk", "name"))
    packs = {pk: some_of(contract, Cut(cut.first, cut.last, structure=pk), PRINTED) for pk in names}
    return masked_together(
        {name: tally for name, tally in report.tallies.items() if name in PRINTED},
        packs,
        threshold,
        report_hidden=report.hidden(threshold),
        people_hidden={pk for pk, name in names.items() if (OF_THE_YEAR, name) in report.hidden(threshold)},
    )


def masked_together(
    report: Mapping[str, Tally], packs: Mapping[int, Mapping[str, Tally]], threshold: int, *,
    report_hidden: Collection, people_hidden: Collection[int],
) -> dict[int, Masked]:  # fmt: skip
    """The cells to mask in each pack, beside a report that stays as it is.

    The report prints the people of each structure too: `people_hidden` are those that it masks. What no structure has
    (a prescription that is not oriented yet) stands in no pack: nobody reads it.
    """
    counts, sums = {}, []
    packs = {pk: completed(tallies, report) for pk, tallies in packs.items()}
    for owner, tallies in {REPORT: report, **packs}.items():
        ledger = ledger_of(tallies.values())
        if {ReportTable.EXITS, ReportTable.POSITIVE_EXITS} <= tallies.keys():
            tie_exits(ledger)
        own, ties = ledger.system()
        counts |= {(owner, cell): count for cell, count in own.items()}
        sums += [((owner, total), tuple((owner, part) for part in parts)) for total, parts in ties]
    given = {cell: cell[1] in report_hidden for cell in counts if cell[0] == REPORT}
    given |= {(pk, (GROUP, WHOLE)): pk in people_hidden for pk in packs if (pk, (GROUP, WHOLE)) in counts}
    for owner, cell in [one for one in given if one[0] == REPORT]:
        parts = tuple((pk, cell) for pk in packs if (pk, cell) in counts)
        rest = counts[owner, cell] - sum(counts[part] for part in parts)
        if rest > 0:
            counts["rest", cell], given["rest", cell] = rest, True
            parts = (*parts, ("rest", cell))
        # Below zero, persons of several structures count once in the report: no subtraction says anything.
        if rest >= 0:
            sums.append(((owner, cell), parts))
    hidden = hidden_beside(counts, sums, threshold, given) | {cell for cell, is_hidden in given.items() if is_hidden}
    return {
        pk: with_measures(list(tallies.values()), frozenset(cell for owner, cell in hidden if owner == pk))
        for pk, tallies in packs.items()
    }


def completed(tallies: Mapping[str, Tally], report: Mapping[str, Tally]) -> dict[str, Tally]:
    """Tables with every line of those of the report: that a line is missing says that it counts nobody."""
    found = dict(tallies)
    for code, tally in tallies.items():
        if (shape := report.get(code)) is not None:
            missing = tuple(Line(line.label, 0, line.whole and tally.total) for line in shape.lines
                            if tally.line(line.label) is None)  # fmt: skip
            found[code] = replace(tally, lines=(*tally.lines, *missing))
    return found


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
