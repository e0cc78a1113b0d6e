"""A record changed from its screen: saved, journalled, found in the next file; refused with a sentence."""

import pytest
import yaml
from django.forms import MultipleChoiceField
from django.urls import reverse
from django.utils import timezone

from faubourg.actions.models import Means
from faubourg.actions.operations import rename_letter
from faubourg.actions.tests.factories import ActionFactory, ClauseFactory, MeansFactory
from faubourg.contracts.choices import VersionState
from faubourg.contracts.models import CommitmentType, Deliberation, Version
from faubourg.contracts.tests.factories import ListedOrganisationFactory, NodeFactory
from faubourg.exchange.files import yaml_of
from faubourg.indicators.models import Target
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.journal.models import Entry
from faubourg.web.forms.groups import RecordsField, VotesField


@pytest.fixture
def action(contract):
    return ActionFactory(contract=contract, key="eng-1", code="CAF-01", title="Ouvrir une permanence")


def address(contract, section: str, row) -> str:
    return reverse("records:edit", args=[contract.key, section, row.pk])


def filled(client, url: str) -> dict:
    """What the form of the page would send unchanged."""
    form = client.get(url).context["form"]
    sent = {}
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        value = field.prepare_value(value) if hasattr(field, "prepare_value") else value
        if isinstance(field, RecordsField):
            sent |= field.widget.posted(name, value or [])
            continue
        if isinstance(field, VotesField):
            sent |= {f"{name}_{count}": "" if given is None else given for count, given in (value or {}).items()}
            continue
        sent[name] = ([] if isinstance(field, MultipleChoiceField) else "") if value is None else value
    return sent


def test_a_change_is_saved_journalled_and_exported(lead_client, contract, action):
    url = address(contract, "actions", action)
    response = lead_client.post(url, filled(lead_client, url) | {"title": "Ouvrir deux permanences", "start": "2025"})
    assert response.status_code == 302
    exported = yaml.safe_load(yaml_of(contract))["actions"][0]
    assert (exported["title"], exported["start"]) == ("Ouvrir deux permanences", 2025)
    entry = Entry.objects.about(action).get()
    assert entry.changes["intitulé"] == ["Ouvrir une permanence", "Ouvrir deux permanences"]
    assert entry.actor.function == "Cheffe de projet"


def test_saving_without_change_writes_nothing(lead_client, contract, action):
    url = address(contract, "actions", action)
    response = lead_client.post(url, filled(lead_client, url), follow=True)
    assert "Rien n’a changé." in response.content.decode()
    assert not Entry.objects.exists()


def test_links_are_changed_in_order(lead_client, contract, action):
    first, second = NodeFactory(contract=contract, key="n-1"), NodeFactory(contract=contract, key="n-2")
    action.nodes.set([first])
    url = address(contract, "actions", action)
    lead_client.post(url, filled(lead_client, url) | {"nodes": [second.key, first.key]})
    assert yaml.safe_load(yaml_of(contract))["actions"][0]["nodes"] == ["n-1", "n-2"]


def test_a_wrong_value_is_said_at_its_field_and_nothing_is_written(lead_client, contract, action):
    url = address(contract, "actions", action)
    response = lead_client.post(url, filled(lead_client, url) | {"start": "bientôt", "title": "Autre"})
    assert response.status_code == 200
    assert response.context["form"].errors["start"]
    action.refresh_from_db()
    assert action.title == "Ouvrir une permanence"


def test_a_required_field_cannot_be_emptied(lead_client, contract, action):
    url = address(contract, "actions", action)
    response = lead_client.post(url, filled(lead_client, url) | {"title": " "})
    assert "title" in response.context["form"].errors


def test_a_number_is_read_as_written_in_french(lead_client, contract, action):
    means = MeansFactory(action=action, text="Poste", amount=None)
    url = address(contract, "moyens", means)
    lead_client.post(url, filled(lead_client, url) | {"amount": "26 000,50"})
    assert str(Means.objects.get().amount) == "26000.50"


