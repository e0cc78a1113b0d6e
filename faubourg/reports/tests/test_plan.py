"""The plan read once: filters, views, counters; the figures of the specification on the real contracts."""

from collections import defaultdict

import pytest
import yaml
from django.http import QueryDict

from faubourg.actions.models import ActionStatus
from faubourg.actions.tests.factories import (
    ActionFactory,
    ActionRoleFactory,
    ListedSchemeFactory,
    MeansFactory,
    SchemeLinkFactory,
)
from faubourg.contracts.models import CommitmentType, StatusState, Tag
from faubourg.contracts.tests.factories import (
    ContractFactory,
    ListedOrganisationFactory,
    ListedTerritoryFactory,
    NodeFactory,
)
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.reports.plan import costliest_filter, load_plan, plan_view, read_filters
from faubourg.reports.plan.toolbox import toolbox
from faubourg.reports.plan.words import Words


def view_of(contract, query="", view="objectif"):
    plan = load_plan(contract)
    return plan_view(plan, read_filters(QueryDict(query), plan), view)


def keys(view):
    return [row.key for row in view.rows]


def titles(view):
    return [group.title for group in view.groups]


@pytest.fixture
def tree(contract):
    """Two pillars, an objective under the first one."""
    first = NodeFactory(contract=contract, key="p1", code="1", title="Emploi", position=1)
    second = NodeFactory(contract=contract, key="p2", code="2", title="Habitat", position=2)
    below = NodeFactory(
        contract=contract, key="o1", code="1.1", title="Mobilité", level_name="objectif", parent=first, position=3
    )
    return first, second, below


def test_a_row_with_two_places_is_shown_twice_and_counted_once(contract, tree):
    _, second, below = tree
    ActionFactory(contract=contract, nodes=[below, second])
    ActionFactory(contract=contract, nodes=[below])
    view = view_of(contract)
    assert (len(view.rows), view.shown) == (2, 3)
    assert [(branch.label, branch.found, branch.total) for branch in view.tree] == [
        ("1 Emploi", None, 2),
        ("2 Habitat", None, 1),
    ]
    assert [(group.title, group.count) for group in view.groups] == [("2 Habitat", 1), ("1.1 Mobilité", 2)][::-1]


def test_the_tree_says_found_and_total_under_a_filter(contract, tree):
    ActionFactory(contract=contract, nodes=[tree[2]], title="Un bus de nuit")
    ActionFactory(contract=contract, nodes=[tree[2]], title="Une crèche")
    view = view_of(contract, "q=CRECHES")
    assert (view.tree[0].found, view.tree[0].total) == (1, 2)
    assert titles(view) == ["1.1 Mobilité"]
    assert view.groups[0].sections[0].lines[0].pieces == [("Une ", False), ("crèche", True)]


def test_rows_without_node_stand_apart_and_can_be_asked_for(contract, tree):
    ActionFactory(contract=contract, key="seule")
    ActionFactory(contract=contract, nodes=[tree[1]])
    assert titles(view_of(contract))[-1] == "Sans objectif (transversaux)"
    assert keys(view_of(contract, "element=sans")) == ["seule"]
    assert keys(view_of(contract, "element=p1")) == []


def test_empty_elements_say_why_and_leave_under_a_filter(contract):
    NodeFactory(contract=contract, title="Santé", code="3", empty_reason="porté par le CLS")
    ActionFactory(contract=contract, key="une")
    empty = view_of(contract).groups[0]
    assert (empty.title, empty.note, empty.count) == ("3 Santé", "porté par le CLS", 0)
    assert "3 Santé" not in titles(view_of(contract, "q=engagement"))


