"""Model actions kept, shared and used; known clauses inserted."""

import pytest
from django.urls import reverse

from faubourg.actions.models import Action, ActionTemplate, Clause
from faubourg.actions.tests.factories import ActionRoleFactory, ClauseFactory
from faubourg.contracts.choices import Role, VersionState
from faubourg.contracts.tests.factories import (
    ContractFactory,
    ListedOrganisationFactory,
    MembershipFactory,
    NodeFactory,
    UserFactory,
)
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.journal.models import Entry
from faubourg.web.arrange.tests.plans import small_plan


@pytest.fixture
def plan(contract):
    found = small_plan(contract)
    caf = ListedOrganisationFactory(contract=contract, key="caf", name="CAF")
    ActionRoleFactory(action=found["a"], organisation=caf, role="pilote")
    IndicatorFactory(contract=contract, label="Enfants accueillis", kind="quantitatif").actions.add(found["a"])
    Action.objects.filter(key="act-a").update(summary="Un résumé", objectives=["Un", "Deux"], calendar="2026")
    ClauseFactory(node=found["o11"], text="Réunir les partenaires")
    ClauseFactory(node=found["o11"], kind="un mot du contrat", text="Une clause\nsur deux lignes")
    return found


def url(contract, name, *parts) -> str:
    return reverse(f"arrange:{name}", args=[contract.key, *parts])


def keep(client, contract, **facts) -> ActionTemplate:
    """The model made of the fiche « act-a », as its form proposes it."""
    form = client.get(url(contract, "keep", "act-a")).context["form"]
    sent = {bound.name: bound.value() or "" for bound in form if bound.name != "is_shared"}
    client.post(url(contract, "keep", "act-a"), sent | facts)
    return ActionTemplate.objects.latest("pk")


def test_a_fiche_is_kept_as_a_model(lead_client, lead, contract, plan):
    kept = keep(lead_client, contract)
    assert (kept.owner, kept.is_shared, kept.title, kept.summary) == (lead, False, "Action a", "Un résumé")
    assert kept.objectives == ["Un", "Deux"]
    assert kept.roles == [{"role": "pilote", "words": "CAF"}]
    assert kept.clauses == [
        {"kind": "obligation", "text": "Réunir les partenaires"},
        {"kind": "un mot du contrat", "text": "Une clause sur deux lignes"},
    ]
    assert [one["label"] for one in kept.indicators] == ["Enfants accueillis"]
    assert Entry.objects.get().verb == "modèle d’action gardé"


def test_ones_own_models_are_ones_own_until_shared(lead_client, client, contract, plan, elected):
    kept = keep(lead_client, contract)
    client.force_login(elected)
    assert client.get(url(contract, "template", kept.pk)).status_code == 404
    ActionTemplate.objects.update(is_shared=True)
    page = client.get(url(contract, "template", kept.pk))
    assert page.status_code == 200
    assert "En faire une action" not in page.content.decode()
    assert "Action a" in client.get(url(contract, "templates")).content.decode()
    for name in ("change-template", "remove-template"):
        assert client.get(url(contract, name, kept.pk)).status_code == 403
        assert client.post(url(contract, name, kept.pk)).status_code == 403
    assert client.post(url(contract, "template", kept.pk), {"title": "x"}).status_code == 403
    assert client.get(url(contract, "keep", "act-a")).status_code == 403


def test_a_model_makes_an_action_under_an_element_of_another_contract(lead_client, lead, contract, plan):
    kept = keep(lead_client, contract)
    other = ContractFactory(key="autre")
    MembershipFactory(contract=other, user=lead, role=Role.PROJECT_LEAD)
    node = NodeFactory(contract=other, key="ax-1")
    ListedOrganisationFactory(contract=other, key="org-caf", name="Caisse", aliases=["Caf"])
    facts = {"title": "Action reprise", "code": "7", "node": "ax-1", "with_clauses": "on"}
    page = lead_client.post(url(other, "template", kept.pk), facts, follow=True)
    assert page.status_code == 200
    made = Action.objects.get(title="Action reprise")
    assert (made.version.contract, list(made.nodes.all()), made.code) == (other, [node], "7")
    assert [(role.organisation.key, role.role) for role in made.roles.all()] == [("org-caf", "pilote")]
    assert [one.label for one in made.indicators.all()] == ["Enfants accueillis"]
    assert [clause.text for clause in node.clauses.all()] == ["Réunir les partenaires", "Une clause sur deux lignes"]
    assert made.lineage != plan["a"].lineage


