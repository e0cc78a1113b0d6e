"""The workspace page by page: the chain, drafts, clashes, bad input, lists, files, the printed synthesis."""

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.models import Version
from faubourg.documents.blocks import Table
from faubourg.evaluation.models import Criterion, Evaluation, Evidence, Question, Recommendation
from faubourg.evaluation.tests.factories import (
    CriterionFactory,
    EvaluationFactory,
    EvidenceFactory,
    FindingFactory,
    ProposalFactory,
    QuestionFactory,
    RecommendationFactory,
    WorkshopFactory,
)
from faubourg.followup.models import Review
from faubourg.followup.tests.factories import CampaignFactory
from faubourg.reports.documents.evaluation import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(contract):
    return EvaluationFactory(contract=contract)


def _url(name: str, *args) -> str:
    return reverse(f"evaluation:{name}", args=["essai", *args])


def test_a_draft_is_unknown_to_readers_everywhere(client, lead_client, elected, evaluation):
    lead_client.post(_url("move", evaluation.key), {"state": "brouillon"})
    row = RecommendationFactory(evaluation=evaluation, text="Relancer le guichet secret")
    question = QuestionFactory(evaluation=evaluation)
    assert "secret" in lead_client.get(_url("recommendations")).text
    assert "secret" in lead_client.get(reverse("transfer:export", args=["essai", "yaml"])).text
    client.force_login(elected)
    for url in (row.get_absolute_url(), question.get_absolute_url(), evaluation.get_absolute_url(),
                reverse("history:entity", args=["essai", "recommendation", row.pk]),
                _url("synthesis", evaluation.key, "pdf")):  # fmt: skip
        assert client.get(url).status_code == 404
    for url in (_url("index"), _url("recommendations"), _url("recommendations-file", "csv"),
                reverse("home:contract", args=["essai"]),
                reverse("transfer:export", args=["essai", "yaml"])):  # fmt: skip
        assert "secret" not in client.get(url).text
    assert lead_client.get(reverse("records:section", args=["essai", "recommandations"])).status_code == 404


def test_the_chain_is_written_step_by_step_and_read_on_one_page(lead_client, contract, evaluation):
    review = Review.objects.create(contract=contract, key="bilan-1", label="Action de santé")
    steps = (
        ("questions", evaluation.key, {"evaluation": evaluation.key, "text": "Mieux soignés ?"}),
        ("criteres", lambda: Question.objects.get().key, {"text": "La part des suivis"}),
        ("preuves", lambda: Criterion.objects.get().key, {"kind": "bilan", "about": review.key, "says": "C’est fait"}),
        ("constats", lambda: Question.objects.get().key, {"text": "Les soins progressent"}),
    )
    parents = {"criteres": "question", "preuves": "criterion", "constats": "question"}
    for part, under, data in steps:
        key = under if isinstance(under, str) else under()
        answer = lead_client.post(f"{_url('add', part)}?sous={key}", data | {parents.get(part, "evaluation"): key})
        assert answer.status_code == 302, answer.text
    criterion = Criterion.objects.get()
    said = {"judgement": "atteint", "argument": ""}
    refused = lead_client.post(_url("edit", "jugements", criterion.key), said)
    assert "Dites ce qui fonde ce jugement" in refused.text
    lead_client.post(_url("edit", "jugements", criterion.key), said | {"argument": "Le bilan le montre"})
    page = lead_client.get(Question.objects.get().get_absolute_url()).text
    for words in (
        "Mieux soignés",
        "La part des suivis",
        "C’est fait",
        "Action de santé",
        "Atteint",
        "Les soins progressent",
    ):
        assert words in page
    assert Evidence.objects.get().review == review


def test_bad_input_has_its_sentence(lead_client, evaluation):
    criterion = CriterionFactory(question__evaluation=evaluation, judgement="atteint")
    sentences = {
        ("preuves", "add"): ({"criterion": criterion.key, "kind": "enquete", "says": "Dit"}, "d’où vient cette preuve"),
        ("ateliers", "add"): (
            {"theme": "Santé", "participations": "10", "distinct": "12"},
            "Plus de personnes distinctes",
        ),
        ("questions", "add"): (
            {"evaluation": evaluation.key, "text": "?", "decision": "COPIL"},
            "la date de cette décision",
        ),
        ("recommandations", "add"): (
            {"evaluation": "inconnue", "text": "T", "kind": "relance"},
            "Sélectionnez un choix",
        ),
    }
    for (part, name), (data, sentence) in sentences.items():
        answer = lead_client.post(_url(name, part), data)
        assert sentence in answer.text.replace("\u00a0", " "), part
    kept = lead_client.post(_url("edit", "dossiers", evaluation.key), {"title": "T", "scale": "non atteint"})
    assert "gardez ce degré" in kept.text


def test_a_proposal_dropped_without_reason_and_a_removal_that_others_need(lead_client, contract, evaluation):
    proposal = ProposalFactory(workshop=WorkshopFactory(contract=contract, evaluation=evaluation))
    answer = lead_client.post(_url("edit", "propositions", proposal.key), {"text": "T", "state": "ecartee"})
    assert "pourquoi la proposition est écartée" in answer.text
    answer = lead_client.post(_url("remove", "ateliers", proposal.workshop.key))
    assert "ne peut pas être retiré" in answer.text
    lead_client.post(_url("remove", "propositions", proposal.key))
    assert lead_client.post(_url("remove", "ateliers", proposal.workshop.key)).status_code == 302


