"""Workshops from the plan to who came; écoutes in dates and hours, seen by whom they are entrusted to."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from faubourg.pathways.choices import AgentRole, Attendance, TermKind
from faubourg.pathways.models import Participant, Support, SupportHour, WorkshopPresence
from faubourg.pathways.operations import collective, workshops
from faubourg.pathways.queries.collective import attendees, classes_of, supports_seen
from faubourg.pathways.queries.collective import workshops as counted
from faubourg.pathways.tests.factories import AgentFactory, StructureFactory

pytestmark = pytest.mark.django_db
PAST, COMING, LATER = date(2025, 12, 1), date(2026, 1, 12), date(2026, 1, 26)


@pytest.fixture
def elsewhere(plie):
    """A référent·e of another structure."""
    structure = StructureFactory(contract=plie.contract)
    return AgentFactory(contract=plie.contract, role=AgentRole.REFERENT, structure=structure)


def planned(plie, *days, **more):
    theme = plie.terms[TermKind.WORKSHOP]
    return collective.plan_workshop(contract=plie.contract, theme=theme, days=days, **more, **plie.by())


def test_a_person_is_expected_at_the_meetings_to_come_and_counts_once(plie):
    row = planned(plie, PAST, COMING, hours=Decimal("1.5"), min_meetings=3)
    one, other = plie.pathway(), plie.pathway()
    assert workshops.enrol_in_workshop(workshop=row, pathways=[one, other], **plie.by()) == 2
    assert workshops.enrol_in_workshop(workshop=row, pathways=[one], **plie.by()) == 0
    workshops.write_workshop_meeting(workshop=row, on=LATER, **plie.by())
    first, second, third = row.meetings.order_by("on")
    assert [meeting.presences.count() for meeting in (first, second, third)] == [0, 2, 2]
    workshops.write_workshop_meeting(workshop=row, meeting=second, on=PAST, hours=Decimal(2), **plie.by())
    second.refresh_from_db()
    collective.mark_attendance(meeting=second, attendance={one: Attendance.HELD, other: Attendance.ABSENT}, **plie.by())
    found = counted(plie.contract).get()
    assert (found.sessions, found.enrolled, found.came, found.last) == (3, 2, 1, LATER)
    assert {who.pathway: who.came for who in attendees(plie.lead, row, [second, third])} == {one: 1, other: 0}
    workshops.withdraw_from_workshop(workshop=row, pathway=other, **plie.by())
    assert counted(plie.contract).get().enrolled == 1


def test_who_runs_a_workshop_knows_who_is_expected_and_opens_no_file(plie, elsewhere):
    row = planned(plie, PAST)
    pathway = plie.pathway()
    workshops.enrol_in_workshop(workshop=row, pathways=[pathway], **plie.by())
    user = elsewhere.user
    assert WorkshopPresence.objects.for_user(user).count() == 0
    with pytest.raises(PermissionDenied):
        collective.mark_attendance(meeting=row.meetings.get(), attendance={pathway: "tenu"}, **plie.by(by=user))
    workshops.change_workshop(workshop=row, values={"facilitators": [elsewhere, plie.referent]}, **plie.by())
    assert WorkshopPresence.objects.for_user(user).count() == 1
    assert not Participant.objects.for_user(user).exists()
    collective.mark_attendance(meeting=row.meetings.get(), attendance={pathway: "tenu"}, **plie.by(by=user))
    assert WorkshopPresence.objects.get().attendance == Attendance.HELD
    with pytest.raises(PermissionDenied):
        workshops.enrol_in_workshop(workshop=row, pathways=[plie.pathway()], **plie.by(by=user))


def test_an_ecoute_goes_from_one_psychologist_to_another(plie):
    first, second = (AgentFactory(contract=plie.contract, role=AgentRole.PSYCHOLOGIST) for _ in range(2))
    row = collective.prescribe_support(pathway=plie.pathway(), on=date(2025, 3, 3), **plie.by())
    collective.entrust_support(support=row, psychologist=first, **plie.by())
    for day in range(4, 9):
        sitting = {"on": date(2025, 3, day), "hours": Decimal("1.5")}
        collective.add_support_hours(support=Support.objects.get(), **sitting, **plie.by(by=first.user))
    absent = collective.add_support_hours(
        support=row, on=date(2025, 3, 20), hours=1, attendance=Attendance.ABSENT, **plie.by()
    )
    seen = supports_seen(first.user, plie.contract).get()
    assert (seen.sittings, seen.total, seen.start) == (5, Decimal("7.5"), date(2025, 3, 4))
    assert classes_of(supports_seen(plie.lead, plie.contract))[0] == ("1 à 5 séances", 1, Decimal("7.5"))
    collective.entrust_support(support=row, psychologist=second, **plie.by())
    assert not supports_seen(first.user, plie.contract).exists()
    assert not SupportHour.objects.for_user(first.user).exists()
    with pytest.raises(PermissionDenied):
        collective.end_support(support=Support.objects.get(), on=LATER, **plie.by(by=first.user))
    collective.remove_support_hour(hour=absent, **plie.by(by=second.user))
    reason = plie.terms[TermKind.SUPPORT_END]
    collective.end_support(support=row, on=date(2025, 4, 1), reason=reason, **plie.by(by=second.user))
    assert Support.objects.get().end_reason == reason
    # The référent reads dates and hours; nothing here has a word.
    assert supports_seen(plie.referent.user, plie.contract).get().total == Decimal("7.5")
    texts = [
        field
        for model in (Support, SupportHour)
        for field in model._meta.fields
        if field.get_internal_type() == "TextField"
    ]
    assert texts == []
