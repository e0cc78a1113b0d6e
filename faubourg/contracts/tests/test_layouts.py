"""The sections of a fiche: the contract's own, else the usual ones."""

import pytest

from faubourg.contracts.layouts import DEFAULTS, HELP, Block, layout_of


def test_without_sections_of_its_own_a_kind_has_the_usual_ones_first():
    shown = [section.block for section in layout_of("fiche", []) if section.declared]
    assert shown[0] == Block.SUB_ACTIONS
    assert shown.index(Block.COMMON_LAW) < shown.index(Block.SPECIFIC) < shown.index(Block.INDICATORS)


def test_the_contract_s_sections_come_first_in_its_order_under_its_labels():
    rows = [("financeurs", "Partenaires financeurs", "À titre indicatif"), ("texte", "Projets attendus", "")]
    layout = layout_of("type-de-projet", rows)
    assert [(section.label, section.declared) for section in layout[:3]] == [
        ("Partenaires financeurs", True),
        ("Projets attendus", True),
        (Block.SUB_ACTIONS.label, False),
    ]
    assert layout[0].help_text == "À titre indicatif"
    assert layout[1].help_text == HELP[Block.TEXT]


@pytest.mark.parametrize("kind", [*DEFAULTS, "une nature d’ailleurs"])
def test_every_block_has_its_place_once(kind):
    blocks = [section.block for section in layout_of(kind, [])]
    assert sorted(blocks) == sorted(Block.values)
