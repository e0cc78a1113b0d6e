import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.urls import reverse
from django.utils import timezone

from faubourg.accounts import operations
from faubourg.accounts.models import User
from faubourg.config.sign_in import oidc_providers
from faubourg.contracts import operations_people as people
from faubourg.contracts.choices import Role
from faubourg.contracts.models import Membership
from faubourg.web.people.tests.conftest import PASSWORD
from faubourg.web.people.tests.provider import CLIENT, SECRET, running_provider

LOGIN = "/connexion/fournisseur/sso/"
ENVIRONMENT = {
    "OIDC_CLIENT_ID": CLIENT,
    "OIDC_CLIENT_SECRET": SECRET,
    "OIDC_TRUST_EMAIL": "1",
    "OIDC_ACR_VALUES": "eidas1",
    "OIDC_SCOPE": "openid email siret",
}


@pytest.fixture
def provider(settings):
    with running_provider() as found:
        settings.SOCIALACCOUNT_PROVIDERS = oidc_providers(found.url, ENVIRONMENT)
        yield found


def pass_by(client, **query):
    """Sign in through the provider as a browser does; the last answer of our site."""
    leaving = client.get(LOGIN, query)
    assert leaving.status_code == 302
    back = requests.get(leaving.headers["Location"], allow_redirects=False, timeout=5).headers["Location"]
    return client.get(back.removeprefix("http://testserver"))


def sentences(client) -> str:
    return client.get(reverse("home:sign-in")).content.decode()


def test_an_account_is_found_by_the_address_that_the_provider_proves(client, agent, provider):
    assert "Se connecter avec ProConnect" in sentences(client)
    answer = pass_by(client, next=reverse("home:help"))
    assert answer.headers["Location"] == reverse("home:help")
    assert client.session["_auth_user_id"] == str(agent.pk)
    assert provider.asked["acr_values"] == "eidas1"
    assert set(provider.asked["scope"].split()) == {"openid", "email", "siret"}
    assert min(len(provider.asked["state"]), len(provider.asked["nonce"])) >= 32
    # What the provider tells beside the identifier is not kept, and the password still serves.
    assert SocialAccount.objects.get().extra_data == {}
    assert User.objects.get(pk=agent.pk).check_password(PASSWORD)


def test_the_identity_is_recognised_after_the_address_has_changed(client, agent, provider):
    pass_by(client)
    client.post(reverse("home:sign-out"))
    provider.claims["email"] = "autre@exemple.fr"
    pass_by(client)
    assert client.session["_auth_user_id"] == str(agent.pk)
    assert SocialAccount.objects.count() == 1


def test_user_information_may_be_plain_json_too(client, agent, provider):
    provider.signs_user_information = False
    pass_by(client)
    assert client.session["_auth_user_id"] == str(agent.pk)


def test_an_identity_without_account_gets_a_sentence_and_no_account(client, db, provider):
    pass_by(client)
    page = sentences(client).replace("\xa0", " ")
    assert "ProConnect vous reconnaît (agente@exemple.fr), mais cette adresse n’a pas de compte ici" in page
    assert not User.objects.exists()
    assert "_auth_user_id" not in client.session


def test_an_account_without_role_is_told_what_to_ask(client, agent, provider):
    page = client.get(pass_by(client).headers["Location"], follow=True).content.decode()
    assert "Aucun contrat ne vous est ouvert" in page


def test_a_closed_account_does_not_open(client, agent, provider):
    User.objects.update(is_active=False)
    assert pass_by(client).headers["Location"] == reverse("account_inactive")
    assert not SocialAccount.objects.exists()


def test_a_closed_account_already_known_to_the_provider_does_not_open(client, agent, provider):
    pass_by(client)
    client.post(reverse("home:sign-out"))
    User.objects.update(is_active=False)
    assert pass_by(client).headers["Location"] == reverse("account_inactive")


@pytest.mark.parametrize("verified", [None, False, "false"])
def test_an_address_that_nobody_has_checked_opens_nothing(client, agent, provider, settings, verified):
    settings.SOCIALACCOUNT_PROVIDERS = oidc_providers(provider.url, ENVIRONMENT | {"OIDC_TRUST_EMAIL": "0"})
    provider.claims |= {} if verified is None else {"email_verified": verified}
    pass_by(client)
    assert "adresse électronique vérifiée" in sentences(client)
    assert "_auth_user_id" not in client.session


