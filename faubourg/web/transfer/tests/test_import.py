"""Sending a file, looking at what it changes, applying it: the pages, their rights, and what stays on the server."""

import datetime

import pytest
import yaml
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from faubourg.actions.models import Action
from faubourg.amendments.models import Correction
from faubourg.contracts.choices import Role, VersionState
from faubourg.contracts.models import Contract, Version
from faubourg.contracts.tests.factories import UserFactory
from faubourg.exchange.files import yaml_of
from faubourg.exchange.tests.documents import exported, paths_of_difference, small
from faubourg.exchange.tests.workbooks import workbook
from faubourg.exchange.workbook.writing import workbook_of
from faubourg.web.transfer import uploads
from faubourg.web.transfer.presentation import SHOWN
from faubourg.web.transfer.tests.test_bad_files import text_of

pytestmark = pytest.mark.django_db


def _yaml(document: dict) -> bytes:
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False).encode()


def _changed() -> dict:
    document = small()
    document["actions"][0]["title"] = "Ouvrir deux accueils"
    document["actions"][1]["title"] = "Poursuivre"
    document["anomalies"] = []
    return document


def _apply(client, response, **changes):
    """Post the form of a preview as a browser would, with these changes."""
    found, groups = response.context["found"], response.context["groups"]
    data = {
        "digest": found.digest,
        "take": [line.id for group in groups for line in group.lines] + [f"{g.name}/*" for g in groups if g.rest],
    } | changes
    return client.post(reverse("transfer:apply", args=[response.context["upload"].token]), data, follow=True)


def _stored() -> list[str]:
    return default_storage.listdir(uploads.FOLDER)[1] if default_storage.exists(uploads.FOLDER) else []


def test_the_page_offers_exports_to_all_and_the_import_to_the_lead(client, lead, elected, small_contract):
    address = reverse("transfer:page", args=[small_contract.key])
    client.force_login(lead)
    assert 'type="file"' in client.get(address).content.decode()
    client.force_login(elected)
    page = client.get(address).content.decode()
    assert 'type="file"' not in page and "Lecture seule" in page
    assert reverse("transfer:export", args=[small_contract.key, "xlsx"]) in page


def test_exports_are_the_files_of_the_contract(client, lead, small_contract):
    client.force_login(lead)
    answer = client.get(reverse("transfer:export", args=[small_contract.key, "yaml"]))
    assert answer.content == yaml_of(small_contract)
    answer = client.get(reverse("transfer:export", args=[small_contract.key, "xlsx"]))
    assert answer.content.startswith(b"PK") and 'filename="petit-2024.xlsx"' in answer["Content-Disposition"]
    assert client.get(reverse("transfer:export", args=[small_contract.key, "doc"])).status_code == 404
    assert client.get(reverse("transfer:blank")).content.startswith(b"PK")


def test_rights(client, elected, stranger, lead, small_contract, send):
    address = reverse("transfer:page", args=[small_contract.key])
    for user, page, post, new in ((stranger, 404, 404, 403), (elected, 200, 403, 403), (lead, 200, 200, 403)):
        client.force_login(user)
        assert client.get(address).status_code == page
        assert client.post(address, {}).status_code == post
        assert client.get(reverse("transfer:new")).status_code == new


def test_a_preview_shows_old_and_new_and_writes_nothing(client, lead, small_contract, send):
    client.force_login(lead)
    response = send(_yaml(_changed()), "petit.yaml", small_contract)
    page = text_of(response)
    assert "Lignes à modifier 2" in page and "Lignes à retirer 1" in page
    assert "Ouvrir un accueil Ouvrir deux accueils" in page
    assert response.content.decode().count('name="take"') == 3
    assert "".join(paths_of_difference(small(), exported(small_contract))) == ""


def test_applying_writes_what_is_ticked_and_only_that(client, lead, small_contract, send):
    client.force_login(lead)
    response = send(_yaml(_changed()), "petit.yaml", small_contract)
    report = _apply(client, response, take=["actions/f1/title"])
    page = text_of(report)
    assert "Compte rendu de l’import" in page and "Lignes modifiées 1" in page and "Différences refusées 2" in page
    expected = small()
    expected["actions"][0]["title"] = "Ouvrir deux accueils"
    assert "".join(paths_of_difference(expected, exported(small_contract))) == ""


def test_applying_all_makes_the_contract_the_file(client, lead, small_contract, send):
    client.force_login(lead)
    document = _changed()
    report = _apply(client, send(_yaml(document), "petit.yaml", small_contract))
    assert "Lignes retirées 1" in text_of(report)
    del document["anomalies"]
    assert "".join(paths_of_difference(document, exported(small_contract))) == ""
    # Going back does not apply it again.
    again = client.get(reverse("transfer:preview", args=[report.context["upload"].token]))
    assert again.status_code == 302 and again["Location"].endswith("/compte-rendu/")
    assert _stored() == []


