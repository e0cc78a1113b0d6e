"""« Transmissions » on screen: the file opens, cells stay words, the Département reads the fields of its basis."""

import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from faubourg.contracts.tests.factories import UserFactory
from faubourg.indicators.models import MaskingRule
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import FileReading, LegalBasis, Participant, Release
from faubourg.pathways.tests.factories import AgentFactory, ParticipantFactory, PathwayFactory

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


@pytest.fixture
def basis(cast, contract):
    person = ParticipantFactory(contract=contract, number=3, first_name="=2+3", last_name="Participant 3")
    PathwayFactory(contract=contract, participant=person, entered_on=date(YEAR, 1, 4))
    return LegalBasis.objects.create(
        contract=contract, recipient="Département", basis="Convention", purpose="Contrôle",
        fields=["number", "first_name", "totals"], start=date(2020, 1, 1),
    )  # fmt: skip


def test_a_file_says_what_allows_it_and_runs_no_formula(client, cast, contract, basis):
    client.force_login(cast["coordinator"].user)
    address = reverse("plie:send", args=[contract.key])
    data = {"kind": "fse", "legal_basis": "", "year": YEAR, "ending": "xlsx", "asked": []}
    refused = client.post(address, data)
    assert "Aucune base légale enregistrée n’autorise cette liste" in refused.content.decode()
    assert not Release.objects.exists()
    content = client.post(address, data | {"legal_basis": basis.pk}).content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["Transmission", "Participants"]
    cover = dict(book.get_sheet_by_name("Transmission").to_python())
    assert (cover["Destinataire"], cover["Champs"]) == ("Département", "numéro de dossier, prénom")
    assert book.get_sheet_by_name("Participants").to_python()[1] == [3, "=2+3"]
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet2.xml")
    answer = client.post(address, data | {"legal_basis": basis.pk, "ending": "csv"})
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.namelist() == ["01-transmission.csv", "02-participants.csv"]
    assert b";'=2+3" in archive.read("02-participants.csv")
    assert "pour un autre" in client.post(address, data | {"legal_basis": basis.pk, "kind": "etat"}).content.decode()
    assert Release.objects.count() == 2
    page = client.get(reverse("plie:outgoing", args=[contract.key])).content.decode()
    assert "numéro de dossier, prénom" in page.replace("Numéro", "numéro")
    assert "Participant 3" not in page


def test_the_departement_reads_rows_under_its_basis_only(client, cast, contract, basis):
    agent = AgentFactory(contract=contract, role=AgentRole.DEPARTMENT, user=UserFactory())
    client.force_login(agent.user)
    address = reverse("plie:shared", args=[contract.key])
    page = client.get(address).content.decode()
    assert "Aucune base légale en vigueur" in page
    assert "=2+3" not in page
    agent.legal_basis = basis
    agent.save()
    page = client.get(address).content.decode()
    assert "=2+3" in page
    assert "Participant 3" not in page
    assert FileReading.objects.get().user == agent.user


def test_the_years_offered_are_those_of_the_records(client, cast, contract, basis):
    PathwayFactory(
        contract=contract, participant=ParticipantFactory(contract=contract), entered_on=date(YEAR - 2, 5, 1)
    )
    client.force_login(cast["coordinator"].user)
    page = client.get(reverse("plie:send", args=[contract.key]))
    assert [year for year, _ in page.context["form"].fields["year"].choices] == [YEAR, YEAR - 1, YEAR - 2]


def test_who_withdrew_consent_stays_in_the_fse_list_and_the_pages_say_why(client, cast, contract, basis):
    person = Participant.objects.of(contract).get(number=3)
    person.consent_withdrawn_on = date(YEAR, 1, 5)
    person.save()
    client.force_login(cast["coordinator"].user)
    send = reverse("plie:send", args=[contract.key])
    said = "règlement (UE) 2021/1057"
    assert said in client.get(send).text.replace("\xa0", " ")
    assert said in client.get(reverse("plie:file-act", args=[contract.key, 3, "situation"])).text.replace("\xa0", " ")
    page = client.get(reverse("plie:person-data", args=[contract.key, 3])).text.replace("\xa0", " ")
    assert f"Consentement retiré le 05/01/{YEAR}" in page
    assert said in page
    data = {"kind": "fse", "legal_basis": basis.pk, "year": YEAR, "ending": "xlsx", "asked": ["number"]}
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.post(send, data).content))
    assert book.get_sheet_by_name("Participants").to_python()[1:] == [[3]]


@pytest.mark.parametrize("role", [AgentRole.DEPARTMENT, AgentRole.FSE_CELL])
def test_those_who_receive_the_report_make_it_masked_from_their_pages(client, contract, role):
    people = [ParticipantFactory(contract=contract, sex="F", last_name=f"NOM{rank}") for rank in range(3)]
    for one in people:
        PathwayFactory(contract=contract, participant=one, entered_on=date(YEAR - 1, 1, 4))
    client.force_login(AgentFactory(contract=contract, role=role, user=UserFactory()).user)
    address = reverse("plie:report", args=[contract.key, "xlsx"])
    for page in ("plie:desk", "plie:numbers"):
        assert address in client.get(reverse(page, args=[contract.key])).text
    answer = client.get(address, {"annee": YEAR - 1})
    assert answer["Content-Disposition"].endswith(f'rapport-{YEAR - 1}.xlsx"')
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows = {row[0]: row[1] for row in book.get_sheet_by_name("Participants par sexe").to_python()[2:]}
    assert (rows["Femmes"], rows["Ensemble"]) == ("masqué", "masqué")
    MaskingRule.objects.create(contract=contract, threshold=0)
    kept = client.get(address, {"annee": YEAR - 1}, follow=True)
    assert "seule en donne le rapport" in kept.text