def test_an_actor_comes_with_its_services_and_a_role_narrows_it(contract):
    city = ListedOrganisationFactory(contract=contract, key="ville", name="Ville")
    service = ListedOrganisationFactory(contract=contract, key="sports", name="Direction des sports", parent=city)
    led, helped, other = (ActionFactory(contract=contract, key=key) for key in ("menee", "aidee", "autre"))
    ActionRoleFactory(action=led, organisation=service, role="pilote")
    ActionRoleFactory(action=helped, organisation=city, role="partenaire")
    ActionRoleFactory(action=other, role="pilote")
    assert keys(view_of(contract, "acteur=ville")) == ["menee", "aidee"]
    assert keys(view_of(contract, "acteur=ville&role=pilote")) == ["menee"]
    assert keys(view_of(contract, "acteur=sports")) == ["menee"]
    by_actor = view_of(contract, view="acteur")
    assert ("Ville", None, 1) in [(branch.label, branch.found, branch.total) for branch in by_actor.tree]
    assert titles(by_actor)[-1] == "Sans pilote désigné"


def test_the_page_of_an_actor_wins_over_its_pilots(contract):
    page = ListedOrganisationFactory(contract=contract, key="page", name="Direction")
    action = ActionFactory(contract=contract, sheet=page)
    ActionRoleFactory(action=action, organisation=ListedOrganisationFactory(contract=contract, name="Autre"))
    assert titles(view_of(contract, view="acteur")) == ["Direction"]
    assert keys(view_of(contract, "acteur=page&role=porteur")) == [action.key]


def test_a_neighbourhood_comes_with_the_groups_that_contain_it(contract):
    here, there = (ListedTerritoryFactory(contract=contract, key=key, name=key) for key in ("ici", "ailleurs"))
    both = ListedTerritoryFactory(contract=contract, key="tous", name="Les deux", kind="autre")
    both.members.set([here, there])
    for key, territory in (("a", here), ("b", there), ("c", both)):
        ActionFactory(contract=contract, key=key).territories.set([territory])
    ActionFactory(contract=contract, key="d")
    assert keys(view_of(contract, "quartier=ici")) == ["a", "c"]
    view = view_of(contract, view="quartier")
    assert titles(view) == ["ici", "ailleurs", "Les deux", "Sans quartier désigné"]
    assert view.groups[0].note == "En plus des actions communes : « Les deux » (1)"


def test_links_of_an_objective_hold_for_its_actions(contract, tree):
    scheme = ListedSchemeFactory(contract=contract, key="npnru")
    action = ActionFactory(contract=contract, nodes=[tree[2]])
    SchemeLinkFactory(action=None, node=tree[0], version=action.version, scheme=scheme)
    tree[2].tags.add(Tag.objects.create(contract=contract, key="hors", label="hors appel à projets"))
    IndicatorFactory(contract=contract).nodes.add(tree[2])
    for query in ("dispositif=npnru", "etiquette=hors", "indicateur=avec"):
        assert keys(view_of(contract, query)) == [action.key], query
    assert view_of(contract).rows[0].node_indicators == 1


def test_a_fiche_answers_with_its_sub_actions(contract):
    fiche = ActionFactory(contract=contract, kind="fiche", key="f1", title="Santé")
    part = ActionFactory(contract=contract, kind="sous-action", parent=fiche, key="f1.1", title="Atelier cuisine")
    pilot = ActionRoleFactory(action=part).organisation
    IndicatorFactory(contract=contract, actions=[fiche, part])
    view = view_of(contract, "q=cuisine")
    assert (keys(view), view.parts) == (["f1"], 1)
    line = view.groups[0].sections[0].lines[0]
    assert (line.answering_parts, line.pilots, line.row.indicators) == (1, [pilot.name], 1)
    assert keys(view_of(contract, "pilote=sans")) == []


def test_funders_are_roles_and_means(contract):
    funder = ListedOrganisationFactory(contract=contract, key="caf")
    ActionRoleFactory(action=ActionFactory(contract=contract, key="a"), organisation=funder, role="financeur")
    MeansFactory(action=ActionFactory(contract=contract, key="b"), organisation=funder)
    MeansFactory(action=ActionFactory(contract=contract, key="c")).funders.add(funder)
    ActionFactory(contract=contract, key="d")
    assert keys(view_of(contract, "financeur=caf")) == ["a", "b", "c"]


