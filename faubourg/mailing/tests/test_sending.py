"""What leaves the outbox, through a real mail server of this machine."""

import re
import threading
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from faubourg.mailing.choices import State
from faubourg.mailing.delivery import SILENT
from faubourg.mailing.models import Message
from faubourg.mailing.operations import DELAYS, INTERRUPTED_AFTER, NO_SERVER, retry, send_due
from faubourg.mailing.tests.conftest import NOW

pytestmark = pytest.mark.django_db


def nbsp_after_numbers(text: str) -> str:
    return re.sub(r"(?<=\d) ", "\u00a0", text)


def states() -> dict[str, str]:
    return dict(Message.objects.values_list("recipient", "state"))


def test_a_message_arrives_in_plain_text_and_html(write, mail_server, settings):
    settings.DEFAULT_FROM_EMAIL = "Faubourg <faubourg@exemple.fr>"
    message = write("chef@exemple.fr")
    done = send_due(now=NOW)
    assert (done.sent, done.waiting, str(done)) == (1, 0, nbsp_after_numbers("1 message envoyé"))
    mail = mail_server.received[0]
    assert (mail["To"], mail["From"]) == ("chef@exemple.fr", "Faubourg <faubourg@exemple.fr>")
    assert mail["Subject"] == message.subject
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@exemple.fr>")
    assert mail.get_body(["plain"]).get_content().split() == message.text.split()
    assert mail.get_body(["html"]).get_content().split() == message.html.split()
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.attempts) == (State.SENT, NOW, 1)


LINK = "https://instance.fr/invitation/jeton?a=1&b=2"


def test_a_personal_link_arrives_and_is_forgotten_here(write, mail_server, settings):
    settings.DEMO = False
    message = write("chef@exemple.fr", action_url=LINK, action_label="Répondre", is_personal=True)
    send_due(now=NOW)
    mail = mail_server.received[0]
    assert LINK in mail.get_body(["plain"]).get_content()
    message.refresh_from_db()
    kept = message.text + message.html + message.personal_link
    assert "jeton" not in kept and "effacé après l’envoi" in message.text and "Répondre" in message.html


def test_a_personal_link_waits_with_its_message(write, mail_server):
    mail_server.answers = {"chef@exemple.fr": "450 later"}
    message = write("chef@exemple.fr", action_url=LINK, is_personal=True)
    send_due(now=NOW)
    message.refresh_from_db()
    assert message.state == State.FAILED and LINK in message.text


@pytest.mark.parametrize(("is_personal", "demo"), [(False, False), (True, True)])
def test_other_links_stay_and_so_do_those_of_the_demo(write, mail_server, settings, is_personal, demo):
    settings.DEMO = demo
    message = write("chef@exemple.fr", action_url=LINK, is_personal=is_personal)
    send_due(now=NOW)
    message.refresh_from_db()
    assert message.state == State.SENT and LINK in message.text


def test_what_is_sent_is_not_sent_again(write, mail_server):
    write("chef@exemple.fr")
    send_due(now=NOW)
    assert send_due(now=NOW + timedelta(days=30)).sent == 0
    write("chef@exemple.fr")
    send_due(now=NOW + timedelta(days=30))
    assert mail_server.recipients == ["chef@exemple.fr"]


def test_nothing_leaves_before_its_time_nor_above_the_limit(write, mail_server):
    for number in range(3):
        write(f"p{number}@exemple.fr")
    assert send_due(now=NOW - timedelta(seconds=1)).waiting == 3
    assert send_due(now=NOW, limit=2).sent == 2
    assert len(mail_server.received) == 2


def test_an_address_that_fails_does_not_stop_the_others(write, mail_server):
    mail_server.answers = {
        "b@exemple.fr": "550 5.1.1 b@exemple.fr unknown",
        "c@exemple.fr": "450 4.2.0 b@exemple.fr later",
    }
    mail_server.cut = {"d@exemple.fr"}
    for letter in "abcde":
        write(f"{letter}@exemple.fr")
    done = send_due(now=NOW)
    assert mail_server.recipients == ["a@exemple.fr", "e@exemple.fr"]
    assert states() == {
        "a@exemple.fr": State.SENT,
        "b@exemple.fr": State.ABANDONED,
        "c@exemple.fr": State.FAILED,
        "d@exemple.fr": State.FAILED,
        "e@exemple.fr": State.SENT,
    }
    assert str(done) == nbsp_after_numbers("2 messages envoyés, 2 échecs, 1 abandonné, 2 en attente")
    errors = dict(Message.objects.values_list("recipient", "error"))
    assert errors["b@exemple.fr"] == "Le serveur de messagerie refuse cette adresse (réponse 550)."
    assert errors["d@exemple.fr"] == "La liaison avec le serveur s’est coupée pendant l’envoi."


