"""One action in two contracts: asked, agreed, shown on both; an indicator entered in one is read in the other."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from faubourg.actions.models import SharedAction
from faubourg.actions.operations import agree_to_share, end_sharing, share_action
from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.tests.factories import ContractFactory, MembershipFactory, UserFactory
from faubourg.exchange.tests.documents import NOW
from faubourg.indicators.masking import masker_for
from faubourg.indicators.models import Observation, SharedIndicator
from faubourg.indicators.operations_sharing import choose_shared_indicators
from faubourg.indicators.queries import grid_of
from faubourg.indicators.queries_sharing import frames_of
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def plie(contract):
    """The fiche of the PLIE, with an indicator of 43,5 months in 2022."""
    fiche = ActionFactory(contract=contract, key="fiche-3.2", code="3.2", title="Modes de garde", kind="fiche")
    indicator = IndicatorFactory(
        contract=contract, key="mois", label="Durée des accueils", unit="mois", actions=[fiche]
    )
    Observation.objects.create(contract=contract, lineage=indicator.lineage, period="2022", value="43.5")
    fiche.indicator = indicator
    return fiche


@pytest.fixture
def city(db):
    """The commitment of a contrat de ville, and who keeps its plan."""
    there = ContractFactory(key="cdv", title="Contrat de ville", short_title="Ville 2030")
    action = ActionFactory(contract=there, key="eng", code="CD79-02", title="Places de garde")
    action.keeper = UserFactory()
    MembershipFactory(contract=there, user=action.keeper)
    return action


def share(plie, city, user):
    return share_action(contract=plie.version.contract, action=plie, other=city, user=user, at=NOW)


def shown(client, action):
    return client.get(action.get_absolute_url()).content.decode()


def test_the_other_contract_agrees_before_anything_is_shown(client, lead, contract, plie, city):
    MembershipFactory(contract=city.version.contract, user=lead, role="partenaire")
    link = share(plie, city, lead)
    assert not link.stands
    client.force_login(city.keeper)
    assert "demandé, pas encore accepté" not in shown(client, city), "the asking contract is not theirs to see"
    with pytest.raises(ValidationError):
        choose_shared_indicators(contract=contract, link=link, indicators=[plie.indicator], user=lead, at=NOW)
    with pytest.raises(PermissionDenied):
        agree_to_share(contract=contract, link=link, user=lead, at=NOW)
    agree_to_share(contract=city.version.contract, link=link, user=city.keeper, at=NOW)
    assert "Dans un autre contrat" in shown(client, city) and "Modes de garde" not in shown(client, city)
    with pytest.raises(ValidationError):
        agree_to_share(contract=city.version.contract, link=link, user=city.keeper, at=NOW)


def test_an_indicator_is_entered_once_and_read_in_both(lead_client, lead, contract, plie, city):
    there = city.version.contract
    MembershipFactory(contract=there, user=lead)
    link = share(plie, city, lead)
    assert link.stands, "one person keeps both plans"
    choose_shared_indicators(contract=contract, link=link, indicators=[plie.indicator], user=lead, at=NOW)
    page = shown(lead_client, city)
    assert "Durée des accueils" in page and "43,5" in page and f"saisi dans {contract.name}" in page
    assert "Places de garde" in shown(lead_client, plie) and "Ce contrat y montre" in shown(lead_client, plie)
    assert Observation.objects.count() == 1, "shown, never copied"
    grid = grid_of([], [], contract=there, year=2022, masker=masker_for(lead, there))
    assert grid.lines == [] and not there.observations.exists()
    choose_shared_indicators(contract=contract, link=link, indicators=[], user=lead, at=NOW)
    assert "43,5" not in shown(lead_client, city) and Observation.objects.count() == 1


def test_small_numbers_stay_masked_for_who_does_not_see_the_other_contract(lead, contract, plie, city):
    persons = IndicatorFactory(contract=contract, label="Nombre de personnes", unit="personnes", actions=[plie])
    Observation.objects.create(contract=contract, lineage=persons.lineage, period="2022", value=3)
    MembershipFactory(contract=city.version.contract, user=lead)
    link = share(plie, city, lead)
    choose_shared_indicators(contract=contract, link=link, indicators=[persons], user=lead, at=NOW)
    [mine] = frames_of(city.version.contract, city.lineage_id, user=lead)
    [theirs] = frames_of(city.version.contract, city.lineage_id, user=city.keeper)
    assert mine.received[0].values == (("2022", ("3",)),) and mine.action == plie
    assert theirs.received[0].values == (("2022", ("masqué",)),) and theirs.action is None


def test_the_same_link_is_not_made_twice_nor_within_a_contract(lead, contract, plie, city):
    MembershipFactory(contract=city.version.contract, user=lead)
    share(plie, city, lead)
    with pytest.raises(ValidationError, match="déjà rapprochées"):
        share_action(contract=city.version.contract, action=city, other=plie, user=lead, at=NOW)
    with pytest.raises(ValidationError, match="du même contrat"):
        share(plie, ActionFactory(contract=contract), lead)


def test_who_does_not_see_the_other_contract_cannot_ask(lead, plie, city):
    with pytest.raises(PermissionDenied):
        share(plie, city, lead)
    with pytest.raises(PermissionDenied):
        share_action(contract=plie.version.contract, action=plie, other=city, user=city.keeper, at=NOW)


def test_either_contract_ends_it_and_both_journals_tell(lead, contract, plie, city):
    there = city.version.contract
    MembershipFactory(contract=there, user=lead)
    link = share(plie, city, lead)
    choose_shared_indicators(contract=contract, link=link, indicators=[plie.indicator], user=lead, at=NOW)
    with pytest.raises(PermissionDenied):
        end_sharing(contract=ContractFactory(), link=link, user=lead, at=NOW)
    end_sharing(contract=there, link=link, user=city.keeper, at=NOW)
    assert not SharedAction.objects.exists() and not SharedIndicator.objects.exists()
    for one in (contract, there):
        verbs = list(Entry.objects.filter(scope=one.scope).order_by("pk").values_list("verb", flat=True))
        assert verbs[0] == "action partagée avec un autre contrat" and verbs[-1] == "partage d’action retiré"


def test_the_page_asks_chooses_and_ends(lead_client, lead, contract, plie, city):
    MembershipFactory(contract=city.version.contract, user=lead)
    address = reverse("fiche:sharing", args=[contract.key, plie.key])
    assert "CD79-02 Places de garde" in lead_client.get(address, {"contrat": "cdv"}).content.decode()
    lead_client.post(address, {"geste": "demander", "contrat": "cdv", "autre": "eng"})
    link = SharedAction.objects.get()
    lead_client.post(address, {"geste": "indicateurs", "lien": link.pk, "indicateurs": [plie.indicator.pk]})
    assert SharedIndicator.objects.get().lineage == plie.indicator.lineage
    assert lead_client.post(address, {"geste": "retirer", "lien": "x"}).status_code == 404
    lead_client.post(address, {"geste": "retirer", "lien": link.pk})
    assert not SharedAction.objects.exists()
