"""Conservation, the data of a person and their rights, the nightly letter: nobody else is named."""

import json
from datetime import timedelta

import pytest
from django.forms import Textarea
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from faubourg.jobs.registry import registered
from faubourg.journal.models import Entry
from faubourg.mailing.models import Message
from faubourg.pathways.models import FileReading, Participant, Protocol, RightsRequest
from faubourg.pathways.tests.dispositifs import (
    DAY,
    BeneficiaryFactory,
    ChildcareRequestFactory,
    ClauseContractFactory,
    passage,
    programme,
)
from faubourg.pathways.tests.factories import ParticipantFactory, PathwayFactory
from faubourg.pathways.tests.plie import proof_of
from faubourg.web.plie.forms.fields import ActForm

pytestmark = pytest.mark.django_db

#: Long texts that are about nobody: dates of a workshop, guests by function, stages and options of a dispositif.
ABOUT_NOBODY = {"days", "guests", "options", "stages"}


def every_form(form=ActForm) -> list[type[ActForm]]:
    """Every form of the journey."""
    return [one for child in form.__subclasses__() for one in (child, *every_form(child))]


def test_every_free_text_warns_against_health_and_justice():
    import_string("faubourg.config.urls.urlpatterns")
    texts = [
        (form.__name__, name, field.help_text)
        for form in every_form()
        for name, field in form.base_fields.items()
        if (isinstance(field.widget, Textarea) or name in ("derogation", "note")) and name not in ABOUT_NOBODY
    ]
    assert len(texts) >= 12
    assert [(form, name) for form, name, told in texts if "Ni donnée de santé, ni donnée de justice" not in told] == []


@pytest.fixture
def gone(contract, cast) -> Participant:
    """Somebody who left six years ago, whose notice has run out."""
    today = timezone.localdate()
    person = ParticipantFactory(
        contract=contract, last_name="Zorglub", note="mot écrit", retention_notice_on=today - timedelta(days=61)
    )
    day = today - timedelta(days=365 * 6)
    PathwayFactory(contract=contract, participant=person, structure=cast["structure"], entered_on=day, ended_on=day)
    return person


@pytest.fixture
def lead_client(cast) -> Client:
    client = Client()
    client.force_login(cast["coordinator"].user)
    return client


def url(name: str, contract, *args) -> str:
    return reverse(f"plie:{name}", args=[contract.key, *args])


def test_the_page_lists_numbers_and_anonymises_once_confirmed(contract, gone, lead_client):
    outsider = BeneficiaryFactory(contract=contract)
    page = lead_client.get(url("retention", contract)).content.decode()
    assert f"Personne {outsider.pk}" in page
    page = lead_client.get(url("retention", contract), {"etat": "a-anonymiser"}).content.decode()
    assert f"Dossier {gone.number}" in page
    assert "orglub" not in page
    act = url("retention-act", contract, "anonymiser")
    assert "pour toujours" in lead_client.get(act).content.decode()
    lead_client.post(act, {})
    gone.refresh_from_db()
    assert gone.last_name
    lead_client.post(act, {"sure": "on"})
    gone.refresh_from_db()
    assert (gone.last_name, gone.note) == ("", "")


def test_durations_are_set_where_they_are_read(contract, gone, lead_client):
    sent = {"retention_months": 96, "notice_days": 30, "anonymises_alone": "on"}
    lead_client.post(url("retention-act", contract, "regler"), sent)
    rules = Protocol.objects.get(contract=contract)
    assert (rules.retention_months, rules.notice_days, rules.anonymises_alone) == (96, 30, True)
    assert f"Dossier {gone.number}" not in lead_client.get(url("retention", contract)).content.decode()


def test_a_file_is_kept_longer_by_its_team_and_let_go_again(contract, gone, cast):
    client = Client()
    client.force_login(cast["referent"].user)
    client.post(url("person-data-act", contract, gone.number, "prolonger"), {"reason": "contentieux"})
    page = client.get(url("person-data", contract, gone.number)).content.decode()
    assert "contentieux en cours" in page
    assert "Lever la prolongation" in page
    client.post(url("person-data-act", contract, gone.number, "lever"))
    gone.refresh_from_db()
    assert (gone.kept_since, gone.retention_notice_on) == (None, None)


