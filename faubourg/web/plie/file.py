"""What the page of a person shows, read through what the reader may see."""

from django.db.models import Prefetch
from django.utils import timezone

from faubourg.pathways.choices import ExitState
from faubourg.pathways.dates import last_day, meeting_due
from faubourg.pathways.geocoding import geocoder_host
from faubourg.pathways.models import (
    Exit,
    FileReading,
    Obstacle,
    Participant,
    Pathway,
    Prescription,
    Proof,
    Step,
    Support,
    Watch,
    WorkshopPresence,
)
from faubourg.pathways.models.leaving import STANDING
from faubourg.pathways.operations.tracing import protocol_of
from faubourg.pathways.permissions import can_follow, can_lead, can_read_step
from faubourg.pathways.queries.aftermath import dates_of
from faubourg.pathways.queries.desk import missing_fields
from faubourg.pathways.queries.people import anomalies, file_oddities
from faubourg.pathways.queries.questionnaires import entry_of, exits_of
from faubourg.web.plie.acts.pathway import ACTS
from faubourg.web.plie.desk import FILLED_BY, field_name
from faubourg.web.plie.frise import frise_of, short_name

LATEST = 5
#: What is shown of a home.
_HOME = (
    "participant", "since", "address", "commune__name", "commune_name", "latitude", "qpv", "territory__name",
    "generation", "method", "determined_on",
)  # fmt: skip
#: Acts that a death leaves.
KEPT = frozenset({"piece", "sortie"})
#: Meetings shown at once, and what of a note: the rest opens below (`_meetings.html`).
SHOWN, SHORT = 8, 300


def file_of(user, person: Participant, *, wanted: int | None) -> dict:
    """The person, their pathways, the one shown (`wanted`, else the newest) with its timeline and what is due."""
    pathways, today = list(pathways_of(user, person)), timezone.localdate()
    rsa = list(person.rsa_periods.order_by("-start", "-pk"))
    shown = {
        "person": person,
        "pathways": pathways,
        "pathway": None,
        "can_write": can_follow(user, person) and person.anonymised_at is None and person.merged_into_id is None,
        "prescriptions": list(_prescriptions(user, person)),
        "homes": person.residences.select_related("commune", "territory").only(*_HOME).order_by("-since", "-pk"),
        "geocoder": geocoder_host(),
        "rsa": rsa,
        "is_brsa": any((one.start or today) <= today <= (one.end or today) for one in rsa),
        "readings": _readings(user, person)[:LATEST],
        "today": today,
        "oddities": file_oddities(pathways, rsa),
    }
    for row in pathways:
        # Read already: the fields of the trame are asked of this person, with what was read beside.
        row.participant, row.contract = person, person.contract
    if pathways:
        chosen = next((row for row in pathways if row.pk == wanted), pathways[0])
        longest = last_day(chosen.entered_on, protocol_of(chosen.contract).maximum_months)
        oddities = shown["oddities"] + anomalies(chosen, longest)
        shown |= _pathway(user, chosen, person) | {"pathway": chosen, "oddities": oddities}
        # Asked once of the person: on an ended pathway the coordinatrice corrects the steps.
        shown["writes_steps"] = shown["can_write"] and (chosen.is_open or can_lead(user, chosen.contract))
        # After a death nothing more is planned with the person; the pathway still ends.
        shown["may_follow"] = shown["can_write"] and chosen.is_open and person.died_on is None
    return shown


def pathways_of(user, person: Participant):
    """The pathways that the reader sees, newest first, with all that their page draws; a query a kind of row."""
    steps = Step.objects.select_related(
        "domain", "means", "contract_type", "rule__row", "rule__contract_type", "job_row"
    )
    rows = Pathway.objects.for_user(user).filter(participant=person)
    return (
        rows.select_related("structure", "referent__user", "prescription__prescriber")
        .prefetch_related(
            "measures",
            "meetings",
            "objectives",
            Prefetch("supports", Support.objects.select_related("end_reason").prefetch_related("hours")),
            Prefetch(
                "workshop_presences",
                WorkshopPresence.objects.select_related("meeting__workshop__theme").order_by("meeting__on", "pk"),
            ),
            Prefetch("obstacles", Obstacle.objects.select_related("kind")),
            Prefetch("steps", steps),
            Prefetch("watches", Watch.objects.select_related("reason", "closing_reason")),
            Prefetch("exits", Exit.objects.select_related("reason", "category")),
            Prefetch("proofs", Proof.objects.select_related("kind")),
        )
        .order_by("-entered_on", "-pk")
    )


def _pathway(user, row: Pathway, person: Participant) -> dict:
    today, protocol = timezone.localdate(), protocol_of(row.contract)
    measures, meetings = list(row.measures.all()), list(row.meetings.all())
    held = [one.on for one in meetings if one.attendance == "tenu"]
    is_followed = row.is_open and person.died_on is None
    watch = next((one for one in row.watches.all() if one.end is None), None)
    due = meeting_due(row.entered_on, held, protocol) if is_followed and watch is None else None
    missing = missing_fields(row, protocol) if is_followed else []
    hidden = {"rendez-vous", "reprise" if watch is None else "veille"}
    standing = next((one for one in row.exits.all() if one.state in STANDING), None)
    if standing is not None:
        hidden.add("sortie")
    return {
        "steps": [(one, short_name(one, user), can_read_step(user, one)) for one in row.steps.all()],
        "frise": frise_of(row, today=today, reader=user),
        "measure": measures[-1] if measures else None,
        "most": protocol.maximum_months // protocol.measure_months,
        "longest": last_day(row.entered_on, protocol.maximum_months),
        "held": len(held),
        "more_meetings": len(meetings) > SHOWN or any(len(one.note) > SHORT for one in meetings),
        "due": due,
        "is_late": due is not None and due < today,
        "watch": watch,
        "exit": standing,
        "past_exits": [one for one in row.exits.all() if one.state in (ExitState.WITHDRAWN, ExitState.REOPENED)],
        "asked": dates_of(standing) if standing and standing.state == ExitState.VALIDATED else None,
        "fse": _questionnaires(row, standing, today) if protocol.fse_pack else [],
        "missing": [(field_name(name), FILLED_BY.get(name, "")) for name in missing],
        "acts": [(key, act) for key, act in ACTS.items() if key not in hidden and (key in KEPT or not person.died_on)],
    }


def _questionnaires(row: Pathway, exit: Exit | None, today) -> list:
    gone = exits_of(exit, on=today) if exit is not None and exit.state == ExitState.VALIDATED else []
    return [entry_of(row), *gone]


def _prescriptions(user, person: Participant):
    rows = Prescription.objects.for_user(user).filter(participant=person)
    return rows.select_related("prescriber", "structure").order_by("-date", "-pk")


def _readings(user, person: Participant):
    rows = FileReading.objects.for_user(user).filter(participant=person)
    rows = rows.select_related("user").only("at", "page", "user__function", "user__email")
    return rows.order_by("-at", "-pk")