def test_the_last_dated_status_counts(contract):
    action = ActionFactory(contract=contract)
    states = [StatusState.objects.create(contract=contract, key=k, label=k, position=p) for p, k in enumerate("ab")]
    ActionStatus.objects.create(lineage=action.lineage, state=states[1], stated_on="2026-03", inferred=True)
    ActionStatus.objects.create(lineage=action.lineage, state=states[0], stated_on="2025")
    assert keys(view_of(contract, "avancement=b")) == [action.key]
    assert keys(view_of(contract, "avancement=a")) == keys(view_of(contract, "avancement=sans")) == []
    assert view_of(contract).groups[-1].sections[0].lines[0].marks == ["avancement déduit"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("marque=condition", ["a"]),
        ("marque=transversale", ["b"]),
        ("marque=partagee", ["a", "b"]),
        ("marque=deduite", ["b"]),
        ("calendrier=sans", ["b"]),
        ("type=C", ["a"]),
        ("type=sans", ["b"]),
        ("portee=socle", ["b"]),
        ("portee=boite-a-outils", ["a"]),
        ("nature=action", ["b"]),
        ("calendrier=avec&type=C&q=a-1", ["a"]),
    ],
)
def test_each_filter(contract, query, expected):
    CommitmentType.objects.create(contract=contract, letter="C", label="à créer")
    first = ActionFactory(
        contract=contract, key="a", code="A-1", commitment_type="C", condition="sous réserve", start="2025",
        in_toolbox=True,
    )  # fmt: skip
    second = ActionFactory(
        contract=contract, key="b", kind="action", transversal=True, inferred=["title"], commitment_level="socle"
    )
    first.shared_with.add(second)
    assert keys(view_of(contract, query)) == expected


def test_unknown_values_give_a_sentence_and_are_left_aside(contract):
    ActionFactory(contract=contract)
    view = view_of(contract, "type=ZZ&acteur=nobody&role=porteur&vue=x", "x")
    assert (len(view.rows), view.view, bool(view.filters)) == (1, "objectif", False)
    assert len(view.filters.problems) == 3
    assert view.filters.problems[0] == (
        "Le filtre « Type » a été laissé de côté : « ZZ » n’existe pas dans ce contrat."
    )


def test_the_costliest_filter_is_the_one_to_remove(contract):
    for rank in range(3):
        ActionFactory(contract=contract, condition="si" if rank else "", title="Un bus")
    view = view_of(contract, "q=bus&indicateur=avec&marque=condition")
    assert view.rows == []
    assert costliest_filter(view.plan, view.filters) == ("indicateur", 2)
    both = view_of(contract, "q=train&indicateur=avec")
    assert costliest_filter(both.plan, both.filters) is None


def test_a_contract_without_version_or_rows_is_empty(db):
    contract = ContractFactory()
    assert view_of(contract).total == 0
    contract.current_version = None
    for view in ("objectif", "acteur", "quartier"):
        assert (view_of(contract, view=view).groups, view_of(contract, view=view).tree) == ([], [])


def test_words_mind_neither_accents_nor_plurals():
    words = Words("L’École, ŒUVRES")
    assert words.found_in("une œuvre", "de l'ecole")
    assert not words.found_in("de l’école")
    assert Words("oeuvres").pieces("Une œuvre !") == [("Une ", False), ("œuvre", True), (" !", False)]


def test_queries_do_not_grow_with_rows(contract, django_assert_num_queries):
    def fill(number):
        for _ in range(number):
            action = ActionFactory(contract=contract, nodes=[NodeFactory(contract=contract)])
            ActionRoleFactory(action=action)
            IndicatorFactory(contract=contract, actions=[action])

    fill(3)
    with django_assert_num_queries(6):
        load_plan(contract)
    fill(20)
    with django_assert_num_queries(6):
        plan = load_plan(contract)
        plan_view(plan, read_filters(QueryDict("q=a"), plan), "acteur")


