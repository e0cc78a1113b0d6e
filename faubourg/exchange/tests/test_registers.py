"""Registers and the TFPB abatement in contract files: what cannot be taken is told, and what is there is found.

Their round trips are those of the small document (`documents.SMALL`).
"""

import pytest

from faubourg.contracts.models import Contract
from faubourg.exchange.operations import apply_import, flat_from_document
from faubourg.exchange.tests.documents import NOW, small
from faubourg.indicators.models import Indicator
from faubourg.intake.problems import IntakeError
from faubourg.registers.models import Register, RegisterCount, RegisterRow
from faubourg.search.models import SearchEntry
from faubourg.urban.models import TfpbLine

pytestmark = pytest.mark.django_db


def imported(**changes) -> Contract:
    return apply_import(flat=flat_from_document(small(**changes)), at=NOW).contract


@pytest.mark.parametrize(
    ("section", "place", "facts", "said"),
    [
        ("register_rows", 0, {"values": {"aide": "beaucoup"}}, "Aide"),
        ("register_rows", 0, {"values": {"inconnue": 1}}, "n’est pas une colonne"),
        ("register_rows", 0, {"values": {"quartier": "ailleurs"}}, "territoire du contrat"),
        ("register_rows", 0, {"register": "autre"}, "aucun registre"),
        ("registers", 0, {"states": [{"key": "x"}]}, "liste d’états"),
        ("tfpb", 0, {"year": 1899}, "une année entre"),
        ("tfpb", 0, {"abatement": -1}, "négatif"),
        ("tfpb", 0, {"spendings": {"autre": {"real": 1}}}, "huit postes"),
        ("tfpb", 0, {"spendings": {"presence": {}}}, "planned, real"),
        ("tfpb", 1, {"landlord": "org-caf"}, ""),
    ],
)
def test_what_cannot_be_taken_is_refused(section, place, facts, said):
    records = small()[section]
    records[place] |= facts
    with pytest.raises(IntakeError) as refused:
        imported(**{section: records})
    assert said in " ".join(problem.sentence for problem in refused.value.problems)
    assert not Contract.objects.filter(key="petit-2024").exists()


def test_a_file_without_these_sections_leaves_them_and_one_that_empties_them_takes_the_rows():
    imported()
    document = small()
    for name in ("registers", "register_rows", "tfpb"):
        del document[name]
    apply_import(flat=flat_from_document(document), at=NOW)
    assert (Register.objects.count(), RegisterRow.objects.count(), TfpbLine.objects.count()) == (1, 2, 2)
    apply_import(flat=flat_from_document(small(registers=[], register_rows=[], tfpb=[])), at=NOW)
    assert (Register.objects.count(), RegisterRow.objects.count(), TfpbLine.objects.count()) == (0, 0, 0)


def test_an_indicator_that_a_register_feeds_stays():
    contract = imported()
    indicator = Indicator.objects.get(key="i2")
    RegisterCount.objects.create(
        register=Register.objects.get(), lineage=indicator.lineage, aggregate="nombre", year_column="debut"
    )
    left = small(indicators=small()["indicators"][:1], values=small()["values"][:2])
    with pytest.raises(IntakeError) as refused:
        apply_import(flat=flat_from_document(left), at=NOW, reason="Une ligne de trop")
    assert "Comptes de registres" in refused.value.problems[0].sentence
    assert contract.current_version.indicators.count() == 2


def test_registers_rows_and_tfpb_are_in_the_index():
    imported()
    titles = set(SearchEntry.objects.filter(kind__in=("registre", "ligne", "tfpb")).values_list("title", flat=True))
    assert {"Postes", "Médiation", "Accueil"} <= titles
    assert len(titles) == 5
