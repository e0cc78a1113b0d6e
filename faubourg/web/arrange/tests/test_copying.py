"""Parts of another fiche copied into one."""

import pytest
from django.urls import reverse

from faubourg.actions.models import Action, ActionRole
from faubourg.actions.tests.factories import (
    ActionFactory,
    ActionRoleFactory,
    ListedSchemeFactory,
    MeansFactory,
    SchemeLinkFactory,
)
from faubourg.contracts.choices import Role, VersionState
from faubourg.contracts.models import ListedOrganisation
from faubourg.contracts.tests.factories import (
    ContractFactory,
    ListedOrganisationFactory,
    ListedTerritoryFactory,
    MembershipFactory,
    UserFactory,
)
from faubourg.indicators.models import Indicator
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.partners.models import Organisation
from faubourg.web.arrange.tests.plans import small_plan


@pytest.fixture
def plan(contract):
    return small_plan(contract)


@pytest.fixture
def there(contract, lead):
    """Another contract that the cheffe de projet sees, with a full fiche; it shares the CAF with ours."""
    found = ContractFactory(key="ailleurs", title="Contrat d’ailleurs")
    MembershipFactory(contract=found, user=lead, role=Role.ELECTED)
    caf = Organisation.objects.create(name="CAF")
    ListedOrganisationFactory(contract=contract, key="org-caf", name="CAF d’ici", organisation=caf)
    theirs = ListedOrganisationFactory(contract=found, key="caf", name="CAF", organisation=caf)
    mission = ListedOrganisationFactory(contract=found, key="mission", name="Mission locale")
    source = ActionFactory(
        contract=found, key="modele", code="9", title="Une belle action", calendar="dès 2026", objectives=["Un", "Deux"]
    )
    source.territories.add(ListedTerritoryFactory(contract=found, name="Là-haut"))
    ActionRoleFactory(action=source, organisation=theirs, role="pilote")
    ActionRoleFactory(action=source, organisation=mission, role="partenaire")
    MeansFactory(action=source, organisation=theirs, text="Deux agents", amount=1000)
    SchemeLinkFactory(action=source, scheme=ListedSchemeFactory(contract=found, key="cej", name="CEJ"))
    IndicatorFactory(contract=found, label="Jeunes reçus").actions.add(source)
    return found


def page_of(contract, key="act-a", **query) -> str:
    url = reverse("arrange:copy", args=[contract.key, key])
    return url + ("?source={}/{}".format(*query["source"]) if query else "")


def send(client, url, **facts):
    return client.post(url, {"digest": client.get(url).context["found"].digest} | facts, follow=True)


def test_the_fiches_of_the_contracts_that_one_sees_are_offered(lead_client, contract, plan, there):
    hidden = ContractFactory(key="cache", title="Contrat caché")
    ActionFactory(contract=hidden, key="secret", title="Secrète")
    page = lead_client.get(page_of(contract), {"contrat": "ailleurs", "q": "belle"}).content.decode()
    assert "Une belle action" in page
    assert "Contrat caché" not in page
    assert lead_client.get(page_of(contract, source=("cache", "secret"))).status_code == 404


def test_chosen_parts_are_copied_and_matched_through_the_instance(lead_client, contract, plan, there):
    url = page_of(contract, source=("ailleurs", "modele"))
    assert "Mission locale" in lead_client.get(url).content.decode()
    send(lead_client, url, textes=["calendar", "objectives"], parties=["roles", "means", "indicators"])
    action = Action.objects.get(key="act-a")
    assert (action.calendar, action.objectives, action.title) == ("dès 2026", ["Un", "Deux"], "Action a")
    assert [(role.organisation.key, role.role) for role in action.roles.all()] == [("org-caf", "pilote")]
    means = action.means.get()
    assert (means.text, means.amount, means.organisation.key) == ("Deux agents", None, "org-caf")
    copied = action.indicators.get()
    assert copied.label == "Jeunes reçus"
    assert Indicator.objects.count() == 2
    assert not action.scheme_links.exists()


def test_what_lacks_is_listed_on_request_and_tied_to_the_same_rows(lead_client, contract, plan, there):
    before = Organisation.objects.count()
    url = page_of(contract, source=("ailleurs", "modele"))
    send(lead_client, url, parties=["roles", "scheme_links", "territories"], ajouter="on")
    action = Action.objects.get(key="act-a")
    assert [role.organisation.name for role in action.roles.all()] == ["CAF d’ici", "Mission locale"]
    mission = ListedOrganisation.objects.get(contract=contract, key="mission")
    assert mission.organisation == ListedOrganisation.objects.get(contract=there, key="mission").organisation
    assert Organisation.objects.count() == before
    assert [link.scheme.name for link in action.scheme_links.all()] == ["CEJ"]
    assert [territory.name for territory in action.territories.all()] == ["Là-haut"]


def test_copying_twice_adds_nothing_twice(lead_client, contract, plan, there):
    url = page_of(contract, source=("ailleurs", "modele"))
    send(lead_client, url, textes=["calendar"], parties=["roles"])
    page = send(lead_client, url, textes=["calendar"], parties=["roles"])
    assert page.status_code == 200
    assert ActionRole.objects.filter(action__key="act-a").count() == 1


def test_a_fiche_changed_meanwhile_is_not_overwritten(lead_client, contract, plan, there):
    url = page_of(contract, source=("ailleurs", "modele"))
    digest = lead_client.get(url).context["found"].digest
    Action.objects.filter(key="act-a").update(calendar="autre chose")
    answer = lead_client.post(url, {"digest": digest, "textes": ["calendar"]})
    assert "a changé depuis l’affichage" in answer.content.decode()
    assert Action.objects.get(key="act-a").calendar == "autre chose"


def test_copying_inside_one_contract(lead_client, contract, plan):
    Action.objects.filter(key="act-b").update(calendar="toute l’année")
    url = page_of(contract, source=(contract.key, "act-b"))
    send(lead_client, url, textes=["calendar"])
    assert Action.objects.get(key="act-a").calendar == "toute l’année"


def test_rights(client, contract, plan, there, elected, stranger):
    url = page_of(contract, source=(contract.key, "act-b"))
    for user, status in ((elected, 403), (stranger, 404)):
        client.force_login(user)
        assert client.get(page_of(contract)).status_code == status
        assert client.get(url).status_code == status
        assert client.post(url, {"textes": ["calendar"]}).status_code == status


def test_a_referent_copies_into_their_fiche_only(client, contract, plan, there):
    caf = ListedOrganisation.objects.get(contract=contract, key="org-caf")
    referent = UserFactory()
    MembershipFactory(contract=contract, user=referent, role=Role.REFERENT, organisation=caf)
    ActionRoleFactory(action=plan["a"], organisation=caf)
    Action.objects.filter(key="act-b").update(calendar="toute l’année")
    client.force_login(referent)
    send(client, page_of(contract, source=(contract.key, "act-b")), textes=["calendar"])
    assert Action.objects.get(key="act-a").calendar == "toute l’année"
    assert client.get(page_of(contract, "act-c")).status_code == 403


def test_an_adopted_plan_asks_for_a_reason(lead_client, contract, plan):
    Action.objects.filter(key="act-b").update(calendar="toute l’année")
    version = contract.current_version
    version.state = VersionState.ADOPTED
    version.save()
    url = page_of(contract, source=(contract.key, "act-b"))
    assert "est adoptée" in send(lead_client, url, textes=["calendar"]).content.decode()
    send(lead_client, url, textes=["calendar"], motif="Oubli")
    assert Action.objects.get(key="act-a").calendar == "toute l’année"