# The real contracts, counted on the YAML itself.


def by_hand(shared_data, key):
    data = yaml.safe_load(shared_data(f"data/{key}.yaml").read_text(encoding="utf-8"))
    parents = {row["key"]: row.get("parent") for row in data["organisations"]}
    roles = defaultdict(list)
    for role in data["roles"]:
        roles[role.get("action")].append((role["role"], role["organisation"]))
    followed = {key for row in data["indicators"] for key in row["measures"]}

    def under(key, top):
        while key:
            if key == top:
                return True
            key = parents.get(key)
        return False

    return data, roles, followed, under


@pytest.mark.shared
def test_the_figures_of_niort_2024(import_shared, shared_data):
    contract = import_shared("niort-2024-2030")
    data, roles, followed, under = by_hand(shared_data, "niort-2024-2030")
    view = view_of(contract)
    assert (len(view.rows), len(data["actions"])) == (394, 394)
    assert [(letter, count) for letter, _, count in view.types] == [("C", 151), ("M", 60), ("R", 140), ("A", 12)]
    assert [branch.total for branch in view.tree] == [75, 79, 96, 40, 22, 40, 42]
    assert titles(view)[-1] == "Sans objectif (transversaux)"

    def expect(query, kept):
        assert set(keys(view_of(contract, query))) == {row["key"] for row in data["actions"] if kept(row)}, query

    for top in ("org-caf", "org-niort-agglo", "org-etat", "org-ccas"):
        expect(
            f"acteur={top}&role=pilote",
            lambda row, top=top: any(role == "pilote" and under(who, top) for role, who in roles[row["key"]]),
        )
        expect(
            f"acteur={top}",
            lambda row, top=top: under(row.get("sheet"), top) or any(under(who, top) for _, who in roles[row["key"]]),
        )
    expect(
        "quartier=qpv-clou-bouchet",
        lambda row: {"qpv-clou-bouchet", "trois-qpv"} & set(row.get("territories") or []),
    )
    expect("indicateur=sans", lambda row: row["key"] not in followed)
    expect("type=R", lambda row: row.get("commitment_type") == "R")
    expect("marque=condition", lambda row: row.get("condition"))
    expect("element=obj3", lambda row: any(node.startswith("obj3") for node in row.get("nodes") or []))
    assert len(view_of(contract, "q=CIV 2023").rows) == 6
    quarters = {branch.label: branch.total for branch in view_of(contract, view="quartier").tree}
    assert list(quarters.values()) == [15, 6, 12, 339, 31]


@pytest.mark.shared
def test_the_toolbox_of_niort_2024(import_shared):
    plan = load_plan(import_shared("niort-2024-2030"))
    box = toolbox(plan)
    assert (len(box.rows), box.wordings, box.orphans) == (363, 347, [])
    assert sum(len(page.typed) for page in box.pages) == 363
    sizes = {page.actor.key: len(page.typed) for page in box.pages}
    assert {key: sizes[key] for key in ("org-ccas", "org-caf", "org-dcsi", "org-ars")} == {
        "org-ccas": 35, "org-caf": 30, "org-dcsi": 24, "org-ars": 0,
    }  # fmt: skip
    caf = toolbox(plan, "org-caf").pages
    assert (len(caf), dict(caf[0].types), len(caf[0].core)) == (1, {"C": 17, "R": 13}, 4)
    assert sum(len(page.posts) for page in box.pages) == 50


@pytest.mark.shared
def test_other_shapes_of_contract(import_shared):
    niort = view_of(import_shared("niort-2015-2022"))
    assert (len(niort.rows), niort.parts) == (68, 149)
    ales = import_shared("ales-2015-2020")
    assert [branch.total for branch in view_of(ales).tree] == [109, 36, 29, 25]
    assert "Le contrat ne désigne aucun pilote" in view_of(ales, view="acteur").groups[0].note
    assert len(view_of(ales, "indicateur=sans").rows) == 6
