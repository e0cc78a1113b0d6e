"""The weekly letter: once a person and week, never empty, stopped on demand."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.choices import Role
from faubourg.contracts.models import LastVisit
from faubourg.contracts.tests.factories import ListedOrganisationFactory, MembershipFactory, UserFactory
from faubourg.jobs.registry import registered
from faubourg.journal.operations import record
from faubourg.mailing.choices import State
from faubourg.mailing.models import Message
from faubourg.mailing.operations import send_due
from faubourg.threads.operations import add_comment
from faubourg.web.mywork.digest import week_of, write_digests

MONDAY = datetime(2026, 11, 16, 0, 5, tzinfo=UTC)
LAST_WEEK = datetime(2026, 11, 11, 9, tzinfo=UTC)


@pytest.fixture
def lead_of_old(lead):
    """The lead, whose account is older than the week."""
    get_user_model().objects.update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    return lead


def change(contract, target, *, at=LAST_WEEK, actor=None, **facts):
    return record(actor=actor, verb="ligne modifiée", scope=contract.scope, target=target, at=at, **facts)


@pytest.fixture
def action(contract, lead_of_old):
    found = ActionFactory(contract=contract, key="f1", code="F1", title="Ouvrir un « accueil » <b>")
    change(contract, found, changes={"calendrier": ["", "2027"]})
    return found


def test_it_tells_what_changed_with_links(lead, contract, action, settings):
    settings.INSTANCE_URL = "https://faubourg.exemple.fr"
    assert write_digests(now=MONDAY) == "1\xa0lettre écrite"
    message = Message.objects.get()
    assert (message.recipient, message.job, message.period) == (lead.email, "digest", "2026-W47")
    assert message.subject == "Votre semaine dans le contrat de ville : 1 nouveauté"
    assert "F1 Ouvrir un «\xa0accueil\xa0» <b> : calendrier, par ligne de commande" in message.text
    for body in (message.text, message.html):
        assert "https://faubourg.exemple.fr/contrats/essai/fiches/f1/" in body
        assert "https://faubourg.exemple.fr/mon-travail/" in body
        assert "https://faubourg.exemple.fr/compte/#lettre" in body
        assert "09/11/2026" in body
        assert "15/11/2026" in body
    assert "&lt;b&gt;" in message.html
    assert "2027" not in message.text  # what changed, not the values


def test_it_waits_for_monday_morning_and_leaves_at_once_later(lead, action):
    write_digests(now=MONDAY)
    assert Message.objects.get().due_at == datetime(2026, 11, 16, 6, tzinfo=UTC)  # 7 h in Paris
    assert send_due(now=MONDAY).sent == 0
    Message.objects.all().delete()
    thursday = MONDAY + timedelta(days=3)
    write_digests(now=thursday)
    assert Message.objects.get().due_at == thursday


def test_once_a_week_however_often_the_job_runs(lead, contract, action):
    for day in range(7):
        write_digests(now=MONDAY + timedelta(days=day))
        change(contract, action, at=MONDAY + timedelta(days=day, hours=1), changes={"note": ["", str(day)]})
    assert Message.objects.count() == 1
    write_digests(now=MONDAY + timedelta(days=7))
    assert sorted(Message.objects.values_list("period", flat=True)) == ["2026-W47", "2026-W48"]


def test_who_has_nothing_new_is_left_in_peace(contract, lead_of_old, elected):
    action = ActionFactory(contract=contract)
    change(contract, action, at=LAST_WEEK - timedelta(days=7))
    change(contract, action, actor=lead_of_old)
    change(contract, action, at=MONDAY + timedelta(minutes=1))
    assert write_digests(now=MONDAY + timedelta(hours=1)) == ""
    assert not Message.objects.exists()


def test_what_was_seen_is_not_told_again(lead, contract, action):
    LastVisit.objects.create(contract=contract, user=lead, seen_at=LAST_WEEK + timedelta(hours=1))
    assert write_digests(now=MONDAY) == ""


def test_a_referent_is_told_what_is_theirs_only(contract, lead_of_old, action):
    caf = ListedOrganisationFactory(contract=contract)
    user = UserFactory()
    MembershipFactory(contract=contract, user=user, role=Role.REFERENT, organisation=caf)
    partner = UserFactory()
    MembershipFactory(contract=contract, user=partner, role=Role.PARTNER)
    get_user_model().objects.update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    write_digests(now=MONDAY)
    assert not Message.objects.filter(user=user).exists()
    Message.objects.all().delete()
    ActionRoleFactory(action=action, organisation=caf)
    add_comment(
        target=action.lineage,
        scope=contract.scope,
        text="Votre avis ?",
        mentions=[partner],
        actor=lead_of_old,
        at=LAST_WEEK,
    )
    write_digests(now=MONDAY)
    assert "Ouvrir un" in Message.objects.get(user=user).text
    assert "Votre avis" in Message.objects.get(user=partner).text
    assert "calendrier" not in Message.objects.get(user=partner).text


def test_who_stopped_it_or_left_gets_none(client, lead, contract, action):
    client.force_login(lead)
    page = client.get("/compte/").content.decode()
    assert 'id="lettre"' in page or 'id="h-lettre"' in page or "Lettre du lundi" in page
    answer = client.post("/compte/lettre/", {}, follow=True)
    assert "Vous ne recevrez plus cette lettre." in answer.content.decode()
    assert write_digests(now=MONDAY) == ""
    client.post("/compte/lettre/", {"lettre": "on"})
    lead.memberships.all().delete()
    assert write_digests(now=MONDAY) == ""
    assert client.get("/compte/lettre/").status_code == 405


def test_a_server_that_is_down_loses_nothing(lead, action, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    write_digests(now=MONDAY)
    assert send_due(now=MONDAY + timedelta(days=1)).problem
    assert Message.objects.get().state == State.TO_SEND


def test_the_week_is_the_iso_week_here():
    assert week_of(datetime(2026, 11, 15, 22, 59, tzinfo=UTC))[0] == "2026-W46"
    assert week_of(datetime(2026, 11, 15, 23, 1, tzinfo=UTC))[0] == "2026-W47"
    assert week_of(datetime(2027, 1, 2, 12, tzinfo=UTC))[0] == "2026-W53"


def test_the_clock_of_the_instance_knows_it():
    job = next(job for job in registered() if job.name == "digest")
    assert (job.label, job.every) == ("lettre hebdomadaire", timedelta(days=1))


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_write_one_letter(lead, action):
    barrier, faults = threading.Barrier(2), []

    def run() -> None:
        try:
            barrier.wait(20)
            write_digests(now=MONDAY)
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    clocks = [threading.Thread(target=run) for _ in range(2)]
    for clock in clocks:
        clock.start()
    for clock in clocks:
        clock.join(60)
    assert not faults
    assert Message.objects.filter(job="digest", recipient=lead.email).count() == 1
