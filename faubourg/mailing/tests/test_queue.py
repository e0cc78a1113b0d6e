"""What enters the outbox, and what is refused at its door."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from faubourg.config.mail import mail_server as read_address
from faubourg.core.workflow import TransitionError
from faubourg.mailing.choices import State
from faubourg.mailing.models import Message
from faubourg.mailing.operations import retry
from faubourg.mailing.queries import count_by_state, latest
from faubourg.mailing.tests.conftest import NOW

pytestmark = pytest.mark.django_db


def test_a_message_is_written_once_for_a_person_a_job_and_a_period(write):
    first = write("Chef@Exemple.fr")
    assert write(" chef@exemple.fr ", title="Autre").pk == first.pk
    assert write("chef@exemple.fr", period="2026-S48").pk != first.pk
    assert write("elu@exemple.fr").pk != first.pk
    assert Message.objects.count() == 3
    assert (first.state, first.attempts, first.due_at, first.recipient) == (State.TO_SEND, 0, NOW, "chef@exemple.fr")


def test_plain_text_is_as_typed_and_html_is_escaped(write, settings):
    message = write("chef@exemple.fr", action_url="https://exemple.fr/f?a=1&b=2", action_label="Ouvrir la fiche")
    assert message.subject == "Votre bilan : L’aide d'Alès & <co>"
    assert "La fiche « L’aide d'Alès & <co> » vous attend." in message.text
    assert "https://exemple.fr/f?a=1&b=2" in message.text
    assert settings.INSTANCE_URL in message.text
    assert "L’aide d&#x27;Alès &amp; &lt;co&gt;" in message.html
    assert 'href="https://exemple.fr/f?a=1&amp;b=2"' in message.html
    assert "<co>" not in message.html
    assert '<html lang="fr">' in message.html


def test_without_action_there_is_no_button(write):
    message = write("chef@exemple.fr")
    assert message.html.count("<a ") == 1  # the address of the instance
    assert "\n\n\n\n" not in message.text


@pytest.mark.parametrize(
    "address", ["", "chef", "chef@", "a@exemple.fr\nBcc: b@exemple.fr", "a@exemple.fr, b@exemple.fr", "a@exemple.fr\0"]
)
def test_an_address_that_is_not_one_is_refused(write, address):
    with pytest.raises(ValidationError, match="n’est pas une adresse électronique"):
        write(address)
    assert not Message.objects.exists()


@pytest.mark.parametrize("title", ["a\nBcc: b@exemple.fr", "a\r\nBcc: b@exemple.fr", "a\u2028b", "a\x0bb", "a\0b"])
def test_a_subject_cannot_hold_another_header(write, title):
    with pytest.raises(ValidationError, match="tient sur une ligne"):
        write("chef@exemple.fr", title=title)
    assert not Message.objects.exists()


def test_a_very_long_title_is_shortened_in_the_subject(write):
    assert len(write("chef@exemple.fr", title="x" * 100_000).subject) == 200


def test_what_the_caller_undoes_was_never_written(write):
    with pytest.raises(RuntimeError), transaction.atomic():
        write("chef@exemple.fr")
        raise RuntimeError
    assert not Message.objects.exists()


def test_only_an_abandoned_message_is_put_back(write):
    message = write("chef@exemple.fr")
    Message.objects.filter(pk=message.pk).update(state=State.SENT, sent_at=NOW)
    with pytest.raises(TransitionError, match="de « envoyé »"):
        retry(message=message, at=NOW)
    Message.objects.filter(pk=message.pk).update(state=State.ABANDONED, sent_at=None, attempts=5, error="Non.")
    retry(message=message, at=NOW)
    assert (message.state, message.attempts, message.error) == (State.TO_SEND, 0, "")


def test_the_outbox_is_read_in_one_query(write, django_assert_num_queries):
    for number in range(12):
        write(f"personne{number}@exemple.fr")
    with django_assert_num_queries(1):
        assert len([(message.recipient, message.user) for message in latest(state=State.TO_SEND, job="essai")]) == 12
    with django_assert_num_queries(1):
        assert count_by_state() == {"a-envoyer": 12, "envoye": 0, "echec": 0, "abandonne": 0}


def test_the_address_of_the_server_is_read():
    server = read_address("smtp+tls://chef%40exemple.fr:p%40ss@mail.exemple.fr")
    assert (server.host, server.port, server.user, server.password) == (
        "mail.exemple.fr",
        587,
        "chef@exemple.fr",
        "p@ss",
    )
    assert (server.starttls, server.tls) == (True, False)
    assert read_address("smtp+ssl://mail.exemple.fr").port == 465
    assert read_address("smtp://127.0.0.1:2525").port == 2525
    assert read_address("") is None


@pytest.mark.parametrize("url", ["mail.exemple.fr", "https://mail.exemple.fr", "smtp://", "smtps://u:secret@x"])
def test_a_wrong_address_of_the_server_is_said_without_its_password(url):
    with pytest.raises(ValueError, match="EMAIL_URL") as error:
        read_address(url)
    assert "secret" not in str(error.value)