def test_a_section_can_be_left_as_it_is(client, lead, small_contract, send):
    client.force_login(lead)
    response = send(_yaml(_changed()), "petit.yaml", small_contract)
    _apply(client, response, leave=["actions"])
    expected = small()
    del expected["anomalies"]
    assert "".join(paths_of_difference(expected, exported(small_contract))) == ""


def test_an_export_sent_back_changes_nothing(client, lead, small_contract, send):
    client.force_login(lead)
    for content, name in ((workbook_of(small_contract), "petit.xlsx"), (yaml_of(small_contract), "petit.yaml")):
        assert "Ce fichier ne change rien." in text_of(send(content, name, small_contract))


def test_a_contract_that_changed_meanwhile_is_shown_again(client, lead, small_contract, send):
    client.force_login(lead)
    response = send(_yaml(_changed()), "petit.yaml", small_contract)
    Action.objects.filter(key="f1").update(title="Changé entre-temps")
    answer = _apply(client, response)
    page = text_of(answer)
    assert "Le contrat a changé depuis l’aperçu" in page and "Changé entre-temps Ouvrir deux accueils" in page
    assert Action.objects.get(key="f1").title == "Changé entre-temps"
    _apply(client, answer)
    assert Action.objects.get(key="f1").title == "Ouvrir deux accueils"


def test_refusals_that_do_not_fit_together_are_said_and_nothing_is_written(client, lead, small_contract, send):
    client.force_login(lead)
    document = small()
    document["organisations"].append({"key": "org-neuf", "name": "Neuf"})
    document["roles"][0]["organisation"] = "org-neuf"
    response = send(_yaml(document), "petit.yaml", small_contract)
    page = text_of(_apply(client, response, take=["roles/+1"]))
    assert "« org-neuf » n’est la clé d’aucune organisation" in page and "Appliquer ce qui est coché" in page
    assert "".join(paths_of_difference(small(), exported(small_contract))) == ""


def test_many_differences_are_taken_or_left_together(client, lead, small_contract, send):
    client.force_login(lead)
    document = small()
    document["anomalies"] += [{"text": f"Remarque {number}"} for number in range(SHOWN + 20)]
    response = send(_yaml(document), "petit.yaml", small_contract)
    page = response.content.decode()
    assert page.count('name="take"') == SHOWN + 1 and "et 20 autres différences" in text_of(response)
    taken = [line.id for group in response.context["groups"] for line in group.lines]
    _apply(client, response, take=taken)
    assert small_contract.anomalies.count() == 1 + SHOWN


def test_the_file_of_another_contract_is_refused(client, lead, contract, small_contract, send):
    client.force_login(lead)
    page = text_of(send(_yaml(small()), "petit.yaml", contract))
    assert "Ce fichier est celui du contrat « petit-2024 », pas de « essai »" in page


def test_an_administrator_creates_a_contract(client, admin, send):
    client.force_login(admin)
    response = send(_yaml(small()), "petit.yaml")
    assert "Le fichier crée le contrat « Contrat de ville de Petitville »" in text_of(response)
    assert not Contract.objects.exists()
    report = _apply(client, response)
    assert "Ouvrir le contrat" in text_of(report)
    assert "".join(paths_of_difference(small(), exported(Contract.objects.get()))) == ""


def test_a_new_contract_with_a_key_already_taken_is_refused(client, admin, small_contract, send):
    client.force_login(admin)
    page = text_of(send(_yaml(small()), "petit.yaml"))
    assert "Un contrat porte déjà la clé « petit-2024 »" in page and "Changer la clé du fichier" in page


def test_a_file_with_a_key_already_taken_becomes_an_update_in_one_click(client, admin, small_contract, send):
    client.force_login(admin)
    response = send(_yaml(_changed()), "petit.yaml")
    address = reverse("transfer:update", args=[response.context["upload"].token])
    assert address in response.content.decode()
    response = client.post(address, follow=True)
    assert "Ouvrir deux accueils" in text_of(response) and "Appliquer ce qui est coché" in text_of(response)
    _apply(client, response)
    assert Action.objects.get(key="f1").title == "Ouvrir deux accueils"


def test_a_contract_without_rows_is_said_to_be_created(client, admin, send):
    client.force_login(admin)
    page = text_of(_apply(client, send(workbook(), "essai.xlsx")))
    assert "Le contrat « Contrat d’essai » a été créé, sans ligne." in page and "n’a pas changé" not in page


def test_an_administrator_gives_a_new_contract_its_lead(client, admin, send):
    client.force_login(admin)
    response = send(workbook(), "essai-2.xlsx")
    assert "Chef·fe de projet" in text_of(response)
    closed = UserFactory(is_active=False)
    assert "Ce compte n’est pas ouvert" in text_of(_apply(client, response, lead=closed.pk))
    assert not Contract.objects.exists()
    _apply(client, response, lead=admin.pk)
    role = Contract.objects.get(key="essai").memberships.get()
    assert (role.user, role.role) == (admin, Role.PROJECT_LEAD)