def test_a_message_is_tried_five_times_further_and_further_apart(write, mail_server):
    mail_server.answers = {"a@exemple.fr": "450 later"}
    message = write("a@exemple.fr")
    now = NOW
    for delay in DELAYS:
        assert send_due(now=now).failed == 1
        message.refresh_from_db()
        assert (message.state, message.due_at) == (State.FAILED, now + delay)
        assert send_due(now=now + delay - timedelta(seconds=1)).failed == 0
        now += delay
    assert send_due(now=now).abandoned == 1
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.ABANDONED, 5)
    mail_server.answers = {}
    retry(message=message, at=now)
    assert send_due(now=now).sent == 1


def test_a_message_that_is_mended_in_time_leaves(write, mail_server):
    mail_server.answers = {"a@exemple.fr": "450 later"}
    message = write("a@exemple.fr")
    send_due(now=NOW)
    mail_server.answers = {}
    send_due(now=NOW + DELAYS[0])
    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == (State.SENT, 2, "")


def test_while_the_server_is_down_messages_wait_without_losing_an_attempt(write, mail_server, mail_port):
    mail_server.stop()
    for letter in "ab":
        write(f"{letter}@exemple.fr")
    for days in range(10):
        done = send_due(now=NOW + timedelta(days=days))
        assert str(done) == nbsp_after_numbers(f"0 message envoyé, 2 en attente, {SILENT}")
    assert list(Message.objects.values_list("state", "attempts", "claimed_at")) == [(State.TO_SEND, 0, None)] * 2
    mail_server.start(mail_port)
    assert send_due(now=NOW + timedelta(days=10)).sent == 2


def test_a_wrong_account_is_the_servers_trouble_and_not_the_messages(write, mail_server, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "faubourg", "faux"
    write("a@exemple.fr")
    assert "refuse l’expéditeur ou le compte" in send_due(now=NOW).problem
    settings.EMAIL_HOST_PASSWORD = "p@ss"
    assert send_due(now=NOW).sent == 1
    assert mail_server.logins[-1] == ("faubourg", "p@ss")


def test_a_server_that_does_not_know_tls_is_not_spoken_to_in_clear(write, mail_server, settings):
    settings.EMAIL_USE_TLS = True
    write("a@exemple.fr")
    assert send_due(now=NOW).waiting == 1
    assert mail_server.received == []


def test_without_a_server_nothing_pretends_to_leave(write, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    write("a@exemple.fr")
    done = send_due(now=NOW)
    assert (done.problem, done.sent, states()) == (NO_SERVER, 0, {"a@exemple.fr": State.TO_SEND})


def test_a_message_caught_by_a_crash_is_not_sent_twice(write, mail_server, monkeypatch):
    def killed(message, connection):
        raise KeyboardInterrupt

    message = write("a@exemple.fr")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("faubourg.mailing.operations.deliver", killed)
        send_due(now=NOW)
    assert send_due(now=NOW + timedelta(seconds=90)).sent == 0
    done = send_due(now=NOW + INTERRUPTED_AFTER + timedelta(seconds=1))
    message.refresh_from_db()
    assert (done.sent, done.abandoned, mail_server.received) == (0, 1, [])
    assert (message.state, message.claimed_at) == (State.ABANDONED, None)
    assert "peut-être parti" in message.error


def test_the_log_names_no_person(write, mail_server, caplog):
    mail_server.answers = {"secrete@exemple.fr": "550 secrete@exemple.fr unknown"}
    write("secrete@exemple.fr", title="Dossier secret")
    write("a@exemple.fr")
    send_due(now=NOW)
    mail_server.stop()
    write("b@exemple.fr", title="Dossier secret")
    send_due(now=NOW)
    assert len(caplog.records) >= 2
    assert "@" not in caplog.text
    assert "secret" not in caplog.text.lower()


def test_the_clock_of_the_instance_sends(write, mail_server):
    write("a@exemple.fr")
    Message.objects.update(due_at=datetime(2020, 1, 1, tzinfo=UTC))
    report = StringIO()
    call_command("tick", stdout=report)
    assert "envoi des courriels\u00a0: 1\u00a0message envoyé" in report.getvalue()
    assert mail_server.recipients == ["a@exemple.fr"]


@pytest.mark.django_db(transaction=True)
def test_two_passages_at_once_send_each_message_once(write, mail_server):
    for number in range(20):
        write(f"p{number}@exemple.fr")
    start, sent = threading.Barrier(2), []

    def passage():
        start.wait()
        sent.append(send_due(now=NOW).sent)
        connection.close()

    passages = [threading.Thread(target=passage) for _ in range(2)]
    for thread in passages:
        thread.start()
    for thread in passages:
        thread.join()
    assert sum(sent) == 20
    assert len(set(mail_server.recipients)) == len(mail_server.received) == 20
