import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.accounts import operations
from faubourg.accounts.models import User
from faubourg.contracts import operations_people as people
from faubourg.contracts.choices import Role
from faubourg.contracts.models import Membership
from faubourg.core.testing import WIDTHS, assert_accessible, assert_fits
from faubourg.mailing.models import Message
from faubourg.web.people.tests.conftest import PASSWORD

pytestmark = pytest.mark.browser


def check(page):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)
    assert_fits(page)


@pytest.fixture
def invited(contract, lead):
    """An invitation to the contract that waits for its answer."""
    return people.invite_member(
        contract=contract, email="agente@exemple.fr", role=Role.ELECTED, function="Élue", by=lead, at=timezone.now()
    ).invitation


def sign_in(page, live_server, user):
    page.goto(live_server.url + reverse("home:sign-in"))
    page.get_by_label("Adresse électronique").fill(user.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()


def test_members_are_accessible_at_every_width(open_as, lead, elected, contract, invited):
    check(open_as(lead, reverse("people:members", args=[contract.key])))
    check(open_as(lead, reverse("people:member-invite", args=[contract.key])))
    pk = Membership.objects.get(user=elected).pk
    check(open_as(lead, reverse("people:member-remove", args=[contract.key, pk])))


def test_accounts_and_messages_are_accessible_at_every_width(open_as, admin, agent, contract, invited):
    operations.invite_to_instance(email="nouvelle@exemple.fr", function="", is_admin=True, by=admin, at=timezone.now())
    check(open_as(admin, reverse("people:accounts")))
    check(open_as(admin, reverse("people:account-detail", args=[agent.pk])))
    check(open_as(admin, reverse("people:outbox")))
    check(open_as(admin, reverse("people:outbox-message", args=[Message.objects.first().pk])))


@pytest.mark.parametrize("name", ["account_reset_password", "account_inactive", "people:invitation-answer"])
def test_doors_are_accessible_at_every_width(page, live_server, db, name):
    page.goto(live_server.url + reverse(name))
    check(page)


def test_one_s_own_pages_are_accessible_at_every_width(page, live_server, agent):
    sign_in(page, live_server, agent)
    for name in ("people:account", "people:sessions", "account_change_password", "mfa_index"):
        page.goto(live_server.url + reverse(name))
        check(page)
    page.goto(live_server.url + reverse("mfa_activate_totp"))
    check(page)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url("**" + reverse("mfa_activate_totp"))
    check(page)


def test_an_invitation_is_answered_with_the_keyboard_alone(page, live_server, contract, invited, link):
    page.goto(live_server.url + link("agente@exemple.fr"))
    check(page)
    page.get_by_role("button", name="Ouvrir l’invitation").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**" + reverse("people:invitation-answer"))
    check(page)
    page.get_by_label("Nom affiché").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Maire adjointe")
    for _ in range(2):
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**" + contract.get_absolute_url())
    assert "Maire adjointe" in page.content()


def test_a_security_key_is_added_then_asked_at_sign_in(page, live_server, agent):
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "usb",
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    sign_in(page, live_server, agent)
    page.goto(live_server.url + reverse("mfa_add_webauthn"))
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Nom de la clé").fill("Clé du bureau")
    page.get_by_role("button", name="Ajouter la clé").click()
    page.wait_for_url("**" + reverse("mfa_view_recovery_codes"))
    check(page)
    page.goto(live_server.url + reverse("mfa_index"))
    assert page.get_by_role("link", name="Clé du bureau", exact=True).is_visible()
    check(page)

    page.context.clear_cookies()
    sign_in(page, live_server, agent)
    page.wait_for_url("**" + reverse("mfa_authenticate"))
    check(page)
    page.get_by_role("button", name="Utiliser une clé de sécurité").click()
    page.wait_for_url(live_server.url + reverse("home:start"))

    page.goto(live_server.url + reverse("people:email"))
    page.get_by_role("link", name="par une clé de sécurité").click()
    check(page)
    page.get_by_role("button", name="Utiliser une clé de sécurité").click()
    page.wait_for_url("**" + reverse("people:email"))
    assert User.objects.get(pk=agent.pk).is_active
