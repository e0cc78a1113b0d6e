"""Workshops with who is expected and who came; écoutes with their sittings and hours, never a word."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, DecimalField, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import Attendance
from faubourg.pathways.models import Pathway, Support, SupportHour, Workshop, WorkshopMeeting, WorkshopPresence

_CAME = Q(meetings__presences__attendance=Attendance.HELD)


def workshops(contract: Contract) -> QuerySet[Workshop]:
    """The workshops, latest first: `sessions`, `first`, `last`, `enrolled` and `came` (distinct persons)."""
    person = "meetings__presences__pathway__participant"
    rows = Workshop.objects.of(contract).select_related("theme").prefetch_related("facilitators__user")
    counted = rows.annotate(
        sessions=Count("meetings", distinct=True), first=Min("meetings__on"), last=Max("meetings__on"),
        enrolled=Count(person, distinct=True), came=Count(person, filter=_CAME, distinct=True),
    )  # fmt: skip
    return counted.order_by(F("last").desc(nulls_first=True), "-pk")


@dataclass(frozen=True)
class Attendee:
    """A person of a workshop: the presence at each meeting, None where they are not expected; how many they came to."""

    pathway: Pathway
    presences: list[WorkshopPresence | None]
    came: int


def attendees(user, workshop: Workshop, meetings: list[WorkshopMeeting]) -> list[Attendee]:
    """Those whom `user` may know of, by name; two queries."""
    rows = WorkshopPresence.objects.for_user(user).filter(meeting__workshop=workshop)
    found: dict[Pathway, dict[int, WorkshopPresence]] = {}
    for row in rows.select_related("pathway__participant").order_by("pathway__participant__last_name", "pathway_id"):
        found.setdefault(row.pathway, {})[row.meeting_id] = row
    return [
        Attendee(
            pathway, [by_meeting.get(one.pk) for one in meetings],
            sum(one.attendance == Attendance.HELD for one in by_meeting.values()),
        )
        for pathway, by_meeting in found.items()
    ]  # fmt: skip


def supports_seen(user, contract: Contract) -> QuerySet[Support]:
    """The écoutes that the person sees, open ones first: `sittings` and `total` hours of those that were held."""
    held = SupportHour.objects.filter(support=OuterRef("pk"), attendance=Attendance.HELD).order_by().values("support")
    rows = Support.objects.for_user(user).of(contract).annotate(
        sittings=Subquery(held.annotate(n=Count("pk")).values("n")),
        total=Subquery(held.annotate(n=Sum("hours")).values("n"), output_field=DecimalField(max_digits=7)),
    )  # fmt: skip
    joined = rows.select_related("pathway__participant", "pathway__contract", "psychologist__user", "end_reason")
    return joined.order_by(F("end").desc(nulls_first=True), "-prescribed_on", "-pk")


#: Classes of sittings: the least, the most (None: no limit), words. They add up to those of the document (lines 703
#: and 1005: « 1 à 5 », « plus de 18 », « 1 à 11 », « plus de 12 »), and 12, which it leaves out, has its place.
CLASSES = (
    (1, 5, "1 à 5 séances"), (6, 11, "6 à 11 séances"), (12, 18, "12 à 18 séances"), (19, None, "19 séances et plus"),
)  # fmt: skip


def classes_of(supports: QuerySet[Support]) -> list[tuple[str, int, Decimal]]:
    """Écoutes by how many sittings were held: (class, écoutes, hours); one query."""
    found = {words: (0, Decimal(0)) for _, _, words in CLASSES} | {"aucune séance": (0, Decimal(0))}
    for sittings, hours in supports.order_by().values_list("sittings", "total"):
        words = next(
            (words for least, most, words in CLASSES if least <= (sittings or 0) <= (most or sittings or 0)),
            "aucune séance",
        )
        count, total = found[words]
        found[words] = (count + 1, total + (hours or 0))
    return [(words, count, total) for words, (count, total) in found.items()]
