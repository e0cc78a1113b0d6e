"""The packs of all the structures and the report together give no small number back by subtraction."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.hiding import ledger_of
from faubourg.pathways.queries.management import masked_together, masks_of, pack_of
from faubourg.pathways.queries.tallies import UNKNOWN, WHOLE, tally_of
from faubourg.pathways.queries.yearly import year_of
from faubourg.pathways.queries.yearly_ties import AT_THE_END, GROUP, OF_THE_YEAR
from faubourg.pathways.reporting import ReportTable
from faubourg.pathways.tests.factories import ParticipantFactory, PathwayFactory, StructureFactory

THRESHOLD = 5
PRIME = 2**61 - 1
TABLES = {
    ReportTable.SEX: {"F": "Femmes", "H": "Hommes"},
    ReportTable.AGES: {"a": "-26 ans", "b": "26 à 44 ans", "c": "45 ans et plus"},
}
STRUCTURES = (1, 2, 3)
#: (structure or 0 for none, sex, age) of a person.
PERSON = st.tuples(st.sampled_from((0, *STRUCTURES)), st.sampled_from(("F", "H", "")), st.sampled_from("abc"))
#: Persons in bunches: a table has small cells beside large ones.
PERSONS = st.lists(st.tuples(PERSON, st.integers(1, 12)), min_size=1, max_size=14)


def tables(persons):
    """The two tables of these persons."""
    return {
        name: tally_of(name, "personnes", Counter(one[rank] for one in persons), words, group=GROUP)
        for rank, (name, words) in enumerate(TABLES.items(), start=1)
    }


def told_by_subtraction(sums, unknown):
    """The unknown cells that the sums leave one value to: alone in a row of the reduced system (modulo a prime)."""
    columns = {cell: rank for rank, cell in enumerate(unknown)}
    rows, done = [], 0
    for total, parts in sums:
        row = [0] * len(columns)
        for cell, sign in ((total, -1), *((part, 1) for part in parts)):
            if cell in columns:
                row[columns[cell]] += sign
        rows.append(row)
    for at in range(len(columns)):
        found = next((rank for rank in range(done, len(rows)) if rows[rank][at]), None)
        if found is None:
            continue
        rows[done], rows[found] = rows[found], rows[done]
        inverse = pow(rows[done][at], -1, PRIME)
        rows[done] = [one * inverse % PRIME for one in rows[done]]
        for rank, row in enumerate(rows):
            if rank != done and (factor := row[at]):
                rows[rank] = [(one - factor * other) % PRIME for one, other in zip(row, rows[done], strict=True)]
        done += 1
    return {cell for cell, at in columns.items() if any(row[at] and sum(map(bool, row)) == 1 for row in rows)}


@settings(max_examples=200, deadline=None)
@given(PERSONS)
def test_no_small_number_is_found_from_all_the_packs_and_the_report(bunches):
    persons = [person for person, count in bunches for _ in range(count)]
    report = tables(persons)
    packs = {pk: tables([one for one in persons if one[0] == pk]) for pk in STRUCTURES}
    ledger = ledger_of(report.values())
    ledger.show({pk: sum(one[0] == pk for one in persons) for pk in STRUCTURES})
    ledger.tie((GROUP, WHOLE), *STRUCTURES)
    report_hidden = ledger.hidden(THRESHOLD)
    people_hidden = {pk for pk in STRUCTURES if pk in report_hidden}
    masks = masked_together(report, packs, THRESHOLD, report_hidden=report_hidden, people_hidden=people_hidden)

    # What a reader knows: every printed cell; and how cells add up.
    counts, hidden, sums = {}, set(), []
    for owner, tallies, masked in ((0, report, report_hidden), *((pk, packs[pk], masks[pk]) for pk in STRUCTURES)):
        for name, words in TABLES.items():
            cells = {label: tallies[name].key(label) for label in (*words.values(), UNKNOWN, WHOLE)}
            for label, cell in cells.items():
                line = tallies[name].line(label)
                counts[owner, cell] = line.count if line else 0
                if cell in masked:
                    hidden.add((owner, cell))
            sums.append(
                ((owner, cells[WHOLE]), tuple((owner, cell) for label, cell in cells.items() if label != WHOLE))
            )
    for owner, cell in [one for one in counts if one[0] == 0]:
        parts = tuple((pk, cell) for pk in STRUCTURES)
        rest = counts[owner, cell] - sum(counts[part] for part in parts)
        sums.append(((owner, cell), (*parts, ("rest", cell)) if rest else parts))
        if rest:
            hidden.add(("rest", cell))
            counts["rest", cell] = rest
    small = {cell for cell, count in counts.items() if 0 < count < THRESHOLD}
    assert small <= hidden
    # The report alone tells how many have no structure.
    alone = {cell for cell in counts if cell[0] in STRUCTURES and cell[1][1] != WHOLE}
    small -= told_by_subtraction(sums, sorted(hidden | alone, key=str))
    assert all(cell[0] == "rest" for cell in counts if 0 < counts[cell] < THRESHOLD and cell not in small)
    assert not small & told_by_subtraction(sums, sorted(hidden, key=str))


@pytest.mark.django_db
def test_the_pack_of_another_structure_does_not_tell_the_few_of_mine(contract):
    few, many, third = (StructureFactory(contract=contract, name=name) for name in ("Petite", "Grande", "Autre"))
    for structure, women, men in ((few, 3, 20), (many, 30, 21), (third, 40, 22)):
        for sex in "F" * women + "H" * men:
            person = ParticipantFactory(contract=contract, sex=sex)
            PathwayFactory(contract=contract, participant=person, structure=structure, entered_on=date(2024, 3, 4))
    report = year_of(contract, Cut.of_year(2024))
    women, men = (ReportTable.SEX, "Femmes"), (ReportTable.SEX, "Hommes")
    # Nothing small in the report: 73 women, 63 men, and the people of each structure.
    assert not {women, men} & report.hidden(THRESHOLD)
    masks = masks_of(contract, report, THRESHOLD)
    assert {women, men} <= masks[few.pk]
    assert {women, men} <= masks[many.pk]
    assert not {women, men} & masks[third.pk]
    for row in (few, many, third):
        pack = pack_of(contract, row.pk, 2024, threshold=THRESHOLD)
        assert pack.hidden[2024] == masks[row.pk]
        assert pack.people(2024) == pack.load(2024).people
    assert pack_of(contract, few.pk, 2024, threshold=0).hidden[2024] == frozenset()


@pytest.mark.django_db
def test_the_load_of_a_pack_is_masked_as_in_the_report(contract):
    one, other, last = (StructureFactory(contract=contract, name=name) for name in ("A", "B", "C"))
    for structure, count in ((one, 2), (other, 9), (last, 30)):
        for _ in range(count):
            person = ParticipantFactory(contract=contract)
            PathwayFactory(contract=contract, participant=person, structure=structure, entered_on=date(2024, 3, 4))
    shown = {row.name: pack_of(contract, row.pk, 2024, threshold=THRESHOLD).people(2024) for row in (one, other, last)}
    # The total of the report less those of B and C would tell the two of A.
    assert shown == {"A": None, "B": None, "C": 30}


@pytest.mark.django_db
def test_the_few_who_left_a_structure_are_not_the_year_less_its_last_day(contract):
    for name, count, left in (("A", 20, 2), ("B", 30, 10), ("C", 40, 0)):
        structure = StructureFactory(contract=contract, name=name)
        for rank in range(count):
            person, ended = ParticipantFactory(contract=contract), date(2024, 9, 1) if rank < left else None
            PathwayFactory(
                contract=contract, participant=person, structure=structure, entered_on=date(2024, 3, 4), ended_on=ended
            )
    hidden = year_of(contract, Cut.of_year(2024)).hidden(THRESHOLD)
    assert {(OF_THE_YEAR, "A"), (AT_THE_END, "A")} & hidden