def test_an_address_that_the_provider_has_checked_opens_the_account(client, agent, provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS = oidc_providers(provider.url, ENVIRONMENT | {"OIDC_TRUST_EMAIL": "0"})
    provider.claims["email_verified"] = True
    pass_by(client)
    assert client.session["_auth_user_id"] == str(agent.pk)


def test_an_invitation_is_answered_through_the_provider(client, contract, lead, provider, link):
    people.invite_member(
        contract=contract, email="agente@exemple.fr", role=Role.ELECTED, function="Élue", by=lead, at=timezone.now()
    )
    client.post(link("agente@exemple.fr"))
    assert "Continuer avec ProConnect" in client.get(reverse("people:invitation-answer")).content.decode()
    pass_by(client)
    user = User.objects.get(email="agente@exemple.fr")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert Membership.objects.get(user=user).role == Role.ELECTED
    assert not user.has_usable_password()


def test_an_invitation_for_another_address_is_not_answered(client, contract, lead, provider, link):
    people.invite_member(
        contract=contract, email="autre@exemple.fr", role=Role.ELECTED, function="", by=lead, at=timezone.now()
    )
    client.post(link("autre@exemple.fr"))
    pass_by(client)
    assert not User.objects.filter(email__in=["autre@exemple.fr", "agente@exemple.fr"]).exists()


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "of another request"},
        {"nonce": ""},
        {"told_sub": "somebody else"},
        {"signing_key": rsa.generate_private_key(public_exponent=65537, key_size=2048)},
    ],
    ids=["nonce", "no nonce", "other subject", "other key"],
)
def test_an_answer_that_proves_nothing_opens_nothing(client, agent, provider, lie):
    for name, value in lie.items():
        setattr(provider, name, value)
    assert pass_by(client).headers["Location"] == reverse("home:sign-in")
    assert "n’a pas abouti" in sentences(client)
    assert "_auth_user_id" not in client.session


def test_a_return_that_nobody_asked_for_opens_nothing(client, agent, provider):
    back = f"{LOGIN}retour/"
    for query in ({}, {"code": "code-0"}, {"code": "code-0", "state": "x"}, {"error": "server_error"}):
        assert client.get(back, query).status_code == 302
        assert "n’a pas abouti" in sentences(client)
    assert "_auth_user_id" not in client.session


def test_somebody_who_turns_back_is_told_so(client, agent, provider):
    state = client.get(LOGIN).headers["Location"].partition("state=")[2].partition("&")[0]
    client.get(f"{LOGIN}retour/", {"error": "access_denied", "state": state})
    assert "Vous avez interrompu la connexion" in sentences(client)


def test_a_provider_that_is_down_gets_a_sentence(client, agent, provider):
    provider.is_down = True
    assert client.get(LOGIN).headers["Location"] == reverse("home:sign-in")
    assert "n’a pas abouti" in sentences(client)


def test_the_visitor_chooses_neither_scope_nor_process(client, agent, provider):
    leaving = client.get(LOGIN, {"scope": "admin", "process": "connect", "auth_params": "prompt=none"})
    assert "admin" not in leaving.headers["Location"]
    assert "prompt" not in leaving.headers["Location"]
    back = requests.get(leaving.headers["Location"], allow_redirects=False, timeout=5).headers["Location"]
    client.get(back.removeprefix("http://testserver"))
    assert client.session["_auth_user_id"] == str(agent.pk)


def test_signing_out_closes_the_session_of_the_provider_too(client, agent, provider):
    pass_by(client)
    page = client.post(reverse("home:sign-out")).content.decode()
    assert f"{provider.url}/end?id_token_hint=" in page
    assert "post_logout_redirect_uri" in page
    assert "_auth_user_id" not in client.session


def test_an_account_without_password_may_choose_one(client, provider, db):
    user = operations.create_account(email="agente@exemple.fr", function="Agente", password=None, at=timezone.now())
    pass_by(client)
    address = client.get(reverse("account_change_password")).headers["Location"]
    assert address == reverse("account_set_password")
    assert "Choisir un mot de passe" in client.get(address).content.decode()
    client.post(address, {"password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_without_password_nothing_is_asked_again(client, provider, db):
    operations.create_account(email="agente@exemple.fr", function="Agente", password=None, at=timezone.now())
    pass_by(client)
    assert client.get(reverse("people:email")).status_code == 200
    for name in ("account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"):
        assert client.get(reverse(name)).headers["Location"] == reverse("people:account")


def test_without_provider_there_is_no_such_door(client, db):
    assert client.get(LOGIN).status_code == 404
    assert client.get(f"{LOGIN}retour/").status_code == 404
    assert "ProConnect" not in sentences(client)


@pytest.mark.parametrize(
    ("url", "environment"),
    [
        ("https://fournisseur.exemple", {}),
        ("https://fournisseur.exemple", {"OIDC_CLIENT_ID": "x"}),
        ("http://fournisseur.exemple", ENVIRONMENT),
        ("fournisseur", ENVIRONMENT),
    ],
)
def test_settings_that_cannot_work_stop_the_instance_at_its_start(url, environment):
    with pytest.raises(ValueError, match="OIDC"):
        oidc_providers(url, environment)


def test_no_settings_mean_no_provider():
    assert oidc_providers("", {}) == {}
