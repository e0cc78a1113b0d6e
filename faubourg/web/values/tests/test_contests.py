"""Two figures for one cell: both are shown until somebody rules."""

import pytest

from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import MembershipFactory
from faubourg.indicators.models import Contest, Observation
from faubourg.journal.models import Entry

PAGE = "/contrats/essai/indicateurs/jeunes/"


@pytest.fixture
def value(young):
    return Observation.objects.create(contract=young.version.contract, lineage=young.lineage, period="2025", value=56)


@pytest.fixture
def contested(client, contract, value):
    client.force_login(MembershipFactory(contract=contract, role=Role.PARTNER).user)
    sent = {"observation": value.pk, "proposed": "61", "source": "Fichier Ville", "method": "Inscrits au 31/12"}
    assert "jusqu’à ce qu’on tranche" in client.post(f"{PAGE}contester/", sent, follow=True).content.decode()
    return Contest.objects.get()


def test_both_figures_stay_with_source_and_method_until_it_is_ruled(lead, elected, client, contested, value):
    value.refresh_from_db()
    assert value.value == 56
    client.force_login(lead)
    content = client.get(PAGE).content.decode()
    assert "Fichier Ville" in content
    assert ">61<" in content
    address = f"/contrats/essai/valeurs/contestees/{contested.pk}/trancher/"
    assert "Dites pourquoi" in client.post(address, {"choix": "retenir"}, follow=True).content.decode()
    content = client.post(address, {"choix": "retenir", "motif": "Source vérifiée"}, follow=True).content.decode()
    assert "Source vérifiée" in content
    value.refresh_from_db()
    assert value.value == 61
    assert Entry.objects.filter(verb="valeur contestée tranchée").count() == 1
    assert "vient de trancher" in client.post(address, {"motif": "x"}, follow=True).content.decode()
    client.force_login(elected)
    assert client.get(f"{PAGE}contester/").status_code == 403


def test_put_aside_the_value_stays(client, lead, contested, value):
    address = f"/contrats/essai/valeurs/contestees/{contested.pk}/trancher/"
    client.force_login(lead)
    client.post(address, {"choix": "ecarter", "motif": "Doubles comptes"})
    value.refresh_from_db()
    assert value.value == 56
    assert "Doubles comptes" in client.get(PAGE).content.decode()


def test_what_is_no_value_is_refused_and_small_numbers_stay_masked(client, contract, elected, contested, value):
    sent = {"observation": value.pk, "proposed": "beaucoup", "source": "x", "method": "y"}
    assert "n’est pas un nombre" in client.post(f"{PAGE}contester/", sent).content.decode()
    client.post(f"{PAGE}contester/", sent | {"proposed": "3"})
    client.force_login(elected)
    assert ">3<" not in client.get(PAGE).content.decode()


def test_who_rules_finds_it_in_their_work_until_it_is_ruled(client, lead, elected, contested):
    for user, is_told in ((lead, True), (elected, False)):
        client.force_login(user)
        content = client.get("/mon-travail/?contrat=essai").content.decode()
        assert ("Valeurs contestées à trancher" in content) is is_told
        assert ("jeunes/#contestations" in content) is is_told
    contested.state = "ecartee"
    contested.save()
    client.force_login(lead)
    assert "Valeurs contestées à trancher" not in client.get("/mon-travail/").content.decode()
