import pytest
from django.urls import reverse

from faubourg.accounts.models import User
from faubourg.exchange.demo import DEMO_ACCOUNTS

PASSWORD = "tramway-lent-2026"


@pytest.fixture
def account(db):
    return User.objects.create_user("agente@exemple.fr", PASSWORD, function="Agente")


@pytest.fixture
def demo_accounts(db):
    return [
        User.objects.create_user(one.email, function=one.function, is_instance_admin=not one.role)
        for one in DEMO_ACCOUNTS
    ]


def sign_in(client, **data):
    return client.post(reverse("home:sign-in"), data)


def test_address_and_password_open_the_list_of_contracts(client, account):
    answer = sign_in(client, login="Agente@Exemple.fr", password=PASSWORD)
    assert answer.headers["Location"] == reverse("mywork:door")
    assert client.get(reverse("mywork:door")).headers["Location"] == reverse("home:start")


def test_the_page_asked_for_comes_back_after_sign_in_but_no_other_site(client, account):
    asked = reverse("home:help")
    answer = client.get(asked)
    assert f"next={asked}" in answer.headers["Location"]
    answer = sign_in(client, login=account.email, password=PASSWORD, next=asked)
    assert answer.headers["Location"] == asked
    answer = sign_in(client, login=account.email, password=PASSWORD, next="https://ailleurs.exemple/")
    assert answer.headers["Location"] == reverse("mywork:door")


def test_a_wrong_password_is_told_in_french(client, account):
    page = sign_in(client, login=account.email, password="faux").content.decode()
    assert "Adresse ou mot de passe inconnus" in page
    page = sign_in(client, login="", password="").content.decode()
    assert "Saisissez votre adresse." in page
    assert "Saisissez votre mot de passe." in page


def test_a_closed_account_does_not_open(client, account):
    User.objects.update(is_active=False)
    answer = client.post(reverse("home:sign-in"), {"login": account.email, "password": PASSWORD}, follow=True)
    assert "Ce compte est fermé" in answer.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("role", [one.key for one in DEMO_ACCOUNTS])
def test_the_demo_opens_each_role_in_one_click(client, demo_accounts, role):
    page = client.get(reverse("home:sign-in")).content.decode()
    assert f'value="{role}"' in page
    client.post(reverse("home:demo-sign-in"), {"role": role})
    email = next(one.email for one in DEMO_ACCOUNTS if one.key == role)
    assert User.objects.get(pk=client.session["_auth_user_id"]).email == email


def test_the_demo_lets_somebody_signed_in_change_roles_and_keeps_where_they_go(client, demo_accounts):
    client.force_login(demo_accounts[0])
    assert client.get(reverse("home:sign-in")).status_code == 200
    asked = reverse("home:help")
    answer = client.post(reverse("home:demo-sign-in"), {"role": DEMO_ACCOUNTS[1].key, "next": asked})
    assert answer.headers["Location"] == asked
    assert client.session["_auth_user_id"] == str(demo_accounts[1].pk)


def test_a_demo_account_that_is_not_there_says_what_to_do(client, db):
    answer = client.post(reverse("home:demo-sign-in"), {"role": DEMO_ACCOUNTS[0].key}, follow=True)
    assert "seed_demo" in answer.content.decode()


def test_the_demo_door_wants_a_role_and_a_click(client, demo_accounts):
    assert client.get(reverse("home:demo-sign-in")).status_code == 405
    assert client.post(reverse("home:demo-sign-in"), {"role": "prefete"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_without_demo_there_is_no_such_door(client, demo_accounts, settings):
    settings.DEMO = False
    assert client.post(reverse("home:demo-sign-in"), {"role": DEMO_ACCOUNTS[0].key}).status_code == 404
    assert client.get(reverse("home:demo-sign-in")).status_code == 404
    page = client.get(reverse("home:sign-in")).content.decode()
    assert DEMO_ACCOUNTS[0].function not in page
    assert "_auth_user_id" not in client.session


def test_without_demo_somebody_signed_in_has_nothing_to_do_on_the_sign_in_page(client, account, settings):
    settings.DEMO = False
    client.force_login(account)
    assert client.get(reverse("home:sign-in")).headers["Location"] == reverse("mywork:door")


def test_signing_out_is_a_post(client, account):
    client.force_login(account)
    assert client.get(reverse("home:sign-out")).headers["Location"] == reverse("home:start")
    assert "_auth_user_id" in client.session
    assert client.post(reverse("home:sign-out")).headers["Location"] == reverse("home:sign-in")
    assert "_auth_user_id" not in client.session
