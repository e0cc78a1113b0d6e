"""Letters, levels, kinds and layouts that a contract may hold: refused with what is allowed, kept when right."""

import pytest

from faubourg.actions.models import Action
from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import MembershipFactory, UserFactory
from faubourg.exchange.editing import change_record, digest_of, record_of
from faubourg.exchange.files import read_file
from faubourg.exchange.operations import apply_import
from faubourg.exchange.schema.sections import BY_NAME
from faubourg.exchange.tests.documents import NOW, exported, imported, sentences, small
from faubourg.exchange.workbook.writing import workbook_of
from faubourg.intake.problems import IntakeError

pytestmark = pytest.mark.django_db

LETTER = "« Z » n’est pas un type d’engagement de ce contrat : choisir « C », « M »"


def lead_of(contract):
    """Somebody who may change it."""
    user = UserFactory()
    MembershipFactory(contract=contract, user=user, role=Role.PROJECT_LEAD)
    return user


def _with(section: str, place: int, **facts) -> dict:
    document = small()
    document[section][place] |= facts
    return document


def test_a_letter_outside_the_contract_s_types_is_refused():
    with pytest.raises(IntakeError) as refused:
        imported(_with("actions", 1, commitment_type="Z"))
    assert LETTER in sentences(refused.value)


def test_without_types_any_letter_stands():
    document = _with("actions", 1, commitment_type="Z")
    del document["contract"]["commitment_types"]
    assert Action.objects.of(imported(document)).filter(commitment_type="Z").exists()


def test_a_type_that_actions_bear_stays():
    imported()
    document = small()
    document["contract"]["commitment_types"] = {"C": "Créer"}
    with pytest.raises(IntakeError) as refused:
        imported(document)
    assert "« M » ne peut pas être retiré" in sentences(refused.value)
    del document["contract"]["commitment_types"]
    assert Action.objects.of(imported(document)).filter(commitment_type="M").count() == 2


def test_a_type_leaves_with_the_actions_that_bear_it():
    imported()
    document = small()
    document["contract"]["commitment_types"] = {"C": "Créer"}
    for action in document["actions"]:
        action.pop("commitment_type", None)
    assert not Action.objects.of(imported(document)).exclude(commitment_type="").exists()


def test_a_letter_typed_on_a_screen_is_refused_alike():
    contract = imported()
    row, section = Action.objects.of(contract).get(key="e1"), BY_NAME["actions"]
    digest = digest_of(record_of(contract=contract, section=section, row=row))
    facts = {"contract": contract, "section": section, "row": row, "digest": digest, "at": NOW}
    with pytest.raises(IntakeError) as refused:
        change_record(values={"commitment_type": "Z"}, user=lead_of(contract), **facts)
    assert LETTER in sentences(refused.value)


@pytest.mark.parametrize(
    ("section", "facts", "sentence"),
    [
        ("actions", {"commitment_level": "idée"}, "écrire « boite-a-outils », « socle », « redige »"),
        ("contract", {"fiche_sections": [{"action_kind": "fiche", "block": "buts", "label": "A"}]}, "« buts »"),
    ],
)
def test_unknown_levels_and_blocks_are_refused(section, facts, sentence):
    document = small(contract=small()["contract"] | facts) if section == "contract" else _with(section, 1, **facts)
    with pytest.raises(IntakeError) as refused:
        imported(document)
    assert sentence in sentences(refused.value)


def test_new_facts_go_in_and_out_of_files():
    document = _with("actions", 1, commitment_level="socle")
    document["contract"]["signatories"][0]["signed_by"] = "Présidente"
    document["indicators"][0] |= {"form": "echelle", "steps": ["non", "en partie", "oui"], "categories": ["a", "b"]}
    document["values"][0]["dated"] = "2024-09-30"
    document["clauses"][0]["kind"] = "engagement_operateur"
    contract = imported(document)
    found = exported(contract)
    assert found["actions"] == document["actions"]
    for part in ("indicators", "values", "clauses"):
        assert found[part] == document[part], part
    assert found["contract"]["signatories"] == document["contract"]["signatories"]
    flat, nulls_matter = read_file(workbook_of(contract), "petit.xlsx")
    again = apply_import(flat=flat, at=NOW, nulls_matter=nulls_matter)
    assert (again.created, again.changed, again.removed) == ([], [], [])
