"""The guichet des clauses in the yearly report: its persons, and its hours by donneur d'ordre."""

from faubourg.contracts.models import Contract
from faubourg.pathways.models import ClauseContract
from faubourg.pathways.queries.clauses import by_buyer, summary
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.hiding import hidden_of, ledger_of
from faubourg.pathways.queries.series import printed_series, published_of
from faubourg.pathways.queries.tallies import UNKNOWN, WHOLE, Line, Tally
from faubourg.pathways.reporting import ReportTable


def clauses_totals(contract: Contract, year: int, threshold: int) -> tuple[tuple[Tally, ...], frozenset]:
    """The same two tables for who sees no person, with the cells to mask: nothing ties them to other tables."""
    found = clauses(contract, Cut.of_year(year))
    public = published_of(found, printed_series(contract), year)
    return found, hidden_of(found, threshold, ledger_of(found, public))


def clauses(contract: Contract, cut: Cut) -> tuple[Tally, ...]:
    """Two tables (lines 792 to 818); none under a filter, which their persons do not all have."""
    if not cut.is_whole:
        return ()
    rows = ClauseContract.objects.filter(beneficiary__contract=contract)
    found = summary(contract, rows, cut.first, cut.last)
    profile, people = found.profile, found.profile.people
    sex = profile.split("Sexe")
    sexes = [*sex.parts, *([(UNKNOWN, sex.unknown)] if sex.unknown else [])]
    besides = [Line(label, profile.split(label).first, people) for label in ("BRSA", "DELD", "RQTH")]
    besides += [
        Line("En QPV", profile.split("QPV").first, people), Line("Suivis par le PLIE", found.followed, people),
        Line("Contrats", profile.acts), Line("Entreprises", found.companies),
    ]  # fmt: skip
    # What nobody said of anybody has no line: unknown is not zero.
    besides = [line for line in besides if line.count is not None]
    lines = tuple(Line(label.capitalize(), count, people) for label, count in sexes)
    persons = Tally(ReportTable.CLAUSES, "personnes", lines, people, besides=tuple(besides))
    worked = tuple(Line(line.label, int(line.hours)) for line in by_buyer(contract, rows, cut.first, cut.last))
    total = sum(line.count for line in worked)
    full_time = Line("Équivalents temps plein", found.work.fte, measures=WHOLE)
    return persons, Tally(ReportTable.CLAUSE_HOURS, "heures", worked, total, besides=(full_time,))
