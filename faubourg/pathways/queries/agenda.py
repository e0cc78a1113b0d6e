"""What waits for the cellule de suivi."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import CaseKind, ExitState, PrescriptionState
from faubourg.pathways.models import Case, Exit, Measure, Pathway, Prescription, Protocol, Watch


def pending_cases(contract: Contract, *, on: date) -> list[Case]:
    """The cases, not saved, that a session of that day should examine: entries, renewals, veilles, exits.

    A renewal is due when the last measure ends within the alert of the protocol and no exit is proposed; a veille when
    its return is due or it lasts. Four queries, whatever the number of people.
    """
    protocol = Protocol.objects.filter(contract=contract).first() or Protocol(contract=contract)
    people = Pathway.objects.of(contract).open()
    entries = Prescription.objects.of(contract).filter(state=PrescriptionState.TO_ADMIT)
    leaving = Exit.objects.filter(pathway=OuterRef("pk"), state=ExitState.PROPOSED)
    later = Measure.objects.filter(pathway=OuterRef("pk"), end__gt=on + timedelta(days=protocol.alert_days))
    renewals = people.filter(~Exists(leaving), ~Exists(later))
    due = Q(back_on__lte=on) | Q(start__lte=on - timedelta(days=protocol.watch_days))
    watches = Watch.objects.filter(due, pathway__in=people, end=None).select_related("pathway")
    exits = Exit.objects.filter(pathway__in=people, state=ExitState.PROPOSED).select_related("pathway")
    return [
        *(_case(CaseKind.ENTRY, row.participant_id, prescription=row) for row in entries.order_by("date", "pk")),
        *(_case(CaseKind.RENEWAL, row.participant_id, pathway=row) for row in renewals.order_by("entered_on", "pk")),
        *(
            _case(CaseKind.WATCH, row.pathway.participant_id, pathway=row.pathway, watch=row)
            for row in watches.order_by("start", "pk")
        ),
        *(
            _case(CaseKind.EXIT, row.pathway.participant_id, pathway=row.pathway, exit=row)
            for row in exits.order_by("on", "pk")
        ),
    ]


def _case(kind: str, participant_id: int, **about) -> Case:
    return Case(kind=kind, participant_id=participant_id, **about)
