"""« Mon travail », role by role."""

from datetime import timedelta

import pytest
from django.utils import timezone

from faubourg.actions.choices import Decision
from faubourg.actions.models import ActionStatus
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.choices import Role, StateMeaning
from faubourg.contracts.models import LastVisit, StatusState, Version
from faubourg.contracts.operations_visits import VISIT, last_seen, note_visit
from faubourg.contracts.tests.factories import (
    ContractFactory,
    ListedOrganisationFactory,
    MembershipFactory,
    UserFactory,
)
from faubourg.indicators.models import Observation
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.journal.operations import record
from faubourg.threads.operations import add_comment

PAGE = "/mon-travail/"


def read(client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    text = answer.content.decode().replace("\xa0", " ").replace("\u202f", " ")
    return text.partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def caf(contract):
    return ListedOrganisationFactory(contract=contract, key="org-caf", name="CAF")


@pytest.fixture
def mine(contract, caf):
    """A fiche of the CAF, late; another of somebody else."""
    scale = StatusState.objects.create(contract=contract, key="c", label="En cours", meaning=StateMeaning.IN_PROGRESS)
    action = ActionFactory(contract=contract, key="f1", code="F1", title="Ouvrir un accueil", end="2024")
    ActionRoleFactory(action=action, organisation=caf)
    ActionStatus.objects.create(lineage=action.lineage, state=scale, stated_on="2024-03")
    ActionFactory(contract=contract, key="f2", code="F2", title="Rénover la place", end="2024")
    return action


@pytest.fixture
def referent(contract, caf, client):
    user = UserFactory(function="Référente CAF")
    MembershipFactory(contract=contract, user=user, role=Role.REFERENT, organisation=caf)
    client.force_login(user)
    return user


def test_a_referent_sees_what_their_organisation_carries(client, referent, mine):
    text = read(client)
    assert "Ce que pilote votre organisme" in text
    assert "Ouvrir un accueil" in text
    assert "Rénover la place" not in text
    assert "fin prévue : 2024 (date de fin) ; l’état dit « En cours »" in text
    assert "sans indicateur" in text
    assert "sans pilote" not in text


def test_a_date_that_passed_in_silence_is_no_delay(client, referent, mine):
    ActionStatus.objects.all().delete()
    text = read(client)
    assert "Échéance passée, avancement non dit" in text
    assert 'id="en-retard-essai"' not in text


def test_a_pilot_sees_the_fiches_given_by_name(client, contract, caf, mine):
    user = UserFactory()
    role = MembershipFactory(contract=contract, user=user, role=Role.PILOT, organisation=caf)
    other = ActionFactory(contract=contract, title="Fiche confiée par son nom")
    role.lineages.add(other.lineage)
    client.force_login(user)
    text = read(client)
    assert "Ce que vous pilotez" in text
    assert "Fiche confiée par son nom" in text
    assert "Ouvrir un accueil" not in text


def test_values_of_the_past_year_are_owed_by_who_produces_them(client, contract, referent, caf):
    year = timezone.localdate().year - 1
    produced = IndicatorFactory(contract=contract, label="Familles suivies")
    given = IndicatorFactory(contract=contract, label="Places ouvertes")
    for indicator in (produced, given):
        indicator.producers.add(caf)
    IndicatorFactory(contract=contract, label="Compté par un autre")
    Observation.objects.create(contract=contract, lineage=given.lineage, period=str(year), value=3)
    text = read(client)
    assert f"Indicateurs sans valeur pour {year}" in text
    assert "Familles suivies" in text
    assert "Places ouvertes" not in text
    assert "Compté par un autre" not in text
    assert f"/donnees/valeurs/ajouter/?indicateur={produced.key}" in text, "what is owed is entered there"


def test_nothing_is_owed_before_the_contract_nor_after_it(client, contract, referent, mine, caf):
    IndicatorFactory(contract=contract, label="Familles suivies").producers.add(caf)
    contract.start, contract.end = "2015", "2020"
    contract.save()
    text = read(client)
    assert "Ce contrat est terminé" in text
    assert "Familles suivies" not in text
    assert "Ouvrir un accueil" not in text
    contract.start, contract.end = str(timezone.localdate().year), "2090"
    contract.save()
    assert "Familles suivies" not in read(client)


def test_the_lead_sees_what_waits_for_a_decision_and_what_lacks_everywhere(lead_client, contract, mine):
    state = StatusState.objects.create(contract=contract, key="t", label="Terminée", meaning=StateMeaning.DONE)
    ActionStatus.objects.create(
        lineage=mine.lineage, state=state, decision=Decision.PROPOSED, stated_by=UserFactory(function="Pilote CAF"),
        stated_on="2026-01", created_at=timezone.now(),
    )  # fmt: skip
    text = read(lead_client)
    assert "Avancements à valider" in text
    assert "Terminée · Pilote CAF · janvier 2026" in text
    assert 'href="/contrats/essai/plan/?pilote=sans"' in text
    assert "1 fiche sans pilote" in text
    assert "2 fiches sans indicateur" in text


def test_comments_that_ask_me_something_are_listed_until_settled(client, contract, referent, mine, lead):
    comment = add_comment(
        target=mine.lineage, scope=contract.scope, text="Où en est l’accueil ?", mentions=[referent], actor=lead,
        at=timezone.now(),
    )  # fmt: skip
    text = read(client)
    assert "Où en est l’accueil ?" in text
    assert "F1 Ouvrir un accueil · Cheffe de projet" in text
    assert f'href="/contrats/essai/commentaires/{comment.pk}/"' in text
    type(comment).objects.filter(pk=comment.pk).update(resolved_at=timezone.now(), resolved_by=lead)
    assert "Où en est l’accueil ?" not in read(client)


def test_changes_of_others_since_the_last_visit(client, contract, referent, mine, lead):
    now = timezone.now()
    LastVisit.objects.create(
        contract=contract, user=referent, seen_at=now - timedelta(days=2), since=now - timedelta(days=9)
    )

    def change(target, actor, at, name):
        facts = {"verb": "ligne modifiée", "scope": contract.scope, "changes": {name: ["", "x"]}}
        record(actor=actor, target=target, at=at, **facts)

    change(mine, lead, now - timedelta(days=1), "calendrier")
    change(ActionRoleFactory(action=mine), lead, now - timedelta(days=1), "condition du rôle")
    change(mine, lead, now - timedelta(days=5), "avant la visite")
    change(mine, referent, now - timedelta(days=1), "fait par moi")
    change(ActionFactory(contract=contract), lead, now - timedelta(days=1), "ailleurs")
    text = read(client)
    assert "Changé depuis votre dernière visite" in text
    assert "condition du rôle, calendrier, par Cheffe de projet" in text
    for unseen in ("avant la visite", "fait par moi", "ailleurs"):
        assert unseen not in text
    # The page reloaded within the visit shows the same.
    assert "condition du rôle, calendrier" in read(client)


def test_who_only_reads_sees_what_changed_in_the_plan_in_force(client, contract, mine, lead):
    reader = MembershipFactory(contract=contract, role=Role.CITIZEN)
    Version.objects.filter(pk=contract.current_version_id).update(state="adoptee")
    draft = Version.objects.create(contract=contract, number=2)
    drafted = ActionFactory(contract=contract, version=draft, lineage=mine.lineage, key=mine.key)
    facts = {"actor": lead, "verb": "ligne modifiée", "scope": contract.scope, "at": timezone.now()}
    record(target=mine, changes={"calendrier": ["", "x"]}, **facts)
    record(target=drafted, changes={"résumé de l’avenant": ["", "x"]}, **facts)
    record(target=reader, changes={"rôle": ["", "x"]}, **facts)
    client.force_login(reader.user)
    text = read(client)
    assert "calendrier, par Cheffe de projet" in text
    assert "résumé de l’avenant" not in text
    assert "rôle, par" not in text


def test_a_visit_is_written_once_while_it_lasts(contract, django_assert_num_queries):
    user, now = UserFactory(), timezone.now()
    assert note_visit(user=user, contracts=[contract.pk], at=now) == {contract.pk: None}
    with django_assert_num_queries(1):
        assert note_visit(user=user, contracts=[contract.pk], at=now + VISIT) == {contract.pk: None}
    later = now + VISIT + timedelta(seconds=1)
    assert note_visit(user=user, contracts=[contract.pk], at=later) == {contract.pk: now}
    assert note_visit(user=user, contracts=[contract.pk], at=later + timedelta(minutes=1)) == {contract.pk: now}
    assert last_seen(user, [contract.pk]) == {contract.pk: later}


def test_several_contracts_are_grouped_and_each_has_its_page(client, contract, referent, mine):
    other = ContractFactory(key="autre", title="Autre contrat")
    MembershipFactory(contract=other, user=referent, role=Role.PARTNER)
    text = read(client)
    assert text.index("Contrat de ville d’essai") < text.index("Autre contrat")
    assert "aucune saisie ne vous y est demandée" in text
    text = read(client, "/contrats/essai/mon-travail/")
    assert "Autre contrat" not in text
    assert "Ouvrir un accueil" in text


def test_who_has_no_role_is_told_what_to_do(client, stranger, contract):
    client.force_login(stranger)
    assert "Rien ne vous attend ici" in read(client)
    assert client.get("/contrats/essai/mon-travail/").status_code == 404


@pytest.mark.parametrize(
    ("role", "lands"),
    [
        (Role.PROJECT_LEAD, PAGE),
        (Role.REFERENT, PAGE),
        (Role.PRODUCER, PAGE),
        (Role.ELECTED, "/contrats/essai/en-une-page/"),
        (Role.PARTNER, PAGE),
        (Role.CITIZEN, PAGE),
        (None, "/"),
    ],
)
def test_where_one_lands_after_signing_in(client, contract, stranger, role, lands):
    if role:
        MembershipFactory(contract=contract, user=stranger, role=role)
    stranger.set_password("mot-de-passe-long-2026")
    stranger.save()
    answer = client.post("/connexion/", {"login": stranger.email, "password": "mot-de-passe-long-2026"}, follow=True)
    assert answer.redirect_chain[-1][0] == lands
    client.post("/connexion/", {"login": stranger.email, "password": "mot-de-passe-long-2026"})


@pytest.mark.parametrize("rows", [5, 60])
def test_queries_do_not_grow_with_rows(client, contract, referent, caf, lead, rows, django_assert_max_num_queries):
    for number in range(rows):
        action = ActionFactory(contract=contract, end="2024")
        role = ActionRoleFactory(action=action, organisation=caf)
        IndicatorFactory(contract=contract).actions.add(action)
        add_comment(
            target=action.lineage, scope=contract.scope, text=f"n° {number}", mentions=[referent], actor=lead,
            at=timezone.now(),
        )  # fmt: skip
        record(actor=lead, verb="ligne ajoutée", scope=contract.scope, target=role, at=timezone.now())
    client.get(PAGE)
    with django_assert_max_num_queries(26):
        read(client)
