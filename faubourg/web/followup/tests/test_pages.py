"""The pages of campaigns with an account: prepared, opened, answered, decided."""

import pytest
from django.urls import reverse

from faubourg.followup.models import Campaign
from faubourg.followup.tests.factories import Scene
from faubourg.indicators.models import Observation

pytestmark = pytest.mark.django_db


def cell(scene, place="0-t"):
    """The name of a field of the first line."""
    return f"l{scene.line.pk}-v-{scene.families.pk}-{place}"


def test_what_lacks_is_counted_and_listed_before_opening(client, contract, lead):
    scene = Scene(contract, lead)
    client.force_login(lead)
    page = client.get(scene.campaign.get_absolute_url()).content.decode()
    assert "non donné</span></span>" not in page.partition("Indicateurs sans producteur")[0].partition("fb-figs")[2]
    assert "Indicateur de personne" in page
    assert "Ville" in page
    client.post(reverse("followup:act", args=[contract.key, scene.campaign.key, "ouvrir"]))
    assert Campaign.objects.get().state == "ouverte"
    page = client.get(scene.campaign.get_absolute_url()).content.decode()
    assert "Qui doit encore quoi" in page


def test_the_referent_answers_and_the_lead_decides(client, opened):
    client.force_login(opened.referent)
    opened.families.requires_interpretation = True
    opened.families.save()
    answer = client.post(opened.address, {cell(opened): "12", "faire": "enregistrer"}, follow=True)
    assert "Rien n’est encore transmis" in answer.content.decode()
    assert "L’interprétation est obligatoire" in answer.content.decode()
    said = {f"l{opened.line.pk}-interpretation": "En hausse", f"l{opened.line.pk}-jeton": ""}
    client.post(opened.address, said | {"faire": "transmettre"})
    opened.line.refresh_from_db()
    assert opened.line.state == "transmis"
    client.force_login(opened.lead)
    address = reverse("followup:decide", args=[opened.contract.key, opened.campaign.key])
    client.post(address, {"ligne": opened.line.pk, "faire": "corriger", "motif": "Hors quartier ?"})
    opened.line.refresh_from_db()
    assert (opened.line.state, opened.line.reason) == ("a-corriger", "Hors quartier ?")


def test_what_is_typed_on_a_line_validated_meanwhile_is_shown_with_why(client, opened):
    client.force_login(opened.referent)
    client.post(opened.address, {cell(opened): "12", "faire": "transmettre"})
    page = client.post(f"{opened.address}?etat=a-saisir", {cell(opened): "13", "faire": "enregistrer"})
    assert "Tout n’a pas été enregistré" in page.content.decode()
    assert 'value="13"' in page.content.decode()
    assert Observation.objects.get().value == 12


def test_text_in_a_number_is_told_under_its_cell_and_kept(client, opened):
    client.force_login(opened.referent)
    page = client.post(opened.address, {cell(opened): "beaucoup", "faire": "transmettre"}).content.decode()
    assert 'value="beaucoup"' in page
    assert 'aria-invalid="true"' in page
    assert not Observation.objects.exists()


def test_a_reason_and_enter_say_the_line_unavailable_and_lose_nothing(client, opened):
    client.force_login(opened.referent)
    # Enter presses the first button of the form, « Enregistrer ».
    client.post(opened.address, {f"l{opened.line.pk}-motif": "Logiciel en panne", "faire": "enregistrer"})
    opened.line.refresh_from_db()
    assert (opened.line.state, opened.line.reason) == ("indisponible", "Logiciel en panne")
