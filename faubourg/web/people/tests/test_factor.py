import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from faubourg.journal.models import Entry
from faubourg.mailing.models import Message
from faubourg.web.people.tests.conftest import PASSWORD


def code_of(secret: str, *, after: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + after))


@pytest.fixture
def secret(confirmed, django_capture_on_commit_callbacks) -> str:
    """The secret of an application that the agent has just activated."""
    page = confirmed.get(reverse("mfa_activate_totp")).content.decode()
    found = re.search(r'people-secret">([A-Z2-7]+)<', page)[1]
    # What is told to the owner follows the commit.
    with django_capture_on_commit_callbacks(execute=True):
        confirmed.post(reverse("mfa_activate_totp"), {"code": code_of(found)})
    return found


def first_step(agent) -> Client:
    client = Client()
    answer = client.post(reverse("home:sign-in"), {"login": agent.email, "password": PASSWORD})
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    return client


def test_an_application_is_activated_and_asked_at_sign_in(secret, confirmed, agent):
    client = first_step(agent)
    assert client.get(reverse("home:start")).status_code == 302
    page = client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert "n’est pas le bon" in page
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret, after=1)})
    assert client.session["_auth_user_id"] == str(agent.pk)
    assert "application d’authentification activée" in Entry.objects.about(agent).values_list("verb", flat=True)
    assert Message.objects.filter(recipient=agent.email, job="sécurité du compte").exists()


def test_a_code_serves_once(secret, agent):
    code = code_of(secret, after=1)
    first_step(agent).post(reverse("mfa_authenticate"), {"code": code})
    again = first_step(agent)
    assert "n’est pas le bon" in again.post(reverse("mfa_authenticate"), {"code": code}).content.decode()


def test_the_secret_is_unreadable_in_the_database(secret, agent):
    assert secret not in str(list(Authenticator.objects.values()))


def test_an_instance_that_lost_its_key_lets_no_code_in(secret, agent, settings):
    settings.SECRET_KEY = "another-" * 8
    client = first_step(agent)
    assert "n’est pas le bon" in client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).content.decode()


def test_recovery_codes_show_once_and_serve_once(secret, confirmed, agent):
    page = confirmed.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r"<li><code>(\d+)</code>", page)
    assert len(codes) == 10
    again = confirmed.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert codes[0] not in again
    assert "10 codes restent" in again.replace("\xa0", " ")
    for used, expected in ((codes[0], True), (codes[0], False), (codes[1], True)):
        client = first_step(agent)
        client.post(reverse("mfa_authenticate"), {"code": used})
        assert ("_auth_user_id" in client.session) is expected
    confirmed.post(reverse("mfa_generate_recovery_codes"))
    client = first_step(agent)
    client.post(reverse("mfa_authenticate"), {"code": codes[2]})
    assert "_auth_user_id" not in client.session


def test_the_application_is_removed_and_sign_in_is_one_step_again(secret, confirmed, agent):
    assert "Retirer" in confirmed.get(reverse("mfa_index")).content.decode()
    confirmed.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    client = Client()
    client.post(reverse("home:sign-in"), {"login": agent.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(agent.pk)


def test_five_wrong_codes_make_one_wait(secret, agent):
    client = first_step(agent)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    page = client.post(reverse("mfa_authenticate"), {"code": code_of(secret, after=1)}).content.decode()
    assert "Trop d’essais" in page


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn", "people:email"])
def test_what_matters_asks_who_one_is(client, agent, name):
    client.force_login(agent)
    assert client.get(reverse(name)).headers["Location"].startswith(reverse("account_reauthenticate"))


def test_every_page_of_the_second_factor_is_ours(secret, confirmed):
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_add_webauthn"):
        page = confirmed.get(reverse(name)).content.decode()
        assert "Mon compte" in page, name
    assert confirmed.get(reverse("mfa_list_webauthn")).headers["Location"] == reverse("mfa_index")
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert confirmed.get(reverse(name, args=[1])).status_code == 404


def test_a_key_that_answers_nonsense_gets_a_sentence(confirmed, db):
    for credential in ("", "pas du json", "{}", '{"id": 1}', "[]", '"x"'):
        answer = confirmed.post(reverse("mfa_add_webauthn"), {"name": "Clé", "credential": credential})
        assert answer.status_code == 200
    assert not Authenticator.objects.exists()
