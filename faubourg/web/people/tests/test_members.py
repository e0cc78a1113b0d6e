import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from faubourg.accounts.models import Invitation
from faubourg.contracts.choices import Role
from faubourg.contracts.matrix import MATRIX, Reach, Verb
from faubourg.contracts.models import Membership
from faubourg.contracts.tests.factories import ListedOrganisationFactory, MembershipFactory

NAMES = [
    "members",
    "rights",
    "member-invite",
    "member",
    "member-remove",
    "member-invitation-renew",
    "member-invitation-revoke",
]
INVITE = {"email": "agente@exemple.fr", "function": "Agente", "role": Role.ELECTED.value}


def url(name, contract, *args):
    return reverse(f"people:{name}", args=[contract.key, *args])


def test_everybody_of_the_contract_sees_who_does_what_and_addresses_only_those_who_manage(
    client, contract, lead, elected
):
    client.force_login(elected)
    page = client.get(url("members", contract)).content.decode()
    assert "Cheffe de projet" in page
    assert lead.email not in page
    assert "Inviter" not in page
    client.force_login(lead)
    page = client.get(url("members", contract)).content.decode()
    assert elected.email in page
    assert "Inviter" in page


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "name",
    ["members", "member-invite", "member", "member-remove", "member-invitation-renew", "member-invitation-revoke"],
)
def test_a_stranger_finds_nothing_and_a_reader_changes_nothing(client, contract, elected, stranger, name, method):
    args = [] if name in ("members", "member-invite") else [Membership.objects.get(user=elected).pk]
    client.force_login(stranger)
    assert getattr(client, method)(url(name, contract, *args), INVITE).status_code == 404
    client.force_login(elected)
    if name != "members":
        assert getattr(client, method)(url(name, contract, *args), INVITE).status_code in (403, 405)
    assert Membership.objects.get(user=elected).role == Role.ELECTED
    assert not Invitation.objects.exists()


def test_a_lead_invites_renews_and_withdraws(lead_client, contract, link):
    assert lead_client.post(url("member-invite", contract), INVITE).headers["Location"] == url("members", contract)
    first = link("agente@exemple.fr")
    page = lead_client.get(url("members", contract)).content.decode()
    assert "agente@exemple.fr" in page
    invitation = Invitation.objects.get()
    lead_client.post(url("member-invitation-renew", contract, invitation.pk))
    assert link("agente@exemple.fr") != first
    page = lead_client.post(url("member-invitation-revoke", contract, invitation.pk), follow=True).content.decode()
    assert "son lien ne sert plus" in page
    assert lead_client.post(url("member-invitation-renew", contract, invitation.pk)).status_code == 404


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"email": "pas une adresse"}, "adresse"),
        ({"email": ""}, "obligatoire"),
        ({"role": "roi"}, "n’en fait pas partie"),
        ({"role": ""}, "obligatoire"),
        ({"email": "x" * 1_000_000}, "254"),
        ({"function": "a\0b"}, "nul"),
    ],
)
def test_a_bad_invitation_gets_its_sentence(lead_client, contract, given, sentence):
    answer = lead_client.post(url("member-invite", contract), INVITE | given)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Invitation.objects.exists()


def test_markup_in_a_name_is_shown_as_typed(lead_client, contract):
    lead_client.post(url("member-invite", contract), INVITE | {"function": "<script>alert(1)</script>"})
    MembershipFactory(contract=contract, user__function="<img src=x onerror=alert(1)>")
    page = lead_client.get(url("members", contract)).content.decode()
    assert "&lt;img src=x" in page
    assert "<script>alert" not in page


def test_a_lead_changes_and_removes_roles_but_never_the_last_lead(lead_client, contract, lead, elected):
    theirs, mine = Membership.objects.get(user=elected), Membership.objects.get(user=lead)
    page = lead_client.post(url("member-remove", contract, mine.pk)).content.decode()
    assert "garde toujours" in page
    page = lead_client.post(url("member", contract, mine.pk), {"role": Role.ELECTED}).content.decode()
    assert "garde toujours" in page
    lead_client.post(url("member", contract, theirs.pk), {"role": Role.PROJECT_LEAD})
    assert Membership.objects.get(pk=theirs.pk).role == Role.PROJECT_LEAD
    answer = lead_client.post(url("member-remove", contract, mine.pk))
    assert answer.headers["Location"] == reverse("home:start")
    assert lead_client.get(url("members", contract)).status_code == 404


def test_a_member_of_another_contract_is_not_found(lead_client, contract):
    other = MembershipFactory()
    assert lead_client.get(url("member", contract, other.pk)).status_code == 404
    assert lead_client.post(url("member-remove", contract, other.pk)).status_code == 404
    assert Membership.objects.filter(pk=other.pk).exists()


def test_the_page_costs_the_same_with_ten_members_and_a_hundred(lead_client, contract):
    def cost(count):
        for _ in range(count):
            MembershipFactory(contract=contract, role=Role.ELECTED)
        with CaptureQueriesContext(connection) as queries:
            lead_client.get(url("members", contract))
        return len(queries)

    cost(1)
    assert cost(10) == cost(90) <= 12


def test_a_referent_is_invited_for_their_organisation(lead_client, contract):
    caf = ListedOrganisationFactory(contract=contract, key="caf", name="CAF")
    asked = {**INVITE, "role": Role.REFERENT.value}
    page = lead_client.post(url("member-invite", contract), asked).content.decode()
    assert "Ce rôle se tient pour un organisme" in page
    assert lead_client.post(url("member-invite", contract), asked | {"organisation": caf.pk}).status_code == 302
    assert Invitation.objects.get().grant == "referent@caf"
    assert "CAF" in lead_client.get(url("members", contract)).content.decode()


def test_the_rights_are_shown_as_they_are(client, contract, elected):
    client.force_login(elected)
    page = client.get(url("rights", contract)).content.decode().replace("\u00a0", " ")
    for verb in Verb:
        assert escape(verb.label) in page
    assert page.count("tout le contrat") == sum(list(row.values()).count(Reach.ALL) for row in MATRIX.values())
