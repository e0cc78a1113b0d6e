"""Settings, hand-over, quality, workshops and écoutes on screen: what is typed is kept, what a count says is listed."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from faubourg.journal.models import Entry
from faubourg.pathways.choices import AgentRole, Attendance, JobClass, TermKind
from faubourg.pathways.models import JobRule, Pathway, Protocol, Structure, Support, Term, Workshop
from faubourg.pathways.operations.lists import move_setting, remove_setting
from faubourg.pathways.tests.factories import AgentFactory, ParticipantFactory, PathwayFactory, StructureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead_client(cast) -> Client:
    """The coordinatrice's."""
    client = Client()
    client.force_login(cast["coordinator"].user)
    return client


def address(name: str, *args) -> str:
    return reverse(f"plie:{name}", args=["essai", *args])


def test_the_tester_names_the_rule_that_answers(lead_client, cast):
    cdd = Term.objects.get(kind=TermKind.CONTRACT_TYPE, label="CDD")
    page = lead_client.get(address("settings-rules"), {"contract_type": cdd.pk, "months": 5, "weekly_hours": 24})
    assert "règle n° 1" in page.text.replace("\xa0", " ")
    rules = JobRule.objects.filter(contract_type=cdd).order_by("position")
    lead_client.post(address("settings-rule-step", rules[0].pk, "descendre"))
    page = lead_client.get(address("settings-rules"), {"contract_type": cdd.pk, "months": "7.5", "weekly_hours": 24})
    assert (page.context["answer"].job_class, page.context["rank"]) == (JobClass.POTENTIAL, 1)
    page = lead_client.get(address("settings-rules"), {"contract_type": cdd.pk})
    assert "Il manque" in page.text
    assert "moins de 17 h 30 par semaine" in page.text.replace("\xa0", " ")


def test_a_rule_goes_once_it_is_told_how_many_jobs_it_classes(lead_client, cast, contract):
    rule = JobRule.objects.of(contract).order_by("position").first()
    step = PathwayFactory(contract=contract).steps.create(kind="emploi", rule=rule, job_class=rule.job_class)
    where = address("settings-rule-remove", rule.pk)
    assert where in lead_client.get(address("settings-rules")).text
    assert "Elle classe 1 emploi, qui garde" in lead_client.get(where).text.replace("\xa0", " ")
    assert lead_client.post(address("settings-rule-step", rule.pk, "descendre")).status_code == 302
    assert JobRule.objects.filter(pk=rule.pk).exists()
    assert lead_client.post(where).status_code == 302
    step.refresh_from_db()
    assert (step.rule, step.job_class) == (None, rule.job_class)
    assert lead_client.post(where).status_code == 404
    # Twice at once: the second finds it gone, and says nothing of it.
    for act in (remove_setting, partial(move_setting, up=True)):
        act(row=rule, by=cast["coordinator"].user, at=timezone.now())
    assert Entry.objects.filter(verb="réglage du PLIE retiré").count() == 1


def test_a_changed_rule_says_how_many_jobs_it_would_class_otherwise_then_classes_them(lead_client, cast, contract):
    rule = JobRule.objects.of(contract).filter(contract_type__code="cdd", job_class=JobClass.POTENTIAL).first()
    path = PathwayFactory(contract=contract)
    facts = {"contract_type": rule.contract_type, "months": 7, "weekly_hours": 24, "start": timezone.localdate()}
    step = path.steps.create(kind="emploi", job_class=JobClass.PATHWAY, title="employeur", **facts)
    assert "1 emploi serait classé autrement" in lead_client.get(address("settings-rules")).text.replace("\xa0", " ")
    page = lead_client.get(address("settings-again"))
    assert path.participant.initials in page.text and path.participant.full_name not in page.text
    assert path.participant.full_name in lead_client.get(address("settings-again"), {"noms": "oui"}).text
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert not lead_client.get(address("settings-again"), {"since": f"{tomorrow:%Y-%m-%d}"}).context["lines"]
    sent = {"since": f"{page.context['since']:%Y-%m-%d}", "expected": 2}
    assert "relisez-la" in lead_client.post(address("settings-again"), sent).text
    assert lead_client.post(address("settings-again"), sent | {"expected": 1}).status_code == 302
    step.refresh_from_db()
    assert (step.job_class, step.rule.contract_type) == (JobClass.POTENTIAL, rule.contract_type)
    assert "serait classé" not in lead_client.get(address("settings-rules")).text


