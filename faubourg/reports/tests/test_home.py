from datetime import date

import pytest
from django.http import QueryDict
from django.utils import timezone

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.models import CommitmentType, Signature
from faubourg.contracts.tests.factories import ListedOrganisationFactory, ListedTerritoryFactory, NodeFactory
from faubourg.governance.models import Body, Meeting
from faubourg.indicators.models import Figure
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.journal.operations import record
from faubourg.reports.home import contract_home
from faubourg.reports.plan import load_plan, plan_view, read_filters

TODAY = date(2026, 11, 20)


def home_of(contract):
    return contract_home(contract, today=TODAY)


def test_an_empty_contract_counts_nothing(contract):
    home = home_of(contract)
    assert (home.promises, home.levels, home.indicators.total, home.chart.rows) == (0, [], 0, [])
    assert home.inhabitants is None
    assert home.gaps.total == 0


def test_types_are_counted_under_their_first_level_node(contract):
    for letter, label in (("M", "à maintenir"), ("C", "à créer")):
        CommitmentType.objects.create(contract=contract, letter=letter, label=label)
    first, second = (NodeFactory(contract=contract, level_name="axe", code=code) for code in "12")
    below = NodeFactory(contract=contract, level_name="constat", parent=first)
    ActionFactory(contract=contract, commitment_type="C", nodes=[below])
    ActionFactory(contract=contract, commitment_type="M", nodes=[below, second])
    ActionFactory(contract=contract, commitment_type="M")
    ActionFactory(contract=contract, commitment_type="", kind="action")

    home = home_of(contract)

    assert (home.promises, home.kinds.total()) == (3, 4)
    assert [(one.letter, one.label) for one in home.chart.series] == [("C", "à créer"), ("M", "à maintenir")]
    assert [(row.key, row.values) for row in home.chart.rows] == [
        (first.key, [1, 1]),
        (second.key, [0, 1]),
        ("", [0, 1]),
    ]
    assert home.chart.totals == [1, 2], "an action in two places counts once in the total"
    assert [(level.name, level.count) for level in home.levels] == [("axe", 2), ("constat", 1)]


def test_without_types_kinds_are_counted_and_a_sub_action_stands_where_its_fiche_does(contract):
    pillar = NodeFactory(contract=contract)
    fiche = ActionFactory(contract=contract, kind="fiche", nodes=[pillar])
    part = ActionFactory(contract=contract, kind="sous-action", parent=fiche, calendar="2025")
    ActionRoleFactory(action=part, role="co-pilote")
    IndicatorFactory(contract=contract, actions=[part], frequency="annuelle")

    home = home_of(contract)

    assert [row.values for row in home.chart.rows] == [[1, 1]]
    gaps = home.gaps
    assert (gaps.total, gaps.without_pilot, gaps.without_indicator, gaps.without_calendar) == (1, 0, 0, 0)
    assert (home.indicators.without_frequency, home.indicators.without_target) == (0, 1)


def test_the_indicator_of_an_objective_follows_its_actions(contract):
    objective = NodeFactory(contract=contract)
    ActionFactory(contract=contract, nodes=[objective])
    IndicatorFactory(contract=contract).nodes.add(objective)
    assert home_of(contract).gaps.without_indicator == 0


def test_actors_pilot_join_and_sign(contract):
    town, mission = (ListedOrganisationFactory(contract=contract, name=name) for name in ("Ville", "Mission locale"))
    action = ActionFactory(contract=contract)
    for role in ("pilote", "co-pilote"):
        ActionRoleFactory(action=action, organisation=town, role=role)
    ActionRoleFactory(action=action, organisation=mission, role="partenaire")
    Signature.objects.create(contract=contract, organisation=mission, signed_on="2024-06")

    home = home_of(contract)

    assert [(actor.name, actor.pilots, actor.partners) for actor in home.involved] == [
        ("Ville", 1, 0),
        ("Mission locale", 0, 1),
    ]
    assert [(actor.name, actor.signed_on) for actor in home.signatories] == [("Mission locale", "2024-06")]


def people(contract, territory, value, **facts):
    facts = {"label": "Population", "unit": "habitants"} | facts
    return Figure.objects.create(contract=contract, territory=territory, value=value, **facts)


