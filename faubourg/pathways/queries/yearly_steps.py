"""Steps, workshops and psychological support of a period: acts and the distinct persons behind them."""

from collections.abc import Callable

from django.db.models import Count, Q, QuerySet, Sum

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import JobClass, Sex, StepKind, TermKind
from faubourg.pathways.queries.cuts import Cut, presences, steps, support_hours, supports
from faubourg.pathways.queries.tallies import Line, Tally, tally_of
from faubourg.pathways.reporting import ReportTable

UNIT = "étapes"


def jobs(contract: Contract, cut: Cut, words: Callable[..., dict]) -> tuple[Tally, Tally, Tally]:
    """The two columns of jobs (lines 216 to 231) and their total; a person may be in both."""
    rows = steps(contract, cut, StepKind.JOB)
    is_exit = ~Q(job_class__in=(JobClass.PATHWAY, ""))
    columns = (
        (ReportTable.PATHWAY_JOBS, rows.filter(job_class=JobClass.PATHWAY), JobClass.PATHWAY),
        (ReportTable.EXIT_JOBS, rows.filter(is_exit), JobClass.POTENTIAL),
    )
    found = [
        tally_of(table, UNIT, _counts(some, "job_row"), words(TermKind.JOB_ROW, group=group), persons=_persons(some))
        for table, some, group in columns
    ]
    classes = dict(rows.values_list("job_class").annotate(n=Count("pk")))
    counts = {"parcours": found[0].total, "sortie": found[1].total, "": classes.get("", 0)}
    labels = {"parcours": "Emplois de parcours", "sortie": "Validés ou à valider en sortie positive"}
    if counts[""]:
        labels[""] = "À classer"
    return *found, tally_of(ReportTable.JOBS, UNIT, counts, labels, persons=_persons(rows))


def by_domain(table: str, contract: Contract, cut: Cut, kind: str, words: dict) -> Tally:
    """Steps by domain; those without one are in the total and stand apart."""
    rows = steps(contract, cut, kind)
    return tally_of(table, UNIT, _counts(rows, "domain"), words, persons=_persons(rows))


def workshops(contract: Contract, cut: Cut) -> Tally:
    """Distinct persons who came to a collective workshop, by theme."""
    rows = presences(contract, cut)
    theme, person = "meeting__workshop__theme__label", Count("pathway__participant", distinct=True)
    lines = tuple(Line(label, count) for label, count in rows.values_list(theme).annotate(n=person).order_by(theme))
    total = rows.aggregate(n=person)["n"]
    return Tally(ReportTable.WORKSHOPS, "personnes", lines, total, persons=total, adds_up=len(lines) == 1)


def support(contract: Contract, cut: Cut) -> Tally:
    """Prescriptions of the listening, persons followed by sex, and hours: dates and numbers only (line 703)."""
    asked = supports(contract, cut).filter(prescribed_on__range=(cut.first, cut.last)).count()
    held = support_hours(contract, cut)
    person = Count("support__pathway__participant", distinct=True)
    sexes = dict(held.values_list("support__pathway__participant__sex").annotate(n=person))
    hours = held.aggregate(n=Sum("hours"))["n"] or 0
    labels = {Sex.FEMALE: "Femmes suivies", Sex.MALE: "Hommes suivis"}
    besides = (Line("Prescriptions", asked), Line("Heures", int(hours)))
    return tally_of(ReportTable.SUPPORT, "personnes", sexes, labels, besides=besides)


def _counts(rows: QuerySet, name: str) -> dict:
    return dict(rows.values_list(name).annotate(n=Count("pk")))


def _persons(rows: QuerySet) -> int:
    return rows.aggregate(n=Count("pathway__participant", distinct=True))["n"]
