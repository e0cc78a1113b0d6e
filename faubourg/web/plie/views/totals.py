"""Totals of the clauses for who sees no person: the Département and the FSE cell; small numbers masked."""

from django.shortcuts import render

from faubourg.indicators.masking import MASKED, threshold_of
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import ClauseContract
from faubourg.pathways.queries.clauses import years_of
from faubourg.pathways.queries.tallies import WHOLE
from faubourg.pathways.queries.yearly_clauses import clauses_totals
from faubourg.ui.typography import number, percent
from faubourg.web.plie.doors import plie_view
from faubourg.web.plie.periods import period_of

READERS = frozenset({AgentRole.COORDINATOR, AgentRole.CLAUSES, AgentRole.DEPARTMENT, AgentRole.FSE_CELL})


@plie_view(READERS)
def clauses(request, contract):
    """A year: persons by what they are, hours by donneur d'ordre."""
    rows = ClauseContract.objects.filter(beneficiary__contract=contract)
    period, threshold = period_of(request, years_of(rows)), threshold_of(contract)
    tallies, hidden = clauses_totals(contract, period.year, threshold)
    shown = {
        "period": period,
        "tables": [(tally.title, tally.unit, _lines(tally, hidden)) for tally in tallies],
        "last": threshold - 1,
        "is_empty": not any(tally.total for tally in tallies),
    }
    return render(request, "plie/clauses_totals.html", shown)


def _lines(tally, hidden) -> list[tuple[str, str, str]]:
    """(label, count, share) as this reader may read them."""
    found = []
    for line in (*tally.lines, *tally.besides, tally.line(WHOLE)):
        is_hidden = tally.key(line.label) in hidden
        share = percent(line.count, line.whole) if tally.has_share(line, hidden) else ""
        found.append((line.label, MASKED if is_hidden else number(line.count), share))
    return found