def test_the_second_of_two_people_sees_both_values(lead_client, contract, action):
    url = address(contract, "actions", action)
    mine = filled(lead_client, url)
    lead_client.post(url, mine | {"title": "Écrit par la première"})
    response = lead_client.post(url, mine | {"title": "Écrit par la seconde"})
    page = response.content.decode()
    assert "Quelqu’un d’autre a changé cette fiche" in page
    assert '<span class="fb-clash__value">Écrit par la première</span>' in page
    assert '<span class="fb-clash__value">Écrit par la seconde</span>' in page
    action.refresh_from_db()
    assert action.title == "Écrit par la première"
    mark = page.partition('name="choix-title-vu" value="')[2].partition('"')[0]
    lead_client.post(url, mine | {"title": "Écrit par la seconde", "choix-title": "mienne", "choix-title-vu": mark})
    action.refresh_from_db()
    assert action.title == "Écrit par la seconde"


def test_what_the_second_did_not_touch_keeps_what_the_first_wrote(lead_client, contract, action):
    url = address(contract, "actions", action)
    mine = filled(lead_client, url)
    lead_client.post(url, mine | {"title": "Écrit par la première"})
    assert lead_client.post(url, mine | {"calendar": "en juin"}).status_code == 302
    action.refresh_from_db()
    assert (action.title, action.calendar) == ("Écrit par la première", "en juin")


def test_an_elue_reads_and_cannot_write(client, elected, contract, action):
    client.force_login(elected)
    url = address(contract, "actions", action)
    page = client.get(url)
    assert "Lecture seule" in page.content.decode()
    assert client.post(url, filled(client, url) | {"title": "Non"}).status_code == 403


def test_a_stranger_finds_nothing(client, stranger, contract, action):
    client.force_login(stranger)
    assert client.get(address(contract, "actions", action)).status_code == 404


def test_a_row_of_another_contract_is_not_found(lead_client, contract):
    other = ListedOrganisationFactory()
    assert lead_client.get(address(contract, "organisations", other)).status_code == 404


@pytest.mark.parametrize("pk", ["x", "0", "9" * 30])
def test_an_impossible_number_is_not_found(lead_client, contract, pk):
    assert lead_client.get(reverse("records:edit", args=[contract.key, "actions", pk])).status_code == 404


def test_the_state_of_a_contract_follows_its_table(lead_client, contract):
    contract.state = "en-preparation"
    contract.save()
    url = address(contract, "contrat", contract)
    response = lead_client.post(url, filled(lead_client, url) | {"state": "signe"})
    assert "on ne passe pas" in str(response.context["form"].errors["state"])
    lead_client.post(url, filled(lead_client, url) | {"state": "delibere"})
    contract.refresh_from_db()
    assert contract.state == "delibere"


def test_the_objectives_of_the_law_are_ticked(lead_client, contract, action):
    url = address(contract, "actions", action)
    lead_client.post(url, filled(lead_client, url) | {"legal_objectives": ["10", "3"]})
    assert yaml.safe_load(yaml_of(contract))["actions"][0]["legal_objectives"] == [3, 10]
    lead_client.post(url, filled(lead_client, url) | {"legal_objectives": []})
    assert "legal_objectives" not in yaml.safe_load(yaml_of(contract))["actions"][0]


def test_the_type_of_an_action_is_chosen_among_those_of_the_contract(lead_client, contract, action):
    url = address(contract, "actions", action)
    assert not hasattr(lead_client.get(url).context["form"].fields["commitment_type"], "choices")
    CommitmentType.objects.create(contract=contract, letter="C", label="Créer")
    assert ("C", "C · Créer") in lead_client.get(url).context["form"].fields["commitment_type"].choices
    page = lead_client.post(url, filled(lead_client, url) | {"commitment_type": "Q"})
    assert page.status_code == 200 and page.context["form"].errors["commitment_type"]


def test_a_kind_of_clause_reads_in_words(lead_client, contract):
    clause = ClauseFactory(node=NodeFactory(contract=contract), kind="engagement_operateur", text="Associer")
    url = address(contract, "cahier-des-charges", clause)
    sent = filled(lead_client, url)
    assert sent["kind"] == "engagement de l’opérateur"
    lead_client.post(url, sent | {"text_summary": "Associer les parents"})
    clause.refresh_from_db()
    assert (clause.kind, clause.text) == ("engagement_operateur", "Associer les parents")


