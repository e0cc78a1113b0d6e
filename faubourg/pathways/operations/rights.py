"""What a person asks about their own data, and what is answered."""

from datetime import date, datetime

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.pathways.choices import PersonRight, RightAnswer
from faubourg.pathways.models import Participant, RightsRequest
from faubourg.pathways.operations.tracing import day_of, locked, not_future, trace, writable
from faubourg.pathways.permissions import can_follow, can_lead, require
from faubourg.pathways.refusals import refuse


@transaction.atomic
def receive_request(*, participant: Participant, right: str, on: date, by: User, at: datetime) -> RightsRequest:
    """Note that a person asked something about their data that day; a month runs to answer."""
    require(can_follow(by, participant), "follow")
    person = locked(participant)
    writable(person)
    not_future(on, at)
    row = RightsRequest.objects.create(participant=person, right=PersonRight(right), received_on=on)
    trace(by=by, verb="demande de la personne reçue", contract=person.contract, row=row, at=at, about=person)
    return row


@transaction.atomic
def answer_request(*, request: RightsRequest, answer: str, on: date, by: User, at: datetime) -> RightsRequest:
    """Note what was answered, and when."""
    require(can_lead(by, request.participant.contract), "lead")
    row = locked(request)
    if row.answer:
        raise refuse("answered-already")
    not_future(on, at)
    if on < row.received_on:
        raise refuse("answer-before-request", day=row.received_on)
    row.answer, row.answered_on = RightAnswer(answer), on
    row.save(update_fields=["answer", "answered_on"])
    contract = row.participant.contract
    trace(by=by, verb="demande de la personne répondue", contract=contract, row=row, at=at, about=row.participant)
    return row


@transaction.atomic
def hand_over(*, participant: Participant, by: User, at: datetime) -> RightsRequest:
    """Note that all that is held about a person was made into a file for them: an access asked and given that day."""
    require(can_lead(by, participant.contract), "lead")
    person, today = locked(participant), day_of(at)
    waiting = person.rights_requests.filter(right=PersonRight.ACCESS, answer="").order_by("received_on", "pk").first()
    row = waiting or RightsRequest(participant=person, right=PersonRight.ACCESS, received_on=today)
    row.answer, row.answered_on = RightAnswer.DONE, today
    row.save()
    trace(by=by, verb="données remises à la personne", contract=person.contract, row=row, at=at, about=person)
    return row
