"""What ties the tables of a year to one another: jobs and their persons, exits, those who are there at the end."""

from collections.abc import Mapping
from typing import Protocol

from faubourg.pathways.choices import ExitKind
from faubourg.pathways.queries.hiding import Ledger
from faubourg.pathways.queries.tallies import PERSONS, WHOLE, Tally
from faubourg.pathways.reporting import ReportTable

#: The tables that share the total of the people followed.
GROUP = "participants"
#: Of the cells of a structure: people of the period, people on its last day.
OF_THE_YEAR, AT_THE_END = "annee", "fin"
_COLUMNS = (ReportTable.PATHWAY_JOBS, ReportTable.EXIT_JOBS)


class _Line(Protocol):
    name: str
    people: int
    at_the_end: int


class _Year(Protocol):
    tallies: Mapping[str, Tally]
    structures: tuple[_Line, ...]
    before: int | None


def tie_jobs(found: Ledger, tallies: Mapping[str, Tally]) -> None:
    """Two columns and their total; who is in one only, and in both, is told by the three numbers of persons."""
    jobs = tallies[ReportTable.JOBS]
    for name, line in zip(_COLUMNS, jobs.lines, strict=False):
        found.tie(jobs.key(line.label), (name, WHOLE))
    if len(jobs.lines) > len(_COLUMNS):
        return
    whole, persons = jobs.key(PERSONS), {name: tallies[name].persons or 0 for name in _COLUMNS}
    total = jobs.persons or 0
    found.deduce("both", sum(persons.values()) - total)
    for one, other in (_COLUMNS, _COLUMNS[::-1]):
        found.deduce(("only", one), total - persons[other])
        found.tie(whole, (other, PERSONS), ("only", one))
        found.tie((one, PERSONS), ("only", one), "both")


def tie_exits(found: Ledger) -> None:
    """The positive exits have a table of their own."""
    found.tie((ReportTable.EXITS, str(ExitKind.POSITIVE.label)), (ReportTable.POSITIVE_EXITS, WHOLE))


def tie_structures(found: Ledger, year: _Year) -> None:
    """Who was there in the year and is not at its end went out; so did who was there the year before."""
    people, there, total = (GROUP, WHOLE), (AT_THE_END, WHOLE), year.tallies[ReportTable.SEX].total
    last = sum(line.at_the_end for line in year.structures)
    found.show({there: last})
    for line in year.structures:
        in_all, at_the_end = (OF_THE_YEAR, line.name), (AT_THE_END, line.name)
        found.show({in_all: line.people, at_the_end: line.at_the_end})
        found.tie(in_all, at_the_end)
    for moment, whole in ((OF_THE_YEAR, people), (AT_THE_END, there)):
        found.tie(whole, *((moment, line.name) for line in year.structures))
    found.deduce("gone", total - last)
    found.tie(people, there, "gone")
    exits = year.tallies[ReportTable.EXITS]
    if total - last == exits.total:
        found.tie(exits.key(WHOLE), "gone")
    entered = year.tallies[ReportTable.ENTRIES]
    if year.before is not None and 0 <= total - entered.total <= year.before:
        # The page of the year before says how many it had: nothing can be hidden of that any more.
        found.show({"before": year.before})
        found.publish(["before"])
        found.deduce("stayed", total - entered.total)
        found.tie(people, entered.key(entered.lines[0].label), "stayed")
        found.tie("before", "stayed")
