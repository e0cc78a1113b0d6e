"""What a fiche says of its action: order of sections, means, roles, references, what is empty or deduced."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from faubourg.actions.models import ActionStatus, CrossReference, NationalMeasure, Public
from faubourg.actions.tests.factories import (
    ActionFactory,
    ActionRoleFactory,
    ClauseFactory,
    ListedSchemeFactory,
    MeansFactory,
    SchemeLinkFactory,
)
from faubourg.contracts.layouts import Block, layout_of
from faubourg.contracts.models import FicheSection, StatusState
from faubourg.contracts.tests.factories import ListedOrganisationFactory, ListedTerritoryFactory, NodeFactory
from faubourg.indicators.models import Observation, Target
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.reports.fiche import fiche_by_key, fiche_content, fiche_contents


def texts(fiche, block) -> list[list[str]]:
    return [[item.text for item in group.items] for group in fiche.section(block).body.groups]


@pytest.fixture
def fiche_20(contract):
    return ActionFactory(contract=contract, key="fiche-20", code="20", kind="fiche")


@pytest.fixture
def parts(contract, fiche_20):
    return [
        ActionFactory(contract=contract, key=f"fiche-20.{n}", code=f"20.{n}", kind="sous-action", parent=fiche_20)
        for n in (1, 2, 3)
    ]


def test_an_empty_fiche_says_section_by_section_that_it_is_empty(contract, fiche_20):
    fiche = fiche_by_key(contract, "fiche-20")
    asked = [section.block for section in layout_of("fiche", []) if section.declared]
    assert [section.block for section in fiche.sections] == asked
    assert all(section.body is None and section.empty.endswith(".") for section in fiche.sections)


def test_the_sections_follow_the_contract_then_what_the_action_holds_beyond(contract, fiche_20):
    for position, (block, label) in enumerate([("financeurs", "Partenaires financeurs"), ("effets", "Résultats")]):
        FicheSection.objects.create(contract=contract, action_kind="fiche", block=block, label=label, position=position)
    fiche_20.note = "Page déchirée"
    fiche_20.save()
    found = fiche_content(fiche_20).sections
    assert [(section.label, bool(section.body)) for section in found] == [
        ("Partenaires financeurs", False),
        ("Résultats", False),
        ("Notes de lecture", True),
    ]


def test_sub_actions_with_the_same_pilots_stand_together(contract, fiche_20, parts):
    town, agglo = (ListedOrganisationFactory(contract=contract, name=name) for name in ("Ville", "Agglo"))
    for part in parts[1:]:
        ActionRoleFactory(action=part, organisation=town, role="co-pilote", service="Proximité")
        ActionRoleFactory(action=part, organisation=agglo, role="co-pilote")
    section = fiche_by_key(contract, "fiche-20").section(Block.PILOTS)
    assert [group.title for group in section.body.groups] == ["Actions 20.2 et 20.3"]
    assert texts(fiche_by_key(contract, "fiche-20"), Block.PILOTS) == [
        ["Ville, co-pilote, Proximité", "Agglo, co-pilote"]
    ]


def test_no_pilot_gives_its_reason(contract, fiche_20):
    fiche_20.no_pilot_reason = "inscrite dans l’appel à projets"
    fiche_20.save()
    assert fiche_content(fiche_20).section(Block.PILOTS).empty == "Aucun pilote : inscrite dans l’appel à projets"


def test_a_role_keeps_function_condition_components_and_printed_label(contract, fiche_20):
    state, culture = (ListedOrganisationFactory(contract=contract, name=name) for name in ("État", "DRAC"))
    role = ActionRoleFactory(
        action=fiche_20, organisation=state, role="financeur", function="délégué·e", condition="selon les crédits",
        printed="Etat (Drac)", inferred=["record"], confidence="moyenne",
        territory=ListedTerritoryFactory(contract=contract, name="Le Clou"),
    )  # fmt: skip
    role.components.add(culture)
    assert texts(fiche_content(fiche_20), Block.FUNDERS) == [
        [
            "État, délégué·e, selon les crédits, pour Le Clou, composé de DRAC, imprimé « Etat (Drac) »"
            " (déduit, confiance moyenne)"
        ]
    ]


def test_an_amount_shared_by_two_sub_actions_counts_once_and_nothing_given_is_not_zero(contract, fiche_20, parts):
    shared = MeansFactory(action=parts[0], kind="credits specifiques", amount=Decimal(26000))
    shared.shared_with.add(parts[1])
    MeansFactory(action=parts[1], kind="credits specifiques", text="Ligne à définir")
    body = fiche_by_key(contract, "fiche-20").section(Block.SPECIFIC).body
    assert (body.total, body.priced, body.unpriced, body.shared_total) == (26000, 1, 1, 26000)
    on_the_second = body.groups[1].rows[0]
    assert on_the_second.counted_with == "compté avec 20.1"
    assert [item.label for item in on_the_second.shared] == ["20.1"]
    alone = fiche_by_key(contract, "fiche-20.2").section(Block.SPECIFIC).body
    assert (alone.total, alone.priced, alone.unpriced) == (None, 0, 1)
    assert fiche_by_key(contract, "fiche-20").section(Block.COMMON_LAW).empty.startswith("Aucun moyen de droit commun")


def test_indicators_carry_targets_values_and_what_they_follow(contract, fiche_20, parts):
    indicator = IndicatorFactory(contract=contract, actions=parts[:2], unit="%", breakdowns=["QPV"], inferred=["unit"])
    Target.objects.create(indicator=indicator, period="an", minimum=20, maximum=40, position=0)
    Target.objects.create(indicator=indicator, due="2030", value=11, extra={"op": ">="}, position=1)
    values = {"contract": contract, "lineage": indicator.lineage, "period": "2022"}
    Observation.objects.create(**values, value=8, breakdown={"sexe": "F"}, position=0)
    Observation.objects.create(**values, value=20, qualifier="about", position=1)
    Observation.objects.create(**values | {"period": "2023"}, qualifier="unknown", position=2)
    [row] = fiche_by_key(contract, "fiche-20").section(Block.INDICATORS).body.groups[0].rows
    assert row.follows == "20.1, 20.2"
    assert row.targets == ("20 à 40\u00a0%, par an", "au moins 11\u00a0%, en 2030")
    assert row.values == (("2022", "environ 20\u00a0% ; sexe F : 8\u00a0%"), ("2023", "n. d."))
    assert (row.facts, row.deduced) == (("par QPV",), ("unité",))


def test_the_objective_lends_its_clauses_indicators_roles_and_schemes(contract):
    node = NodeFactory(contract=contract, level_name="objectif", code="1.1")
    action = ActionFactory(contract=contract, kind="action", nodes=[node])
    ClauseFactory(node=node, kind="engagement_operateur", text="L’opérateur veille à la mixité")
    IndicatorFactory(contract=contract).nodes.add(node)
    facts = {"action": None, "node": node, "version": action.version}
    SchemeLinkFactory(**facts, scheme=ListedSchemeFactory(contract=contract))
    ActionRoleFactory(**facts, organisation=ListedOrganisationFactory(contract=contract, name="CAF"))
    fiche = fiche_content(action)
    assert fiche.section(Block.CLAUSES).body.groups[0].title == "Engagement de l’opérateur"
    assert fiche.section(Block.INDICATORS).body.groups[0].title == "Communs aux actions de : objectif 1.1"
    assert fiche.section(Block.SCHEMES).body.groups[0].title == "Au titre de : objectif 1.1"
    assert texts(fiche, Block.PILOTS) == [["CAF"]]


def test_references_show_on_both_ends_and_keep_what_is_elsewhere(contract, fiche_20):
    other = ActionFactory(contract=contract, key="fiche-21", code="21", kind="fiche", title="Civisme")
    facts = {"version": fiche_20.version, "kind": "renvoi partiel"}
    measure = NationalMeasure.objects.create(contract=contract, key="m-12", code="Mesure 12", title="Mobilité")
    CrossReference.objects.create(**facts, from_action=fiche_20, to_action=other, printed="cf. fiche 21")
    CrossReference.objects.create(**facts, from_action=fiche_20, to_measure=measure)
    CrossReference.objects.create(**facts, from_action=fiche_20, target_key="plh-11")
    assert texts(fiche_content(fiche_20), Block.REFERENCES) == [
        [
            "21 Civisme, renvoi partiel, imprimé « cf. fiche 21 »",
            "Mesure 12 Mobilité, renvoi partiel",
            "plh-11, renvoi partiel",
        ]
    ]
    [group] = fiche_content(other).section(Block.REFERENCES).body.groups
    assert group.title == "Renvoient à cette fiche"
    assert group.items[0].url == f"/contrats/{contract.key}/fiches/fiche-20/"


def test_what_was_deduced_says_so(contract, fiche_20):
    fiche_20.inferred = ["beneficiaries"]
    fiche_20.save()
    fiche_20.publics.add(Public.objects.create(contract=contract, label="Jeunes"))
    state = StatusState.objects.create(contract=contract, key="e", label="Action en cours", counts_as_implemented=False)
    ActionStatus.objects.create(lineage=fiche_20.lineage, state=state, inferred=True, confidence="faible")
    fiche = fiche_content(fiche_20)
    assert fiche.section(Block.PUBLICS).deduced == "déduit"
    assert (fiche.status.label, fiche.status.kind, fiche.status.deduced) == (
        "Action en cours",
        "half",
        "déduit, confiance faible",
    )


def test_previous_and_next_follow_the_tree_and_keep_to_one_level(contract):
    first, second = (NodeFactory(contract=contract, position=n) for n in (1, 2))
    late = ActionFactory(contract=contract, code="B", nodes=[second], position=1)
    early = ActionFactory(contract=contract, code="A", nodes=[first], position=2)
    part = ActionFactory(contract=contract, code="A.1", parent=early, position=3)
    nowhere = ActionFactory(contract=contract, code="Z", position=0)
    around = {action.code: fiche_content(action) for action in (late, early, part, nowhere)}
    assert [around[code].next and around[code].next.prefix for code in ("A", "B", "Z")] == ["B", "Z", None]
    assert around["B"].previous.prefix == "A"
    assert (around["A.1"].previous, around["A.1"].next) == (None, None)
    assert around["A.1"].parent.prefix == "A"


def test_shared_actions_are_linked_both_ways(contract):
    one, two = (ActionFactory(contract=contract) for _ in range(2))
    one.shared_with.add(two)
    assert [item.prefix for item in fiche_content(one).shared_with] == [two.code]
    assert [item.prefix for item in fiche_content(two).shared_with] == [one.code]


def test_an_unknown_key_or_a_contract_without_version_has_no_fiche(contract, fiche_20):
    assert fiche_by_key(contract, "fiche-99") is None
    contract.current_version = None
    assert fiche_by_key(contract, "fiche-20") is None


def test_many_fiches_cost_as_many_queries_as_a_few(contract):
    def build(count):
        for _ in range(count):
            action = ActionFactory(contract=contract)
            ActionRoleFactory(action=action)
            MeansFactory(action=action).funders.add(ListedOrganisationFactory(contract=contract))
            IndicatorFactory(contract=contract, actions=[action])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            fiches = fiche_contents(contract, contract.current_version.actions.order_by("position"))
        return len(queries), fiches

    few, _ = build(3)
    many, fiches = build(30)
    assert few == many
    assert len(fiches) == 33
    assert fiches[7] == fiche_by_key(contract, fiches[7].key)


def test_scales_categories_and_dates_of_values_are_told(contract):
    action = ActionFactory(contract=contract, key="eng-1", commitment_level="socle")
    facts = {"steps": ["non", "oui"], "categories": ["ville", "État"], "label": "Charte signée"}
    indicator = IndicatorFactory(contract=contract, actions=[action], **facts)
    Observation.objects.create(
        contract=contract, lineage=indicator.lineage, period="2024", words=["oui"], dated="2024-09-30"
    )
    fiche = fiche_by_key(contract, "eng-1")
    assert "socle" in fiche.facts
    [row] = fiche.section(Block.INDICATORS).body.groups[0].rows
    assert {"échelle : non → oui", "catégories : ville, État"} <= set(row.facts)
    assert row.values == (("2024", "oui (daté du 30\u00a0septembre\u00a02024)"),)
