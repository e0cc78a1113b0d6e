"""Meetings of a pathway: planned, held, cancelled, corrected, and read entirely."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.journal.models import Entry
from faubourg.pathways.choices import Attendance, ExitKind, StepKind, StepState
from faubourg.pathways.models import Meeting, Pathway
from faubourg.pathways.operations import following, leaving, working
from faubourg.pathways.queries.people import anomalies
from faubourg.pathways.tests.factories import PathwayFactory, exit_reason

pytestmark = pytest.mark.django_db


@pytest.fixture
def pathway(cast, contract):
    return PathwayFactory(
        contract=contract, structure=cast["structure"], referent=cast["referent"], entered_on=date(2026, 1, 5)
    )  # fmt: skip


@pytest.fixture
def client(client, cast):
    client.force_login(cast["referent"].user)
    return client


def at(name: str, pathway, *more) -> str:
    return reverse(f"plie:{name}", args=["essai", pathway.participant.number, *more])


def test_the_quick_note_holds_the_meeting_that_was_planned(client, pathway):
    today = timezone.localdate().isoformat()
    client.post(at("file-act", pathway, "rendez-vous"), {"on": today, "attendance": "prevu", "time": "14:30"})
    client.post(at("file-act", pathway, "rendez-vous"), {"on": today, "attendance": "tenu", "note": "Dit."})
    (row,) = Meeting.objects.all()
    assert (row.attendance, f"{row.time:%H:%M}", row.note) == ("tenu", "14:30", "Dit.")


def test_a_meeting_is_cancelled_and_corrected_on_its_page(client, pathway):
    row = Meeting.objects.create(pathway=pathway, on=date(2026, 2, 3), note="Mal dit.")
    address = at("meeting", pathway, row.pk)
    assert address in client.get(at("file", pathway)).content.decode()
    assert "Mal dit." in client.get(address).content.decode()
    client.post(address, {"on": "2026-02-04", "attendance": "annule", "note": "Bien dit."})
    row.refresh_from_db()
    assert (row.on, row.attendance, row.note) == (date(2026, 2, 4), "annule", "Bien dit.")
    assert Entry.objects.filter(verb="rendez-vous modifié").count() == 1


def test_an_exit_cancels_what_was_planned_after_it(cast, pathway):
    who = {"by": cast["coordinator"].user, "at": timezone.now()}
    day = timezone.localdate() + timedelta(days=9)
    following.write_meeting(pathway=pathway, on=day, attendance=Attendance.PLANNED, **who)
    values = {"kind": StepKind.TRAINING, "title": "Permis", "state": StepState.PLANNED, "planned_start": day}
    working.write_step(pathway=pathway, values=values, **who)
    found = leaving.propose_exit(
        pathway=pathway, kind=ExitKind.OTHER, reason=exit_reason(pathway.contract), on=timezone.localdate(), **who
    )
    assert [one.code for one in anomalies(Pathway.objects.get())] == ["step-planned-after-exit"]
    leaving.validate_exit(exit=found, on=timezone.localdate(), **who)
    ended = Pathway.objects.get()
    assert (ended.meetings.get().attendance, ended.steps.get().state) == (Attendance.CANCELLED, StepState.DROPPED)
    assert anomalies(ended) == []


def test_a_meeting_held_after_a_backdated_exit_is_mended(client, pathway):
    row = Meeting.objects.create(pathway=pathway, on=date(2026, 5, 4))
    Pathway.objects.update(ended_on=date(2026, 5, 1))
    assert [one.code for one in anomalies(Pathway.objects.get())] == ["act-after-exit"]
    typed = {"on": "2026-05-04", "attendance": "tenu"}
    assert "de ce jour au plus tard" in client.post(at("meeting", pathway, row.pk), typed).content.decode()
    client.post(at("meeting", pathway, row.pk), typed | {"on": "2026-05-01"})
    assert anomalies(Pathway.objects.get()) == []


def test_every_note_is_read_whole(client, pathway):
    for number in range(10):
        Meeting.objects.create(pathway=pathway, on=date(2026, 2, 1 + number), note=f"Note {number} {'mot ' * 100}fin")
    page = client.get(at("file", pathway)).content.decode()
    assert "Voir les 10 rendez-vous" in page
    assert page.count("fin</div>") == 10