def test_two_people_on_one_judgement_are_told(lead_client, evaluation):
    criterion = CriterionFactory(question__evaluation=evaluation)
    url = _url("edit", "jugements", criterion.key)
    seen = lead_client.get(url).context["form"].initial["seen"]
    lead_client.post(url, {"judgement": "atteint", "argument": "Le premier", "seen": seen})
    answer = lead_client.post(url, {"judgement": "non atteint", "argument": "Le second", "seen": seen})
    assert "Quelqu’un d’autre a changé cette fiche" in answer.text
    assert "Le premier" in answer.text
    assert "Le second" in answer.text
    criterion.refresh_from_db()
    assert criterion.argument == "Le premier"


def test_a_closed_evaluation_keeps_its_texts_and_follows_its_recommendations(lead_client, contract, evaluation):
    row = RecommendationFactory(evaluation=evaluation)
    lead_client.post(_url("move", evaluation.key), {"state": "close"})
    assert lead_client.get(_url("edit", "recommandations", row.key)).status_code == 403
    assert lead_client.get(f"{_url('add', 'questions')}?sous={evaluation.key}").status_code == 403
    action = ActionFactory(contract=contract)
    lead_client.post(_url("take-up", row.key), {"action": action.pk})
    row.refresh_from_db()
    assert row.state == "reprise"


def test_a_fiche_is_opened_in_the_version_in_preparation_only(lead_client, contract):
    evaluation = EvaluationFactory(contract=contract)
    row = RecommendationFactory(evaluation=evaluation, text="Ouvrir un guichet")
    Version.objects.filter(pk=contract.current_version_id).update(state="adoptee")
    assert "Aucune version du plan" in lead_client.get(_url("fiche", row.key), follow=True).text
    Version.objects.filter(pk=contract.current_version_id).update(state="brouillon")
    answer = lead_client.post(_url("fiche", row.key), {"title": "Un guichet", "kind": "fiche"}, follow=True)
    row.refresh_from_db()
    assert row.state == "reprise"
    assert "Un guichet" in answer.text


def test_from_a_review_and_the_list_filters_and_exports(lead_client, contract, evaluation):
    Review.objects.create(contract=contract, key="bilan-1", label="Action de santé")
    page = lead_client.get(f"{_url('add', 'recommandations')}?bilan=bilan-1")
    assert page.context["form"].initial["reviews"] == ["bilan-1"]
    lead_client.post(_url("add", "recommandations"), {
        "evaluation": evaluation.key, "text": "Relancer la santé", "kind": "relance", "reviews": ["bilan-1"],
        "due": "2020",
    })  # fmt: skip
    RecommendationFactory(evaluation=evaluation, text="Une autre", kind="nouvelle-piste")
    text = lead_client.get(f"{_url('recommendations')}?retard=oui&tri=-echeance").text
    assert "Relancer la santé" in text
    assert "Une autre" not in text
    csv = lead_client.get(f"{_url('recommendations-file', 'csv')}?type=nouvelle-piste").text
    assert "Une autre" in csv
    assert "Relancer" not in csv
    assert Recommendation.objects.get(due="2020").reviews.get().key == "bilan-1"


def test_the_synthesis_says_the_chain_and_never_adds_distinct_persons(contract):
    evaluation = EvaluationFactory(contract=contract)
    question = QuestionFactory(evaluation=evaluation, text="Mieux soignés ?")
    criterion = CriterionFactory(question=question, text="La part", judgement="atteint", argument="Net")
    EvidenceFactory(criterion=criterion)
    FindingFactory(question=question, text="Vu")
    for count in (20, None):
        WorkshopFactory(contract=contract, evaluation=evaluation, participations=count, distinct=10)
    blocks = build(contract, printed_on=timezone.localdate()).blocks
    told = str(blocks).replace("\\xa0", " ")
    assert "('La part', 'atteint', 'Net', None)" in told
    assert "20 (1 atelier ne le dit pas)" in told
    assert "('Personnes distinctes, tous ateliers', None)" in told
    assert sum(isinstance(block, Table) for block in blocks) == 5
    evaluation.state = "brouillon"
    Evaluation.objects.filter(pk=evaluation.pk).update(state="brouillon")
    assert "Aucune évaluation n’est partagée" in str(build(contract, printed_on=timezone.localdate()).blocks)
    with pytest.raises(LookupError):
        build(contract, key=evaluation.key, printed_on=timezone.localdate())


def test_an_evaluation_is_tied_to_the_campaign_that_gathers_its_reviews(lead_client, contract, evaluation):
    campaign = CampaignFactory(contract=contract, key="mi-parcours", title="Bilan à mi-parcours")
    lead_client.post(reverse("evaluation:campaign", args=["essai", evaluation.key]), {"campagne": "mi-parcours"})
    evaluation.refresh_from_db()
    assert evaluation.campaign == campaign
    page = lead_client.get(evaluation.get_absolute_url()).content.decode()
    assert reverse("reviews:synthesis", args=["essai"]) + "?campagne=mi-parcours" in page
    lead_client.post(reverse("evaluation:campaign", args=["essai", evaluation.key]), {"campagne": ""})
    evaluation.refresh_from_db()
    assert evaluation.campaign is None
