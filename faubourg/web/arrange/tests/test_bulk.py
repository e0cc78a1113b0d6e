"""Several actions changed at once."""

import pytest
from django.urls import reverse

from faubourg.actions.models import Action, ActionRole, ActionStatus
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.choices import Role, VersionState
from faubourg.contracts.models import StatusState, Tag, Version
from faubourg.contracts.tests.factories import ListedOrganisationFactory, MembershipFactory, UserFactory
from faubourg.journal.models import Entry
from faubourg.web.arrange.tests.plans import small_plan


@pytest.fixture
def plan(contract):
    found = small_plan(contract)
    found["caf"] = ListedOrganisationFactory(contract=contract, key="caf", name="CAF")
    found["ville"] = ListedOrganisationFactory(contract=contract, key="ville", name="Ville")
    ActionRoleFactory(action=found["a"], organisation=found["ville"], role="pilote")
    ActionRoleFactory(action=found["b"], organisation=found["caf"], role="pilote")
    return found


def page_of(contract) -> str:
    return reverse("arrange:bulk", args=[contract.key])


def run(client, contract, **facts):
    """Preview, then confirm; the answer to the second."""
    preview = client.post(page_of(contract), facts)
    assert "digest" in preview.content.decode(), preview.content.decode()
    sent = {k: v for k, v in facts.items() if k not in ("ligne", "toutes")}
    sent |= {"lignes": preview.context["form"].cleaned_data["lignes"], "digest": preview.context["found"].digest}
    return client.post(page_of(contract), sent, follow=True)


def pilots(contract) -> dict[str, list[str]]:
    found = {key: [] for key in Action.objects.of(contract).values_list("key", flat=True)}
    for role in ActionRole.objects.filter(role="pilote").order_by("position", "pk"):
        found[role.action.key].append(role.organisation.key)
    return found


def test_the_list_is_that_of_the_filtered_plan(lead_client, contract, plan):
    page = lead_client.get(page_of(contract), {"acteur": "caf"}).content.decode()
    assert "Action b" in page
    assert "Action a" not in page


def test_the_preview_counts_and_writes_nothing(lead_client, contract, plan):
    facts = {"quoi": "ajouter-pilote", "organisation": "caf", "toutes": "1"}
    page = lead_client.post(page_of(contract), facts).content.decode().replace("\u202f", " ").replace("\xa0", " ")
    assert "2 fiches changent" in page
    assert "1 n’a rien à changer" in page
    assert ActionRole.objects.count() == 2


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("ajouter-pilote", {"act-a": ["ville", "caf"], "act-b": ["caf"], "act-c": ["caf"]}),
        ("remplacer-pilote", {"act-a": ["caf"], "act-b": ["caf"], "act-c": ["caf"]}),
        ("retirer-pilote", {"act-a": ["ville"], "act-b": [], "act-c": []}),
    ],
)
def test_pilots_are_added_replaced_and_removed(lead_client, contract, plan, what, expected):
    run(lead_client, contract, quoi=what, organisation="caf", toutes="1")
    assert pilots(contract) == expected
    assert Entry.objects.filter(verb__startswith="ligne ").exists()


def test_only_ticked_rows_change(lead_client, contract, plan):
    run(lead_client, contract, quoi="debut", texte="09/2026", ligne=["act-a", "act-c"])
    assert dict(Action.objects.of(contract).values_list("key", "start")) == {
        "act-a": "2026-09", "act-b": "", "act-c": "2026-09",
    }  # fmt: skip
    assert Entry.objects.get(object_id=str(plan["a"].pk)).changes == {"début": [None, "2026-09"]}


def test_a_tag_is_added_then_removed(lead_client, contract, plan):
    Tag.objects.create(contract=contract, key="egalite", label="Égalité")
    run(lead_client, contract, quoi="ajouter-etiquette", etiquette="egalite", ligne=["act-a", "act-b"])
    assert Action.objects.filter(tags__key="egalite").count() == 2
    run(lead_client, contract, quoi="retirer-etiquette", etiquette="egalite", ligne=["act-a"])
    assert [one.key for one in Action.objects.filter(tags__key="egalite")] == ["act-b"]


