"""The checks: on rows made for them, then on the real files, whose figures are counted again on the source."""

import pytest
import yaml

from faubourg.actions.models import CrossReference
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory, ListedSchemeFactory, SchemeLinkFactory
from faubourg.contracts.models import EngineeringMeans, Milestone
from faubourg.contracts.tests.factories import ListedOrganisationFactory, NodeFactory
from faubourg.governance.models import Body, Meeting
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.reports.completeness import CHECKS, legal_contents, load_material, outcome_of, outcomes_of

pytestmark = pytest.mark.django_db


def found(contract, key: str) -> list[str]:
    """The labels of what a check finds."""
    return [item.label for item in outcome_of(load_material(contract), CHECKS[key]).items]


def test_a_fiche_has_the_pilots_of_its_sub_actions(contract):
    fiche = ActionFactory(contract=contract, code="1", title="Pilotée", kind="fiche")
    ActionRoleFactory(action=ActionFactory(contract=contract, parent=fiche, kind="sous-action"))
    ActionFactory(contract=contract, code="2", title="Sans pilote", kind="fiche")
    ActionFactory(contract=contract, title="Dit pourquoi", kind="fiche", no_pilot_reason="à désigner")
    assert found(contract, "sans-pilote") == ["2 Sans pilote"]


def test_co_pilots_alone_are_told_apart(contract):
    action = ActionFactory(contract=contract, code="", title="À deux")
    ActionRoleFactory(action=action, role="co-pilote")
    assert found(contract, "sans-pilote") == []
    assert found(contract, "co-pilotes-seuls") == ["À deux"]


def test_an_indicator_of_the_objective_follows_its_actions(contract):
    node = NodeFactory(contract=contract)
    ActionFactory(contract=contract, code="", title="Suivie", nodes=[node])
    ActionFactory(contract=contract, code="", title="Pas suivie")
    IndicatorFactory(contract=contract).nodes.add(node)
    assert found(contract, "sans-indicateur") == ["Pas suivie"]


def test_what_indicators_lack(contract):
    full = IndicatorFactory(contract=contract, frequency="annuelle", unit="personnes", target="10")
    full.producers.add(ListedOrganisationFactory(contract=contract))
    IndicatorFactory(contract=contract, label="Vide")
    IndicatorFactory(contract=contract, label="Qualitatif", kind="qualitatif")
    for key in ("sans-frequence", "sans-producteur", "sans-cible"):
        assert found(contract, key) == ["Vide", "Qualitatif"]
    assert found(contract, "sans-unite") == ["Vide"]


def test_codes_that_restart_in_each_fiche_are_not_printed_twice(contract):
    for code in ("1", "2"):
        fiche = ActionFactory(contract=contract, code=code, title="Fiche", kind="fiche")
        ActionFactory(contract=contract, code="a", title="Partie", parent=fiche, kind="sous-action")
    assert found(contract, "codes-en-double") == []
    NodeFactory(contract=contract, code="OP 9", title="Un")
    NodeFactory(contract=contract, code="OP 9", title="Autre")
    assert found(contract, "codes-en-double") == ["OP 9 Un", "OP 9 Autre"]


def test_counters_that_disagree(contract):
    node = NodeFactory(contract=contract, code="1", title="Pilier", declared_counts={"actions": 2})
    ActionFactory(contract=contract, kind="action", nodes=[node])
    outcome = outcome_of(load_material(contract), CHECKS["compteurs"])
    assert [(item.label, item.words) for item in outcome.items] == [("1 Pilier", "1 action ici, compteur imprimé : 2")]
    assert outcome.population == 1


@pytest.mark.parametrize(("printed", "expected"), [("fiche 15 à 17", 0), ("Fiche 16", 0), ("fiche 12", 1), ("", 0)])
def test_a_reference_whose_number_misses_its_target(contract, printed, expected):
    source, target = ActionFactory(contract=contract, code="1"), ActionFactory(contract=contract, code="16")
    CrossReference.objects.create(
        version=contract.current_version, from_action=source, to_action=target, printed=printed
    )
    assert len(found(contract, "renvois")) == expected


@pytest.mark.parametrize(("start", "end", "expected"), [("2024", "2030", 0), ("2023", "", 1), ("", "2031-06", 1)])
def test_dates_outside_the_period(contract, start, end, expected):
    ActionFactory(contract=contract, start=start, end=end)
    assert len(found(contract, "actions-hors-periode")) == expected


def test_a_prorogation_moves_the_end_of_the_period(contract):
    ActionFactory(contract=contract, end="2031")
    Milestone.objects.create(contract=contract, date="2031-02", label="Bilan")
    contract.extended_until = "2031"
    contract.save()
    assert found(contract, "actions-hors-periode") == found(contract, "jalons-hors-periode") == []


def test_bodies_that_never_meet(contract):
    _, meets, says = (
        Body.objects.create(contract=contract, key=key, name=key, position=rank)
        for rank, key in enumerate(("muette", "réunie", "annuelle"))
    )
    Meeting.objects.create(contract=contract, body=None).bodies.add(meets)
    says.frequency = "une fois par an"
    says.save()
    assert found(contract, "instances-sans-reunion") == ["muette"]


