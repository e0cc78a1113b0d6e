"""What pages show of the outbox."""

from django.db.models import Count

from faubourg.mailing.choices import State
from faubourg.mailing.models import Message, MessageQuerySet


def latest(*, state: str = "", job: str = "") -> MessageQuerySet:
    """Messages, the newest first, without their texts; one query."""
    found = Message.objects.select_related("user").defer("text", "html")
    if state:
        found = found.filter(state=state)
    return found.filter(job=job) if job else found


def count_by_state() -> dict[str, int]:
    """How many messages stand in each state, 0 included; one query."""
    counted = dict(Message.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state: counted.get(state, 0) for state in State.values}