def test_progress_is_said_of_many_actions_and_asks_no_correction(lead_client, contract, plan):
    done = StatusState.objects.create(contract=contract, key="fait", label="Réalisée")
    StatusState.objects.create(contract=contract, key="bloc", label="Bloquée", meaning="bloquee")
    Version.objects.filter(pk=contract.current_version_id).update(state=VersionState.ADOPTED)
    page = lead_client.get(page_of(contract)).content.decode()
    assert "Réalisée" in page
    assert "Bloquée" not in page
    run(lead_client, contract, quoi="avancement", etat="fait", texte="06/2026", ligne=["act-a", "act-b"])
    found = ActionStatus.objects.values_list("lineage__actions__key", "state", "stated_on")
    assert sorted(found) == [("act-a", done.pk, "2026-06"), ("act-b", done.pk, "2026-06")]
    again = lead_client.post(page_of(contract), {"quoi": "avancement", "etat": "fait", "toutes": "1"})
    assert [line.action.key for line in again.context["found"].changing] == ["act-c"]
    future = run(lead_client, contract, quoi="avancement", etat="fait", texte="2099", ligne=["act-c"])
    assert "à venir" in future.content.decode()


def test_rows_that_are_not_the_persons_are_refused_with_the_reason(client, contract, plan):
    pilot = UserFactory()
    MembershipFactory(contract=contract, user=pilot, role=Role.REFERENT, organisation=plan["caf"])
    client.force_login(pilot)
    facts = {"quoi": "calendrier", "texte": "au fil de l’eau", "toutes": "1"}
    preview = client.post(page_of(contract), facts)
    found = preview.context["found"]
    assert [line.action.key for line in found.changing] == ["act-b"]
    assert [line.action.key for line in found.refused] == ["act-a", "act-c"]
    assert "cette fiche n’est pas à vous" in preview.content.decode()
    run(client, contract, **facts)
    assert list(Action.objects.exclude(calendar="").values_list("key", flat=True)) == ["act-b"]


def test_what_changed_since_the_preview_is_not_overwritten(lead_client, contract, plan):
    facts = {"quoi": "calendrier", "texte": "2027", "lignes": "act-a"}
    digest = lead_client.post(page_of(contract), facts).context["found"].digest
    Action.objects.filter(key="act-a").update(calendar="dès la rentrée")
    answer = lead_client.post(page_of(contract), facts | {"digest": digest})
    assert "ont changé depuis l’aperçu" in answer.content.decode()
    assert Action.objects.get(key="act-a").calendar == "dès la rentrée"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"quoi": "ajouter-pilote", "organisation": "caf"}, "Aucune ligne n’est choisie"),
        ({"quoi": "ajouter-pilote", "lignes": "act-a"}, "Choisissez l’organisme"),
        ({"quoi": "ajouter-pilote", "organisation": "autre", "lignes": "act-a"}, "organisation"),
        ({"quoi": "debut", "texte": "32/13/2026", "lignes": "act-a"}, "dans le calendrier"),
        ({"quoi": "calendrier", "texte": "a\x00b", "lignes": "act-a"}, "texte"),
        ({"quoi": "rien", "lignes": "act-a"}, "quoi"),
    ],
)
def test_bad_input_gets_a_sentence(lead_client, contract, plan, facts, words):
    answer = lead_client.post(page_of(contract), facts)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Entry.objects.exists()


def test_readers_are_refused_and_strangers_see_nothing(client, contract, plan, elected, stranger):
    for user, status in ((elected, 403), (stranger, 404)):
        client.force_login(user)
        assert client.get(page_of(contract)).status_code == status
        assert client.post(page_of(contract), {"quoi": "debut", "lignes": "act-a"}).status_code == status


def test_an_adopted_plan_asks_for_a_reason(lead_client, contract, plan):
    version = contract.current_version
    version.state = VersionState.ADOPTED
    version.save()
    facts = {"quoi": "calendrier", "texte": "2027", "ligne": ["act-a"]}
    assert "est adoptée" in run(lead_client, contract, **facts).content.decode()
    assert Action.objects.get(key="act-a").calendar == ""
    run(lead_client, contract, motif="Année oubliée", **facts)
    assert Action.objects.get(key="act-a").calendar == "2027"


def test_the_preview_asks_as_many_queries_for_many_rows(lead_client, contract, plan, django_assert_max_num_queries):
    for rank in range(60):
        ActionFactory(contract=contract, key=f"more-{rank}", nodes=[plan["o12"]], position=10 + rank)
    with django_assert_max_num_queries(30):
        facts = {"quoi": "ajouter-pilote", "organisation": "caf", "toutes": "1"}
        assert lead_client.post(page_of(contract), facts).status_code == 200
