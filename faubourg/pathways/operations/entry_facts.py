"""What the report counts « à l'entrée »: worked out at the signature, and again when what it rests on is corrected."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from faubourg.accounts.models import User
from faubourg.pathways.models import Participant, Pathway, Prescription, Residence, RsaPeriod
from faubourg.pathways.operations.tracing import trace
from faubourg.pathways.refusals import refuse

AGE, BRSA, HOME = "age_at_entry", "brsa_at_entry", "residence_at_entry"


def recount(*, participant: Participant, by: User, at: datetime, facts: Iterable[str]) -> list[Pathway]:
    """Work out again these facts of the pathways of a person, and journal each pathway that changes.

    Called by every operation that corrects what they rest on, in its transaction: AGE on the birth date, BRSA on the
    periods of RSA and the prescription, HOME on the homes. Raises Refused: an entry before the birth.
    """
    rows = list(participant.pathways.select_related("contract", "prescription").order_by("pk"))
    if not rows:
        return []
    periods, homes = list(participant.rsa_periods.all()), list(participant.residences.all())
    moved = []
    for row in rows:
        found = facts_at_entry(participant, row.entered_on, row.prescription, periods, homes)
        if found[BRSA] is None and row.brsa_at_entry is False and row.prescription_id is None:
            # A workbook said no, and nothing else tells of that day.
            found[BRSA] = False
        changed = [name for name in facts if getattr(row, name) != found[name]]
        for name in changed:
            setattr(row, name, found[name])
        if changed:
            row.save(update_fields=changed)
            trace(by=by, verb="faits à l’entrée corrigés", contract=row.contract, row=row, at=at, fields=changed,
                  about=participant)  # fmt: skip
            moved.append(row)
    return moved


def facts_at_entry(
    participant: Participant, on: date, prescription: Prescription | None, periods: Iterable[RsaPeriod],
    homes: Iterable[Residence],
) -> dict[str, Any]:  # fmt: skip
    """Age, RSA and home on the day of an entry, from rows saved or not. Raises Refused: an entry before the birth."""
    if participant.birth_date is not None and on < participant.birth_date:
        raise refuse("entry-before-birth")
    return {AGE: participant.age_on(on), BRSA: brsa_on(on, prescription, periods), HOME: home_on(on, homes)}


def brsa_on(on: date, prescription: Prescription | None, periods: Iterable[RsaPeriod]) -> bool | None:
    """Whether the person received the RSA that day: the period that covers it says yes, else the latest that is known.

    A period that ended since the prescription says no; before it, the prescription is the later word. None: unknown.
    """
    rows = list(periods)
    if any(one.covers(on) for one in rows):
        return True
    told = None if prescription is None else prescription.is_brsa
    if told and not any(one.end and prescription.date <= one.end < on for one in rows):
        return True
    return False if rows else told


def home_on(on: date, homes: Iterable[Residence]) -> Residence | None:
    """Where the person lived that day: the last home begun by then; one without a date was there from the first."""
    rows = [one for one in homes if one.since is None or one.since <= on]
    return max(rows, key=lambda one: (one.since or date.min, one.pk or 0), default=None)
