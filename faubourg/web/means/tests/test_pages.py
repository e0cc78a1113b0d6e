"""« Droit commun » : its page, the quick table of an organisation, the page of a means, the tab of a fiche."""

import pytest
from django.urls import reverse

from faubourg.actions.models import RealMeans
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory, MeansFactory
from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import ListedOrganisationFactory, MembershipFactory, NodeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def caf(contract):
    return ListedOrganisationFactory(contract=contract, key="caf", name="CAF")


@pytest.fixture
def action(contract, caf):
    """A fiche that the CAF carries, with a planned means."""
    action = ActionFactory(contract=contract, key="f1", code="F1", nodes=[NodeFactory(contract=contract)])
    ActionRoleFactory(action=action, organisation=caf)
    MeansFactory(action=action, organisation=caf, amount=9000, text="Un poste")
    return action


@pytest.fixture
def referent(client, contract, caf):
    """A browser in which the référente of the CAF is signed in."""
    client.force_login(MembershipFactory(contract=contract, role=Role.REFERENT, organisation=caf).user)
    return client


def url(name, *rest):
    return reverse(f"means:{name}", args=["essai", *rest])


def typed(**lines):
    return {f"{line}-{name}": value for line, said in lines.items() for name, value in said.items()}


def test_a_referent_fills_the_table_and_the_meter_shows_it(referent, action):
    means = action.means.get()
    page = referent.get(url("entry") + "?annee=2026").text
    assert "prévu" in page and "9 000" in page.replace("\u202f", " ")
    said = {"kind": "droit commun", "nature": "euros", "quantity": "8 500,5", "unit": "", "text": "", "proof": ""}
    answer = referent.post(url("entry") + "?annee=2026", typed(**{f"p{means.pk}": said}))
    assert answer.status_code == 302
    row = RealMeans.objects.get()
    assert (row.quantity, row.year, row.lineage) == (8500.5, 2026, action.lineage)
    page = referent.get(url("page")).text.replace("\u202f", " ").replace("\xa0", " ")
    assert "8 500,50 €" in page and "9 000 €" in page
    assert "8 500,50" in referent.get(url("fiche", "f1")).text.replace("\u202f", " ")


def test_one_wrong_line_keeps_what_was_typed_and_writes_nothing(referent, action):
    means = action.means.get()
    good = {"kind": "droit commun", "nature": "euros", "quantity": "100", "unit": "", "text": "", "proof": ""}
    wrong = good | {"quantity": "beaucoup", "action": str(action.pk)}
    page = referent.post(url("entry") + "?annee=2026", typed(**{f"p{means.pk}": good, "n0": wrong}))
    assert page.status_code == 200 and "beaucoup" in page.text and "n’est pas un nombre" in page.text
    negative = good | {"quantity": "-3", "action": str(action.pk)}
    page = referent.post(url("entry") + "?annee=2026", typed(**{f"p{means.pk}": good, "n0": negative}))
    assert page.status_code == 200 and "supérieure" in page.text
    assert not RealMeans.objects.exists()


def test_the_lead_refuses_with_a_reason(lead_client, action, caf):
    said = {
        "action": action.pk, "organisation": caf.pk, "year": "2026", "kind": "droit commun", "nature": "etp",
        "quantity": "0,5", "text": "Une conseillère",
    }  # fmt: skip
    lead_client.post(url("add"), said)
    row = RealMeans.objects.get()
    assert "Dites pourquoi" in lead_client.post(url("judge", row.pk), {"acte": "refuser"}).text
    lead_client.post(url("judge", row.pk), {"acte": "refuser", "motif": "Pas de pièce"})
    assert "Pas de pièce" in lead_client.get(url("means", row.pk)).text
    lead_client.post(url("edit", row.pk), said | {"quantity": "1", "digest": "ancien"})
    row.refresh_from_db()
    assert row.quantity == 0.5
    lead_client.post(url("remove", row.pk))
    assert not RealMeans.objects.exists()


def test_lists_and_picture_come_at_their_address(lead_client, action):
    assert "9000" in lead_client.get(url("export", "csv")).text
    assert lead_client.get(url("export", "xlsx")).content[:2] == b"PK"
    assert lead_client.get(url("chart"))["Content-Type"] == "image/svg+xml"
    assert (
        "Aucun moyen ne répond"
        in lead_client.get(url("page") + "?volet=reel&quartier=sans&origine=credits-specifiques").text
    )
