"""The desk, home of the journey: each role its own."""

from django.shortcuts import render
from django.utils import timezone

from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Exit, Support
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.tracing import protocol_of
from faubourg.pathways.queries.aftermath import situations_due
from faubourg.pathways.queries.desk import alerts, followed_by, keys_of, my_pathways, page_of
from faubourg.pathways.queries.questionnaires import waiting_for
from faubourg.web.plie.desk import exits_named, lead_facts, lines, own_parts, own_prescriptions, tell, totals
from faubourg.web.plie.desk_dispositifs import guichet_part, nursery_part
from faubourg.web.plie.doors import note_names, note_openings, plie_view
from faubourg.web.plie.drawing import Drawing

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
        # The coordinatrice follows everybody: they are counted already.
        shown |= _team(request, contract, today, shown["lead"]["people"] if "lead" in shown else None)
    if roles & {AgentRole.PRESCRIBER, AgentRole.VALIDATOR}:
        rows = own_prescriptions(request.user, contract)
        waiting = rows.filter(state="a-valider") if AgentRole.PRESCRIBER not in roles else rows
        shown |= {"prescriptions": waiting[:SHOWN], "prescription_count": waiting.count(),
                  "prescribes": AgentRole.PRESCRIBER in roles, "parts": own_parts(request.agents)}  # fmt: skip
    if AgentRole.PSYCHOLOGIST in roles:
        given = Support.objects.for_user(request.user).of(contract).filter(end=None)
        shown["supports"] = given.select_related("pathway__participant").order_by("prescribed_on", "pk")
    if roles & {AgentRole.DEPARTMENT, AgentRole.FSE_CELL}:
        shown |= {"totals": totals(contract, on=today), "report_year": today.year - 1}
    if AgentRole.CLAUSES in roles:
        shown["guichet"] = guichet_part(request.user, contract, on=today)
    if AgentRole.NURSERY in roles:
        shown["nursery"] = nursery_part(request.user, contract)
    _note(request, shown)
    shown["drawn"] = _drawn(contract, shown)
    return render(request, "plie/desk.html", shown)


def _note(request, shown: dict) -> None:
    """Write who is named: initials only are no name; a prescriber, a psychologist and a guichet read names at once."""
    paths = [row.pathway for row in shown.get("supports", ())]
    if shown["names"]:
        paths += [line.row for line in shown.get("people", ())]
        paths += [one.pathway for one in shown.get("told", ())]
        paths += [one.exit.pathway for one, _ in shown.get("situations", ())]
        paths += [one.pathway for one in shown.get("lead", {}).get("upcoming", ())]
    named = [row.participant_id for row in (*paths, *shown.get("prescriptions", ()))]
    note_names(request, named)
    acts = [*shown.get("guichet", {}).get("evaluating", ()), *shown.get("guichet", {}).get("late", ())]
    for name in ("waiting", "placed"):
        acts += shown.get("nursery", {}).get(name, ())
    note_openings(request, [one.beneficiary for one in acts])


def _drawn(contract, shown: dict) -> dict:
    drawing = Drawing(contract.key, names=shown["names"], from_desk=True)
    return {
        "loads": drawing.loads(shown.get("lead", {}).get("loads", ())),
        "alerts": drawing.alerts(shown.get("told", ())),
        "situations": drawing.situations(shown.get("situations", ())),
        "people": drawing.people(shown.get("people", ())),
    }


def _team(request, contract, today, count: int | None) -> dict:
    rows, protocol = my_pathways(request.user, contract), protocol_of(contract)
    if count is None:
        count = rows.count()
    # The coordinatrice of a large PLIE reads alerts by référent·e, on the page of the participants.
    is_large = count > READ
    read = page_of(rows, protocol, keys_of(rows, contract, count)[:SHOWN] if is_large else None)
    told = [] if is_large else tell(alerts(read, protocol, on=today), on=today)
    ended = exits_named(Exit.objects.of(contract).filter(followed_by(request.user, contract, "pathway__")))
    people = lines(read[:SHOWN], told)
    return {
        "people": people,
        "people_count": count,
        "told": [one for one in told if one.act],
        "incomplete": sum(1 for one in told if not one.act),
        "situations": [(one, one.is_late(today)) for one in situations_due(ended, on=today, most=SHOWN)],
        "is_large": is_large,
        "fse_pack": protocol.fse_pack,
        "questionnaires": waiting_for(request.user, contract, on=today) if protocol.fse_pack and not is_large else None,
    }