def test_the_protocol_and_its_trame_are_kept(lead_client, cast):
    form = lead_client.get(address("settings-act", "regles")).context["form"]
    values = {name: "" if value is None else value for name, value in form.initial.items()} | {"maximum_months": 30}
    assert lead_client.post(address("settings-act", "regles"), values).status_code == 302
    answer = lead_client.post(address("settings-act", "regles"), values | {"maximum_months": 3})
    assert "ne peut pas être plus courte" in answer.text
    lead_client.post(address("settings-act", "trame"), {"summary_fields": ["phone", "sex"]})
    protocol = Protocol.objects.get(contract=cast["structure"].contract)
    assert (protocol.maximum_months, protocol.summary_fields) == (30, ["phone", "sex"])


def test_places_are_written_and_an_emptied_name_goes(lead_client, cast):
    row = cast["structure"]
    where = address("structure-act", row.pk, "lieux")
    lead_client.post(where, {"name1": "Antenne", "latitude1": "46.32", "longitude1": "-0.46", "name2": "Permanence"})
    assert list(row.places.order_by("name").values_list("name", "latitude")) == [
        ("Antenne", 46.32),
        ("Permanence", None),
    ]
    answer = lead_client.post(where, {"name1": "Antenne", "latitude1": "46.32"})
    assert "la longitude" in answer.text
    lead_client.post(where, {"name1": "", "name2": "Permanence"})
    assert row.places.get().name == "Permanence"


def test_a_preview_is_changed_person_by_person_then_transmitted(lead_client, cast, contract):
    rows = [PathwayFactory(contract=contract, structure=cast["structure"], referent=cast["referent"]) for _ in range(3)]
    other = StructureFactory(contract=contract, name="Autre structure")
    heirs = [AgentFactory(contract=contract, role=AgentRole.REFERENT, structure=other) for _ in range(2)]
    today = timezone.localdate()
    query = f"?de=structure-{cast['structure'].pk}&vers={heirs[0].pk}&vers={heirs[1].pk}&le={today:%Y-%m-%d}"
    page = lead_client.get(address("handover") + query)
    assert [more for _, more in page.context["plan"].loads] == [2, 1]
    assert Pathway.objects.filter(structure=other).count() == 0
    chosen = {f"p{row.pk}": heirs[1].pk for row in rows}
    page = lead_client.post(address("handover") + query, chosen | {"recalculer": "1"})
    assert [more for _, more in page.context["plan"].loads] == [0, 3]
    done = lead_client.post(address("handover") + query, chosen | {"transmettre": "1"})
    assert (done.status_code, Pathway.objects.filter(referent=heirs[1], structure=other).count()) == (302, 3)
    closed = lead_client.post(
        address("structure-act", cast["structure"].pk, "fermer"), {"on": f"{today:%Y-%m-%d}", "end_roles": "on"}
    )
    assert closed.status_code == 302
    assert Structure.objects.get(pk=cast["structure"].pk).closed_on == today


def test_ecoutes_are_entrusted_again_at_once_from_the_team(lead_client, cast, contract):
    leaving, staying = (AgentFactory(contract=contract, role=AgentRole.PSYCHOLOGIST) for _ in range(2))
    today = timezone.localdate()
    for _ in range(2):
        Support.objects.create(pathway=PathwayFactory(contract=contract), psychologist=leaving, prescribed_on=today)
    where = f"{address('handover')}?de=agent-{leaving.pk}"
    assert (
        where in lead_client.get(address("team")).text
        and where.split("/")[-1] in lead_client.get(address("handover")).text
    )
    page = lead_client.get(where)
    assert "2 écoutes en cours" in page.text.replace("\xa0", " ") and "Référent·e" not in page.context["form"].as_p()
    query = f"{where}&vers={staying.pk}&le={today:%Y-%m-%d}"
    assert "écoute prescrite le" in lead_client.get(query).text
    assert lead_client.post(query, {"transmettre": "1", "terminer": "on"}).status_code == 302
    assert Support.objects.filter(psychologist=staying).count() == 2
    leaving.refresh_from_db()
    assert leaving.end == today


def test_a_list_page_does_not_ask_more_for_more_words(lead_client, cast, contract):
    where = address("settings-list", TermKind.OBSTACLE)
    lead_client.get(where)
    with CaptureQueriesContext(connection) as few:
        lead_client.get(where)
    Term.objects.bulk_create(Term(contract=contract, kind=TermKind.OBSTACLE, label=f"Mot {n}") for n in range(30))
    with CaptureQueriesContext(connection) as many:
        assert "Mot 29" in lead_client.get(where).text
    assert len(many) == len(few)


