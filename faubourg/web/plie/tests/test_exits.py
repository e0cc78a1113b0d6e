"""Exits on the page of a person: sentences, dates due, reopening; the desk counts what is late."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from faubourg.pathways.choices import ExitKind, ExitState
from faubourg.pathways.models import Exit
from faubourg.pathways.operations import leaving, people
from faubourg.pathways.tests.factories import PathwayFactory, exit_reason
from faubourg.threads.tests.files import PDF

pytestmark = pytest.mark.django_db


def at(name: str, *args) -> str:
    return reverse(f"plie:{name}", args=["essai", *args])


@pytest.fixture
def pathway(cast, contract):
    entered = timezone.localdate() - timedelta(days=300)
    return PathwayFactory(
        contract=contract, structure=cast["structure"], referent=cast["referent"], entered_on=entered
    )  # fmt: skip


def who(cast) -> dict:
    return {"by": cast["coordinator"].user, "at": timezone.now()}


def ended(cast, pathway, days: int) -> Exit:
    """Left `days` ago."""
    on = timezone.localdate() - timedelta(days=days)
    found = leaving.propose_exit(
        pathway=pathway, kind=ExitKind.OTHER, reason=exit_reason(pathway.contract), on=on, **who(cast)
    )
    return leaving.validate_exit(exit=found, on=on, **who(cast))


def test_each_bad_exit_is_said_on_its_page(client, cast, pathway):
    client.force_login(cast["referent"].user)
    address = at("file-act", pathway.participant.number, "sortie")
    today = timezone.localdate()

    def said(**typed) -> str:
        return client.post(address, {"kind": "autre", "on": f"{today:%Y-%m-%d}"} | typed).content.decode()

    assert "précède l’entrée du" in said(on=f"{pathway.entered_on - timedelta(days=1):%Y-%m-%d}")
    assert "demande son justificatif" in said(kind="positive")
    assert "trop lointaine" in said(on=f"{today + timedelta(days=400):%Y-%m-%d}")
    people.record_death(participant=pathway.participant, on=today - timedelta(days=3), **who(cast))
    proposed = Exit.objects.get()
    assert (proposed.reason.code, proposed.on) == ("deces", today - timedelta(days=3))
    leaving.withdraw_exit(exit=proposed, **who(cast))
    assert "Le décès est enregistré au" in said()
    assert Exit.objects.count() == 1


def test_an_exit_asks_what_becomes_of_steps_and_is_sure_of_its_day(client, cast, pathway, contract):
    client.force_login(cast["referent"].user)
    address = at("file-act", pathway.participant.number, "sortie")
    today = timezone.localdate()
    long, job = (
        pathway.steps.create(kind=kind, title="Permis", start=pathway.entered_on) for kind in ("formation", "emploi")
    )
    pathway.steps.create(kind="frein", title="x", start=today, end=today, state="totale")
    pathway.meetings.create(on=today)
    day = f"{today - timedelta(days=5):%Y-%m-%d}"
    typed = {"kind": "autre", "on": day, "reason": exit_reason(contract).pk, f"step{job.pk}": "suite"}
    page = client.post(address, typed).content.decode()
    assert "1 rendez-vous et 1\u00a0étape suivent le" in page and 'name="is_sure"' in page
    assert page.count("Ce champ est obligatoire") == 1 and f'name="step{long.pk}"' in page
    assert not Exit.objects.exists()
    client.post(address, typed | {"is_sure": "on", f"step{long.pk}": "partielle"})
    found = Exit.objects.get()
    assert found.outcomes == {str(long.pk): "partielle", str(job.pk): "suite"}


def test_the_coordinator_reopens_with_a_reason_and_the_trace_stays(client, cast, pathway):
    found = ended(cast, pathway, 10)
    number = pathway.participant.number
    client.force_login(cast["referent"].user)
    assert client.get(at("exit-reopen", number, found.pk)).status_code == 403
    assert "Rouvrir la sortie" not in client.get(at("file", number)).content.decode()
    client.force_login(cast["coordinator"].user)
    assert "Rouvrir la sortie" in client.get(at("file", number)).content.decode()
    page = client.post(at("exit-reopen", number, found.pk), {"reason": ""}).content.decode()
    assert "redevient à valider" in page
    client.post(at("exit-reopen", number, found.pk), {"reason": "Contrat rompu"})
    found.refresh_from_db()
    assert found.state == ExitState.REOPENED
    page = client.get(at("file", number)).content.decode()
    assert "Contrat rompu" in page
    assert client.get(at("exit-reopen", number, found.pk)).status_code == 404


def test_an_exit_ahead_says_that_the_pathway_stays_open(client, cast, pathway):
    on = timezone.localdate() + timedelta(days=20)
    found = leaving.propose_exit(
        pathway=pathway, kind=ExitKind.OTHER, reason=exit_reason(pathway.contract), on=on, **who(cast)
    )
    leaving.validate_exit(exit=found, on=timezone.localdate(), **who(cast))
    client.force_login(cast["coordinator"].user)
    page = client.get(at("file", pathway.participant.number)).content.decode()
    assert "le parcours reste ouvert jusqu’à ce jour" in page
    assert client.get(at("situation", pathway.participant.number, found.pk)).status_code == 404
    assert "Sorties décidées d’avance" in client.get(at("desk")).content.decode()


def test_a_positive_exit_without_proof_asks_for_it_on_the_file(client, cast, contract, pathway):
    client.force_login(cast["coordinator"].user)
    today = timezone.localdate()
    row = Exit.objects.create(
        pathway=pathway, kind="positive", on=today, validated_on=today, proposed_by=cast["coordinator"].user
    )
    number = pathway.participant.number
    page = client.get(at("file", number)).content.decode()
    assert "sans justificatif" in page and at("exit-proof", number, row.pk) in page and "Cellule du" not in page
    assert "demande son justificatif" in client.post(at("exit-proof", number, row.pk), {}).content.decode()
    file = SimpleUploadedFile("contrat.pdf", PDF)
    assert client.post(at("exit-proof", number, row.pk), {"file": file}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.proof.name) == ("validee", "contrat.pdf")
    assert client.get(at("exit-proof", number, row.pk)).status_code == 404


def test_a_late_situation_is_on_the_desk_and_counted(client, cast, pathway):
    found = ended(cast, pathway, 40)
    client.force_login(cast["coordinator"].user)
    desk = client.get(at("desk"))
    assert desk.context["lead"]["late_situations"] == 1
    assert at("situation", pathway.participant.number, found.pk) in desk.content.decode()
    client.post(at("situation", pathway.participant.number, found.pk), {"situation": "autre", "later": "non"})
    assert client.get(at("desk")).context["lead"]["late_situations"] == 0
    page = client.get(at("file", pathway.participant.number)).content.decode()
    assert "hors du délai de quatre semaines" in page
