"""Childcare and the dispositifs with stages in the yearly report: one table for each, counted on the records."""

from dataclasses import replace
from datetime import date

from faubourg.contracts.models import Contract
from faubourg.pathways.models import Enrolment, Programme
from faubourg.pathways.queries.childcare import Counts, by_carrier, counts_of
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.schemes import OptionLine, StageLine, funnels, usage
from faubourg.pathways.queries.tallies import WHOLE, Line, Tally
from faubourg.pathways.reporting import ReportTable

RECEIVED, ENDED = "Enfants accueillis", "Passages terminés"
REASON = "motif"
OF_THE_YEAR, OF_THE_PERIOD = "demandes de l’année", "demandes de la période"


def childcare_tables(contract: Contract, cut: Cut) -> tuple[Tally, ...]:
    """Each dispositif of childcare since it began (lines 584 to 664), and its demands of the year; one query."""
    if not cut.is_whole:
        return ()
    words = OF_THE_YEAR if cut.is_year else OF_THE_PERIOD
    found = []
    for name, rows in by_carrier(contract, cut.last).items():
        table = _childcare(name, rows, cut.first, words)
        years = sorted({row.date.year for row in rows if row.date < cut.first})
        found.append(replace(table, earlier=tuple((year, _until(name, rows, year)) for year in years)))
    return tuple(found)


def _until(name: str, rows: list, year: int) -> Tally:
    """The table on the page of a year before."""
    return _childcare(name, [row for row in rows if row.date.year <= year], date(year, 1, 1), OF_THE_YEAR)


def _childcare(name: str, rows: list, first: date, words: str) -> Tally:
    found = counts_of(rows)
    lines = tuple(Line(label, n) for label, n in found.by_prescriber)
    of_the_period = _received(counts_of([row for row in rows if row.date >= first]), f", {words}")
    # Who came before the period is what the others leave.
    sums = [(WHOLE, (words.capitalize(),)), (WHOLE, tuple(f"{REASON} : {label}" for label, _ in found.by_reason))]
    sums += [(line.label.removesuffix(f", {words}"), (line.label,)) for line in of_the_period[1:] if not line.measures]
    besides = _besides(found)
    grows = frozenset({WHOLE, *(line.label for line in (*lines, *besides) if not line.measures)})
    return Tally(
        ReportTable.CHILDCARE, "demandes", lines, found.requests, besides=(*besides, *of_the_period), name=name,
        sums=tuple(sums), grows=grows,
    )  # fmt: skip


def _besides(found: Counts) -> list[Line]:
    besides = [*_received(found, "")]
    for title, counts in ((REASON, found.by_reason), ("à la fin", found.by_exit), ("sans place", found.by_refusal),
                          ("quartier", found.by_place)):  # fmt: skip
        besides += [Line(f"{title} : {label}", n) for label, n in counts]
    return besides


def _received(found: Counts, suffix: str) -> list[Line]:
    children = f"{RECEIVED}{suffix}"
    lines = [Line(suffix.removeprefix(", ").capitalize(), found.requests)] if suffix else []
    lines += [
        Line(children, found.children),
        Line(f"Parents isolés{suffix}", found.single),
        Line(f"Parents de moins de 26 ans{suffix}", found.young),
    ]
    if found.months is not None:
        lines.append(Line(f"Mois d’accueil{suffix}", found.months, measures=children))
    if found.mean is not None:
        lines.append(Line(f"Mois par enfant{suffix}", found.mean, measures=children))
    return lines


def scheme_tables(contract: Contract, cut: Cut) -> tuple[Tally, ...]:
    """Each dispositif with its stages (lines 428 to 441, 962 to 1024) and what it lends; seven queries."""
    if not cut.is_whole:
        return ()
    rows = Enrolment.objects.filter(beneficiary__contract=contract)
    programmes = list(Programme.objects.of(contract).order_by("name", "pk"))
    by_stage = funnels(programmes, rows, cut.first, cut.last)
    by_option = usage(programmes, rows, cut.first, cut.last)
    found = []
    for row in programmes:
        stages = by_stage[row.pk]
        besides = [line for stage in stages for line in _details(stage)]
        besides.append(Line(ENDED, sum(stage.stopped for stage in stages)))
        besides += [line for one in by_option[row.pk] for line in _option(one)]
        lines = tuple(Line(stage.label, stage.profile.people) for stage in stages)
        total = stages[0].profile.people if stages else 0
        found.append(Tally(ReportTable.FUNNELS, "personnes", lines, total, besides=tuple(besides), adds_up=False,
                           name=row.name))  # fmt: skip
    return tuple(found)


def _details(stage: StageLine) -> list[Line]:
    """Women and men, QPV and BRSA where they are known of somebody, and who stopped there."""
    sexes = dict(stage.profile.split("Sexe").parts)
    parts = [(name, sexes[name]) for name in ("femmes", "hommes")]
    parts += [(word, count) for word, label in (("en QPV", "QPV"), ("BRSA", "BRSA"))
              if (count := stage.profile.split(label).first) is not None]  # fmt: skip
    parts.append(("terminés là", stage.stopped))
    return [Line(f"{stage.label}, {name}", count, of=stage.label, part=name) for name, count in parts]


def _option(one: OptionLine) -> list[Line]:
    found = [Line(one.label, one.profile.people)]
    found += [Line(f"{one.label}, {name}", count, of=one.label, part=name)
              for name, count in one.profile.split("Sexe").parts]  # fmt: skip
    if one.units is not None:
        found.append(Line(f"{one.label}, parc", one.units, measures=one.label))
        found.append(Line(f"{one.label}, jours d’usage", one.days, one.available, measures=one.label))
    return found
