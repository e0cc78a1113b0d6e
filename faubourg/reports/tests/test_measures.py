"""Measures of published figures told in words."""

import pytest

from faubourg.contracts.models import CommitmentType
from faubourg.contracts.tests.factories import ListedOrganisationFactory, NodeFactory
from faubourg.reports.actors.measures import Names, counted_words, names_in


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ({"of": "actions"}, "actions"),
        ({"of": "actions", "where": {"in_toolbox": True}}, "actions (dans la boîte à outils : oui)"),
        ({"of": "actions", "where": {"nodes": None}}, "actions (place : non donné)"),
        ({"of": "means", "where": {"amount": {"not": None}}}, "moyens (montant : donné)"),
        ({"of": "nodes", "where": {"parent": {"not": "p-1"}}}, "éléments de l’arbre (sous : autre que Pilier 1)"),
        (
            {"of": "nodes", "where": {"flags": "hors_appel_a_projet"}},
            "éléments de l’arbre (étiquettes : hors appel à projets)",
        ),
        ({"of": "meetings", "where": {"date": {"like": "^2022"}}}, "réunions (date : commence par « 2022 »)"),
        (
            {"of": "actions", "where": {"title": {"like": "E2C|2e chance"}}},
            "actions (intitulé : contient « E2C » ou « 2e chance »)",
        ),
        ({"of": "actions", "where": {"title": {"like": r"\\bE2C\\b"}}}, "actions (intitulé : certains mots)"),
        ({"of": "actions", "where": {"commitment_type": "C"}}, "actions (type : C (créer))"),
        ({"of": "extra.views"}, "autres indications du document"),
        ({"of": "nodes", "unlinked": {"in": "clauses", "by": "node"}}, "éléments de l’arbre (sans clauses)"),
        (
            {"of": "actions", "linked": {"in": "roles", "by": "action", "where": {"role": ["pilote", "co-pilote"]}}},
            "actions (avec rôles (rôle : pilote ou co-pilote))",
        ),
        ({"of": "means", "aggregate": "sum", "field": "amount"}, "somme de « montant », moyens"),
        ({"of": "reviews", "aggregate": "sum", "field": "counts_as"}, "revues d’actions"),
        ({"of": "cross_references", "aggregate": "distinct", "field": "from"}, "renvois, une fois par « origine »"),
        (
            {"ratio": {"numerator": {"of": "actions"}, "denominator": {"of": "nodes"}}},
            "actions rapporté à éléments de l’arbre",
        ),
        ({"difference": [{"of": "actions"}, {"of": "clauses"}]}, "actions moins clauses"),
        ({"ratio": "?"}, "autres indications du document"),
        (None, "autres indications du document"),
    ],
)
def test_a_measure_in_words(measure, words):
    assert counted_words(measure, Names({"p-1": "Pilier 1"}, {"C": "C (créer)"})) == words


@pytest.mark.django_db
def test_keys_are_read_by_their_names(contract):
    NodeFactory(contract=contract, key="os-1", code="1.1")
    ListedOrganisationFactory(contract=contract, key="org-caf", name="Caisse")
    CommitmentType.objects.create(contract=contract, letter="C", label="à créer")
    measure = {"of": "actions", "where": {"sheet": "org-caf", "nodes": {"under": "os-1"}, "commitment_type": "C"}}
    names = names_in(contract, [measure])
    assert counted_words(measure, names) == "actions (page d’acteur : Caisse, place : sous 1.1, type : C (à créer))"
