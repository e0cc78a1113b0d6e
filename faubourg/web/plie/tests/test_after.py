"""The file of somebody who left, died, or whose exit waits: what it shows, and what it no longer offers."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.documents.blocks import Facts
from faubourg.pathways.choices import ExitKind, QpvResult
from faubourg.pathways.models import Measure, Participant, Pathway
from faubourg.pathways.operations import homes, leaving, people
from faubourg.pathways.tests.factories import PathwayFactory, exit_reason
from faubourg.web.plie.file import file_of, pathways_of
from faubourg.web.plie.summary import summary_of

pytestmark = pytest.mark.django_db
LEFT = date(2026, 3, 2)


@pytest.fixture
def pathway(cast, contract):
    row = PathwayFactory(contract=contract, structure=cast["structure"], entered_on=date(2026, 1, 5))
    Measure.objects.create(pathway=row, rank=3, start=date(2026, 1, 5), end=date(2026, 7, 4))
    return row


@pytest.fixture
def who(cast, client):
    client.force_login(cast["coordinator"].user)
    return {"by": cast["coordinator"].user, "at": timezone.now()}


def at(name: str, pathway, *more) -> str:
    return reverse(f"plie:{name}", args=["essai", pathway.participant.number, *more])


def test_the_measure_is_cut_at_the_exit(client, pathway, who, cast):
    Pathway.objects.update(ended_on=LEFT)
    page = client.get(at("file", pathway)).content.decode()
    assert "fin le 04/07/2026" not in page
    assert "02/03/2026, arrêtée à la sortie" in page
    shown = file_of(cast["coordinator"].user, Participant.objects.get(), wanted=None)
    (bar,) = shown["frise"].lanes[0].bars
    assert float(bar.x.rstrip("%")) + float(bar.width.rstrip("%")) < 75


def test_a_measure_past_the_longest_time_is_said_so(client, pathway, who):
    Measure.objects.update(rank=9)
    page = client.get(at("file", pathway)).content.decode()
    assert "Mesure 9 (au-delà du protocole)" in page


def test_after_a_death_nothing_more_is_planned(client, pathway, who):
    page = client.get(at("file", pathway)).content.decode()
    offered = [at("file-act", pathway, name) for name in ("rendez-vous", "objectifs", "atelier", "frein", "ecoute")]
    assert all(f'"{one}"' in page for one in offered)
    people.record_death(participant=pathway.participant, on=LEFT, **who)
    page = client.get(at("file", pathway)).content.decode()
    assert not any(f'"{one}"' in page for one in offered)
    assert "Retirer la proposition" in page


def test_an_exit_that_waits_is_said_before_another_is_typed(client, pathway, who):
    leaving.propose_exit(pathway=pathway, kind=ExitKind.OTHER, reason=exit_reason(pathway.contract), on=LEFT, **who)
    page = client.get(at("file-act", pathway, "sortie")).content.decode()
    assert "Une sortie est déjà proposée" in page
    assert f"{at('file', pathway)}#sortie" in page
    assert 'name="kind"' not in page


def test_the_header_and_the_bilan_say_who_the_person_is(client, pathway, who, cast):
    person = pathway.participant
    homes.settle(participant=person, values={}, qpv=QpvResult.OUTSIDE, **who)
    people.write_rsa(participant=person, start=timezone.localdate() - timedelta(days=9), **who)
    Participant.objects.update(birth_date=None, sex="F", disabled_worker=True)
    page = client.get(at("file", pathway)).content.decode()
    assert "Hors QPV" in page
    assert "BRSA" in page
    assert "non donnée" in page
    person.refresh_from_db()
    row = pathways_of(cast["coordinator"].user, person).get()
    (facts,) = [
        one
        for one in summary_of(person, row, printed_on=LEFT, reader=cast["coordinator"].user).blocks
        if isinstance(one, Facts)
    ]
    said = dict(facts.items)
    assert (said["Sexe"], said["RQTH"], said["DELD"]) == ("femme", "oui", None)