def test_inhabitants_are_those_of_the_group_of_all_quarters_if_it_has_a_figure(contract):
    quarters = [ListedTerritoryFactory(contract=contract) for _ in range(2)]
    both = ListedTerritoryFactory(contract=contract, kind="autre")
    both.members.set(quarters)
    for quarter in quarters:
        people(contract, quarter, 1000, year=2019)
    people(contract, both, 1990, year=2013)
    people(contract, both, 1950, year=2019, line=12)
    people(contract, both, 30, year=2024, label="Visites reçues")
    found = home_of(contract).inhabitants
    assert (found.value, found.year, found.line, found.is_sum) == (1950, 2019, 12, False)


def test_inhabitants_add_up_when_each_quarter_has_a_figure_and_stay_unknown_otherwise(contract):
    quarters = [ListedTerritoryFactory(contract=contract) for _ in range(2)]
    people(contract, quarters[0], 1000, year=2018)
    assert home_of(contract).inhabitants is None
    people(contract, quarters[1], 500, year=2019)
    found = home_of(contract).inhabitants
    assert (found.value, found.year, found.is_sum) == (1500, None, True)


def test_meetings_are_told_apart_by_the_day_and_joint_ones_count_once(contract):
    first, second = (Body.objects.create(contract=contract, key=key, name=key) for key in ("copil", "cotech"))
    Meeting.objects.create(contract=contract, body=first, date="2026-11-20")
    Meeting.objects.create(contract=contract, body=first, date="")
    joint = Meeting.objects.create(contract=contract, body=first, date="2025-03-01", title="Bilan")
    joint.bodies.set([first, second])
    home = home_of(contract)
    assert [meeting.date for meeting in home.coming] == ["2026-11-20"]
    assert [(meeting.title, meeting.bodies) for meeting in home.past] == [("Bilan", ("copil", "cotech"))]


def test_a_change_leads_to_its_action_while_it_is_there(contract, lead):
    action = ActionFactory(contract=contract)
    now = timezone.now()
    record(actor=lead, verb="contrat importé", scope=contract.scope, target=contract, at=now)
    record(actor=lead, verb="ligne modifiée", scope=contract.scope, target=action, at=now)
    assert [change.place for change in home_of(contract).changes] == [("action", action.key), None]


def test_the_reads_do_not_grow(contract, django_assert_num_queries):
    for _ in range(12):
        action = ActionFactory(contract=contract, nodes=[NodeFactory(contract=contract)])
        ActionRoleFactory(action=action)
        IndicatorFactory(contract=contract, actions=[action])
    with django_assert_num_queries(8):
        home_of(contract)


@pytest.mark.shared
def test_niort_2024_2030_as_the_document_counts_it(import_shared):
    home = home_of(import_shared("niort-2024-2030"))
    assert home.promises == 363
    assert dict(home.letters) == {"C": 151, "R": 140, "M": 60, "A": 12}
    assert [level.count for level in home.levels] == [6, 29, 85]
    assert [sum(row.values) for row in home.chart.rows] == [75, 79, 96, 40, 22, 40, 11]
    assert (home.inhabitants.value, home.inhabitants.year) == (6108, 2019)
    assert (home.gaps.without_calendar, home.gaps.conditional) == (313, 33)
    assert home.indicators.total == 430


@pytest.mark.shared
def test_ales_has_neither_types_nor_pilots(import_shared):
    home = home_of(import_shared("ales-2015-2020"))
    assert (home.promises, home.chart.is_typed) == (199, False)
    assert [(level.name, level.count) for level in home.levels] == [
        ("pilier", 4),
        ("orientation stratégique", 14),
        ("objectif opérationnel", 75),
    ]
    assert [sum(row.values) for row in home.chart.rows] == [109, 36, 29, 25]
    assert (home.piloting, home.qpv, home.inhabitants) == ([], {}, None)


@pytest.mark.shared
@pytest.mark.parametrize("key", ["niort-2024-2030", "ales-2015-2020", "niort-2015-2022", "plie-niort-2022-2028"])
def test_what_is_missing_is_what_the_plan_finds(import_shared, key):
    contract = import_shared(key)
    home, plan = home_of(contract), load_plan(contract)
    nature = "&nature=engagement" if home.chart.is_typed else ""

    def found(query: str) -> int:
        return len(plan_view(plan, read_filters(QueryDict(query + nature), plan)).rows)

    assert home.gaps.without_pilot == found("pilote=sans")
    assert home.gaps.without_indicator == found("indicateur=sans")
    assert home.gaps.without_calendar == found("calendrier=sans")
    assert home.gaps.conditional == found("marque=condition")
