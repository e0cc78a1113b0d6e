"""Steps, workshops and psychological support of a period: acts and the distinct persons behind them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import JobClass, Sex, StepKind, TermKind
from faubourg.pathways.queries.cuts import Cut, presences, steps, support_hours, supports
from faubourg.pathways.queries.tallies import Line, Tally, tally_of
from faubourg.pathways.reporting import ReportTable

UNIT = "étapes"


@dataclass(frozen=True)
class Counted:
    """The steps of a period: acts by kind, class, row and domain; distinct persons by kind and column."""

    acts: Mapping[tuple[str, str, int | None, int | None], int]
    persons: Mapping[str, int]

    def by(self, place: int, kind: str, kept: Callable[[str], bool] = bool) -> dict:
        """Acts of a kind by one of the four columns; `kept` chooses among the classes of jobs."""
        found: dict = {}
        for key, count in self.acts.items():
            if key[0] == kind and (kind != StepKind.JOB or kept(key[1])):
                found[key[place]] = found.get(key[place], 0) + count
        return found


def counted(contract: Contract, cut: Cut) -> Counted:
    """All the steps of a period, read through once for the acts and once for the persons; two queries."""
    rows = steps(contract, cut, *StepKind.values)
    acts = rows.values_list("kind", "job_class", "job_row", "domain").annotate(n=Count("pk"))
    of_job = Q(kind=StepKind.JOB)
    asked = {kind: Q(kind=kind) for kind in StepKind.values} | {
        ReportTable.PATHWAY_JOBS: of_job & Q(job_class=JobClass.PATHWAY),
        ReportTable.EXIT_JOBS: of_job & ~Q(job_class__in=(JobClass.PATHWAY, "")),
    }
    persons = {
        f"n{rank}": Count("pathway__participant", distinct=True, filter=found)
        for rank, found in enumerate(asked.values())
    }
    found = rows.aggregate(**persons)
    return Counted(
        {tuple(key): count for *key, count in acts}, {name: found[f"n{rank}"] for rank, name in enumerate(asked)}
    )


def jobs(found: Counted, words: Callable[..., dict]) -> tuple[Tally, Tally, Tally]:
    """The two columns of jobs (lines 216 to 231) and their total; a person may be in both."""
    columns = (
        (ReportTable.PATHWAY_JOBS, lambda held: held == JobClass.PATHWAY, JobClass.PATHWAY),
        (ReportTable.EXIT_JOBS, lambda held: held not in (JobClass.PATHWAY, ""), JobClass.POTENTIAL),
    )
    made = [
        tally_of(
            table, UNIT, found.by(2, StepKind.JOB, kept), words(TermKind.JOB_ROW, group=group),
            persons=found.persons[table],
        )
        for table, kept, group in columns
    ]  # fmt: skip
    unclassed = sum(found.by(1, StepKind.JOB, lambda held: held == "").values())
    counts = {"parcours": made[0].total, "sortie": made[1].total, "": unclassed}
    labels = {"parcours": "Emplois de parcours", "sortie": "Validés ou à valider en sortie positive"}
    if unclassed:
        labels[""] = "À classer"
    return *made, tally_of(ReportTable.JOBS, UNIT, counts, labels, persons=found.persons[StepKind.JOB])


def by_domain(table: str, found: Counted, kind: str, words: dict) -> Tally:
    """Steps by domain; those without one are in the total and stand apart."""
    return tally_of(table, UNIT, found.by(3, kind), words, persons=found.persons[kind])


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
