"""The calendar as agendas read it (iCalendar, RFC 5545): all-day events that are as long as their date is vague."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar as ICalendar
from icalendar import Event as IEvent

from faubourg.contracts.models import Contract
from faubourg.core.periods import first_day, last_day
from faubourg.reports.deadlines.events import Event, EventKind

#: What a subscription holds unless it is asked for more: the counts of a year and the actions would fill an agenda.
USUAL_KINDS = frozenset(EventKind.values) - {EventKind.RECURRENCE, EventKind.ACTION}
VAGUE = {len("2024"): "jour et mois non donnés", len("2024-09"): "jour non donné"}


def feed_content(contract: Contract, events: Iterable[Event], *, instance_url: str, at: datetime) -> bytes:
    """The file. Titles, dates and addresses only: nothing of who follows them."""
    found = ICalendar()
    found.add("prodid", "-//Faubourg//Échéances//FR")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", f"{contract.name} : échéances")
    found.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for event in events:
        if first := first_day(event.when):
            found.add_component(_component(contract, event, first, instance_url, at))
    return found.to_ical()


def _component(contract: Contract, event: Event, first: date, instance_url: str, at: datetime) -> IEvent:
    made = IEvent()
    vague = VAGUE.get(len(event.when), "")
    made.add("uid", f"{event.uid}@{contract.key}.faubourg")
    made.add("dtstamp", at)
    made.add("dtstart", first)
    # The end of an all-day event is the day after its last one.
    made.add("dtend", last_day(event.when) + timedelta(days=1))
    made.add("summary", f"{event.title} ({vague})" if vague else event.title)
    made.add("description", " · ".join(filter(None, (event.kind_label, event.detail))))
    made.add("categories", [event.kind_label])
    made.add("url", f"{instance_url}{event.url}")
    made.add("transp", "TRANSPARENT")
    return made
