"""An action of two contracts in their files: linked where both are, kept as words until then, ended with its words."""

import io
from datetime import date

import pytest
from django.core.management import call_command

from faubourg.actions.models import Action, SharedAction
from faubourg.actions.operations import end_sharing
from faubourg.contracts.choices import Role
from faubourg.contracts.models import Contract
from faubourg.contracts.tests.factories import MembershipFactory, UserFactory
from faubourg.documents.blocks import Facts
from faubourg.exchange.files import read_file, yaml_of
from faubourg.exchange.operations import apply_import, preview
from faubourg.exchange.tests.documents import NOW, as_in_cells, exported, paths_of_difference
from faubourg.exchange.workbook.writing import workbook_of
from faubourg.intake.problems import IntakeError
from faubourg.reports.documents.kinds import KINDS

pytestmark = pytest.mark.django_db
CITY = """
contract: {key: ville, title: Ville 2030, kind: contrat de ville, levels: [axe]}
actions: [{key: eng, code: CD79-02, title: Places de garde, kind: engagement%s}]
"""
PLIE = """
contract: {key: plie, title: PLIE 2028, kind: protocole PLIE, levels: [axe]}
actions: [{key: f32, code: "3.2", title: Modes de garde, kind: fiche%s}]
"""
SAID = ", shared_elsewhere: [ville/eng]"


def read(text, more=""):
    flat, _ = read_file((text % more).encode(), "contrat.yaml")
    return flat


def brought(text, more="", user=None):
    return apply_import(flat=read(text, more), at=NOW, user=user).contract


def fiche(contract):
    return exported(contract)["actions"][0]


def test_the_file_links_both_contracts_and_each_tells_it():
    city, plie = brought(CITY), brought(PLIE, SAID)
    link = SharedAction.objects.get()
    assert link.stands and link.lineage.contract == plie
    assert fiche(plie)["shared_elsewhere"] == ["ville/eng"]
    assert fiche(city)["shared_elsewhere"] == ["plie/f32"]
    again = apply_import(flat=read(PLIE, SAID), at=NOW)
    assert (again.changed, SharedAction.objects.count()) == ([], 1)


def test_what_comes_out_links_again_in_yaml_and_in_a_workbook():
    city, plie = brought(CITY), brought(PLIE, SAID)
    for content, name in ((yaml_of(city), "ville.yaml"), (workbook_of(city), "ville.xlsx")):
        flat, nulls_matter = read_file(content, name)
        told = exported(city)
        for action in Action.objects.all():
            Action.objects.filter(pk=action.pk).update(shared_elsewhere=[])
        SharedAction.objects.all().delete()
        found = apply_import(flat=flat, at=NOW, nulls_matter=nulls_matter).contract
        assert SharedAction.objects.get().stands
        assert not list(paths_of_difference(as_in_cells(told), as_in_cells(exported(found))))
    assert fiche(plie)["shared_elsewhere"] == ["ville/eng"]


def test_without_the_other_contract_it_is_kept_said_and_linked_when_it_comes():
    found = preview(flat=read(PLIE, SAID))
    assert "n’est pas dans l’instance" in found.kept[0].sentence
    plie = brought(PLIE, SAID)
    assert fiche(plie)["shared_elsewhere"] == ["ville/eng"] and not SharedAction.objects.exists()
    facts = dict(KINDS["fiche"].build(plie, key="f32", printed_on=date(2026, 11, 20)).blocks[0].items)
    assert facts["Dit par le fichier, pas rapproché"] == ("«\xa0ville\xa0», action «\xa0eng\xa0»",)
    brought(CITY)
    assert SharedAction.objects.get().stands
    assert preview(flat=read(PLIE, SAID)).kept == ()


def test_the_command_says_what_stays_words(tmp_path):
    path, out = tmp_path / "plie.yaml", io.StringIO()
    path.write_text(PLIE % SAID)
    call_command("import_contract", path, stdout=out)
    assert "est dite partagée avec" in out.getvalue()


def test_the_printed_fiche_names_the_other_contract(db):
    city, plie = brought(CITY), brought(PLIE, SAID)
    for contract, key, words in ((plie, "f32", "Ville 2030, CD79-02"), (city, "eng", "PLIE 2028, 3.2")):
        blocks = KINDS["fiche"].build(contract, key=key, printed_on=date(2026, 11, 20)).blocks
        facts = dict(next(block for block in blocks if isinstance(block, Facts)).items)
        assert facts["Aussi dans un autre contrat"] == (words,)


def test_who_imports_needs_the_rights_of_the_page():
    city, lead = brought(CITY), UserFactory()
    plie = brought(PLIE)
    MembershipFactory(contract=plie, user=lead, role=Role.PROJECT_LEAD)
    brought(PLIE, SAID, user=lead)
    assert not SharedAction.objects.exists(), "they do not see the other contract"
    assert "ne le voyez pas" in preview(flat=read(PLIE, SAID), user=lead).kept[0].sentence
    MembershipFactory(contract=city, user=lead, role=Role.PARTNER)
    brought(PLIE, SAID, user=lead)
    link = SharedAction.objects.get()
    assert not link.stands, "the other contract agrees by its own keepers"
    assert (fiche(plie)["shared_elsewhere"], "shared_elsewhere" in fiche(city)) == (["ville/eng"], False)


def test_it_ends_from_the_file_and_from_the_page_with_its_words():
    brought(CITY)
    plie = brought(PLIE, SAID)
    brought(PLIE)
    assert not SharedAction.objects.exists() and "shared_elsewhere" not in fiche(plie)
    brought(PLIE, SAID)
    end_sharing(contract=plie, link=SharedAction.objects.get(), user=None, at=NOW)
    assert "shared_elsewhere" not in fiche(Contract.objects.get(key="plie"))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("ville", "ne désigne aucune action"), ("a/b/c", "ne désigne aucune action"), ("plie/f32", "de ce contrat-ci"),
     ("ville/eng, ville/eng", "citée deux fois")],
)  # fmt: skip
def test_what_names_no_action_of_another_contract_is_refused(words, sentence):
    with pytest.raises(IntakeError, match=sentence):
        brought(PLIE, f", shared_elsewhere: [{words}]")
