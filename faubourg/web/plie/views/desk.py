"""The desk, home of the journey: each role its own."""

from django.shortcuts import render
from django.utils import timezone

from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Pathway, Support
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.tracing import protocol_of
from faubourg.pathways.queries.desk import alerts, my_pathways, situations_due
from faubourg.web.plie.desk import lead_facts, lines, own_prescriptions, tell, totals
from faubourg.web.plie.doors import plie_view

SHOWN = 25
#: A référent·e follows 70 to 90 people a year: more rows than that are read on the page of the participants.
READ = 200


@plie_view()
def desk(request, contract):
    """What waits for the person, by their roles."""
    today, roles = timezone.localdate(), request.roles
    shown = {
        "words": "",
        "names": request.GET.get("noms") == "oui",
        "role_names": request.own_frame["switcher"]["subtitle"],
    }
    if AgentRole.COORDINATOR in roles:
        shown["lead"] = lead_facts(contract, on=today)
    if roles & TEAM:
        shown |= _team(request, contract, today)
    if roles & {AgentRole.PRESCRIBER, AgentRole.VALIDATOR}:
        rows = own_prescriptions(request.user, contract)
        waiting = rows.filter(state="a-valider") if AgentRole.PRESCRIBER not in roles else rows
        shown |= {"prescriptions": waiting[:SHOWN], "prescription_count": waiting.count(),
                  "prescribes": AgentRole.PRESCRIBER in roles}  # fmt: skip
    if AgentRole.PSYCHOLOGIST in roles:
        given = Support.objects.for_user(request.user).of(contract).filter(end=None)
        shown["supports"] = given.select_related("pathway__participant").order_by("prescribed_on", "pk")
    if roles & {AgentRole.DEPARTMENT, AgentRole.FSE_CELL}:
        shown["totals"] = totals(contract, on=today)
    shown["is_empty"] = roles <= {AgentRole.CLAUSES, AgentRole.NURSERY}
    return render(request, "plie/desk.html", shown)


def _team(request, contract, today) -> dict:
    rows = my_pathways(request.user, contract)
    count = rows.count()
    some = rows.filter(pk__in=list(rows.order_by().values_list("pk", flat=True)[:READ])) if count > READ else rows
    # The coordinatrice of a large PLIE reads alerts by référent·e, on the page of the participants.
    told = tell(alerts(some, protocol_of(contract), on=today), on=today) if count <= READ else []
    ended = Pathway.objects.for_user(request.user).of(contract).exclude(ended_on=None)
    people = lines(rows.prefetch_related("measures")[:SHOWN], told)
    return {
        "people": people,
        "people_count": count,
        "told": [one for one in told if one.act],
        "incomplete": sum(1 for one in told if not one.act),
        "situations": situations_due(ended.select_related("participant"), on=today)[:SHOWN],
        "is_large": count > READ,
    }
