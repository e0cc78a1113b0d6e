"""Published figures beside computed ones: against the reference evaluator, on rows that change, on bad measures."""

import json
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from faubourg.actions.models import Action
from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.models import PrintedTable, Published
from faubourg.core.testing import shared_path
from faubourg.exchange.figures import FigureClass, figures_of

FILES = ("niort-2024-2030", "ales-2015-2020", "niort-2015-2022", "plie-niort-2022-2028")
COMPARED = ("key", "label", "published", "computed", "class", "deduced_rows", "basis", "origin")


def publish(contract, measure, **facts):
    facts = {"label": "Engagements", "computable": measure.get("basis", "lignes")} | facts
    return Published.objects.create(contract=contract, key="pub-1", measure=measure, **facts)


def only(contract):
    (found,) = figures_of(contract)
    return found


@pytest.mark.shared
@pytest.mark.parametrize("key", FILES)
def test_every_figure_is_that_of_the_reference(import_shared, capsys, key):
    script, path = shared_path("data/measures.py"), shared_path(f"data/{key}.yaml")
    answer = subprocess.run([sys.executable, script, "--json", path], capture_output=True, text=True, check=True)
    (expected,) = json.loads(answer.stdout).values()
    import_shared(key)
    call_command("figures", key, "--json")
    ours = json.loads(capsys.readouterr().out)
    assert [{name: one[name] for name in COMPARED} for one in ours] == [
        {name: one[name] for name in COMPARED} for one in expected
    ]
    terms = {one["key"]: (one["numerator"], one["denominator"]) for one in ours}
    for one in expected:
        if "numerator" in one:
            assert terms[one["key"]] == (one["numerator"], one["denominator"])
        elif "from" in one:
            assert terms[one["key"]] == (one["to"], one["from"])


@pytest.mark.shared
@pytest.mark.parametrize("key", FILES)
def test_no_gap_is_left_unexplained(import_shared, key):
    assert [one.key for one in figures_of(import_shared(key)) if one.klass == FigureClass.UNEXPLAINED] == []


def test_a_contract_never_seen_counts_its_own_rows(contract):
    publish(contract, {"basis": "lignes", "of": "actions", "where": {"commitment_type": "C"}}, value=3)
    for letter in ("C", "C", "M"):
        ActionFactory(contract=contract, commitment_type=letter)
    figure = only(contract)
    assert (figure.computed, figure.klass) == (2, FigureClass.UNEXPLAINED)
    ActionFactory(contract=contract, commitment_type="C")
    assert (only(contract).computed, only(contract).klass) == (3, FigureClass.EQUAL)
    Action.objects.filter(commitment_type="C").first().delete()
    assert only(contract).computed == 2


def test_a_note_explains_while_it_names_the_computed_value(contract):
    row = publish(contract, {"basis": "lignes", "of": "actions"}, value=5, note="une ligne est comptée 5 fois : 1")
    ActionFactory(contract=contract)
    assert only(contract).klass == FigureClass.CONTRADICTION
    ActionFactory.create_batch(2, contract=contract)
    assert only(contract).klass == FigureClass.UNEXPLAINED
    row.note = "3 lignes seulement"
    row.save()
    assert only(contract).klass == FigureClass.CONTRADICTION


def test_a_share_keeps_its_terms_and_its_rounding(contract):
    every = {"of": "actions"}
    created = {"of": "actions", "where": {"commitment_type": "C"}}
    share = {"basis": "lignes", "ratio": {"numerator": created, "denominator": every}, "unit": "%", "round": 0}
    publish(contract, share, value=33)
    for letter in ("C", "M", "A"):
        ActionFactory(contract=contract, commitment_type=letter)
    figure = only(contract)
    assert (figure.numerator, figure.denominator, figure.computed, figure.shown) == (1, 3, 33.33, 33)
    assert figure.klass == FigureClass.ROUNDED


@pytest.mark.parametrize(
    ("measure", "sentence"),
    [
        ({}, "ne dit pas sa base"),
        ({"basis": "lignes"}, "un seul de ces mots"),
        ({"basis": "lignes", "of": "licornes"}, "n’est pas une liste"),
        ({"basis": "lignes", "of": "actions", "where": {"couleur": "bleu"}}, "n’a de champ « couleur »"),
        ({"basis": "lignes", "of": "actions", "where": {"title": {"like": "("}}}, "mal formé"),
        ({"basis": "lignes", "of": "actions", "where": {"title": {"like": "(a+)+b"}}}, "se répète"),
        ({"basis": "lignes", "of": "actions", "aggregate": "sum"}, "porte sur un champ"),
        ({"basis": "lignes", "of": "actions", "aggregate": "sum", "field": "title"}, "n’est pas un nombre"),
        ({"basis": "lignes", "of": "actions", "mot": 1}, "mot inconnu"),
        ({"basis": "lignes", "sum": []}, "aucun terme"),
        ({"basis": "lignes", "ratio": {"numerator": {"of": "actions"}}}, "n’a pas tous ses termes"),
        ({"basis": "tableaux", "of": "actions"}, "sa base est"),
        ({"basis": "tableaux", "table": "tab-1", "column": "Total", "rows": ["a"]}, "que l’endroit qui imprime"),
        ({"basis": "tableaux", "table": "tab-1", "column": "Rien"}, "ni de colonne"),
        ({"basis": "tableaux", "table": "tab-9", "column": "Total"}, "n’est pas un tableau"),
    ],
)
def test_a_measure_that_cannot_be_computed_says_why(contract, measure, sentence):
    ActionFactory(contract=contract, title="Ouvrir une crèche")
    PrintedTable.objects.create(
        contract=contract, key="tab-1", title="T", columns=["Nom", "Total"], rows=[["a", 1], ["b", 2]]
    )
    publish(contract, measure, value=1)
    figure = only(contract)
    assert (figure.computed, figure.klass) == (None, FigureClass.NOT_COMPUTABLE)
    assert sentence in figure.reason


def test_an_empty_denominator_is_not_zero(contract):
    none = {"of": "actions", "where": {"commitment_type": "Z"}}
    publish(contract, {"basis": "lignes", "ratio": {"numerator": {"of": "actions"}, "denominator": none}}, value=1)
    ActionFactory(contract=contract, commitment_type="C")
    assert "dénominateur est nul" in only(contract).reason


def test_an_unknown_contract_is_said(db):
    with pytest.raises(CommandError, match="Aucun contrat"):
        call_command("figures", "nulle-part")
