"""The annual report: its contents, its procedure, its freezing, from small contracts."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from faubourg.actions.choices import RoleKind
from faubourg.actions.models import ActionStatus
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.choices import Role
from faubourg.contracts.models import StatusState
from faubourg.contracts.tests.factories import (
    ListedOrganisationFactory,
    ListedTerritoryFactory,
    MembershipFactory,
    NodeFactory,
    UserFactory,
)
from faubourg.documents.blocks import Heading, Paragraph, Table
from faubourg.governance.models import Body
from faubourg.indicators.models import Observation, ValueNote
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.journal.models import Entry
from faubourg.reports.annual.changes import changes_since
from faubourg.reports.annual.compose import compose, data_of, document_of
from faubourg.reports.annual.operations import stepping
from faubourg.reports.annual.operations.freezing import is_intact
from faubourg.reports.annual.operations.opinions import answer_opinion, give_opinion
from faubourg.reports.annual.operations.stepping import take_step
from faubourg.reports.annual.operations.writing import (
    TextChangedError,
    digest_of,
    open_report,
    say_dsu,
    write_text,
)
from faubourg.reports.choices import Content, Stage, Standing
from faubourg.reports.models import AnnualReport

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.fixture
def filled(contract):
    """A commune, its organisation, three actions (done, going, unsaid), an indicator by sex, a body of citizens."""
    commune = ListedTerritoryFactory(contract=contract, key="ville", name="Vauclair", kind="commune")
    town = ListedOrganisationFactory(contract=contract, key="mairie", name="Ville de Vauclair", kind="commune")
    node = NodeFactory(contract=contract, key="p1", title="Cohésion")
    done = StatusState.objects.create(contract=contract, key="faite", label="Faite", counts_as_implemented=True)
    going = StatusState.objects.create(contract=contract, key="cours", label="En cours", counts_as_implemented=False)
    for key, state in (("a1", done), ("a2", going), ("a3", None)):
        action = ActionFactory(contract=contract, key=key, nodes=[node])
        if state:
            ActionStatus.objects.create(lineage=action.lineage, state=state, stated_on="2025-06-01")
        if key != "a3":
            ActionRoleFactory(action=action, organisation=town, role=RoleKind.PILOT)
    indicator = IndicatorFactory(contract=contract, key="i1", label="Ateliers tenus")
    indicator.nodes.add(node)
    for sex, value in (("F", 30), ("H", 20), ("", 50)):
        told = {"sexe": sex} if sex else {}
        Observation.objects.create(
            contract=contract, lineage=indicator.lineage, period="2025", value=value, breakdown=told
        )
    Body.objects.create(contract=contract, key="cc", name="Conseil citoyen des Tilleuls")
    contract.commune = commune
    return contract


@pytest.fixture
def report(filled, lead):
    return open_report(contract=filled, year=2025, by=lead, at=at(TODAY))


def sent(report, lead, on=date(2026, 3, 2)):
    return take_step(report=report, stage=Stage.SENT, on=on, by=lead, at=at(on))


def approved(report, lead):
    """The report sent, annexed after the month, approved and frozen."""
    take_step(report=report, stage=Stage.ANNEXED, on=date(2026, 4, 3), by=lead, at=at(date(2026, 4, 3)))
    day = date(2026, 5, 4)
    return take_step(report=report, stage=Stage.APPROVED, on=day, reference="D2026-12", by=lead, at=at(day))


def rows_of(made, title):
    """The first table under a heading, whatever the part."""
    blocks = [block for part in made.parts for block in part.blocks]
    start = next(rank for rank, one in enumerate(blocks) if isinstance(one, Heading) and one.text == title)
    return next(block.rows for block in blocks[start:] if isinstance(block, Table))


def test_the_seven_contents_come_from_the_records(filled):
    made = compose(filled, 2025, today=TODAY)
    assert [part.content for part in made.parts] == list(Content)
    found = {(one.query, str(sorted(one.parameters.items()))): one for one in made.figures}
    rate = found["taux-realisation", "[]"]
    assert (rate.words.replace("\N{NO-BREAK SPACE}", " "), rate.value) == ("50 % (1 sur 2)", 50)
    [line] = rows_of(made, "Les données de 2025 par sexe")
    assert line[2:4] == ("30", "20")
    assert line[6].replace("\N{NO-BREAK SPACE}", " ") == "60,0 %"
    assert "ville" in {one.parameters.get("porteur") for one in made.figures}
    assert len({one.asked for one in made.figures}) == len(made.figures)
    assert data_of(made)["parties"][6]["partie"] == "sexe"


def test_a_small_number_of_persons_is_not_printed(filled):
    indicator = IndicatorFactory(contract=filled, key="i2", label="Nombre de jeunes accompagnés")
    for sex, value in (("F", 2), ("H", 18), ("", 20)):
        told = {"sexe": sex} if sex else {}
        Observation.objects.create(
            contract=filled, lineage=indicator.lineage, period="2025", value=value, breakdown=told
        )
    made = compose(filled, 2025, today=TODAY)
    words = [one.words for one in made.figures if "jeunes" in one.label]
    assert "masqué" in words
    assert "2" not in words
    assert all(one.value is None for one in made.figures if one.words == "masqué")


def test_two_people_on_one_text_and_who_may(report, lead, elected):
    facts = {"report": report, "content": Content.OUTLOOK, "at": at(TODAY)}
    write_text(text="Un", digest=digest_of(""), by=lead, **facts)
    with pytest.raises(TextChangedError) as refused:
        write_text(text="Deux", digest=digest_of(""), by=lead, **facts)
    assert refused.value.present == "Un"
    with pytest.raises(PermissionDenied):
        write_text(text="Trois", digest=digest_of("Un"), by=elected, **facts)
    assert report.texts.get().text == "Un"


def test_silence_is_favourable_after_a_month_and_steps_are_refused_in_french(report, lead, elected):
    assert [row.name.replace("\N{NO-BREAK SPACE}", " ") for row in report.opinions.all()] == [
        "Conseil citoyen des Tilleuls", "Conseil municipal : Vauclair",
    ]  # fmt: skip
    with pytest.raises(ValidationError, match="n’est pas possible"):
        take_step(report=report, stage=Stage.APPROVED, on=TODAY, reference="D1", by=lead, at=at(TODAY))
    with pytest.raises(PermissionDenied):
        take_step(report=report, stage=Stage.SENT, on=TODAY, by=elected, at=at(TODAY))
    with pytest.raises(ValidationError, match="un mois au moins"):
        take_step(report=report, stage=Stage.SENT, on=TODAY, due=date(2026, 3, 20), by=lead, at=at(TODAY))
    report = sent(report, lead)
    assert report.due == date(2026, 4, 2)
    opinion = report.opinions.get(kind="conseil-municipal")
    assert opinion.standing(report.due, date(2026, 4, 2)) == Standing.AWAITED
    assert opinion.standing(report.due, date(2026, 4, 3)) == Standing.SILENT
    with pytest.raises(ValidationError, match="Le délai court"):
        take_step(report=report, stage=Stage.ANNEXED, on=TODAY, by=lead, at=at(TODAY))


def test_a_wrong_date_is_mended_by_taking_the_project_up_again(report, lead):
    sent(report, lead, on=TODAY)
    take_step(report=report, stage=Stage.DRAFT, on=TODAY, by=lead, at=at(TODAY))
    early = date(TODAY.year, TODAY.month, 1)
    assert sent(report, lead, on=early).due > early


def test_a_citizen_gives_the_opinion_of_the_conseil_citoyen_only(report, lead):
    citizen = UserFactory()
    MembershipFactory(contract=report.contract, user=citizen, role=Role.CITIZEN)
    report = sent(report, lead)
    values = {"verdict": "reserves", "given_on": date(2026, 3, 10), "reference": "", "text": "Il manque la mobilité."}
    facts = {"values": values, "by": citizen, "at": at(date(2026, 3, 11))}
    give_opinion(opinion=report.opinions.get(kind="conseil-citoyen"), **facts)
    with pytest.raises(PermissionDenied):
        give_opinion(opinion=report.opinions.get(kind="conseil-municipal"), **facts)
    with pytest.raises(ValidationError, match="répondez d’abord"):
        approved(report, lead)
    answer_opinion(
        opinion=report.opinions.get(kind="conseil-citoyen"), answer="Une navette.", by=lead, at=at(date(2026, 4, 20))
    )
    report = AnnualReport.objects.get(pk=report.pk)
    day = date(2026, 5, 4)
    report = take_step(report=report, stage=Stage.APPROVED, on=day, reference="D2026-12", by=lead, at=at(day))
    texts = [block.text for block in document_of(compose(report.contract, 2025, report=report, today=day)).blocks
             if isinstance(block, Paragraph)]  # fmt: skip
    assert {"Il manque la mobilité.", "Une navette."} <= set(texts)


def test_a_frozen_report_keeps_its_figures_and_shows_what_changed(report, lead, filled):
    report = approved(sent(report, lead), lead)
    assert report.is_frozen
    assert sorted(row.ending for row in report.files.all()) == ["docx", "json", "pdf", "xlsx"]
    kept = list(report.files.all())
    assert all(is_intact(row) for row in kept)
    with kept[0].file.storage.open(kept[0].file.name, "ab") as content:
        content.write(b" ")
    assert [is_intact(row) for row in kept] == [False, True, True, True]
    assert not changes_since(report, today=date(2026, 5, 4)).changes
    with pytest.raises(ValidationError, match="figé"):
        write_text(report=report, content=Content.DSU, text="x", digest=digest_of(""), by=lead, at=at(date(2026, 5, 5)))
    row = Observation.objects.get(contract=filled, breakdown={})
    row.value = Decimal(60)
    row.save()
    [change] = changes_since(report, today=date(2026, 5, 4)).changes
    assert (change.frozen.words, change.words, change.gap) == ("50", "60", 10)
    assert change.frozen.query == "valeur"
    assert change.frozen.parameters["periode"] == "2025"
    assert "i1" in change.url
    with pytest.raises(ValidationError, match="pourquoi"):
        open_report(contract=filled, year=2025, by=lead, at=at(date(2026, 5, 6)))
    again = open_report(contract=filled, year=2025, by=lead, at=at(date(2026, 5, 6)), reason="Une valeur corrigée.")
    assert (again.edition, again.stage) == (2, Stage.DRAFT)
    assert Entry.objects.filter(verb="rapport approuvé et figé").count() == 1


def test_a_refused_approval_leaves_no_file(report, lead, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    report = sent(report, lead)
    take_step(report=report, stage=Stage.ANNEXED, on=date(2026, 4, 3), by=lead, at=at(date(2026, 4, 3)))
    facts = {"report": report, "stage": Stage.APPROVED, "by": lead, "at": at(date(2026, 5, 4))}
    with pytest.raises(ValidationError, match="la délibération"):
        take_step(on=date(2026, 5, 4), reference="", **facts)
    monkeypatch.setattr(stepping, "record", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take_step(on=date(2026, 5, 4), reference="D1", **facts)
    assert not [one for one in tmp_path.rglob("*") if one.is_file()]
    assert AnnualReport.objects.get().stage == Stage.ANNEXED


def test_the_dsu_is_not_given_until_somebody_says_it(report, lead, filled):
    made = compose(filled, 2025, report=report, today=TODAY)
    assert [one.words for one in made.figures if one.query == "dsu"] == ["non donné"]
    values = {"received": True, "amount": Decimal(120000), "actions": "Médiation."}
    say_dsu(report=report, territory=filled.commune, values=values, by=lead, at=at(TODAY))
    made = compose(filled, 2025, report=report, today=TODAY)
    assert [one.value for one in made.figures if one.query == "dsu"] == [120000]
    with pytest.raises(ValidationError):
        say_dsu(report=report, territory=filled.commune, values=values | {"received": False}, by=lead, at=at(TODAY))


def test_interpretations_are_printed_under_the_values(filled):
    lineage = filled.observations.first().lineage
    ValueNote.objects.create(contract=filled, lineage=lineage, period="2025", interpretation="Plus d’ateliers ouverts.")
    made = compose(filled, 2025, today=TODAY)
    assert "Plus d’ateliers ouverts." in str(made.parts[1].blocks)
