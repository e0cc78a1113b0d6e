"""Known texts offered while a clause is typed."""

import pytest
from django.urls import reverse

from faubourg.actions.tests.factories import ClauseFactory
from faubourg.contracts.choices import VersionState
from faubourg.contracts.models import Version
from faubourg.contracts.tests.factories import ContractFactory, MembershipFactory, NodeFactory
from faubourg.core.testing import assert_accessible, assert_fits

ACCUEIL = "L'accueil des élèves prévoit la mixité"


@pytest.fixture
def clauses(contract, lead):
    """One text said twice here, one said by another contract of the person, one of a contract that they do not see."""
    for key in ("n-1", "n-2"):
        ClauseFactory(node=NodeFactory(contract=contract, key=key), text=ACCUEIL)
    ClauseFactory(node=NodeFactory(contract=contract), text="Transport compris")
    other = MembershipFactory(user=lead).contract
    ClauseFactory(node=NodeFactory(contract=other), text="Accueil le samedi")
    ClauseFactory(node=NodeFactory(contract=ContractFactory()), text="Accueil secret")
    older = Version.objects.create(contract=contract, number=2, state=VersionState.ADOPTED)
    ClauseFactory(node=NodeFactory(contract=contract, version=older), text="Accueil d’autrefois")


def offered(client, contract, typed: str) -> list[str]:
    answer = client.get(reverse("records:clause-texts", args=[contract.key]), {"text_summary": typed})
    assert answer.status_code == 200
    return [one.text for one in answer.context["found"]]


@pytest.mark.parametrize("typed", ["accueil", "ACCUEIL", "  accueil "])
def test_texts_of_the_contracts_that_one_sees_are_offered_those_of_this_one_first(
    lead_client, contract, clauses, typed
):
    assert offered(lead_client, contract, typed) == [ACCUEIL, "Accueil le samedi"]


@pytest.mark.parametrize("typed", ["eleves", "ÉLÈVES", "mixite accueil", "l’accueil", "l'accueil"])
def test_accents_case_order_and_apostrophes_do_not_matter(lead_client, contract, clauses, typed):
    assert offered(lead_client, contract, typed) == [ACCUEIL]


@pytest.mark.parametrize("typed", ["", "ac", ACCUEIL, "a.c+u", "[", "(", "\\", "%", "accueil zzz", "x" * 5000])
def test_nothing_is_offered_for_little_for_the_same_or_for_signs(lead_client, contract, clauses, typed):
    assert offered(lead_client, contract, typed) == []


def test_no_more_than_twenty(lead_client, contract, clauses, django_assert_max_num_queries):
    node = NodeFactory(contract=contract)
    for number in range(30):
        ClauseFactory(node=node, text=f"Horaire {number}")
    with django_assert_max_num_queries(8):
        assert len(offered(lead_client, contract, "horaire")) == 20


def test_a_stranger_is_offered_nothing(client, stranger, contract, clauses):
    client.force_login(stranger)
    url = reverse("records:clause-texts", args=[contract.key])
    assert client.get(url, {"text_summary": "accueil"}).status_code == 404


def test_the_field_stays_an_ordinary_one(lead_client, contract, clauses):
    page = lead_client.get(reverse("records:add", args=[contract.key, "cahier-des-charges"])).content.decode()
    assert '<textarea name="text_summary"' in page and "rec-offer__text" not in page


@pytest.mark.browser
def test_a_known_text_is_taken_by_keyboard(open_as, lead, contract, clauses):
    page = open_as(lead, reverse("records:add", args=[contract.key, "cahier-des-charges"]))
    field = page.get_by_label("Texte", exact=False).first
    field.press_sequentially("eleves mixite")
    offer = page.get_by_role("button", name="mixité")
    offer.wait_for()
    assert_accessible(page)
    assert_fits(page)
    field.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("(text) => document.activeElement.value === text", arg=ACCUEIL)
    assert page.get_by_role("button", name="mixité").count() == 0
    field.fill("samedi")
    page.get_by_role("button", name="samedi").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.querySelector('.rec-offer')")
