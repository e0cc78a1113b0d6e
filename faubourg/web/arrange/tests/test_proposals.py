"""What could be mended: proposed, applied by a person, or put aside for good."""

import pytest
from django.urls import reverse

from faubourg.actions.models import Action, ActionRole, DismissedProposal
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.choices import VersionState
from faubourg.contracts.models import CommitmentType
from faubourg.contracts.tests.factories import ListedOrganisationFactory
from faubourg.journal.models import Entry
from faubourg.reports.proposals import Kind, proposals_of
from faubourg.web.arrange.tests.plans import small_plan


@pytest.fixture
def plan(contract):
    for position, (letter, label) in enumerate([("C", "à créer"), ("M", "à maintenir"), ("R", "à renforcer")]):
        CommitmentType.objects.create(contract=contract, letter=letter, label=label, position=position)
    found = small_plan(contract)
    title = "Ouvrir un lieu d’accueil pour les jeunes du quartier"
    found["near"] = [
        ActionFactory(contract=contract, key=f"lieu-{n}", title=title, commitment_type="C", position=10 + n)
        for n in (1, 2)
    ]
    found["verb"] = ActionFactory(
        contract=contract, key="suite", title="Poursuivre les permanences", commitment_type="C", position=20
    )
    caf = ListedOrganisationFactory(contract=contract, key="caf", name="CAF")
    ActionRoleFactory(action=found["a"], organisation=caf, role="pilote")
    found["spare"] = ActionRoleFactory(action=found["a"], organisation=caf, role="partenaire")
    return found


def page_of(contract) -> str:
    return reverse("arrange:proposals", args=[contract.key])


def only(contract, kind: Kind):
    (found,) = proposals_of(contract)[kind]
    return found


def answer(client, contract, one, say: str, **facts):
    url = reverse("arrange:answer", args=[contract.key, one.kind, one.row.key, one.mark])
    return client.post(url, {"reponse": say} | facts, follow=True)


def test_each_proposal_says_its_row_and_what_would_change(lead_client, contract, plan):
    page = lead_client.get(page_of(contract)).content.decode().replace("\xa0", " ").replace("\u202f", " ")
    assert "mêmes mots que" in page
    assert "CAF : pilote, et partenaire aussi" in page
    assert "commence par « Poursuivre »" in page
    assert "Le type devient « M · à maintenir »." in page
    assert not Entry.objects.exists()


def test_applying_writes_that_and_nothing_else(lead_client, contract, plan):
    answer(lead_client, contract, only(contract, Kind.VERB), "appliquer")
    assert Action.objects.get(key="suite").commitment_type == "M"
    answer(lead_client, contract, only(contract, Kind.TWICE), "appliquer")
    assert [role.role for role in ActionRole.objects.all()] == ["pilote"]
    answer(lead_client, contract, only(contract, Kind.NEAR), "appliquer")
    assert [one.key for one in Action.objects.get(key="lieu-1").shared_with.all()] == ["lieu-2"]
    assert {kind: len(found) for kind, found in proposals_of(contract).items()} == dict.fromkeys(Kind, 0)
    assert Entry.objects.count() == 3


def test_what_is_put_aside_is_remembered_and_can_be_taken_back(lead_client, lead, contract, plan):
    answer(lead_client, contract, only(contract, Kind.VERB), "ecarter")
    kept = DismissedProposal.objects.get()
    assert (kept.by, kept.lineage) == (lead, plan["verb"].lineage)
    page = lead_client.get(page_of(contract)).content.decode()
    assert "écartée le" in page
    assert "commence par" not in page
    assert Action.objects.get(key="suite").commitment_type == "C"
    lead_client.post(reverse("arrange:take-back", args=[contract.key, kept.pk]))
    assert only(contract, Kind.VERB)


def test_a_proposal_that_is_no_more_says_so(lead_client, contract, plan):
    one = only(contract, Kind.VERB)
    Action.objects.filter(key="suite").update(commitment_type="M")
    assert "plus lieu d’être" in answer(lead_client, contract, one, "appliquer").content.decode()
    url = reverse("arrange:answer", args=[contract.key, "rien", "suite", "x"])
    assert "plus lieu d’être" in lead_client.post(url, follow=True).content.decode()
    assert lead_client.get(url).status_code == 405


def test_readers_read_and_only_the_lead_answers(client, contract, plan, elected, stranger):
    one = only(contract, Kind.VERB)
    client.force_login(elected)
    page = client.get(page_of(contract))
    assert page.status_code == 200
    assert "Appliquer</button>" not in page.content.decode()
    assert answer(client, contract, one, "appliquer").status_code == 403
    client.force_login(stranger)
    assert client.get(page_of(contract)).status_code == 404
    assert answer(client, contract, one, "ecarter").status_code == 404


def test_an_adopted_plan_asks_for_a_reason(lead_client, contract, plan):
    version = contract.current_version
    version.state = VersionState.ADOPTED
    version.save()
    one = only(contract, Kind.VERB)
    assert "est adoptée" in answer(lead_client, contract, one, "appliquer").content.decode()
    answer(lead_client, contract, one, "appliquer", motif="Type mal recopié")
    assert Action.objects.get(key="suite").commitment_type == "M"


def test_the_page_asks_as_many_queries_for_many_proposals(lead_client, contract, plan, django_assert_max_num_queries):
    for rank in range(40):
        title = f"Poursuivre le chantier numéro {rank}"
        ActionFactory(contract=contract, key=f"v-{rank}", title=title, commitment_type="C", position=30 + rank)
    with django_assert_max_num_queries(30):
        assert lead_client.get(page_of(contract)).status_code == 200
