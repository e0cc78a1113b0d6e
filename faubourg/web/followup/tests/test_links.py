"""A partner without account: a button first, then their own lines and nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.followup.models import PersonalLink
from faubourg.followup.operations import revoke_link
from faubourg.indicators.models import Observation
from faubourg.journal.models import Entry
from faubourg.mailing.models import Message
from faubourg.web.followup.tests.test_pages import cell

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(made):
    return reverse("followup:link", args=[made.token])


def enter(client, address):
    return client.post(address, {"ouvrir": "1"}, follow=True).content.decode()


def test_the_lead_sends_renews_and_withdraws_a_link(client, opened):
    client.force_login(opened.lead)
    send = reverse("followup:link-send", args=[opened.contract.key, opened.campaign.key, "caf"])
    client.post(send, {"adresse": "pas une adresse"})
    assert not PersonalLink.objects.exists()
    client.post(send, {"adresse": "Partenaire@Exemple.fr"})
    client.post(send, {"adresse": "partenaire@exemple.fr"})
    first, second = PersonalLink.objects.order_by("pk")
    assert (bool(first.revoked_at), second.revoked_at) == (True, None)
    letters = Message.objects.filter(recipient="partenaire@exemple.fr").order_by("pk")
    assert all("/repondre/" in one.personal_link and one.personal_link in one.text for one in letters)
    assert len(letters) == 2
    page = client.get(opened.address).content.decode()
    assert page.count("partenaire@exemple.fr</th>") == 2
    client.post(reverse("followup:link-revoke", args=[opened.contract.key, opened.campaign.key, "caf", second.pk]))
    second.refresh_from_db()
    assert second.revoked_at


def test_a_scanner_finds_a_button_whatever_the_token(client, address):
    for one in (address, reverse("followup:link", args=["inconnu"])):
        page = client.get(one).content.decode()
        assert "Ouvrir la demande" in page
        assert "CAF" not in page
    assert "ne mène à rien" in enter(client, reverse("followup:link", args=["inconnu"]))
    assert "Familles suivies" not in client.get(address).content.decode()


def test_the_lines_of_the_organisation_and_nothing_else(client, opened, address):
    page = enter(client, address)
    assert "Familles suivies" in page
    assert "Indicateur de personne" not in page
    assert 'class="fb-side"' not in page
    assert "/contrats/" not in page
    answer = client.post(address, {cell(opened): "12", "faire": "transmettre"}, follow=True).content.decode()
    assert "1\u00a0ligne transmise" in answer
    assert Entry.objects.get(verb="valeur saisie").author == "lien personnel, CAF"
    assert "001-B" in Message.objects.get(recipient="partenaire@exemple.fr", job="receipt").text
    assert client.get(opened.address).status_code == 302


def test_a_line_of_another_organisation_is_refused(client, opened, address):
    enter(client, address)
    other = opened.campaign.requests.get(organisation=opened.city).lines.get()
    page = client.post(address, {f"l{other.pk}-v-{opened.places.pk}-0-t": "9", "faire": "enregistrer"}, follow=True)
    assert "n’est pas de cette demande" in page.content.decode()
    sly = client.post(address, {f"l{opened.line.pk}-v-{opened.orphan.pk}-0-t": "9", "faire": "enregistrer"})
    assert sly.status_code == 403
    decided = client.post(address, {"faire": f"valider-{opened.line.pk}"})
    assert decided.status_code == 403
    assert not Observation.objects.exists()


def test_two_people_on_one_link(client, opened, address):
    enter(client, address)
    client.post(address, {cell(opened): "12", "faire": "enregistrer"})
    page = client.post(address, {cell(opened): "13", "faire": "enregistrer"}).content.decode()
    assert "Quelqu’un d’autre a écrit ici" in page
    assert 'value="13"' in page


@pytest.mark.parametrize("end", ["expiré", "retiré"])
def test_a_dead_link_says_why_and_gives_back_what_was_typed(client, opened, made, address, end):
    enter(client, address)
    if end == "retiré":
        revoke_link(link=made.link, by=opened.lead, at=timezone.now())
    else:
        PersonalLink.objects.update(expires_at=timezone.now() - timedelta(hours=1))
    page = client.post(address, {cell(opened): "1234", "faire": "enregistrer"})
    assert page.status_code == 403
    told = page.content.decode()
    assert f"Ce lien a {'expiré' if end == 'expiré' else 'été retiré'}" in told
    assert "1234" in told
    assert "Ligne 001-B" in told
    assert not Observation.objects.exists()
