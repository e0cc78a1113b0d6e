"""The tab « Suivi » of a fiche."""

import pytest
from django.urls import reverse

from faubourg.actions.choices import Decision
from faubourg.actions.models import ActionStatus, ConditionFinding
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.choices import Role
from faubourg.contracts.models import Lineage
from faubourg.contracts.tests.factories import ContractFactory, ListedOrganisationFactory, MembershipFactory
from faubourg.journal.models import Entry

pytestmark = pytest.mark.django_db


def tab(action):
    return reverse("life:fiche", args=["essai", action.key])


def values(state, **facts):
    return {"state": state.pk, "stated_on": "2026-01-15", "comment": "", "unblocking": "", "expected_proof": ""} | facts


def test_the_lead_says_and_the_fiche_shows_it_with_its_proof(lead_client, action, scale):
    answer = lead_client.post(tab(action), values(scale["en_cours"], expected_proof="Compte rendu"), follow=True)
    page = answer.content.decode()
    assert "Avancement enregistré." in page and "Compte rendu" in page and "15\xa0janvier\xa02026" in page
    assert "En cours" in lead_client.get(action.get_absolute_url()).content.decode()


def test_a_pilot_proposes_the_lead_answers(client, lead, pilot, action, scale):
    client.force_login(pilot)
    page = client.post(tab(action), values(scale["terminee"]), follow=True).content.decode()
    assert "il reste à valider" in page and "Retirer ma proposition" in page and "Valider" not in page.split("main")[1]
    fiche = client.get(action.get_absolute_url()).content.decode()
    assert "Terminée" not in fiche
    plan = client.get(reverse("plan:plan", args=["essai"]) + "?avancement=terminee").content.decode()
    assert "Ouvrir un lieu" not in plan
    said = ActionStatus.objects.get()
    address = reverse("life:answer", args=["essai", action.key, said.pk])
    assert client.post(address, {"acte": "valider"}).status_code == 403
    client.force_login(lead)
    assert "pourquoi la proposition" in client.post(address, {"acte": "refuser"}, follow=True).content.decode()
    client.post(address, {"acte": "valider"})
    assert "Terminée" in client.get(action.get_absolute_url()).content.decode()
    page = client.post(address, {"acte": "refuser", "motif": "Non"}, follow=True).content.decode()
    assert "est déjà validé par" in page
    client.post(address, {"acte": "retirer", "motif": "Erreur"})
    said.refresh_from_db()
    assert (said.decision, said.decision_reason) == (Decision.WITHDRAWN, "Erreur")


def test_a_blocked_action_asks_for_its_reason_in_the_fields(lead_client, action, scale):
    page = lead_client.post(tab(action), values(scale["bloquee"])).content.decode()
    assert "Dites pourquoi l’action est bloquée." in page and "Dites ce qui débloquera l’action." in page
    assert not ActionStatus.objects.exists()


@pytest.mark.parametrize(
    "bad",
    [
        {"stated_on": "2026-02-30"},
        {"stated_on": "9999-01-01"},
        {"stated_on": "x" * 300},
        {"stated_on": "\0"},
        {"comment": "a" * 1_000_000},
        {"comment": "a\0b"},
        {"state": "999999999999999999999999"},
        {"state": "\0"},
        {"body": "12"},
        {"state": ""},
    ],
)
def test_bad_input_is_a_field_error(lead_client, action, scale, bad):
    answer = lead_client.post(tab(action), values(scale["en_cours"]) | bad)
    assert answer.status_code == 200 and "fb-error" in answer.content.decode()
    assert not ActionStatus.objects.exists()


def test_what_a_person_writes_is_never_markup(lead_client, action, scale):
    lead_client.post(tab(action), values(scale["en_cours"], comment="<script>alert(1)</script>"))
    assert "<script>alert" not in lead_client.get(tab(action)).content.decode()


def test_an_elue_reads_a_stranger_does_not(client, elected, stranger, action, scale):
    client.force_login(elected)
    page = client.get(tab(action)).content.decode()
    assert "Où en est l’action" in page and "Dire l’avancement</h2>" not in page
    assert client.post(tab(action), {}).status_code == 403
    assert client.post(reverse("life:condition", args=["essai", action.key]), {}).status_code == 403
    client.force_login(stranger)
    assert client.get(tab(action)).status_code == 404


def test_a_statement_of_another_fiche_is_not_found(lead_client, contract, action, scale):
    other = ActionStatus.objects.create(
        lineage=Lineage.objects.create(contract=ContractFactory()), state=scale["en_cours"]
    )
    address = reverse("life:answer", args=["essai", action.key, other.pk])
    assert lead_client.post(address, {"acte": "valider"}).status_code == 404


def test_the_condition_of_an_action_is_followed(client, pilot, action, scale):
    client.force_login(pilot)
    assert "en attente" in client.get(tab(action)).content.decode()
    address = reverse("life:condition", args=["essai", action.key])
    facts = {"condition-outcome": "non-levee", "condition-found_on": "2026-01-10"}
    assert "pourquoi la condition" in client.post(address, facts).content.decode()
    client.post(address, facts | {"condition-comment": "Fonds refusés"})
    assert ConditionFinding.objects.get().comment == "Fonds refusés"
    assert Entry.objects.about(action).get().changes == {"condition": ["en attente", "non levée"]}


def test_a_fiche_takes_the_state_of_its_sub_actions_and_says_so(lead_client, contract, action, scale):
    for rank in range(2):
        part = ActionFactory(contract=contract, parent=action, code=f"1.{rank}")
        ActionStatus.objects.create(lineage=part.lineage, state=scale["terminee"], stated_on="2026")
    page = lead_client.get(tab(action)).content.decode().replace("\xa0", " ")
    assert "déduit de ses 2 sous-actions" in page and "Une fiche sans avancement à elle" in page
    fiche = lead_client.get(action.get_absolute_url()).content.decode().replace("\xa0", " ")
    assert "déduit de ses 2 sous-actions" in fiche
    plan = lead_client.get(reverse("plan:plan", args=["essai"]) + "?avancement=terminee").content.decode()
    assert "Ouvrir un lieu" in plan and "avancement déduit" in plan


def test_without_a_scale_the_page_says_where_to_take_one(lead_client, action):
    page = lead_client.get(tab(action)).content.decode()
    assert reverse("life:scale", args=["essai"]) in page and "fb-error" not in page


def test_another_organisation_may_not_propose(client, contract, action, scale):
    organisation = ListedOrganisationFactory(contract=contract)
    ActionRoleFactory(action=ActionFactory(contract=contract), organisation=organisation)
    other = MembershipFactory(contract=contract, role=Role.REFERENT, organisation=organisation).user
    client.force_login(other)
    assert client.post(tab(action), values(scale["en_cours"])).status_code == 403
