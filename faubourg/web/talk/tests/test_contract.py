"""« Échanges » of a contract: what is said of its fiches, what waits for me, what names me."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.actions.operations import comment_action, remove_comment, settle_comment
from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.tests.factories import ContractFactory, MembershipFactory

pytestmark = pytest.mark.django_db
PAGE = "/contrats/essai/commentaires/"


@pytest.fixture
def say(contract, action):
    """Comments a minute apart, the first an hour ago."""
    clock = iter(timezone.now() - timedelta(hours=10) + timedelta(minutes=n) for n in range(500))

    def _say(user, text, about=None, **facts):
        facts.setdefault("at", next(clock))
        return comment_action(contract=contract, action=about or action, text=text, user=user, **facts)

    return _say


def read(client, address=PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ").partition("<main")[2]


def test_the_newest_come_first_and_nothing_of_another_contract(as_, partner, lead, say, contract, action):
    say(partner, "Le premier")
    say(lead, "Le second")
    gone = say(lead, "Le retiré")
    remove_comment(contract=contract, action=action, comment=gone, user=lead, at=timezone.now())
    other = ContractFactory(key="autre")
    far = ActionFactory(contract=other, key="f9")
    author = MembershipFactory(contract=other).user
    comment_action(contract=other, action=far, text="Ailleurs", user=author, at=timezone.now())
    page = read(as_(partner))
    assert page.index("Le second") < page.index("Le premier")
    assert "Ailleurs" not in page and "Le retiré" not in page and "1 Ouvrir un lieu" in page


def test_what_names_me_and_what_waits_for_me(as_, lead, partner, say):
    asked = say(lead, "Votre date ?", mentions=[partner.pk])
    say(lead, "Pour personne")
    client = as_(partner)
    assert "Votre date ?" in read(client, f"{PAGE}?vue=mentions")
    page = read(client, f"{PAGE}?vue=a-repondre")
    assert "Votre date ?" in page and "Pour personne" not in page
    say(partner, "Le 12 mai", reply_to=asked)
    assert "Rien n’attend votre réponse" in read(client, f"{PAGE}?vue=a-repondre")
    again = say(lead, "Sûr ?", reply_to=asked, mentions=[partner.pk])
    assert "Sûr ?" in read(client, f"{PAGE}?vue=a-repondre")
    settle_comment(
        contract=again.target.contract, action=again.target.actions.get(), comment=asked, is_settled=True, user=lead,
        at=timezone.now(),
    )  # fmt: skip
    assert "Rien n’attend votre réponse" in read(client, f"{PAGE}?vue=a-repondre")
    assert "Sûr ?" in read(client, f"{PAGE}?vue=mentions&etat=regles")
    assert "Personne ne vous mentionne" in read(client, f"{PAGE}?vue=mentions&etat=ouverts")


def test_an_opinion_waits_for_those_who_keep_the_fiche(as_, citizen, pilot, partner, lead, say, contract):
    elsewhere = ActionFactory(contract=contract, key="f2", title="Autre fiche")
    opinion = say(citizen, "Il manque des bancs", is_opinion=True)
    say(citizen, "Et des arbres", about=elsewhere, is_opinion=True)
    page = read(as_(pilot), f"{PAGE}?vue=a-repondre")
    assert "bancs" in page and "arbres" not in page
    assert "arbres" in read(as_(lead), f"{PAGE}?vue=a-repondre")
    for other in (partner, citizen):
        assert "Rien n’attend" in read(as_(other), f"{PAGE}?vue=a-repondre")
    assert "Réponse due" in read(as_(partner), f"{PAGE}?nature=avis")
    say(partner, "Trois en mai", reply_to=opinion)
    assert "Rien n’attend" in read(as_(pilot), f"{PAGE}?vue=a-repondre")


def test_open_and_settled(as_, lead, partner, say, contract, action):
    settled = say(partner, "Fini")
    say(lead, "Une réponse", reply_to=settled)
    settle_comment(contract=contract, action=action, comment=settled, is_settled=True, user=lead, at=timezone.now())
    say(partner, "En cours")
    client = as_(lead)
    page = read(client, f"{PAGE}?etat=ouverts")
    assert "En cours" in page and "Fini" not in page and "Une réponse" not in page
    page = read(client, f"{PAGE}?etat=regles")
    assert "En cours" not in page and "Fini" in page and "Une réponse" in page


@pytest.mark.parametrize("query", ["vue=x", "etat=\0", "nature=%00&page=x", "page=99999999999999999999", "vue=&vue=x"])
def test_filters_that_do_not_exist_are_left_aside(as_, lead, partner, say, query):
    say(partner, "Bonjour")
    assert "Bonjour" in read(as_(lead), f"{PAGE}?{query}")


def test_a_fiche_that_left_the_plan_keeps_its_line(as_, lead, partner, say, action):
    say(partner, "Bonjour")
    type(action).objects.filter(pk=action.pk).delete()
    assert "absente de la version en vigueur" in read(as_(lead))


def test_the_page_asks_as_much_of_five_comments_as_of_sixty(
    as_, lead, partner, citizen, say, contract, django_assert_max_num_queries
):
    client = as_(lead)
    for number in range(5):
        say(partner, f"n° {number}", mentions=[lead.pk])
    client.get(PAGE)
    with django_assert_max_num_queries(24) as few:
        client.get(PAGE)
    for number in range(60):
        about = ActionFactory(contract=contract, key=f"g{number}")
        say(citizen, f"avis {number}", about=about, is_opinion=True)
    # What waits is now opinions too: one question more, whatever their number.
    with django_assert_max_num_queries(len(few) + 2):
        assert "avis 59" in read(client)
    assert "avis 9" in read(client, f"{PAGE}?page=2")
    assert reverse("talk:contract", args=["essai"]) == PAGE
