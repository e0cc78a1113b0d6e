"""Real fiches of the four contracts."""

import pytest

from faubourg.contracts.layouts import Block
from faubourg.reports.fiche import fiche_by_key, fiche_contents

pytestmark = pytest.mark.shared


def test_fiche_20_of_niort_counts_its_means_and_finds_its_past(import_shared):
    contract = import_shared("niort-2015-2022")
    fiche = fiche_by_key(contract, "fiche-20")
    common, specific = fiche.section(Block.COMMON_LAW).body, fiche.section(Block.SPECIFIC).body
    assert (common.total, common.priced, common.unpriced) == (40000, 2, 6)
    assert (specific.total, specific.priced, specific.shared_total) == (30000, 2, 26000)
    assert [group.title for group in fiche.section(Block.PILOTS).body.groups] == [
        "Action 20.1", "Actions 20.3 et 20.4", "Action 20.5",
    ]  # fmt: skip
    assert fiche.section(Block.INDICATORS).body.count == 10
    assert (
        fiche.section(Block.SUB_ACTIONS).body.summary
        == "5\u00a0actions, dont 2\u00a0à plusieurs pilotes, 1\u00a0sans pilote"
    )
    assert fiche.progress == "4\u00a0actions réalisées sur 5"
    assert {row.status.deduced for row in fiche.section(Block.REVIEWS).body.rows} == {"déduit, confiance haute"}
    assert fiche.section(Block.CONTINUITY).body.count == 5
    assert (fiche.previous.prefix, fiche.next.prefix, fiche.source) == ("19", "21", "lignes 9638-9923")
    whole = fiche_contents(contract, contract.current_version.actions.filter(kind="fiche"))
    assert sorted(int(found.code) for found in whole) == list(range(1, 40))
    assert fiche in whole


def test_an_action_of_ales_takes_clauses_and_indicators_from_its_objective(import_shared):
    fiche = fiche_by_key(import_shared("ales-2015-2020"), "action-1.1.1.a")
    assert [step[:2] for step in fiche.places[0].steps] == [
        ("pilier", "1"), ("orientation stratégique", "1.1"), ("objectif opérationnel", "1.1.1"),
    ]  # fmt: skip
    assert fiche.section(Block.CLAUSES).body.count == 2
    assert fiche.section(Block.INDICATORS).body.count == 9
    assert [group.title for group in fiche.section(Block.REFERENCES).body.groups] == ["Renvoient à cette fiche"]


def test_a_shared_engagement_names_its_twin_and_what_was_deduced(import_shared):
    fiche = fiche_by_key(import_shared("niort-2024-2030"), "eng-dcsi-04")
    assert [item.prefix for item in fiche.shared_with] == ["DTM-04"]
    assert (fiche.letter, fiche.letter_label) == ("R", "à renforcer")
    assert fiche.section(Block.TERRITORIES).deduced == "déduit"
    assert fiche.section(Block.PARTNERS).body.groups[0].items[0].deduced == "déduit"


def test_a_fiche_of_the_plie_shows_its_values_and_its_own_facts(import_shared):
    fiche = fiche_by_key(import_shared("plie-niort-2022-2028"), "fiche-5.3")
    values = [row.values for row in fiche.section(Block.INDICATORS).body.groups[0].rows]
    assert values[1] == (("au 31\xa0décembre\xa02022", "20 ; sexe F : 8 ; sexe H : 12"),)
    assert fiche.status.deduced == "déduit, confiance faible"
    assert "Convention" in dict(fiche.section(Block.EXTRA).body.facts)
