"""What the page of a person shows, read through what the reader may see."""

from django.db.models import Prefetch
from django.utils import timezone

from faubourg.pathways.dates import last_day, meeting_due
from faubourg.pathways.models import Exit, FileReading, Participant, Pathway, Prescription, Proof, Step, Watch
from faubourg.pathways.operations.tracing import protocol_of
from faubourg.pathways.permissions import can_follow
from faubourg.pathways.queries.desk import missing_fields
from faubourg.pathways.queries.people import anomalies
from faubourg.web.plie.acts.pathway import ACTS
from faubourg.web.plie.desk import FILLED_BY, field_name
from faubourg.web.plie.frise import frise_of

LATEST = 5


def file_of(user, person: Participant, *, wanted: int | None) -> dict:
    """The person, their pathways, the one shown (`wanted`, else the newest) with its timeline and what is due."""
    pathways = list(pathways_of(user, person))
    shown = {
        "person": person,
        "pathways": pathways,
        "pathway": None,
        "can_write": can_follow(user, person) and person.anonymised_at is None and person.merged_into_id is None,
        "prescriptions": list(_prescriptions(user, person)),
        "homes": person.residences.select_related("commune", "territory").order_by("-since", "-pk"),
        "rsa": person.rsa_periods.order_by("-start", "-pk"),
        "readings": _readings(user, person)[:LATEST],
        "today": timezone.localdate(),
    }
    if pathways:
        chosen = next((row for row in pathways if row.pk == wanted), pathways[0])
        shown |= _pathway(chosen, person) | {"pathway": chosen}
    return shown


def pathways_of(user, person: Participant):
    """The pathways that the reader sees, newest first, with all that their page draws; a query a kind of row."""
    steps = Step.objects.select_related(
        "domain", "means", "contract_type", "rule__row", "rule__contract_type", "job_row"
    )
    rows = Pathway.objects.for_user(user).filter(participant=person)
    return (
        rows.select_related("structure", "referent__user", "contract", "participant", "prescription__prescriber")
        .prefetch_related(
            "measures",
            "meetings",
            "objectives",
            "obstacles__kind",
            "supports",
            Prefetch("steps", steps),
            Prefetch("watches", Watch.objects.select_related("reason", "closing_reason")),
            Prefetch("exits", Exit.objects.select_related("reason", "category", "proof")),
            Prefetch("proofs", Proof.objects.select_related("kind", "by")),
        )
        .order_by("-entered_on", "-pk")
    )


def _pathway(row: Pathway, person: Participant) -> dict:
    today, protocol = timezone.localdate(), protocol_of(row.contract)
    measures, meetings = list(row.measures.all()), list(row.meetings.all())
    held = [one.on for one in meetings if one.attendance == "tenu"]
    watch = next((one for one in row.watches.all() if one.end is None), None)
    due = meeting_due(row.entered_on, held, protocol) if row.is_open and watch is None else None
    # The fields of the trame are asked of the person who was read, with what is read beside.
    row.participant = person
    missing = missing_fields(row, protocol) if row.is_open else []
    hidden = {"reprise"} if watch is None else {"veille"}
    return {
        "frise": frise_of(row, today=today),
        "measure": measures[-1] if measures else None,
        "most": protocol.maximum_months // protocol.measure_months,
        "longest": last_day(row.entered_on, protocol.maximum_months),
        "held": len(held),
        "due": due,
        "is_late": due is not None and due < today,
        "watch": watch,
        "exit": next((one for one in row.exits.all() if one.state in ("proposee", "validee")), None),
        "missing": [(field_name(name), FILLED_BY.get(name, "")) for name in missing],
        "oddities": anomalies(row),
        "acts": [(key, act) for key, act in ACTS.items() if key not in hidden | {"rendez-vous"}],
    }


def _prescriptions(user, person: Participant):
    rows = Prescription.objects.for_user(user).filter(participant=person)
    return rows.select_related("prescriber", "structure").order_by("-date", "-pk")


def _readings(user, person: Participant):
    rows = FileReading.objects.for_user(user).filter(participant=person)
    return rows.select_related("user").order_by("-at", "-pk")
