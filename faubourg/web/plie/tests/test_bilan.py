"""The individual bilan: its frise, what the trame lacks, and the command that prints it with somebody's rights."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from faubourg.contracts.tests.factories import UserFactory
from faubourg.documents.blocks import Bullets, Facts, Paragraph, Picture, Table
from faubourg.pathways.choices import AgentRole, StepKind, TermKind
from faubourg.pathways.models import Exit, FileReading, Protocol, Residence, Step, Term, Watch
from faubourg.pathways.tests.factories import (
    AgentFactory,
    PathwayFactory,
    PrescriptionFactory,
    StructureFactory,
    TermFactory,
)
from faubourg.web.plie.file import pathways_of
from faubourg.web.plie.summary import summary_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def pathway(cast, contract):
    row = PathwayFactory(
        contract=contract, structure=cast["structure"], referent=cast["referent"], entered_on=date(2026, 1, 5)
    )  # fmt: skip
    Step.objects.create(pathway=row, kind=StepKind.JOB, title="Agent d’entretien", start=date(2026, 3, 1))
    return row


def document_of(cast, pathway):
    row = pathways_of(cast["coordinator"].user, pathway.participant).get()
    row.participant = pathway.participant
    return summary_of(pathway.participant, row, printed_on=TODAY, reader=cast["coordinator"].user)


def test_the_frise_is_drawn_with_words_and_its_table(cast, pathway):
    blocks = document_of(cast, pathway).blocks
    (picture,) = [one for one in blocks if isinstance(one, Picture)]
    assert "Agent d’entretien" in picture.svg
    assert "Emploi : Agent d’entretien" in picture.alt
    (table,) = [one for one in blocks if isinstance(one, Table)]
    assert [row[0] for row in table.rows] == ["Emploi"]


def test_what_the_trame_lacks_is_said_first(cast, pathway, contract):
    Protocol.objects.update_or_create(contract=contract, defaults={"summary_fields": ["qualification", "sex"]})
    said = " ".join(one.text for one in document_of(cast, pathway).blocks if isinstance(one, Paragraph))
    assert "Bilan incomplet" in said
    assert "niveau de qualification" in said
    assert "sexe" not in said
    Protocol.objects.update(summary_fields=["sex"])
    said = " ".join(one.text for one in document_of(cast, pathway).blocks if isinstance(one, Paragraph))
    assert "Bilan incomplet" not in said


def test_the_command_prints_what_the_account_sees_and_notes_it(cast, contract, pathway, tmp_path):
    path = tmp_path / "bilan.docx"
    asked = {"contract": "essai", "key": str(pathway.participant.number), "output": path, "verbosity": 0}
    call_command("document", "plie-bilan", user=cast["referent"].user.email, **asked)
    assert path.read_bytes().startswith(b"PK")
    noted = FileReading.objects.get()
    assert (noted.user, noted.page) == (cast["referent"].user, "Bilan individuel (commande)")
    path.unlink()
    elsewhere = AgentFactory(contract=contract, role=AgentRole.REFERENT, structure=StructureFactory(contract=contract))
    refused = {
        "": "demande --user",
        "personne@essai.invalid": "Aucun compte ouvert",
        elsewhere.user.email: "ne voit aucun dossier",
        cast["prescriber"].user.email: "ne voit aucun dossier",
        UserFactory(is_instance_admin=True).email: "ne voit aucun dossier",
    }
    for email, sentence in refused.items():
        with pytest.raises(CommandError, match=sentence):
            call_command("document", "plie-bilan", user=email, **asked)
    assert not path.exists()
    assert FileReading.objects.count() == 1
    for key, sentence in (("999", "ne voit aucun"), ("abc", "ne voit aucun"), ("", "--for")):
        with pytest.raises(CommandError, match=sentence):
            call_command("document", "plie-bilan", user=cast["referent"].user.email, **(asked | {"key": key}))
    with pytest.raises(CommandError, match="doit être"):
        call_command(
            "document", "plie-bilan", user=cast["referent"].user.email, **(asked | {"output": tmp_path / "x.xlsx"})
        )


def test_a_job_classed_by_hand_prints_its_reason(cast, pathway):
    pathway.steps.update(job_class="parcours", is_overridden=True, override_reason="Contrat saisonnier")
    (table,) = [one for one in document_of(cast, pathway).blocks if isinstance(one, Table)]
    assert "autrement que la règle\u00a0: Contrat saisonnier" in table.rows[0][-1]


def test_the_form_offers_no_validated_class_and_asks_the_line(client, cast, pathway):
    step = pathway.steps.get()
    row = Term.objects.get(contract=pathway.contract, kind=TermKind.JOB_ROW, label="CDI temps plein")
    client.force_login(cast["referent"].user)
    address = reverse("plie:step-class", args=["essai", pathway.participant.number, step.pk])
    page = client.get(address).content.decode()
    assert 'value="validee"' not in page and "CDI temps plein (sortie positive à valider)" in page
    typed = {"job_class": "a-valider", "reason": "Reconduit"}
    assert "Choisissez la ligne du tableau" in client.post(address, typed).content.decode()
    client.post(address, typed | {"job_row": row.pk})
    step.refresh_from_db()
    assert (step.job_class, step.job_row, step.is_overridden) == ("a-valider", row, True)


def test_where_who_sent_rests_and_why_it_ended_are_printed(cast, pathway, contract):
    home = Residence.objects.create(
        participant=pathway.participant, commune_name="Coulon", since=date(2026, 1, 1)
    )  # fmt: skip
    pathway.participant.residence = home
    pathway.participant.save()
    sent = TermFactory(contract=contract, kind=TermKind.PRESCRIBER, label="Envoyeur d’essai")
    pathway.prescription = PrescriptionFactory(contract=contract, participant=pathway.participant, prescriber=sent)
    pathway.save()
    reason = TermFactory(contract=contract, kind=TermKind.WATCH_REASON, label="Pause d’essai")
    Watch.objects.create(pathway=pathway, start=date(2026, 2, 1), end=date(2026, 4, 1), reason=reason)
    left = TermFactory(contract=contract, kind=TermKind.EXIT_REASON, label="Départ d’essai")
    Exit.objects.create(
        pathway=pathway, kind="autre", on=date(2026, 6, 1), state="validee", validated_on=date(2026, 6, 9), reason=left,
        proposed_by=cast["coordinator"].user,
    )  # fmt: skip
    blocks = document_of(cast, pathway).blocks
    facts = dict(next(one for one in blocks if isinstance(one, Facts)).items)
    assert (facts["Commune"], facts["Prescripteur"]) == ("Coulon", "Envoyeur d’essai")
    said = " ".join(item for one in blocks if isinstance(one, Bullets) for item in one.items).replace("\u00a0", " ")
    assert "Du 01/02/2026 au 01/04/2026, motif : Pause d’essai" in said
    assert "01/06/2026, motif : Départ d’essai" in said