@pytest.mark.parametrize("ending", ["pdf", "docx", "json"])
def test_a_person_receives_all_that_is_held_about_them_without_others_names(contract, gone, lead_client, cast, ending):
    pathway = gone.pathways.get()
    proof_of(pathway, cast["coordinator"].user)
    pathway.steps.create(kind="frein", title="titre réservé", note="note réservée", is_private=True)
    other = ParticipantFactory(contract=contract, last_name="Autrui", merged_into=gone)
    other.prescriptions.create(
        contract=contract, prescriber=cast["prescriber"].prescriber, date=timezone.localdate(), prescribed_by="Conseil"
    )
    answer = lead_client.post(url("person-export", contract, gone.number, ending))
    assert answer.status_code == 200
    assert "orglub" not in answer["Content-Disposition"]
    assert RightsRequest.objects.get(participant=gone).answer == "satisfaite"
    assert Entry.objects.filter(verb="données remises à la personne", label__contains=str(gone)).count() == 1
    assert FileReading.objects.filter(participant=gone, page="Données remises à la personne").exists()
    if ending == "json":
        found = json.loads(answer.content)
        said = json.dumps(found, ensure_ascii=False)
        for word in ("Zorglub", "mot écrit", "contrat.pdf", "Autrui", "réservé au professionnel"):
            assert word in said
        for word in ("Conseil", cast["coordinator"].user.email, "titre réservé", "note réservée", "Référent"):
            assert word not in said
        assert {"participants", "parcours", "prescriptions", "pièces du dossier", "étapes"} <= set(found)


def test_a_request_is_noted_answered_and_late_after_its_month(contract, gone, lead_client):
    day = timezone.localdate() - timedelta(days=40)
    lead_client.post(
        url("person-data-act", contract, gone.number, "demande"), {"right": "rectification", "on": day.isoformat()}
    )
    page = lead_client.get(url("person-data", contract, gone.number)).content.decode()
    assert "due depuis" in page
    row = RightsRequest.objects.get()
    sent = {"answer": "satisfaite", "on": timezone.localdate().isoformat()}
    lead_client.post(url("rights-answer", contract, gone.number, row.pk), sent)
    row.refresh_from_db()
    assert row.answer == "satisfaite"


def test_the_nightly_letter_counts_and_names_nobody(contract, gone, cast):
    Participant.objects.update(retention_notice_on=None)
    BeneficiaryFactory(contract=contract, last_name="Zorglub")
    (job,) = [one for one in registered() if one.name == "plie-terms"]
    now = timezone.now()
    assert job.run(now) == "2\u00a0avis donnés, 0\u00a0dossier anonymisé"
    assert job.run(now) == ""
    message = Message.objects.get()
    assert message.recipient == cast["coordinator"].user.email
    assert message.subject.startswith("2 dossiers arrivent au terme de leur conservation")
    for text in (message.subject, message.text, message.html):
        assert "orglub" not in text


def test_a_page_of_a_dispositif_that_names_a_person_is_noted_on_their_file_too(contract, cast, lead_client):
    followed = ParticipantFactory(contract=contract)
    person = BeneficiaryFactory(contract=contract, participant=followed)
    mission, demand = ClauseContractFactory(beneficiary=person), ChildcareRequestFactory(beneficiary=person)
    step = passage(programme(contract, "orientée"), person, DAY)
    pages = {"Contrat clauses": mission, "Demande de garde": demand, "Passage dans un dispositif": step}
    for row in pages.values():
        assert lead_client.get(row.get_absolute_url()).status_code == 200
    assert lead_client.get(url("dispositif-person", contract, person.pk)).status_code == 200
    noted = FileReading.objects.filter(participant=followed, user=cast["coordinator"].user)
    assert set(noted.values_list("page", flat=True)) == {*pages, "Personne des dispositifs"}
    assert person.readings.count() == 1


@pytest.mark.parametrize(("name", "most"), [("desk", 32), ("people", 24), ("file", 36)])
def test_desk_list_and_file_ask_as_many_questions_whatever_the_people(
    contract, cast, lead_client, django_assert_max_num_queries, name, most
):
    counts = []
    for people in (1, 7):
        for _ in range(people):
            pathway = PathwayFactory(contract=contract, structure=cast["structure"], referent=cast["referent"])
            pathway.steps.create(kind="formation", start=DAY)
            pathway.meetings.create(on=DAY)
        args = [pathway.participant.number] if name == "file" else []
        lead_client.get(url(name, contract, *args))
        with django_assert_max_num_queries(most) as asked:
            lead_client.get(url(name, contract, *args))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_list_is_noted_on_the_files_that_it_names_and_only_then(contract, cast, lead_client):
    person = PathwayFactory(contract=contract, structure=cast["structure"]).participant
    lead_client.get(url("people", contract))
    assert not FileReading.objects.exists()
    lead_client.get(url("people", contract), {"noms": "oui"})
    assert FileReading.objects.get().page == "Liste de noms"
    FileReading.objects.all().delete()
    lead_client.post(url("people", contract), {"nom": person.last_name})
    assert FileReading.objects.get().participant == person