def test_the_holder_of_a_scheme_absent_from_the_funders(contract):
    action = ActionFactory(contract=contract, code="", title="Atelier")
    scheme = ListedSchemeFactory(contract=contract, name="CLAS")
    holder, service = (ListedOrganisationFactory(contract=contract, name=name) for name in ("CAF", "Pôle"))
    scheme.holders.add(holder)
    SchemeLinkFactory(action=action, scheme=scheme)
    ActionRoleFactory(action=action, role="financeur", organisation=service)
    assert found(contract, "porteurs-absents-des-financeurs") == ["Atelier"]
    service.parent = holder
    service.save()
    assert found(contract, "porteurs-absents-des-financeurs") == []


def test_organisations_that_nobody_names(contract):
    ActionRoleFactory(action=ActionFactory(contract=contract))
    ListedOrganisationFactory(contract=contract, name="Oubliée")
    assert found(contract, "organisations-sans-mention") == ["Oubliée"]


def test_an_empty_contract_is_checked_without_fault(contract):
    material = load_material(contract)
    assert all(not outcome.items for _, outcomes in outcomes_of(material) for outcome in outcomes)
    assert {content.answer.value for content in legal_contents(material)} == {"non trouvé"}


def test_what_a_person_must_judge_is_said(contract):
    EngineeringMeans.objects.create(contract=contract, label="Un poste")
    Body.objects.create(contract=contract, key="eval", name="Comité d’évaluation")
    answers = {content.number: content.answer.value for content in legal_contents(load_material(contract))}
    assert (answers[4], answers[6]) == ("trouvé", "à vérifier par une personne")


def test_queries_do_not_grow_with_rows(contract, django_assert_max_num_queries):
    def grow(times):
        for rank in range(times):
            action = ActionFactory(contract=contract, nodes=[NodeFactory(contract=contract)], start="2020")
            ActionRoleFactory(action=action, role="co-pilote")
            IndicatorFactory(contract=contract, actions=[action])
            Body.objects.create(contract=contract, key=f"i-{action.pk}-{rank}", name="Instance")

    def check():
        material = load_material(contract)
        outcomes_of(material)
        legal_contents(material)

    grow(2)
    with django_assert_max_num_queries(17) as few:
        check()
    grow(8)
    with django_assert_max_num_queries(len(few)):
        check()


@pytest.fixture
def niort(import_shared, shared_data):
    """Niort 2024-2030 and its source."""
    text = shared_data("data/niort-2024-2030.yaml").read_text()
    return import_shared("niort-2024-2030"), yaml.load(text, Loader=yaml.CSafeLoader)


@pytest.mark.shared
def test_the_gaps_of_niort_are_those_of_its_source(niort):
    contract, source = niort
    material = load_material(contract)
    counts = {key: outcome_of(material, check).count for key, check in CHECKS.items()}
    engagements = [row for row in source["actions"] if row.get("commitment_type")]
    followed = {key for row in source["indicators"] for key in row["measures"]}
    roles = {(row["action"], row["role"]) for row in source["roles"]}
    indicators = source["indicators"]
    assert len(material.promises) == len(engagements)
    assert counts["sans-calendrier"] == sum(not (row.get("calendar") or row.get("start")) for row in engagements)
    assert counts["sans-indicateur"] == sum(
        row["key"] not in followed and followed.isdisjoint(row.get("nodes") or []) for row in engagements
    )
    assert counts["co-pilotes-seuls"] == sum(
        (row["key"], "pilote") not in roles and (row["key"], "co-pilote") in roles for row in engagements
    )
    assert counts["sans-frequence"] == sum(not row.get("frequency") for row in indicators)
    assert counts["sans-producteur"] == sum(not row.get("producers") for row in indicators)
    assert counts["sans-cible"] == sum(not row.get("target") and not row.get("targets") for row in indicators)
    assert counts["sous-condition"] == sum(bool(row.get("condition")) for row in source["actions"])
    assert counts["une-seule-vue"] == sum(row.get("in_thematic_part") is False for row in engagements)
    assert counts["sans-objectif"] == sum(not row.get("nodes") for row in source["actions"])


@pytest.mark.shared
def test_the_traps_of_niort_2015(import_shared):
    """OP 9 printed twice, 28.1 twice, fiche 14.3 until 2025, engagement 14 that cites fiche 38 (domain notes)."""
    contract = import_shared("niort-2015-2022")
    codes = {label.split(" ")[0] + " " + label.split(" ")[1] for label in found(contract, "codes-en-double")}
    assert "OP 9" in codes
    assert [label.split(" ")[0] for label in found(contract, "codes-en-double")].count("28.1") == 2
    assert [label.split(" ")[0] for label in found(contract, "actions-hors-periode")] == ["14.3"]
    assert [label.split(" ")[0] for label in found(contract, "renvois")] == ["14"]


@pytest.mark.shared
def test_the_traps_of_ales(import_shared):
    """28 counters that agree, 8 objectives without action, two pairs of titles printed twice (A5, A20)."""
    contract = import_shared("ales-2015-2020")
    material = load_material(contract)
    counters = outcome_of(material, CHECKS["compteurs"])
    assert (counters.count, counters.population) == (0, 28)
    assert outcome_of(material, CHECKS["elements-sans-action"]).count == 8
    same = [item for item in outcome_of(material, CHECKS["textes-semblables"]).items if "mêmes mots" in item.words]
    assert [item.label.split(" ")[0] for item in same] == ["1.3.2.e", "1.4.3.a"]
