"""A contract on one page."""

import pytest

from faubourg.actions.choices import RoleKind
from faubourg.actions.models import ActionStatus
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.choices import StateMeaning
from faubourg.contracts.models import StatusState
from faubourg.contracts.tests.factories import ListedOrganisationFactory, NodeFactory
from faubourg.reports.mywork.one_page import BEGUN, DONE, NOT_BEGUN, STOPPED, UNSAID, one_page, place_of

PAGE = "/contrats/essai/en-une-page/"


def state(contract, meaning: str, **facts) -> StatusState:
    return StatusState.objects.create(contract=contract, key=meaning or "x", label="x", meaning=meaning, **facts)


def test_progress_is_counted_by_pillar(contract):
    from datetime import date

    first, second = NodeFactory(contract=contract), NodeFactory(contract=contract)
    done = state(contract, StateMeaning.DONE, counts_as_implemented=True)
    blocked = state(contract, StateMeaning.BLOCKED)
    for pillar, stated in ((first, done), (first, None), (second, blocked), (second, done)):
        action = ActionFactory(contract=contract, nodes=[pillar])
        if stated:
            ActionStatus.objects.create(lineage=action.lineage, state=stated)
    both = ActionFactory(contract=contract, nodes=[first, second])
    # Of two statements the last one counts.
    ActionStatus.objects.create(lineage=both.lineage, state=blocked, stated_on="2025")
    ActionStatus.objects.create(lineage=both.lineage, state=done, stated_on="2026")
    sheet = one_page(contract, today=date(2026, 11, 20))
    values = {pillar.key: pillar.values for pillar in sheet.pillars}
    assert [values[first.key][place] for place in (DONE, STOPPED, UNSAID)] == [2, 0, 1]
    assert [values[second.key][place] for place in (DONE, STOPPED, UNSAID)] == [2, 1, 0]
    assert sum(sheet.totals) == 5


def test_sub_actions_speak_for_their_fiche(contract):
    from datetime import date

    done = state(contract, StateMeaning.DONE, counts_as_implemented=True)
    fiche = ActionFactory(contract=contract, kind="fiche", commitment_type="C")
    part = ActionFactory(contract=contract, kind="sous-action", parent=fiche)
    ActionStatus.objects.create(lineage=part.lineage, state=done)
    assert one_page(contract, today=date(2026, 11, 20)).totals[DONE] == 1


def test_a_scale_without_meanings_says_what_it_can():
    assert place_of(None) == UNSAID
    assert place_of(StatusState(counts_as_implemented=True)) == DONE
    assert place_of(StatusState(counts_as_implemented=False)) == NOT_BEGUN
    assert place_of(StatusState()) == BEGUN


def test_everybody_who_reads_the_contract_has_it(client, contract, elected, stranger):
    ActionFactory(contract=contract, nodes=[NodeFactory(contract=contract)])
    client.force_login(elected)
    text = client.get(PAGE).content.decode()
    assert "Personne n’a encore dit où en sont les actions." in text
    client.force_login(stranger)
    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize("rows", [5, 60])
def test_queries_do_not_grow(client, contract, elected, rows, django_assert_max_num_queries):
    done = state(contract, StateMeaning.DONE)
    for _ in range(rows):
        action = ActionFactory(contract=contract, nodes=[NodeFactory(contract=contract)])
        ActionStatus.objects.create(lineage=action.lineage, state=done)
    client.force_login(elected)
    client.get(PAGE)
    with django_assert_max_num_queries(20):
        assert client.get(PAGE).status_code == 200


def test_the_actors_are_counted_as_on_the_home_of_the_contract(client, contract, elected):
    pilot, partner = (ListedOrganisationFactory(contract=contract) for _ in range(2))
    action = ActionFactory(contract=contract)
    client.force_login(elected)
    assert "Acteurs cités" in client.get(PAGE).content.decode(), "the document names no pilot"
    ActionRoleFactory(action=action, organisation=pilot, role=RoleKind.PILOT)
    ActionRoleFactory(action=action, organisation=partner, role=RoleKind.PARTNER)
    for page in (PAGE, f"/contrats/{contract.key}/"):
        text = client.get(page).content.decode().replace("\xa0", " ")
        assert "Acteurs engagés" in text and "sur 2 organisations citées" in text
