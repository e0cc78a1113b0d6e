"""The guichet des clauses in the yearly report: its persons, and its hours by donneur d'ordre."""

from faubourg.contracts.models import Contract
from faubourg.pathways.models import ClauseContract
from faubourg.pathways.queries.clauses import by_buyer, summary
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.tallies import UNKNOWN, Line, Tally
from faubourg.pathways.reporting import ReportTable


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
    lines = tuple(Line(label.capitalize(), count, people) for label, count in sexes)
    persons = Tally(ReportTable.CLAUSES, "personnes", lines, people, besides=tuple(besides))
    worked = tuple(Line(line.label, int(line.hours)) for line in by_buyer(contract, rows, cut.first, cut.last))
    total = sum(line.count for line in worked)
    return persons, Tally(ReportTable.CLAUSE_HOURS, "heures", worked, total)