def test_usual_organisations_that_are_not_listed_are_said(lead_client, lead, contract, plan):
    kept = keep(lead_client, contract, roles="pilote : Mission locale")
    page = lead_client.post(url(contract, "template", kept.pk), {"title": "Encore"}, follow=True).content.decode()
    assert "Mission locale" in page
    assert not Action.objects.get(title="Encore").roles.exists()


def test_a_model_is_changed_and_removed_by_its_owner(lead_client, contract, plan):
    kept = keep(lead_client, contract)
    form = lead_client.get(url(contract, "change-template", kept.pk)).context["form"]
    sent = {bound.name: bound.value() or "" for bound in form if bound.name != "is_shared"}
    lead_client.post(url(contract, "change-template", kept.pk), sent | {"is_shared": "on", "title": "Autre titre"})
    kept.refresh_from_db()
    assert (kept.is_shared, kept.title, kept.objectives) == (True, "Autre titre", ["Un", "Deux"])
    lead_client.post(url(contract, "remove-template", kept.pk))
    assert not ActionTemplate.objects.exists()
    assert Entry.objects.filter(verb="modèle d’action retiré").count() == 1


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"title": ""}, "title"),
        ({"title": "T", "roles": "pilote CAF"}, "deux-points"),
        ({"title": "T", "roles": "chanteur : CAF"}, "n’est pas connu"),
        ({"title": "T\x00"}, "title"),
        ({"title": "T", "kind": "rien"}, "kind"),
    ],
)
def test_bad_input_gets_a_sentence(lead_client, contract, plan, facts, words):
    page = lead_client.post(url(contract, "new-template"), {"kind": "action"} | facts)
    assert page.status_code == 200
    assert words in page.content.decode()
    assert not ActionTemplate.objects.exists()


def test_strangers_and_unknown_models(client, lead_client, contract, plan, stranger):
    for pk in ("999999", "abc", "9" * 30):
        assert lead_client.get(url(contract, "template", pk)).status_code == 404
        assert lead_client.get(url(contract, "insert-clause", pk)).status_code == 404
    client.force_login(stranger)
    for name in ("templates", "new-template", "clauses"):
        assert client.get(url(contract, name)).status_code == 404


def test_an_adopted_plan_takes_no_action_without_reason(lead_client, contract, plan):
    kept = keep(lead_client, contract)
    version = contract.current_version
    version.state = VersionState.ADOPTED
    version.save()
    facts = {"title": "Nouvelle"}
    assert "est adoptée" in lead_client.post(url(contract, "template", kept.pk), facts).content.decode()
    lead_client.post(url(contract, "template", kept.pk), facts | {"motif": "Oubliée à la saisie"})
    assert Action.objects.filter(title="Nouvelle").count() == 1


def test_known_clauses_are_listed_once_with_their_places(lead_client, contract, plan):
    ClauseFactory(node=plan["o12"], text="Réunir les partenaires")
    hidden = ContractFactory(key="cache")
    ClauseFactory(node=NodeFactory(contract=hidden), text="Clause cachée")
    page = lead_client.get(url(contract, "clauses")).content.decode()
    assert page.count("Réunir les partenaires<br>") == 1
    assert "Clause cachée" not in page
    assert "ne correspond" in lead_client.get(url(contract, "clauses"), {"q": "introuvable"}).content.decode()


def test_a_known_clause_is_put_on_an_element_once(client, lead_client, contract, plan, elected):
    Clause.objects.exclude(kind="obligation").delete()
    clause = Clause.objects.get()
    page = url(contract, "insert-clause", clause.pk)
    facts = {"node": "o21", "text": "Réunir les partenaires"}
    lead_client.post(page, facts)
    lead_client.post(page, facts)
    assert [one.node.key for one in Clause.objects.order_by("pk")] == ["o11", "o21"]
    client.force_login(elected)
    assert client.post(page, facts).status_code == 403


def test_a_pilot_keeps_models_too(client, contract, plan):
    pilot = UserFactory()
    caf = plan["a"].roles.get().organisation
    MembershipFactory(contract=contract, user=pilot, role=Role.PILOT, organisation=caf)
    client.force_login(pilot)
    assert keep(client, contract).owner == pilot
