"""A step whose content stays with the professional: its author reads it, the team reads its kind, state and dates."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from faubourg.pathways.choices import AgentRole, StepKind, StepState
from faubourg.pathways.models import Pathway, Step
from faubourg.pathways.operations.working import write_step
from faubourg.pathways.tests.factories import AgentFactory, PathwayFactory

pytestmark = pytest.mark.django_db
WORDS = ("Suivi réservé", "mots réservés")


@pytest.fixture
def author(cast, contract):
    return AgentFactory(contract=contract, role=AgentRole.REFERENT, structure=cast["structure"]).user


@pytest.fixture
def step(cast, contract, author):
    pathway = PathwayFactory(contract=contract, structure=cast["structure"], entered_on=date(2026, 1, 5))
    values = {"kind": StepKind.OBSTACLE, "title": WORDS[0], "note": WORDS[1], "is_private": True,
              "state": StepState.ONGOING, "start": date(2026, 2, 3)}  # fmt: skip
    return write_step(pathway=pathway, values=values, by=author, at=timezone.now())


def at(name: str, step, *more) -> str:
    return reverse(f"plie:{name}", args=["essai", step.pathway.participant.number, *more])


def read(user, step) -> str:
    """All that somebody reads of the step: the file, its own page, the exit form, the bilan."""
    client = Client()
    client.force_login(user)
    pages = [at("file", step), at("step", step, step.pk), at("file-act", step, "sortie")]
    said = "".join(client.get(page).content.decode() for page in pages)
    bilan = Document(BytesIO(client.get(at("summary", step, "docx")).content))
    return said + "".join(cell.text for table in bilan.tables for row in table.rows for cell in row.cells)


def test_the_content_of_a_private_step_is_read_by_its_author_alone(step, author, cast):
    assert all(word in read(author, step) for word in WORDS)
    for name in ("coordinator", "referent"):
        said = read(cast[name].user, step)
        assert not any(word in said for word in WORDS)
        assert said.lower().count("étape réservée") >= 4
        assert "03/02/2026" in said


def test_a_colleague_does_not_remove_it_and_the_coordinatrice_gives_a_reason(client, step, cast):
    address, button = at("step-remove", step, step.pk), "Retirer l’étape"
    client.force_login(cast["referent"].user)
    assert button not in client.get(at("step", step, step.pk)).content.decode()
    assert [client.get(address).status_code, client.post(address).status_code] == [403, 403]
    client.force_login(cast["coordinator"].user)
    assert button in client.get(at("step", step, step.pk)).content.decode()
    assert client.post(address).status_code == 200
    assert client.post(address, {"reason": "doublon"}).status_code == 302
    assert not Step.objects.exists()


def test_an_ended_pathway_is_corrected_by_the_coordinatrice_alone(client, cast, contract):
    path = PathwayFactory(contract=contract, structure=cast["structure"], entered_on=date(2025, 1, 6))
    step = path.steps.create(kind="formation", title="Permis", start=date(2025, 2, 3))
    Pathway.objects.filter(pk=path.pk).update(ended_on=date(2025, 12, 1))
    one, add = at("step", step, step.pk), f"{at('step-add', step, 'formation')}?parcours={path.pk}"
    client.force_login(cast["referent"].user)
    page = client.get(at("file", step)).content.decode()
    assert one not in page and "une formation</a>" not in page
    assert [client.get(one).status_code, client.get(add).status_code] == [403, 403]
    client.force_login(cast["coordinator"].user)
    page = client.get(at("file", step)).content.decode()
    assert one in page and add in page
    typed = {"title": "Permis B", "state": "totale", "start": "2025-02-03", "end": "2025-03-04"}
    assert "obligatoire" in client.post(one, typed).content.decode()
    for address, title in ((one, "Permis B"), (add, "CléA")):
        answer = client.post(address, typed | {"title": title, "reason": "saisie"})
        assert answer.url == f"{at('file', step)}?parcours={path.pk}"
    assert list(path.steps.order_by("pk").values_list("title", flat=True)) == ["Permis B", "CléA"]


def test_the_team_keeps_its_dates_and_cannot_open_it(step, author, cast):
    client = Client()
    client.force_login(cast["referent"].user)
    typed = {"state": "totale", "start": "2026-02-03", "end": "2026-03-04", "is_private": "", "title": "autre"}
    client.post(at("step", step, step.pk), typed)
    step.refresh_from_db()
    assert (step.end, step.title, step.is_private, step.author) == (date(2026, 3, 4), WORDS[0], True, author)
    with pytest.raises(PermissionDenied, match="réservé"):
        write_step(
            pathway=step.pathway,
            values={"is_private": False},
            by=cast["coordinator"].user,
            at=timezone.now(),
            step=step,
        )
