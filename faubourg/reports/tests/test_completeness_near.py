"""Texts that are nearly the same: found whatever the accents, never between linked rows, few pairs measured."""

import pytest

from faubourg.actions.tests.factories import ActionFactory
from faubourg.reports.completeness import near
from faubourg.reports.completeness.near import near_pairs
from faubourg.reports.plan.loading import load_plan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Favoriser l’accès à la culture", "FAVORISER L'ACCES A LA CULTURE", 1),
        ("Soutenir les ateliers des parents du quartier", "Soutenir les ateliers de parents du quartier", 1),
        ("Soutenir les ateliers des parents", "Rénover la toiture du gymnase", 0),
        ("?", "!", 0),
    ],
)
def test_likeness_of_two_titles(contract, first, second, expected):
    for title in (first, second):
        ActionFactory(contract=contract, title=title)
    assert len(near_pairs(load_plan(contract).rows)) == expected


def test_linked_actions_are_left_out(contract):
    first, second = (ActionFactory(contract=contract, title="Le même engagement partagé") for _ in range(2))
    first.shared_with.add(second)
    assert near_pairs(load_plan(contract).rows) == []


@pytest.mark.shared
def test_few_pairs_of_a_whole_contract_are_measured(import_shared, monkeypatch):
    rows, measured = load_plan(import_shared("niort-2024-2030")).rows, []
    monkeypatch.setattr(near, "_likeness", lambda first, second: measured.append(first) or 0.0)
    near_pairs(rows)
    assert 0 < len(measured) < 10 * len(rows) < len(rows) * (len(rows) - 1) / 2