def test_each_count_of_the_quality_page_lists_its_files(lead_client, cast, contract):
    for _ in range(2):
        person = ParticipantFactory(contract=contract, sex="", last_name="Pareil", first_name="Nom")
        PathwayFactory(contract=contract, participant=person, referent=cast["referent"], structure=cast["structure"])
    PathwayFactory(contract=contract, structure=None, participant__contract=contract)
    page = lead_client.get(address("quality"))
    counts = {name: count for name, _, _, count in page.context["checks"]}
    assert (counts["sans-referent"], counts["homonymes"], counts["sans-sexe"], counts["trame"]) == (1, 2, 2, 3)
    for name, count in counts.items():
        assert lead_client.get(address("quality-list", name)).context["page"].paginator.count == count
    asked = {"champ": "sex", "structure": cast["structure"].pk, "referent": cast["referent"].pk}
    page = lead_client.get(address("quality-list", "trame"), asked)
    assert page.context["page"].paginator.count == 2
    assert lead_client.get(address("quality-list", "trame"), {"structure": "sans"}).context["page"].paginator.count == 1


def test_a_workshop_is_planned_filled_and_marked(lead_client, cast, contract):
    theme = Term.objects.filter(kind=TermKind.WORKSHOP).first()
    day = timezone.localdate() - timedelta(days=3)
    facts = {"theme": theme.pk, "days": f"{day:%d/%m/%Y}\nhier", "hours": "1,5", "facilitators": [cast["referent"].pk]}
    assert "n’est pas une date" in lead_client.post(address("workshop-add"), facts).text
    assert lead_client.post(address("workshop-add"), facts | {"days": f"{day:%d/%m/%Y}"}).status_code == 302
    row = Workshop.objects.get()
    pathways = [PathwayFactory(contract=contract, structure=cast["structure"]) for _ in range(2)]
    numbers = ", ".join(str(one.participant.number) for one in pathways)
    assert "pas des vôtres" in lead_client.post(address("workshop-act", row.pk, "inscrire"), {"numbers": "999999"}).text
    lead_client.post(address("workshop-act", row.pk, "inscrire"), {"numbers": numbers})
    meeting = row.meetings.get()
    sheet = lead_client.get(address("attendance", meeting.pk))
    assert [now for _, now in sheet.context["lines"]] == [Attendance.HELD, Attendance.HELD]
    said = {f"p{one.pk}": value for (one, _), value in zip(sheet.context["lines"], ("tenu", "absent"), strict=True)}
    lead_client.post(address("attendance", meeting.pk), said)
    page = lead_client.get(address("workshop", row.pk))
    assert (page.context["row"].came, meeting.hours, page.context["whole"]) == (1, Decimal("1.5"), 1)
    person = pathways[0].participant
    assert "Estime de soi" in lead_client.get(address("file", person.number)).text
    other = pathways[1].participant.number
    lead_client.post(address("workshop-withdraw", row.pk, other))
    assert lead_client.get(address("workshop", row.pk)).context["row"].enrolled == 1


def test_the_psychologist_writes_dates_and_hours_of_what_was_entrusted(cast, contract, lead_client):
    agent = AgentFactory(contract=contract, role=AgentRole.PSYCHOLOGIST)
    pathway = PathwayFactory(contract=contract, structure=cast["structure"])
    row = Support.objects.create(pathway=pathway, prescribed_on=timezone.localdate() - timedelta(days=9))
    client = Client()
    client.force_login(agent.user)
    assert client.get(address("support", row.pk)).status_code == 404
    lead_client.post(address("support-act", row.pk, "confier"), {"psychologist": agent.pk})
    assert client.get(address("support", row.pk)).status_code == 200
    day = f"{timezone.localdate():%Y-%m-%d}"
    client.post(address("support-act", row.pk, "seance"), {"on": day, "hours": "1,5", "attendance": "tenu"})
    reason = Term.objects.filter(kind=TermKind.SUPPORT_END).first()
    assert client.post(address("support-act", row.pk, "fin"), {"on": day, "reason": reason.pk}).status_code == 302
    assert row.hours.get().hours == Decimal("1.5")
    assert str(reason) in client.get(address("supports")).text
    assert "<textarea" not in client.get(address("support-act", row.pk, "seance")).text
    assert client.get(address("file", pathway.participant.number)).status_code == 403
    referent = Client()
    referent.force_login(cast["referent"].user)
    assert "1 h 30" in referent.get(address("file", pathway.participant.number)).text.replace("\xa0", " ")
    lead_client.post(address("sitting-remove", row.hours.get().pk))
    assert not row.hours.exists()
