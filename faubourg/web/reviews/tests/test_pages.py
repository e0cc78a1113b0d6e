"""The pages of reviews and of the socle: what each person sees, writes and downloads."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.models import StatusState
from faubourg.contracts.tests.factories import ListedOrganisationFactory, NodeFactory
from faubourg.followup.choices import CampaignState, ReviewState
from faubourg.followup.models import CommitmentYear, CoreCommitment, HeldCount, Review
from faubourg.followup.tests.factories import CampaignFactory


@pytest.fixture
def scene(contract):
    contract.done = StatusState.objects.create(contract=contract, key="fait", label="Faite", counts_as_implemented=True)
    contract.not_done = StatusState.objects.create(
        contract=contract, key="non", label="Non faite", counts_as_implemented=False
    )
    contract.node = NodeFactory(contract=contract, title="Emploi")
    contract.action = ActionFactory(
        contract=contract, key="a1", code="1", title="Café des parents", nodes=[contract.node]
    )
    contract.campaign = CampaignFactory(contract=contract, state=CampaignState.OPEN)
    return contract


def text(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_a_review_goes_from_draft_to_the_synthesis(lead_client, scene):
    url = reverse("reviews:fiche", args=["essai", "a1"])
    assert "à écrire" in text(lead_client.get(reverse("reviews:list", args=["essai"])))
    data = {"seen": "", "achievements": "12 séances", "status": scene.done.pk, "stated_on": "2026-01-15"}
    lead_client.post(url, data)
    assert Review.objects.get().state == ReviewState.DRAFT
    refused = lead_client.post(url, data | {"acte": "transmettre"})
    assert "Quelqu’un d’autre a écrit ce bilan" in text(refused)
    seen = lead_client.get(url).context["form"].initial["seen"]
    lead_client.post(url, data | {"seen": seen, "acte": "transmettre"})
    assert "Aucun bilan ne compte encore" in text(lead_client.get(reverse("reviews:synthesis", args=["essai"])))
    lead_client.post(reverse("reviews:validate-many", args=["essai"]), {"bilan": [Review.objects.get().pk]})
    page = text(lead_client.get(reverse("reviews:synthesis", args=["essai"])))
    assert "100,0 %" in page
    assert "1 sur 1" in page
    assert "Faite" in text(lead_client.get(reverse("life:fiche", args=["essai", "a1"])))


def test_held_counts_are_apart_and_what_is_not_done_gives_its_reason(lead_client, scene):
    facts = {"contract": scene, "campaign": "bilan", "objective_lineage": scene.node.lineage}
    Review.objects.create(key="r1", label="Garage solidaire", status=scene.not_done, shortfall="Sans local", **facts)
    Review.objects.create(key="r2", label="Suite", status=scene.not_done, counts_as=0, **facts)
    HeldCount.objects.create(contract=scene, campaign="bilan", label="Citoyenneté", status=scene.done, count=8)
    page = text(lead_client.get(reverse("reviews:synthesis", args=["essai"])))
    assert "8 sur 9" in page
    assert "1 ligne fusionnée ne compte pas" in page
    assert "Sans local" in page
    book = lead_client.get(reverse("reviews:synthesis-export", args=["essai", "csv"])).content.decode("utf-8-sig")
    assert "Citoyenneté" in book
    assert text(lead_client.get(reverse("records:section", args=["essai", "comptes-publies-sans-lignes"])))


def test_the_socle_of_a_year_from_its_choice_to_its_answers(lead_client, scene):
    ActionFactory(contract=scene, key="g1", title="Tendre au poids des habitants", transversal=True)
    caf = ListedOrganisationFactory(contract=scene, key="caf", name="CAF", signatory=True)
    assert "pas encore choisis" in text(lead_client.get(reverse("reviews:socle", args=["essai"])))
    choose = reverse("reviews:socle-choose", args=["essai"])
    [first] = lead_client.get(choose).context["form"].fields["actions"].queryset
    lead_client.post(choose, {"actions": [first.pk]})
    commitment = CoreCommitment.objects.get()
    year = timezone.localdate().year
    url = reverse("reviews:socle-answer", args=["essai", year, "caf"])
    names = {name: f"{commitment.pk}-{name}" for name in ("outcome", "proof", "interpretation", "seen")}
    refused = text(lead_client.post(url, {names["outcome"]: "tenu"}))
    assert "Donnez la preuve" in refused
    assert "L’interprétation est demandée" in refused
    assert not CommitmentYear.objects.exists()
    lead_client.post(url, {names["outcome"]: "tenu", names["proof"]: "Bilan", names["interpretation"]: "Mieux."})
    assert CommitmentYear.objects.get().organisation == caf
    assert "Mieux." in text(lead_client.get(reverse("reviews:socle", args=["essai"])))


def test_the_list_costs_the_same_with_one_action_and_twenty(lead_client, scene):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            lead_client.get(reverse("reviews:list", args=["essai"]))
        return len(queries)

    cost()
    first = cost()
    for place in range(20):
        action = ActionFactory(contract=scene, nodes=[scene.node])
        Review.objects.create(
            contract=scene, key=f"b{place}", label="Bilan", round=scene.campaign, lineage=action.lineage,
            status=scene.done, state=ReviewState.SUBMITTED, written_at=timezone.now(),
        )  # fmt: skip
    assert cost() == first
