"""What an import makes in the instance."""

from django.utils import timezone

from faubourg.exchange.operations import apply_import, flat_from_document
from faubourg.territories.models import Perimeter, Territory


def document(key: str, **territory) -> dict:
    return {
        "contract": {"key": key, "title": "Contrat", "kind": "contrat de ville"},
        "territories": [{"key": "qpv-a", "name": "Quartier A", "kind": "QPV", **territory}],
    }


def imported(**facts):
    return apply_import(flat=flat_from_document(document(**facts)), at=timezone.now()).contract


def test_each_code_of_a_qpv_is_a_dated_perimeter(db):
    imported(key="c1", code="QN07901M", code_previous="QP079001", perimeter_change="modifié", added_places=["rue A"])
    found = Perimeter.objects.order_by("generation").values_list("generation", "code", "change", "added_places")
    assert list(found) == [("2015", "QP079001", "", []), ("2024", "QN07901M", "modifié", ["rue A"])]


def test_a_local_code_is_no_perimeter(db):
    imported(key="c1", code="CB")
    assert not Perimeter.objects.exists()


def test_two_contracts_with_one_official_code_share_the_territory_and_its_perimeters(db):
    imported(key="c1", code="QN07901M")
    imported(key="c2", code="QN07901M", code_previous="QP079001")
    assert Territory.objects.count() == 1
    assert Perimeter.objects.count() == 2
