"""The list of participants: those in a pathway first, those who left by a filter, quarter, RSA, référent·e."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from faubourg.pathways.choices import AgentRole, QpvResult
from faubourg.pathways.models import Participant, Residence
from faubourg.pathways.tests.factories import AgentFactory, ParticipantFactory, PathwayFactory, StructureFactory

pytestmark = pytest.mark.django_db
HERE, GONE, ELSEWHERE = 101, 102, 103


@pytest.fixture
def people(cast, contract):
    def enter(number, **more):
        person = ParticipantFactory(contract=contract, number=number)
        facts = {"structure": cast["structure"], "entered_on": date(2025, 1, 6)} | more
        return PathwayFactory(contract=contract, participant=person, **facts)

    enter(HERE, brsa_at_entry=True, referent=cast["referent"])
    left = enter(GONE, brsa_at_entry=False, ended_on=date(2025, 9, 1)).participant
    left.residence = Residence.objects.create(participant=left, qpv=QpvResult.OUTSIDE)
    left.save()
    enter(ELSEWHERE, ended_on=date(2025, 9, 1), structure=StructureFactory(contract=contract))


def read(user, **asked) -> tuple[set[int], str]:
    client = Client()
    client.force_login(user)
    page = client.get(reverse("plie:people", args=["essai"]), asked).content.decode()
    return {number for number in (HERE, GONE, ELSEWHERE) if f"/dossiers/{number}/" in page}, page


def test_those_who_left_are_found_by_a_filter(cast, people):
    lead, mine = cast["coordinator"].user, cast["referent"].user
    assert read(lead)[0] == {HERE}
    assert read(lead, etat="sortis")[0] == {GONE, ELSEWHERE}
    assert read(lead, etat="tous")[0] == {HERE, GONE, ELSEWHERE}
    assert read(mine, etat="tous")[0] == {HERE, GONE}
    found, page = read(mine, etat="sortis")
    assert found == {GONE}
    assert "sortie le 01/09/2025" in page
    assert f"/dossiers/{GONE}/actes/rendez-vous/" not in page


def test_filters_are_everybodys_and_bad_ones_are_ignored(cast, people, contract):
    mine = cast["referent"].user
    assert read(mine, etat="tous", brsa="oui")[0] == {HERE}
    assert read(mine, etat="tous", quartier=QpvResult.OUTSIDE)[0] == {GONE}
    assert read(mine, etat="x\0", quartier="9" * 19, referent="²", brsa="?")[0] == {HERE}
    assert 'name="referent"' not in read(mine)[1]
    AgentFactory(contract=contract, role=AgentRole.REFERENT, structure=cast["structure"])
    assert 'name="referent"' in read(mine)[1]
    assert read(mine, referent=str(cast["referent"].pk))[0] == {HERE}
    assert 'name="structure"' not in read(mine)[1]


def test_an_anonymised_file_is_not_listed_among_those_who_left(cast, people):
    Participant.objects.filter(number=GONE).update(anonymised_at="2026-01-01T00:00Z")
    assert read(cast["coordinator"].user, etat="sortis")[0] == {ELSEWHERE}
