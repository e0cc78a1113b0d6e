"""Reads of registers: the list with what each holds, the rows under filters, what a value came from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from faubourg.contracts.models import Contract
from faubourg.indicators.models import Indicator
from faubourg.registers.cells import Lists, decimal_of, folded, shown
from faubourg.registers.choices import NUMERIC
from faubourg.registers.models import Register, RegisterColumn, RegisterCount, RegisterRow, Reported

#: What a filter on a column asks for the rows that do not say it.
EMPTY = "_vide"


def registers_of(contract: Contract) -> QuerySet[Register]:
    """The registers in order, each with the number of its rows."""
    return Register.objects.of(contract).annotate(row_count=Count("rows")).order_by("position", "pk")


def rows_of(register: Register) -> list[RegisterRow]:
    """Every row, in order, with its organisation; one query."""
    rows = list(register.rows.select_related("organisation").order_by("position", "pk"))
    for row in rows:
        row.register = register
    return rows


@dataclass(frozen=True)
class Asked:
    """What a list of rows is narrowed by; `columns`: key of a column → kept value as text, or EMPTY."""

    words: str = ""
    state: str = ""
    holder: str = ""
    columns: Mapping[str, str] = ()
    sort: str = ""


def narrowed(
    rows: Iterable[RegisterRow], columns: Sequence[RegisterColumn], asked: Asked, lists: Lists
) -> list[RegisterRow]:
    """The rows that answer, in the order asked; `sort`: key of a column, « - » before it for the other way."""
    wanted, chosen = folded(asked.words).split(), dict(asked.columns)
    kept = [row for row in rows if _answers(row, columns, asked, chosen, wanted, lists)]
    by_key = {column.key: column for column in columns}
    column = by_key.get(asked.sort.removeprefix("-"))
    if column is None:
        return kept
    said = [row for row in kept if row.values.get(column.key) is not None]
    silent = [row for row in kept if row.values.get(column.key) is None]
    numeric = column.type in NUMERIC

    def order(row: RegisterRow):
        value = row.values[column.key]
        if numeric and not isinstance(value, str):
            return (0, decimal_of(value), "")
        return (1, 0, str(value) if column.type == "date" else folded(shown(column, value, lists)))

    return sorted(said, key=order, reverse=asked.sort.startswith("-")) + silent


def _answers(row, columns, asked: Asked, chosen: dict[str, str], wanted: list[str], lists: Lists) -> bool:
    if asked.state and row.state != asked.state:
        return False
    if asked.holder and (row.organisation.key if row.organisation_id else EMPTY) != asked.holder:
        return False
    texts = {column.key: shown(column, row.values.get(column.key), lists) for column in columns}
    for key, text in chosen.items():
        if key in texts and texts[key] != ("" if text == EMPTY else text):
            return False
    if not wanted:
        return True
    said = folded(" ".join((*texts.values(), row.note, row.organisation.name if row.organisation_id else "")))
    return all(word in said for word in wanted)


def counts_of(register: Register) -> list[tuple[RegisterCount, Indicator | None]]:
    """The counts of a register, each with its indicator in the version that is read."""
    counts = list(register.counts.select_related("lineage").order_by("pk"))
    for count in counts:
        count.register = register
    return [(count, found) for count, found in zip(counts, indicators_for(register.contract, counts), strict=True)]


def indicators_for(contract: Contract, counts: Sequence[RegisterCount]) -> list[Indicator | None]:
    """The indicator of each count in the version that is read; one query."""
    lineages = [count.lineage_id for count in counts]
    rows = Indicator.objects.filter(version=contract.current_version_id, lineage__in=lineages).order_by("pk")
    known = {row.lineage_id: row for row in rows}
    return [known.get(lineage) for lineage in lineages]


def reported_for(indicator: Indicator, contract: Contract) -> list[Reported]:
    """The values of an indicator that a register gave, newest period first."""
    rows = Reported.objects.filter(observation__contract=contract, observation__lineage=indicator.lineage_id)
    return list(rows.select_related("observation", "count__register__contract").order_by("-observation__period", "pk"))
