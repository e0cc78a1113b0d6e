import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from faubourg.accounts.models import Invitation, User
from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import MembershipFactory, UserFactory

NAMES = [
    "accounts",
    "account-invite",
    "account-detail",
    "account-close",
    "account-reopen",
    "account-appoint",
    "account-dismiss",
    "account-remove-factor",
]
INVITE = {"email": "nouvelle@exemple.fr", "function": "Nouvelle"}


@pytest.fixture
def admin_client(client, admin):
    client.force_login(admin)
    return client


@pytest.mark.parametrize("name", NAMES)
def test_the_accounts_do_not_exist_for_the_others(lead_client, lead, name):
    address = reverse(f"people:{name}", args=[] if name in ("accounts", "account-invite") else [lead.pk])
    assert lead_client.get(address).status_code == 404
    assert lead_client.post(address).status_code == 404
    lead.refresh_from_db()
    assert lead.is_active
    assert not lead.is_instance_admin


def test_the_list_finds_and_narrows(admin_client, agent):
    def page(**query):
        return admin_client.get(reverse("people:accounts"), query).content.decode()

    assert agent.email in page()
    assert agent.email in page(q="agente@")
    assert agent.email not in page(q="personne")
    assert "Aucun compte ne correspond" in page(q="nul\0le part")
    assert agent.email not in page(etat="fermes")
    assert agent.email not in page(etat="administration")
    assert agent.email in page(etat="inconnu", page="9999")


def test_the_list_costs_the_same_with_ten_accounts_and_fifty(admin_client):
    def cost(count):
        UserFactory.create_batch(count)
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(reverse("people:accounts"))
        return len(queries)

    cost(1)
    assert cost(10) == cost(40) <= 10


def test_an_account_is_closed_and_reopened(admin_client, agent):
    detail = reverse("people:account-detail", args=[agent.pk])
    page = admin_client.post(reverse("people:account-close", args=[agent.pk]), follow=True).content.decode()
    assert "Compte fermé" in page
    assert "Rouvrir le compte" in page
    assert not User.objects.get(pk=agent.pk).is_active
    page = admin_client.post(reverse("people:account-reopen", args=[agent.pk]), follow=True).content.decode()
    assert "Compte rouvert" in page
    assert admin_client.get(detail).status_code == 200


def test_the_last_lead_of_a_contract_stays_open(admin_client, contract, lead):
    page = admin_client.post(reverse("people:account-close", args=[lead.pk]), follow=True).content.decode()
    assert "Contrat de ville d’essai" in page
    assert User.objects.get(pk=lead.pk).is_active


def test_the_administration_is_given_taken_and_kept(admin_client, admin, agent):
    admin_client.post(reverse("people:account-appoint", args=[agent.pk]))
    assert User.objects.get(pk=agent.pk).is_instance_admin
    answer = admin_client.post(reverse("people:account-dismiss", args=[admin.pk]))
    assert answer.headers["Location"] == reverse("home:start")
    User.objects.filter(pk=admin.pk).update(is_instance_admin=True)
    User.objects.filter(pk=agent.pk).update(is_instance_admin=False)
    page = admin_client.post(reverse("people:account-dismiss", args=[admin.pk]), follow=True).content.decode()
    assert "nommez d’abord" in page


def test_invitations_open_an_account_a_role_or_the_administration(admin_client, contract, lead):
    address = reverse("people:account-invite")
    admin_client.post(address, INVITE)
    admin_client.post(address, INVITE | {"is_admin": "on"})
    admin_client.post(address, INVITE | {"contract": contract.key, "role": Role.ELECTED.value})
    assert set(Invitation.objects.values_list("scope", "grant")) == {
        ("instance", ""),
        ("instance", "administration"),
        (contract.scope, Role.ELECTED),
    }
    page = admin_client.get(reverse("people:accounts")).content.decode()
    assert "administrer l’instance" in page
    found = Invitation.objects.filter(scope="instance", grant="").get()
    page = admin_client.post(reverse("people:account-invitation-revoke", args=[found.pk]), follow=True)
    assert "ne sert plus" in page.content.decode()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"role": Role.ELECTED.value}, "Choisissez le contrat"),
        ({"contract": "essai"}, "Choisissez le rôle"),
        ({"contract": "essai", "role": Role.ELECTED.value, "is_admin": "on"}, "deux invitations"),
        ({"contract": "ailleurs", "role": Role.ELECTED.value}, "ne fait pas partie"),
    ],
)
def test_what_does_not_go_together_is_told(admin_client, contract, given, sentence):
    page = admin_client.post(reverse("people:account-invite"), INVITE | given).content.decode()
    assert sentence in page
    assert not Invitation.objects.exists()


def test_an_account_with_several_roles_shows_them_all(admin_client, agent):
    roles = [MembershipFactory(user=agent), MembershipFactory(user=agent, role=Role.ELECTED)]
    page = admin_client.get(reverse("people:account-detail", args=[agent.pk])).content.decode()
    assert all(role.contract.title in page for role in roles)


def test_who_lost_everything_is_let_in_by_the_administration_and_told(admin_client, agent, link):
    Authenticator.objects.create(user=agent, type=Authenticator.Type.TOTP, data={"secret": "x"})
    detail = reverse("people:account-detail", args=[agent.pk])
    assert "Retirer le second facteur" in admin_client.get(detail).content.decode()
    address = reverse("people:account-remove-factor", args=[agent.pk])
    assert "Second facteur retiré" in admin_client.post(address, follow=True).content.decode()
    assert not Authenticator.objects.exists()
    assert link(agent.email) == reverse("people:account")
    page = admin_client.post(address, follow=True).content.decode()
    assert "n’a pas de second facteur" in page
