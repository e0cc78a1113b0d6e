"""Permanences of a period: how many, and the distinct persons met there."""

from django.db.models import Count, F, Q, QuerySet, Sum

from faubourg.contracts.models import Contract
from faubourg.pathways.models import DropIn, DropInVisit
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.tallies import PERSONS, Line, Tally
from faubourg.pathways.reporting import ReportTable

HELD = "Permanences tenues"
#: A file merged into another that was met the same day: the other one counts.
_STANDING = Q(participant__merged_into=None)


def dropins(contract: Contract) -> QuerySet[DropIn]:
    """The permanences, latest first, each with `met`, the persons met."""
    files = Count("visits", filter=Q(visits__participant__merged_into=None))
    rows = DropIn.objects.of(contract).select_related("place", "held_by__user")
    return rows.annotate(met=F("others") + files).order_by("-on", "-pk")


def visits(contract: Contract, cut: Cut) -> QuerySet[DropInVisit]:
    """Those with a file who were met within the period; filters keep those whose pathway answers them."""
    rows = DropInVisit.objects.filter(_STANDING, dropin__contract=contract, dropin__on__range=(cut.first, cut.last))
    return (rows if cut.is_whole else rows.filter(cut.pathways("participant__pathways__"))).order_by()


def dropin_table(contract: Contract, cut: Cut) -> Tally:
    """Persons by place, each once a place and once in all. Who has no file is known of no filter: left out of them."""
    held = DropIn.objects.filter(contract=contract, on__range=(cut.first, cut.last)).order_by()
    name, person = "place__label", Count("participant", distinct=True)
    sums = held.values_list(name).annotate(n=Count("pk"), others=Sum("others")).order_by(name)
    found = visits(contract, cut)
    files = dict(found.values_list(f"dropin__{name}").annotate(n=person))
    without = {label: others if cut.is_whole else 0 for label, _, others in sums}
    lines = tuple(Line(label, files.get(label, 0) + others) for label, others in without.items())
    total = found.aggregate(n=person)["n"] + sum(without.values())
    sessions = sum(n for _, n, _ in sums) if cut.is_whole else found.aggregate(n=Count("dropin", distinct=True))["n"]
    besides = (Line(HELD, sessions, measures=PERSONS),)
    alone = len(lines) == 1
    return Tally(ReportTable.DROPINS, "personnes", lines, total, persons=total, besides=besides, adds_up=alone)
