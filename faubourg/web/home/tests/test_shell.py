import re

import pytest
from django.urls import reverse

from faubourg.contracts.models import Contract
from faubourg.contracts.tests.factories import ContractFactory, MembershipFactory
from faubourg.web.shell import NAVIGATION, display_name, shell

CURRENT = re.compile(r'aria-current="page">(?:<svg.*?</svg>)?([^<]+)<')


@pytest.fixture
def shell_of(rf, lead, contract):
    def _shell(path: str) -> dict:
        request = rf.get(path)
        request.user, request.contract = lead, contract
        return shell(request)["shell"]

    return _shell


def current(frame: dict) -> list[str]:
    return [item["label"] for group in frame["nav"] for item in group["items"] if item["current"]]


def test_each_screen_of_the_navigation_marks_itself_only(shell_of, contract):
    for _, entries in NAVIGATION:
        for label, name, *_ in entries:
            assert current(shell_of(reverse(name, args=[contract.key]))) == [label]


@pytest.mark.parametrize(
    ("name", "arguments", "label"),
    [
        ("fiche:detail", ["eng-1"], "Plan"),
        ("plan:node", ["obj1"], "Plan"),
        ("overview:matrix", ["n1"], "Fiches matrices"),
        ("actors:directory", [], "Acteurs"),
        ("actors:scheme", ["d1"], "Dispositifs"),
        ("actors:table", ["t1"], "Tableaux et remarques"),
        ("actors:remarks", [], "Tableaux et remarques"),
        ("actors:published", [], "Tableaux et remarques"),
        ("records:section", ["actions"], "Données"),
    ],
)
def test_the_screens_below_mark_the_one_above(shell_of, contract, name, arguments, label):
    assert current(shell_of(reverse(name, args=[contract.key, *arguments]))) == [label]


def test_the_search_marks_nothing(shell_of, contract):
    assert current(shell_of(reverse("find:page", args=[contract.key]))) == []


def test_the_switcher_is_a_label_with_one_contract_and_a_menu_with_more(shell_of, contract, lead):
    path = contract.get_absolute_url()
    assert shell_of(path)["switcher"]["items"] == []
    other = MembershipFactory(user=lead).contract
    ContractFactory()
    switcher = shell_of(path)["switcher"]
    addresses = [item["url"] for item in switcher["items"]]
    assert sorted(addresses[:-1]) == sorted([path, other.get_absolute_url()])
    assert addresses[-1] == reverse("home:start")
    assert switcher["current"] == path


@pytest.mark.parametrize(
    ("title", "short", "shown"),
    [
        ("Contrat de l’agglomération « Engagements 2030 »", "", "Engagements 2030"),
        ("Contrat « Engagements 2030 »", "Le contrat", "Le contrat"),
        ("Contrat de ville : plan", "", "Contrat de ville\u00a0: plan"),
    ],
)
def test_the_switcher_says_little(title, short, shown):
    assert display_name(Contract(title=title, short_title=short)) == shown


def test_the_contract_shown_is_marked_in_the_switcher(lead_client, contract, lead):
    MembershipFactory(user=lead)
    page = lead_client.get(reverse("home:pages", args=[contract.key])).content.decode()
    assert f'<a href="{contract.get_absolute_url()}" aria-current="true">' in page
    assert CURRENT.findall(page) == ["Le contrat", "Le contrat"]


def test_the_help_is_one_link_away_and_names_the_screens(lead_client, contract):
    page = lead_client.get(contract.get_absolute_url()).content.decode()
    assert reverse("home:help") in page
    text = lead_client.get(reverse("home:help")).content.decode()
    for word in ("Plan", "Complétude", "Éditions", "Maj + Tab", "non donné"):
        assert word in text


def test_the_way_to_another_role_is_offered_in_a_demo_only(shell_of, contract, settings):
    def labels():
        return [item["label"] for item in shell_of(contract.get_absolute_url())["account"]["items"]]

    assert "Changer de rôle" in labels()
    settings.DEMO = False
    assert "Changer de rôle" not in labels()


def test_a_crumb_names_the_contract_as_the_shell_does(lead_client, contract):
    Contract.objects.filter(pk=contract.pk).update(title="Contrat « Quartiers vivants » de l’agglomération d’essai")
    page = lead_client.get(reverse("records:sections", args=[contract.key])).content.decode()
    assert f'<a href="{contract.get_absolute_url()}">Quartiers vivants</a>' in page


def test_a_contract_without_period_prints_no_empty_brackets(lead_client, contract, lead):
    MembershipFactory(user=lead, contract__start="", contract__end="")
    Contract.objects.filter(pk=contract.pk).update(start="", end="", extended_until="")
    page = lead_client.get(contract.get_absolute_url()).content.decode()
    assert "()" not in page and contract.title in page
    assert "· </span>" not in page