def test_a_wrong_address_of_an_import_is_said(client, elected, admin):
    for user in (elected, admin):
        client.force_login(user)
        answer = client.get(reverse("transfer:preview", args=["inconnu"]), follow=True)
        assert "Ce fichier n’est plus là" in text_of(answer)


def test_an_upload_belongs_to_its_session_and_its_person(client, lead, admin, small_contract, send):
    client.force_login(lead)
    token = send(_yaml(_changed()), "petit.yaml", small_contract).context["upload"].token
    address = reverse("transfer:preview", args=[token])
    assert client.get(address).status_code == 200
    client.force_login(admin)
    assert client.get(address).status_code == 302
    client.force_login(lead)
    answer = client.get(address, follow=True)
    assert "Ce fichier n’est plus là" in text_of(answer)


def test_a_lead_who_lost_the_role_may_no_longer_apply(client, lead, small_contract, send):
    client.force_login(lead)
    response = send(_yaml(_changed()), "petit.yaml", small_contract)
    lead.memberships.filter(contract=small_contract).delete()
    assert _apply(client, response).status_code == 403
    assert "".join(paths_of_difference(small(), exported(small_contract))) == ""


def test_an_old_upload_is_gone_from_the_page_and_from_the_server(client, lead, small_contract, send, monkeypatch):
    client.force_login(lead)
    token = send(_yaml(_changed()), "petit.yaml", small_contract).context["upload"].token
    assert _stored() == [token]
    later = timezone.now() + datetime.timedelta(minutes=61)
    monkeypatch.setattr("faubourg.web.transfer.views.timezone.now", lambda: later)
    assert "Ce fichier n’est plus là" in text_of(client.get(reverse("transfer:preview", args=[token]), follow=True))
    assert _stored() == []


def test_files_nobody_came_back_for_are_swept(client, lead, small_contract, send):
    client.force_login(lead)
    send(_yaml(_changed()), "petit.yaml", small_contract)
    uploads.sweep(timezone.now() + datetime.timedelta(minutes=61))
    assert _stored() == []


def test_a_session_keeps_only_its_last_files(client, lead, small_contract, send):
    client.force_login(lead)
    for _ in range(uploads.MOST + 2):
        send(_yaml(_changed()), "petit.yaml", small_contract)
    assert len(_stored()) == uploads.MOST


def test_giving_up_removes_the_file(client, lead, small_contract, send):
    client.force_login(lead)
    response = send(_yaml(_changed()), "petit.yaml", small_contract)
    answer = client.post(reverse("transfer:apply", args=[response.context["upload"].token]), {"drop": "1"})
    assert answer["Location"] == reverse("transfer:page", args=[small_contract.key])
    assert _stored() == []


def test_writes_are_posts(client, lead, small_contract, send):
    client.force_login(lead)
    token = send(_yaml(_changed()), "petit.yaml", small_contract).context["upload"].token
    assert client.get(reverse("transfer:apply", args=[token])).status_code == 405
    assert client.post(reverse("transfer:preview", args=[token])).status_code == 405


@pytest.fixture(autouse=True)
def _clean_storage():
    """Each test begins and ends without kept files."""
    yield
    for name in _stored():
        default_storage.delete(f"{uploads.FOLDER}/{name}")


def test_an_adopted_plan_takes_a_file_with_a_reason_only(client, lead, small_contract, send):
    Version.objects.filter(contract=small_contract).update(state=VersionState.ADOPTED)
    client.force_login(lead)
    response = send(_yaml(_changed()), "petit.yaml", small_contract)
    assert "Motif de la correction matérielle" in text_of(response)
    refused = _apply(client, response)
    assert "est adoptée : 2 différences touchent ce qui ne change plus (« Actions »)." in text_of(refused)
    assert Action.objects.get(key="f1").title == "Ouvrir un accueil"
    assert "Compte rendu de l’import" in text_of(_apply(client, refused, motif="Relecture"))
    assert set(Correction.objects.values_list("entry__reason", flat=True)) == {"Relecture"}


def test_a_file_goes_to_the_draft_on_which_one_works(client, lead, small_contract, send):
    Version.objects.filter(contract=small_contract).update(state=VersionState.ADOPTED)
    client.force_login(lead)
    client.post(reverse("versions:open", args=[small_contract.key]), {"title": "Avenant"}, follow=True)
    response = send(_yaml(_changed()), "petit.yaml", small_contract)
    assert "Motif de la correction" not in text_of(response)
    _apply(client, response)
    titles = Action.objects.filter(key="f1").order_by("version__number").values_list("title", flat=True)
    assert list(titles) == ["Ouvrir un accueil", "Ouvrir deux accueils"]
