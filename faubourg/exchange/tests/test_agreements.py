"""Agreements in files: what follows what is told by titles; stages and windows are checked like everything else."""

import pytest
import yaml

from faubourg.contracts.models import Agreement, Contract
from faubourg.exchange.files import read_file
from faubourg.exchange.operations import apply_import
from faubourg.exchange.tests.documents import NOW, exported
from faubourg.intake.problems import IntakeError

pytestmark = pytest.mark.django_db
HEAD = {"key": "essai", "title": "Contrat", "kind": "contrat de ville"}


def imported(agreements, **sections) -> Contract:
    document = {"contract": HEAD | {"agreements": agreements}} | sections
    flat, nulls_matter = read_file(yaml.safe_dump(document, allow_unicode=True).encode(), "essai.yaml")
    return apply_import(flat=flat, at=NOW, nulls_matter=nulls_matter).contract


def test_a_renewal_of_the_same_title_needs_no_more_than_the_title():
    agreements = [{"title": "Charte", "end": "2024"}, {"title": "Charte", "start": "2025", "renews": ["Charte"]}]
    contract = imported(agreements)
    first, second = Agreement.objects.of(contract).order_by("position")
    assert list(second.renews.all()) == [first]
    assert exported(contract)["contract"]["agreements"] == agreements


def test_the_same_file_again_changes_nothing_and_a_new_title_is_followed():
    agreements = [{"title": "Charte"}, {"title": "Suite", "renews": ["Charte"]}]
    imported(agreements)
    contract = imported(agreements)
    assert exported(contract)["contract"]["agreements"] == agreements
    agreements[1]["title"] = "Suite de la charte"
    assert exported(imported(agreements))["contract"]["agreements"] == agreements


def test_words_that_are_no_stage_stay_as_they_are():
    agreements = [{"title": "Charte", "state": "suspendue en 2021"}]
    assert exported(imported(agreements))["contract"]["agreements"] == agreements


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"renews": ["Inconnue"]}, "n’est l’intitulé d’aucune"),
        ({"renews": ["Charte"]}, "n’est l’intitulé d’aucune"),
        ({"renews": "Charte"}, "une liste de textes est attendue"),
        ({"stage": "perdue"}, "n’est pas prévu"),
        ({"due": "2026-13"}, "une date est attendue"),
        ({"notice_months": -1}, ""),
        ({"notice_months": 100000}, ""),
        ({"tacit_renewal": "souvent"}, "oui ou non"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_place(facts, said):
    with pytest.raises(IntakeError) as refused:
        imported([{"title": "Charte"} | facts])
    assert said in " ".join(problem.sentence for problem in refused.value.problems)
    assert not Agreement.objects.exists()


def test_a_window_of_a_scheme_is_refused_with_its_place():
    windows = [{"opens": "2026-02-31"}]
    with pytest.raises(IntakeError, match="n’existe pas dans le calendrier"):
        imported([], schemes=[{"key": "disp-a", "name": "Fonds", "windows": windows}])
