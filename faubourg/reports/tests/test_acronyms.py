"""The acronyms of a contract, and how a page explains them."""

import pytest
from django.template import Context, Template

from faubourg.actions.tests.factories import ListedSchemeFactory
from faubourg.contracts.tests.factories import ListedOrganisationFactory
from faubourg.reports.acronyms import acronyms_of

pytestmark = pytest.mark.django_db


def shown(text, contract):
    return Template("{{ text|acronyms:contract }}").render(Context({"text": text, "contract": contract}))


def test_the_contract_s_own_meaning_comes_first(contract):
    ListedOrganisationFactory(contract=contract, key="org-caf", name="CAF du Lac bleu", aliases=["CLB"])
    ListedOrganisationFactory(contract=contract, name="Centre des loisirs du bourg", aliases=["CLAS"])
    found = acronyms_of(contract)
    assert [meaning.text for meaning in found["CLB"].meanings] == ["CAF du Lac bleu"]
    assert found["CLB"].meanings[0].url.endswith("/acteurs/org-caf/")
    assert [meaning.text for meaning in found["CLAS"].meanings] == [
        "Centre des loisirs du bourg",
        "Contrat local d’accompagnement à la scolarité",
    ]


def test_letters_in_brackets_give_way_to_whose_they_are(contract):
    ListedOrganisationFactory(contract=contract, name="Service petite enfance (CCAS)")
    ListedOrganisationFactory(contract=contract, name="Centre communal d’action sociale de la ville", aliases=["CCAS"])
    assert acronyms_of(contract)["CCAS"].title == "Centre communal d’action sociale de la ville"


def test_known_letters_are_explained_and_everything_is_escaped(contract):
    ListedSchemeFactory(contract=contract, name="Aller & venir", code="AVN")
    assert shown("Avec <b>AVN</b> en QPV", contract) == (
        'Avec &lt;b&gt;<abbr title="Aller &amp; venir">AVN</abbr>&lt;/b&gt; en '
        '<abbr title="Quartier prioritaire de la politique de la ville">QPV</abbr>'
    )


@pytest.mark.parametrize("text", ["PRENDRE LE RSA", "NPNRUX et x-RSA", "", None])
def test_letters_inside_words_and_titles_in_capitals_are_left_alone(contract, text):
    assert shown(text, contract) == (text or "")


def test_markup_is_left_as_it_is(contract):
    template = Template("{{ names|join:' ; '|acronyms:contract }}")
    assert template.render(Context({"names": ["L'un", "RSA"], "contract": contract})) == "L&#x27;un ; RSA"


def test_a_page_reads_them_once(contract, django_assert_num_queries):
    with django_assert_num_queries(3):
        shown("RSA", contract)
        shown("QPV et CAF", contract)
