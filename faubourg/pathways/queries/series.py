"""The past of a table of the report, from the tables that the document printed: read by rules that are data."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from faubourg.contracts.models import Contract, PrintedTable, Published
from faubourg.pathways.models import PrintedSeries, PublishedValue
from faubourg.pathways.queries.tallies import UNKNOWN, WHOLE, Tally
from faubourg.ui.typography import MINUS, NBSP, number, percent

_YEAR = re.compile(r"(?:19|20)\d\d")
_LARGE = re.compile(r"\d{5,14}")
_PERCENT = re.compile(r"(?<=\d)[ \u00a0\u202f]*%")
_LAST_YEAR = re.compile(r"\b(?:19|20)\d\d$")
#: Between the row and the column of a printed cell, in a rule.
CELL = " | "


@dataclass(frozen=True)
class Printed:
    """A figure as printed: its table, year, our label, and its text: « 57 % », « 113 »."""

    table: str
    year: int
    label: str
    value: object
    source: str

    @property
    def text(self) -> str:
        """As printed, with the spaces of French typography: « 57 % », « 43 400 »."""
        if isinstance(self.value, str) and _LARGE.fullmatch(self.value):
            return number(int(self.value))
        if isinstance(self.value, str):
            return _PERCENT.sub(f"{NBSP}%", self.value)
        return "" if self.value is None else number(self.value)

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage."""
        return self.text.rstrip().endswith("%")

    @property
    def number(self) -> Decimal | None:
        """The number it says; None: words."""
        plain = re.sub(r"[\s%\u00a0\u202f]", "", self.text).replace(",", ".").replace(MINUS, "-")
        return Decimal(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else None


@dataclass(frozen=True)
class Compared:
    """A printed figure beside ours; `agrees` is None where ours or its number is not known."""

    printed: Printed
    computed: str
    agrees: bool | None


def printed_series(contract: Contract) -> dict[str, list[Printed]]:
    """Table of the report → what the contract's printed tables and published figures say of it, then what
    was typed from a page; four queries."""
    rules = list(PrintedSeries.objects.filter(contract=contract).order_by("position", "pk"))
    keys = [rule.table for rule in rules]
    tables = {row.key: row for row in PrintedTable.objects.filter(contract=contract, key__in=keys)}
    figures = {row.key: row for row in Published.objects.filter(contract=contract, key__in=keys)}
    found: dict[str, list[Printed]] = defaultdict(list)
    for rule in rules:
        if rule.table in tables:
            found[rule.report_table] += _table(rule, tables[rule.table])
        elif rule.table in figures:
            found[rule.report_table] += _figure(rule, figures[rule.table])
    for row in PublishedValue.objects.filter(contract=contract).order_by("report_table", "year", "pk"):
        found[row.report_table].append(Printed(row.report_table, row.year, row.label, row.value, row.page))
    return found


def printed_as_they_are(contract: Contract, name: str, year: int) -> list[PrintedTable]:
    """The printed tables that the report of a year gives without counting them; two queries."""
    rules = PrintedSeries.objects.filter(contract=contract, report_table=name, year=year).order_by("position", "pk")
    keys = list(rules.values_list("table", flat=True))
    found = {row.key: row for row in PrintedTable.objects.filter(contract=contract, key__in=keys)}
    return [found[key] for key in keys if key in found]


def published_as_they_are(contract: Contract, name: str, year: int) -> list[tuple[str, str]]:
    """The published figures that the report of a year gives without counting them: (label, as printed); two queries."""
    rules = PrintedSeries.objects.filter(contract=contract, report_table=name, year=year).order_by("position", "pk")
    figures = {
        row.key: row for row in Published.objects.filter(contract=contract, key__in=[one.table for one in rules])
    }
    found = [row for rule in rules if rule.table in figures for row in _figure(rule, figures[rule.table])]
    return [(row.source, row.text) for row in found]


def _figure(rule: PrintedSeries, row: Published) -> Iterator[Printed]:
    if rule.year is not None and row.value is not None:
        value = row.printed or f"{row.value.normalize():f}{' %' if row.unit == '%' else ''}"
        yield Printed(rule.report_table, rule.year, rule.labels.get("", WHOLE), value, row.label)


def _table(rule: PrintedSeries, row: PrintedTable) -> Iterator[Printed]:
    """Years across the columns, else down the first column, else the one year of the rule.

    Where the rule names cells (« Scooters | Loc. 2022 »), those only.
    """
    if any(CELL in word for word in rule.labels):
        yield from _cells(rule, row)
        return
    heads = [str(column) for column in row.columns]
    across = {rank: int(head) for rank, head in enumerate(heads) if _YEAR.fullmatch(head)}
    for line in row.rows:
        first = str(line[0])
        down = int(first) if _YEAR.fullmatch(first) else None
        for rank, value in enumerate(line[1:], start=1):
            if rule.column not in ("", heads[rank]):
                continue
            year = across.get(rank) or down or (None if across else rule.year or row.year)
            label = heads[rank] if down else first
            if year is not None and value is not None:
                yield Printed(rule.report_table, year, rule.labels.get(label, label), value, row.title)


def _cells(rule: PrintedSeries, row: PrintedTable) -> Iterator[Printed]:
    """Cells named by their row and column; one that ends with a year is of that year, the others of the rule's."""
    for line in row.rows:
        for head, value in zip(row.columns[1:], line[1:], strict=False):
            label = rule.labels.get(f"{line[0]}{CELL}{head}")
            if label is None or value is None:
                continue
            told = _LAST_YEAR.search(str(head)) or _LAST_YEAR.search(str(line[0]))
            yield Printed(rule.report_table, int(told[0]) if told else rule.year or row.year, label, value, row.title)


def unmatched(rows: Iterable[Printed], tallies: Iterable[Tally], year: int) -> list[Printed]:
    """What is printed for a year and that none of these tables counts."""
    found = [row for row in rows if row.year == year]
    counted = {id(one) for tally in tallies for ones in matched(found, tally).values() for one in ones}
    return [row for row in found if id(row) not in counted]


def matched(rows: Iterable[Printed], tally: Tally) -> dict[tuple[int, str], list[Printed]]:
    """The printed figures by year and by the line of `tally` that they say; those of no line are left out."""
    names = [line.label for line in (*tally.lines, *tally.besides)] + [WHOLE, "Personnes"]
    # Of several tables of one kind, a word is told by its table first: « Auto-école : permis obtenu ».
    labels = {plain(f"{tally.name} : {name}" if tally.name else name): name for name in names}
    found: dict[tuple[int, str], list[Printed]] = defaultdict(list)
    for row in rows:
        if (label := labels.get(plain(row.label))) is not None:
            found[row.year, label].append(row)
    return found


def published_of(
    tallies: Iterable[Tally], series: Mapping[str, list[Printed]], year: int
) -> frozenset[tuple[str, str]]:
    """The cells of these tables that a published document prints for the year with our number: public already.

    Where it prints another number, ours is not known from it.
    """
    return frozenset(
        tally.key(label)
        for tally in tallies
        for (of, label), ones in matched(series.get(tally.table, ()), tally).items()
        if of == year and any(not one.is_share and compare(one, label, tally).agrees for one in ones)
    )


def compare(printed: Printed, label: str, tally: Tally) -> Compared:
    """Ours beside the printed one, at its precision: a share is rounded to the unit, half up, and sums to what it may.

    A line that only the total knows is not compared.
    """
    line = tally.line(label)
    if line is None or printed.number is None:
        return Compared(printed, "", None)
    if printed.is_share:
        if not line.whole:
            return Compared(printed, "", None)
        ours = percent(line.count, line.whole)
        return Compared(printed, ours, plain(ours) == plain(printed.text))
    return Compared(printed, str(line.count), Decimal(line.count) == printed.number)


def sum_gap(rows: Iterable[Printed], tally: Tally, year: int) -> tuple[Decimal, Decimal] | None:
    """(printed total, sum of the printed lines) where the document contradicts itself; else None.

    A document that leaves out a line that we count says nothing of its sum.
    """
    cells = matched(rows, tally)
    totals = [row.number for row in cells.get((year, WHOLE), ()) if not row.is_share and row.number is not None]
    lines = [
        row.number
        for line in tally.lines
        for row in cells.get((year, line.label), ())
        if not row.is_share and row.number is not None
    ]
    partial = any(line.count and line.label != UNKNOWN and not cells.get((year, line.label)) for line in tally.lines)
    if partial or not totals or not lines or not tally.adds_up or sum(lines) == totals[0]:
        return None
    return totals[0], sum(lines)


def plain(text: str) -> str:
    """A label without accents, case, spaces and ways to write « at least »."""
    text = unicodedata.normalize("NFKD", str(text)).replace("’", "'")
    text = "".join(mark for mark in text if not unicodedata.combining(mark)).casefold()
    return re.sub(r"\s+", "", text.replace(">ou=", "≥"))
