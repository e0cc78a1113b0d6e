"""The list of participants: those in a pathway first, those who left by a filter, quarter, RSA, référent·e."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from faubourg.pathways.choices import AgentRole, QpvResult, StepKind, StepState
from faubourg.pathways.models import Participant, Protocol, Residence, Step
from faubourg.pathways.queries import desk
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


def test_names_are_escaped_and_sorted_alike_few_or_many(cast, people, contract, monkeypatch):
    for number, name in ((9, "Zola <b>"), (8, "Aba")):
        person = ParticipantFactory(contract=contract, number=number, last_name=name, first_name="L’une")
        PathwayFactory(contract=contract, participant=person, structure=cast["structure"])

    def names() -> list[str]:
        return re.findall(r'class="plie-person"[^>]*>([^<]*)<', read(cast["coordinator"].user, noms="oui")[1])

    few = names()
    assert few[0] == "ABA L’une"
    assert few[-1] == "ZOLA &lt;B&gt; L’une"
    monkeypatch.setattr(desk, "FEW", 0)
    assert names() == few


def test_a_trame_that_asks_for_steps_costs_no_question_a_line(cast, contract, django_assert_num_queries):
    Protocol.objects.update_or_create(contract=contract, defaults={"summary_fields": ["steps", "measures", "email"]})
    protocol = Protocol.objects.get(contract=contract)
    rows = [PathwayFactory(contract=contract, structure=cast["structure"]) for _ in range(6)]
    Step.objects.create(pathway=rows[0], kind=StepKind.TRAINING, state=StepState.PLANNED)
    mine = desk.my_pathways(cast["coordinator"].user, contract)
    with django_assert_num_queries(4):
        read = desk.page_of(mine, protocol)
        found = {one.pathway.pk: one.missing for one in desk.alerts(read, protocol, on=date(2025, 1, 6)) if one.missing}
    assert "steps" not in found[rows[0].pk]
    assert all("steps" in found[row.pk] for row in rows[1:])
    assert found == {row.pk: tuple(desk.missing_fields(row, protocol)) for row in rows}
