"""Figures that stand together: what is masked of one page is not found again from it, nor from another."""

from dataclasses import replace
from datetime import date

import pytest

from faubourg.pathways.choices import ExitKind, ExitState, Sex
from faubourg.pathways.models import Exit, PublishedValue
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.hiding import add_past, hidden_of, ledger_of
from faubourg.pathways.queries.tallies import WHOLE, Line, Tally
from faubourg.pathways.queries.yearly import IN_SIAE, TO_JOBS, TO_TRAINING, year_of
from faubourg.pathways.queries.yearly_ties import AT_THE_END, GROUP, OF_THE_YEAR
from faubourg.pathways.reporting import ReportTable
from faubourg.pathways.tests.factories import ParticipantFactory, PathwayFactory

pytestmark = pytest.mark.django_db
OTHER = str(ExitKind.OTHER.label)


def exits_of(siae=0, **counts):
    """A table of positive exits; `formation` is the only one towards a training."""
    lines = tuple(Line(label, count) for label, count in counts.items())
    total = sum(counts.values())
    training = counts.get("formation", 0)
    besides = (Line(TO_JOBS, total - training, total), Line(IN_SIAE, siae, total), Line(TO_TRAINING, training, total))
    sums = (
        (WHOLE, (TO_JOBS, TO_TRAINING)), (TO_JOBS, tuple(label for label in counts if label != "formation")),
        (TO_TRAINING, ("formation",)), (TO_JOBS, (IN_SIAE,)), (IN_SIAE, ("cddi",)),
    )  # fmt: skip
    return Tally(ReportTable.POSITIVE_EXITS, "sorties", lines, total, besides=besides, sums=sums)


def masked(*tallies, public=()):
    found = hidden_of(tallies, 5, ledger_of(tallies, public))
    return {label for _, label in found}


def test_towards_a_training_says_as_much_as_its_only_line():
    found = masked(exits_of(siae=10, cdi=20, cddi=12, formation=3))
    assert {"formation", TO_TRAINING} <= found
    # 35 less « vers l’emploi » 32 would be 3.
    assert TO_JOBS in found or WHOLE in found


def test_the_jobs_in_a_siae_tell_the_cddi():
    # Of 8 that are neither CDI, CDD nor training, 6 in a SIAE are the 6 CDDI: the two others are 1 and 1.
    found = masked(exits_of(siae=6, cdi=20, cdd=9, cddi=6, aide=1, creation=1, formation=6))
    assert {"aide", "creation"} <= found
    assert not {"cdi", "cdd"} <= found or IN_SIAE in found


def test_who_is_not_in_a_part_is_masked_too():
    besides = (Line("BRSA", 38, 40), Line("RQTH", 12, 40), Line("Contrats", 44))
    table = Tally("clauses", "personnes", (Line("Femmes", 20), Line("Hommes", 20)), 40, besides=besides)
    assert masked(table) == {"BRSA"}
    line = table.besides[0]
    assert not table.has_share(line, {("clauses", "BRSA")})
    assert not table.has_share(line, {("clauses", WHOLE)})
    assert table.has_share(line, set())


def test_what_a_document_publishes_is_not_masked_and_does_not_tell_the_rest():
    lines = (Line("CCAS", 3), Line("Mission locale", 2), Line("France Travail", 30), Line("Département", 40))
    table = Tally("prescriptions", "prescriptions", lines, 75)
    assert masked(table, public={table.key("CCAS")}) == {"Mission locale", "France Travail"}
    whole = {table.key(label) for label in ("CCAS", "Mission locale")}
    assert masked(table, public=whole) == set()


def test_what_is_counted_since_the_beginning_does_not_tell_a_year():
    def until(**counts):
        lines = tuple(Line(label, count) for label, count in counts.items())
        return Tally("garde", "demandes", lines, sum(counts.values()), grows=frozenset({*counts, WHOLE}))

    pages = [until(ccas=9, caf=20, ml=30), until(ccas=12, caf=27, ml=30), until(ccas=12, caf=35, ml=36)]
    shown = []
    for rank, page in enumerate(pages):
        table = replace(page, earlier=tuple((2021 + one, pages[one]) for one in range(rank)))
        ledger = ledger_of([table])
        add_past(ledger, table, {}, 5)
        hidden = {cell[1] for cell in hidden_of([table], 5, ledger) if cell[0] == table.code}
        shown.append({line.label for line in table.lines} - hidden)
    assert shown[0] == {"ccas", "caf", "ml"}
    # 12 less 9 is 3 in 2022: masked, and another line so that the total does not tell it; in 2023 too.
    assert "ccas" not in shown[1] | shown[2]
    assert len(shown[1]) < 2


@pytest.fixture
def followed(plie):
    """People who entered in 2023, of whom `left` went out in 2024."""

    def follow(count, *, left=0):
        for rank in range(count):
            person = ParticipantFactory(contract=plie.contract, sex=Sex.FEMALE if rank % 2 else Sex.MALE)
            end = date(2024, 9, 1) if rank < left else None
            pathway = PathwayFactory(
                contract=plie.contract, participant=person, structure=plie.structure, entered_on=date(2023, 3, 4),
                ended_on=end,
            )  # fmt: skip
            if end:
                Exit.objects.create(
                    pathway=pathway, kind=ExitKind.OTHER, on=end, state=ExitState.VALIDATED, validated_on=end,
                    proposed_by=plie.lead,
                )  # fmt: skip

    return follow


def test_who_left_is_not_told_by_who_is_still_there(plie, followed):
    followed(30, left=2)
    hidden = year_of(plie.contract, Cut.of_year(2024)).hidden(5)
    assert (ReportTable.EXITS, OTHER) in hidden
    assert (AT_THE_END, plie.structure.name) in hidden
    assert (AT_THE_END, WHOLE) in hidden
    assert (GROUP, WHOLE) not in hidden
    # Everybody of 2023 is there in 2024.
    before = year_of(plie.contract, Cut.of_year(2023)).hidden(5)
    assert not {(AT_THE_END, WHOLE), (OF_THE_YEAR, plie.structure.name)} & before


def test_who_left_is_not_told_by_the_year_after(plie, followed):
    followed(30, left=2)
    for _ in range(12):
        person = ParticipantFactory(contract=plie.contract)
        PathwayFactory(
            contract=plie.contract, participant=person, structure=plie.structure, entered_on=date(2025, 3, 4)
        )
    year = year_of(plie.contract, Cut.of_year(2025))
    assert (year.before, year.tallies[ReportTable.SEX].total) == (30, 40)
    # 30 in 2024 and 12 entries make 42, and 40 are there.
    assert {(ReportTable.ENTRIES, "Entrées"), (GROUP, WHOLE)} & year.hidden(5)


def test_our_number_is_public_where_the_document_prints_the_same(plie, followed):
    followed(30, left=2)
    cells = {OTHER: "2", WHOLE: "3"}
    for label, value in cells.items():
        PublishedValue.objects.create(
            contract=plie.contract, report_table=ReportTable.EXITS, year=2024, label=label, value=value, page="p. 9"
        )
    year = year_of(plie.contract, Cut.of_year(2024))
    assert year.public == {(ReportTable.EXITS, OTHER)}
    assert (ReportTable.EXITS, OTHER) not in year.hidden(5)