def test_the_counts_of_a_vote_are_five_numbers(lead_client, contract):
    row = Deliberation.objects.create(contract=contract, assembly="Conseil municipal", votes_for=33, votes_against=2)
    url = address(contract, "deliberations", row)
    lead_client.post(url, filled(lead_client, url) | {"votes_contre": "", "votes_abstention": "4"})
    row.refresh_from_db()
    assert (row.votes_for, row.votes_against, row.votes_abstain) == (33, None, 4)
    response = lead_client.post(url, filled(lead_client, url) | {"votes_pour": "beaucoup"})
    assert "n’est pas un nombre" in str(response.context["form"].errors["votes"])


def test_targets_are_lines_of_inputs(lead_client, contract):
    action = ActionFactory(contract=contract, key="a-1")
    indicator = IndicatorFactory(version=contract.current_version)
    indicator.actions.set([action])
    Target.objects.create(indicator=indicator, position=0, value=12, due="fin du contrat", extra={"note_op": ">="})
    Target.objects.create(indicator=indicator, position=1, value=20, due="2026")
    url = address(contract, "indicateurs", indicator)
    page = lead_client.get(url).content.decode()
    assert 'name="targets-3-value"' in page
    assert 'name="targets-4-value"' not in page
    unchanged = filled(lead_client, url)
    assert "Rien n’a changé." in lead_client.post(url, unchanged, follow=True).content.decode()
    line = {"targets-lignes": "3", "targets-0-value": "13,5", "targets-1-value": "", "targets-1-due": ""}
    response = lead_client.post(url, unchanged | line | {"targets-2-value": "30", "targets-2-due": "2030"})
    assert response.status_code == 302, response.context["form"].errors
    assert yaml.safe_load(yaml_of(contract))["indicators"][0]["targets"] == [
        {"due": "fin du contrat", "value": 13.5, "note_op": ">="},
        {"due": 2030, "value": 30},
    ]
    response = lead_client.post(url, unchanged | {"targets-1-value": "vingt"})
    assert "Ligne 2, « Valeur »" in str(response.context["form"].errors["targets"])


@pytest.fixture
def letters(contract):
    """Two types of commitments; two actions bear the first, one of them in an older version."""
    for letter, label in (("C", "à créer"), ("R", "à renforcer")):
        CommitmentType.objects.create(contract=contract, letter=letter, label=label)
    older = Version.objects.create(contract=contract, number=2, state=VersionState.ADOPTED)
    old = ActionFactory(contract=contract, version=older, commitment_type="C")
    return (
        ActionFactory(contract=contract, commitment_type="C"),
        old,
        ActionFactory(contract=contract, commitment_type="R"),
    )


def test_a_letter_is_renamed_on_the_actions_that_bear_it(lead_client, contract, letters):
    created = CommitmentType.objects.get(letter="C")
    url = address(contract, "types-dengagement", created)
    assert lead_client.post(url, filled(lead_client, url) | {"letter": "N"}).status_code == 302
    for action in letters:
        action.refresh_from_db()
    assert [action.commitment_type for action in letters] == ["N", "N", "R"]
    assert Entry.objects.about(letters[0]).get().changes == {"type d’engagement": ["C", "N"]}
    assert not Entry.objects.about(letters[2]).exists()
    assert Entry.objects.about(created).get().changes["lettre"] == ["C", "N"]


@pytest.mark.parametrize("letter", ["R", "", "TROP"])
def test_a_letter_that_cannot_be_taken_changes_no_action(lead_client, contract, letters, letter):
    url = address(contract, "types-dengagement", CommitmentType.objects.get(letter="C"))
    response = lead_client.post(url, filled(lead_client, url) | {"letter": letter})
    assert response.status_code == 200 and response.context["form"].errors["letter"]
    letters[0].refresh_from_db()
    assert letters[0].commitment_type == "C" and not Entry.objects.exists()


def test_another_label_leaves_the_actions_alone(lead_client, contract, letters):
    url = address(contract, "types-dengagement", CommitmentType.objects.get(letter="C"))
    lead_client.post(url, filled(lead_client, url) | {"label": "à lancer"})
    assert not Entry.objects.about(letters[0]).exists()


def test_many_actions_are_renamed_in_as_many_queries(lead_client, contract, letters, django_assert_max_num_queries):
    ActionFactory.create_batch(60, contract=contract, commitment_type="C")
    with django_assert_max_num_queries(4):
        assert rename_letter(contract=contract, old="C", new="N", user=None, at=timezone.now()) == 62
