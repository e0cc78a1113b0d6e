"""The pages of the posts of référents."""

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.models import Post
from faubourg.contracts.tests.factories import ListedOrganisationFactory, MembershipFactory, PostFactory
from faubourg.core.testing import assert_accessible, assert_fits


def url(name, contract, *args):
    return reverse(f"people:{name}", args=[contract.key, *args])


@pytest.fixture
def post(contract):
    caf = ListedOrganisationFactory(contract=contract, name="CAF", signatory=True)
    ActionRoleFactory(action=ActionFactory(contract=contract, title="Ouvrir une crèche"), organisation=caf)
    return PostFactory(contract=contract, organisation=caf, function="Référente famille")


def test_a_vacant_post_shows_what_it_leaves(lead_client, contract, post):
    page = lead_client.get(url("posts", contract)).content.decode()
    assert "Référente famille" in page
    assert "vacant" in page
    assert "Ouvrir une crèche" in page


def test_a_lead_opens_fills_and_empties_a_post(lead_client, contract, post):
    facts = {"organisation": post.organisation.pk, "function": "Référent logement", "paired_with": post.pk}
    assert lead_client.post(url("post-add", contract), facts).status_code == 302
    made = Post.objects.get(function="Référent logement")
    assert made.paired_with == post
    member = MembershipFactory(contract=contract, role="partenaire").user
    asked = {"user": member.pk, "start": "2025-01-06", "gives_role": "on"}
    page = lead_client.post(url("post-appoint", contract, made.pk), asked, follow=True).content.decode()
    assert f"Tenu par {member}" in page
    page = lead_client.post(url("post-vacate", contract, made.pk), {"end": "2024-01-01"}).content.decode()
    assert "06/01/2025" in page
    page = lead_client.post(url("post-vacate", contract, made.pk), {"end": "2025-02-01"}, follow=True).content.decode()
    assert "Poste vacant" in page


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"function": ""}, "obligatoire"),
        ({"function": "x" * 1_000_000}, "200"),
        ({"opened_on": "31/02/2025"}, "date"),
        ({"organisation": "999999"}, "ne fait pas partie"),
        ({"function": "a\0b"}, "nul"),
    ],
)
def test_a_bad_post_gets_its_sentence(lead_client, contract, post, facts, sentence):
    given = {"organisation": post.organisation.pk, "function": "Référente"} | facts
    page = lead_client.post(url("post-add", contract), given).content.decode()
    assert sentence in page
    assert Post.objects.count() == 1


def test_the_directory_as_a_workbook(lead_client, contract, post):
    book = CalamineWorkbook.from_filelike(io.BytesIO(lead_client.get(url("posts-file", contract)).content))
    assert "vacant" in {cell for row in book.get_sheet_by_index(0).to_python() for cell in row}


@pytest.mark.browser
def test_posts_in_a_browser(open_as, lead, contract, post):
    page = open_as(lead, url("posts", contract))
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("link", name="Référente famille").click()
    page.get_by_role("heading", name="Pourvoir").wait_for()
    assert_accessible(page)
    assert_fits(page)
    page.goto(page.url.split("/referents/")[0] + "/membres/droits/")
    assert_accessible(page)
    assert_fits(page)
