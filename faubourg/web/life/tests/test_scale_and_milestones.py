"""The page of the scale and the page of the key milestones."""

import pytest
from django.urls import reverse

from faubourg.actions.models import ActionStatus
from faubourg.contracts.choices import Role
from faubourg.contracts.models import Milestone, MilestoneApproval
from faubourg.contracts.tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"life:{name}", args=["essai", *args])


def test_the_default_scale_is_offered_and_taken(lead_client, contract):
    assert "Reprendre l’échelle proposée" in lead_client.get(url("scale")).content.decode()
    page = lead_client.post(url("scale-default"), follow=True).content.decode()
    assert "Terminée, pérenne" in page and contract.status_scale.count() == 7
    page = lead_client.post(url("scale-default"), follow=True).content.decode()
    assert "a déjà une échelle" in page


def test_states_are_added_changed_moved_and_removed(lead_client, contract, scale, action):
    values = {"label": "À l’étude", "meaning": "", "counts_as_implemented": ""}
    lead_client.post(url("scale"), values)
    added = contract.status_scale.get(label="À l’étude")
    assert added.counts_as_implemented is None
    lead_client.post(url("scale-state", added.pk), values | {"label": "Étudiée", "counts_as_implemented": "non"})
    lead_client.post(url("scale-move", added.pk), {"sens": "haut"})
    added.refresh_from_db()
    assert (added.label, added.counts_as_implemented, added.position) == ("Étudiée", False, 6)
    ActionStatus.objects.create(lineage=action.lineage, state=added)
    page = lead_client.post(url("scale-remove", added.pk), follow=True).content.decode()
    assert "ne peut pas être retiré" in page
    lead_client.post(url("scale-remove", scale["arbitrage"].pk))
    assert not contract.status_scale.filter(key="arbitrage").exists()


@pytest.mark.parametrize("bad", [{"label": ""}, {"label": "En cours"}, {"label": "a" * 500}, {"meaning": "x"}])
def test_bad_states_are_field_errors(lead_client, contract, scale, bad):
    page = lead_client.post(url("scale"), {"label": "Neuf", "meaning": "", "counts_as_implemented": ""} | bad)
    assert page.status_code == 200 and "fb-error" in page.content.decode()
    assert contract.status_scale.count() == len(scale)


def test_only_the_lead_changes_the_scale(client, elected, scale):
    client.force_login(elected)
    state = scale["en_cours"]
    assert "Ajouter un état" not in client.get(url("scale")).content.decode()
    assert client.get(url("scale-state", state.pk)).status_code == 403
    for name, args in (
        ("scale", ()),
        ("scale-default", ()),
        ("scale-move", (state.pk,)),
        ("scale-remove", (state.pk,)),
    ):
        assert client.post(url(name, *args)).status_code == 403


def test_a_key_milestone_is_approved_by_both_then_withdrawn(client, lead, contract):
    delegate = MembershipFactory(contract=contract, role=Role.STATE_LEAD).user
    milestone = Milestone.objects.create(contract=contract, label="Point d’étape", date="2020")
    client.force_login(lead)
    client.post(url("milestone-key", milestone.pk), {"cle": "oui"})
    page = client.get(url("milestones")).content.decode()
    assert "à approuver" in page and "en retard" in page and "Approuver pour l’État" not in page
    client.post(url("milestone-approve", milestone.pk), {"cote": "epci"})
    assert client.post(url("milestone-approve", milestone.pk), {"cote": "etat"}).status_code == 403
    client.force_login(delegate)
    assert client.post(url("milestone-key", milestone.pk), {"cle": "non"}).status_code == 403
    client.post(url("milestone-approve", milestone.pk), {"cote": "etat"})
    assert ">approuvé</span>" in client.get(url("milestones")).content.decode()
    page = client.post(url("milestone-withdraw", milestone.pk), {"cote": "etat"}, follow=True).content.decode()
    assert "Dites le motif" in page
    client.post(url("milestone-withdraw", milestone.pk), {"cote": "etat", "motif": "Date\0 changée"})
    assert MilestoneApproval.objects.filter(withdrawn_at=None).count() == 1
    Milestone.objects.update(label="Point d’étape et baromètre")
    page = client.get(url("milestones")).content.decode()
    assert "le jalon a changé depuis" in page and "Date changée" in page


def test_an_elue_reads_the_milestones_only(client, elected, contract):
    milestone = Milestone.objects.create(contract=contract, label="Point d’étape", is_key=True)
    client.force_login(elected)
    assert "pas encore approuvé" in client.get(url("milestones")).content.decode()
    for name in ("milestone-key", "milestone-approve", "milestone-withdraw"):
        assert client.post(url(name, milestone.pk), {"cote": "epci", "motif": "x"}).status_code == 403
    assert client.post(url("milestone-approve", 999)).status_code == 404
