from faubourg.contracts.models import Deliberation, Signature
from faubourg.contracts.tests.factories import ListedOrganisationFactory
from faubourg.governance.models import Body
from faubourg.reports.contract_text import contract_text, printed_contents, votes_of


def test_a_vote_keeps_unknown_apart_from_zero():
    votes = votes_of(Deliberation(votes_for=40, votes_against=0))
    assert [(vote.label, vote.count) for vote in votes] == [
        ("pour", 40),
        ("contre", 0),
        ("abstentions", None),
        ("ne participent pas", None),
        ("excusé·es", None),
    ]


def test_signatories_without_signature_are_listed_apart(contract):
    signed, named = (ListedOrganisationFactory(contract=contract, signatory=True) for _ in range(2))
    Signature.objects.create(contract=contract, organisation=signed, function="La présidente")
    text = contract_text(contract)
    assert [signature.organisation for signature in text.signatures] == [signed]
    assert text.signatories == [named]


def test_a_chair_given_by_its_key_is_named(contract):
    ListedOrganisationFactory(contract=contract, key="org-ville", name="Ville d’essai")
    Body.objects.create(contract=contract, key="copil", name="COPIL", chair="org-ville", level="groupe_de_travail")
    Body.objects.create(contract=contract, key="cotech", name="COTECH", chair="La sous-préfète", position=1)
    lines = contract_text(contract).bodies
    assert [(line.chair, line.level) for line in lines] == [
        ("Ville d’essai", "groupe de travail"),
        ("La sous-préfète", ""),
    ]


def test_the_printed_contents_are_found_by_their_shape():
    facts = {"note": "texte", "parts": [{"title": "Préambule", "page": 3}, {"number": 2, "title": "Méthode"}]}
    assert [(line.number, line.title, line.page) for line in printed_contents(facts)] == [
        ("", "Préambule", 3),
        ("2", "Méthode", None),
    ]
    assert printed_contents({"parts": [{"name": "x"}], "empty": []}) == []


def test_the_reads_do_not_grow(contract, django_assert_num_queries):
    for rank in range(8):
        Body.objects.create(contract=contract, key=f"b{rank}", name=f"Instance {rank}", chair="x")
        Signature.objects.create(contract=contract, organisation=ListedOrganisationFactory(contract=contract))
    with django_assert_num_queries(10):
        contract_text(contract)
