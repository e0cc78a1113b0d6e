"""What the calendar shows, at the precision of each date; what agreements and framework documents ask for."""

from datetime import date

import pytest

from faubourg.actions.models import DepositWindow
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory, ListedSchemeFactory, SchemeLinkFactory
from faubourg.contracts.models import Agreement, Milestone
from faubourg.contracts.tests.factories import ListedOrganisationFactory, ListedTerritoryFactory
from faubourg.governance.models import Body, Meeting
from faubourg.reports.deadlines.agreements import agreement_register
from faubourg.reports.deadlines.alerts import agreement_alerts, framework_alerts, notice_day
from faubourg.reports.deadlines.calendar import calendar_of, scope_of
from faubourg.reports.deadlines.frameworks import framework_register

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def calendar(contract, today=TODAY, **query):
    return calendar_of(scope_of(contract, query, today=today))


def events(contract, kind, **query):
    found = calendar(contract, nature=kind, **query)
    return [(event.when, event.title, event.missed) for event in (*found.events, *found.undated)]


def words(found):
    return [alert.kind for alert in found]


@pytest.mark.parametrize(
    ("facts", "followed", "expected"),
    [
        ({"stage": "a-conclure", "due": "2026-10"}, False, ["en-retard"]),
        ({"stage": "a-conclure", "due": "2026-11"}, False, ["a-conclure"]),
        ({"stage": "a-conclure", "due": "2028"}, False, []),
        ({"stage": "a-conclure"}, False, []),
        ({"state": "à conclure", "due": "2025"}, False, ["en-retard"]),
        ({"stage": "signe", "end": "2027-03-31"}, False, ["fin-proche"]),
        ({"stage": "signe", "end": "2027"}, False, []),
        ({"stage": "signe", "end": "2026"}, False, ["fin-proche"]),
        ({"stage": "signe", "end": "2025"}, False, ["sans-suite"]),
        ({"stage": "signe", "end": "2025"}, True, []),
        ({"stage": "signe", "end": "2025", "tacit_renewal": True}, False, []),
        ({"stage": "termine"}, False, ["sans-suite"]),
        ({"end": "2025"}, False, ["sans-suite"]),
        ({}, False, []),
    ],
)
def test_what_an_agreement_asks_for(facts, followed, expected):
    assert words(agreement_alerts(Agreement(**facts), today=TODAY, is_followed=followed)) == expected


def test_an_end_is_announced_as_far_ahead_as_asked():
    agreement = Agreement(stage="signe", end="2027-09-30")
    found = [words(agreement_alerts(agreement, today=TODAY, is_followed=False, months=n)) for n in (6, 12)]
    assert found == [[], ["fin-proche"]]


def test_a_notice_is_a_day_only_where_the_end_is_one():
    assert notice_day(Agreement(end="2027-03-31", notice_months=3)) == date(2026, 12, 31)
    assert notice_day(Agreement(end="2027-03", notice_months=3)) is None
    assert notice_day(Agreement(end="2027-03-31")) is None


def test_a_framework_document_is_checked_against_the_contract(contract):
    def asked(**facts):
        return words(framework_alerts(ListedSchemeFactory(contract=contract, **facts), contract=contract, today=TODAY))

    assert asked(validity="2022-2027") == ["avant-contrat", "volet-inconnu"]
    assert asked(validity="2018-2025", qpv_focus=True) == ["termine"]
    assert asked(end="2030-12-31", qpv_focus=False) == ["sans-volet"]
    assert asked(qpv_focus=True) == ["sans-fin"]
    contract.extended_until = "2031-06"
    assert asked(end="2030", qpv_focus=True) == ["avant-contrat"]


def test_the_framework_documents_are_told_by_their_kind_unless_said(contract):
    plh = ListedSchemeFactory(contract=contract, kind="cadre stratégique", name="Programme local de l’habitat")
    ListedSchemeFactory(contract=contract, kind="cadre", is_framework=False)
    said = ListedSchemeFactory(contract=contract, kind="", is_framework=True, name="Contrat local de santé")
    ListedSchemeFactory(contract=contract, kind="encadrement")
    SchemeLinkFactory(action=ActionFactory(contract=contract), scheme=plh)
    lines = framework_register(contract, {}, today=TODAY).lines
    assert [(line.row, line.actions) for line in lines] == [(plh, 1), (said, 0)]
    found = framework_register(contract, {"q": "habitat"}, today=TODAY).lines
    assert [line.row for line in found] == [plh]


def test_dates_keep_their_precision(contract):
    for when in ("2026", "2026-05", "2026-05-09", ""):
        Milestone.objects.create(contract=contract, label=f"Jalon {when}", date=when)
    found = calendar(contract)
    year, may = found.year(2026), found.month(2026, 5)
    assert [event.title for event in year.whole] == ["Jalon 2026"]
    assert [event.title for event in may.undated] == ["Jalon 2026-05"]
    assert [event.title for event in may.dated] == ["Jalon 2026-05-09"]
    assert [event.title for event in found.undated] == ["Jalon "]
    cell = next(day for week in may.weeks(TODAY) for day in week if day.events)
    assert (cell.on, cell.weekday) == (date(2026, 5, 9), "samedi")


def test_a_day_that_does_not_exist_is_known_to_its_month(contract):
    Milestone.objects.create(contract=contract, label="Remise", date="2026-02-31")
    assert [event.title for event in calendar(contract).month(2026, 2).undated] == ["Remise"]


def test_what_falls_outside_the_contract_is_kept_apart(contract):
    Milestone.objects.create(contract=contract, label="Évaluation du précédent", date="2022")
    found = calendar(contract)
    assert (len(found.events), [event.title for event in found.outside]) == (0, ["Évaluation du précédent"])
    assert list(found.scope.years) == list(range(2024, 2031))


def test_a_body_that_met_too_seldom_misses_its_meetings(contract):
    body = Body.objects.create(contract=contract, key="cotech", name="Comité technique", min_per_year=3)
    other = Body.objects.create(contract=contract, key="copil", name="COPIL", min_per_year=1)
    for when in ("2024-02-01", "2024-06", "2024", "2025-03-04", "2026-01-05"):
        Meeting.objects.create(contract=contract, body=body, date=when)
    joint = Meeting.objects.create(contract=contract, body=body, date="2025-09-09")
    joint.bodies.set([body, other])
    found = {(event.title, event.when): event for event in calendar(contract, nature="recurrence").events}
    missed = {key for key, event in found.items() if event.missed}
    assert missed == {("Comité technique", "2025"), ("COPIL", "2024")}
    told = {
        year: found["Comité technique", year].detail.replace("\N{NO-BREAK SPACE}", " ") for year in ("2025", "2026")
    }
    assert told["2025"] == "2 réunions enregistrées sur 3 au moins : 1 manquée"
    assert told["2026"] == "1 réunion enregistrée sur 3 au moins : 2 à tenir"
    assert calendar(contract).year(2025).missed == 1


def test_a_year_that_the_contract_only_touches_asks_for_no_full_count(contract):
    contract.start = "2024-07"
    contract.save()
    Body.objects.create(contract=contract, key="copil", name="COPIL", min_per_year=1)
    missed = {event.when for event in calendar(contract, nature="recurrence").events if event.missed}
    assert missed == {"2025"}


def test_a_frequency_in_words_has_no_date(contract):
    Body.objects.create(contract=contract, key="groupe", name="Groupe", frequency="à l’initiative des pilotes")
    found = calendar(contract).undated
    assert [(event.title, event.detail) for event in found] == [("Groupe", "à l’initiative des pilotes")]


def test_a_yearly_window_comes_back_until_its_scheme_ends(contract):
    scheme = ListedSchemeFactory(contract=contract, name="Vacances", validity="2024-2026")
    DepositWindow.objects.create(scheme=scheme, opens="2024-12", closes="2025-02-28", recurrence="annuelle")
    found = events(contract, "fenetre")
    assert found == [
        ("2024-12", "Ouverture des dépôts : Vacances", False),
        ("2025-02-28", "Clôture des dépôts : Vacances", False),
        ("2025-12", "Ouverture des dépôts : Vacances", False),
        ("2026-02-28", "Clôture des dépôts : Vacances", False),
        ("2026-12", "Ouverture des dépôts : Vacances", False),
        ("2027-02-28", "Clôture des dépôts : Vacances", False),
    ]


def test_a_window_in_words_only_has_no_date(contract):
    scheme = ListedSchemeFactory(contract=contract, name="Fonds")
    DepositWindow.objects.create(scheme=scheme, words="selon les opportunités")
    assert events(contract, "fenetre") == [("", "Fonds", False)]


def test_agreements_frameworks_and_actions_have_their_dates(contract):
    Agreement.objects.create(contract=contract, title="Charte", stage="a-conclure", due="2026-12")
    tacit = {"stage": "signe", "end": "2027-03-31", "tacit_renewal": True, "notice_months": 3}
    Agreement.objects.create(contract=contract, title="Bail", **tacit)
    ListedSchemeFactory(contract=contract, name="PLH", kind="cadre stratégique", validity="2022-2027")
    ActionFactory(contract=contract, code="A1", title="Jardins", start="2025", end="2026-06", calendar="2025-2026")
    ActionFactory(contract=contract, code="A2", title="Cohortes", calendar="long terme")
    ActionFactory(contract=contract, code="A3", title="Rien de dit")
    assert events(contract, "convention") == [
        ("2026-12", "À conclure : Charte", False),
        ("2026-12-31", "Préavis à donner : Bail", False),
        ("2027-03-31", "Reconduction tacite : Bail", False),
    ]
    assert events(contract, "cadre") == [("2027", "Fin : PLH", False)]
    assert events(contract, "action") == [
        ("2025", "Début : A1 Jardins", False),
        ("2026-06", "Fin : A1 Jardins", False),
        ("", "A2 Cohortes", False),
    ]


def test_an_actor_or_a_neighbourhood_narrows_the_calendar(contract):
    caf = ListedOrganisationFactory(contract=contract, key="org-caf")
    qpv = ListedTerritoryFactory(contract=contract, key="qpv-haut")
    Milestone.objects.create(contract=contract, label="Point d’étape", date="2027")
    mine = ActionFactory(contract=contract, code="A1", title="La mienne", start="2025")
    ActionRoleFactory(action=mine, organisation=caf)
    here = ActionFactory(contract=contract, code="A2", title="Celle d’ici", start="2025")
    here.territories.add(qpv)
    agreement = Agreement.objects.create(contract=contract, title="Charte", stage="signe", end="2028")
    agreement.parties.add(caf)
    body = Body.objects.create(contract=contract, key="conseil", name="Conseil citoyen")
    body.territories.add(qpv)
    Meeting.objects.create(contract=contract, body=body, date="2026-03-03")
    titles = [event.title for event in calendar(contract, acteur="org-caf").events]
    assert titles == ["Début : A1 La mienne", "Fin : Charte"]
    titles = [event.title for event in calendar(contract, quartier="qpv-haut").events]
    assert titles == ["Début : A2 Celle d’ici", "Conseil citoyen"]
    assert len(calendar(contract, acteur="inconnu").events) == 5


def _fill(contract, count):
    for number in range(count):
        party = ListedOrganisationFactory(contract=contract)
        Agreement.objects.create(contract=contract, title=f"Charte {number}", end="2027").parties.add(party)
        scheme = ListedSchemeFactory(contract=contract, kind="cadre stratégique", validity="2022-2027")
        scheme.holders.add(party)
        DepositWindow.objects.create(scheme=scheme, opens="2025-01", recurrence="annuelle")
        Milestone.objects.create(contract=contract, label=f"Jalon {number}", date="2026-05-01")
        body = Body.objects.create(contract=contract, key=f"i-{number}", name=f"Instance {number}", min_per_year=2)
        Meeting.objects.create(contract=contract, body=body, date="2026-01-01").bodies.add(body)
        SchemeLinkFactory(action=ActionFactory(contract=contract, start="2025"), scheme=scheme)


@pytest.mark.parametrize("count", [5, 60])
def test_the_number_of_queries_does_not_grow(contract, count, django_assert_num_queries):
    _fill(contract, count)
    with django_assert_num_queries(14):
        assert len(calendar(contract).events) > count
    with django_assert_num_queries(5):
        agreement_register(contract, {}, today=TODAY)
    with django_assert_num_queries(3):
        framework_register(contract, {}, today=TODAY)


def test_the_register_filters_and_names_what_the_plan_only_cites(contract):
    caf = ListedOrganisationFactory(contract=contract, key="org-caf", name="CAF")
    charter = Agreement.objects.create(contract=contract, title="Charte d’insertion", kind="charte", end="2025")
    charter.parties.add(caf)
    Agreement.objects.create(contract=contract, title="Convention TFPB", kind="convention", stage="signe")
    ListedSchemeFactory(contract=contract, name="Convention TFPB", kind="convention")
    named = ListedSchemeFactory(contract=contract, name="Charte de relogement")
    ListedSchemeFactory(contract=contract, name="Chantier-école")

    def titles(**query):
        return [line.row.title for line in agreement_register(contract, query, today=TODAY).lines]

    assert titles() == ["Charte d’insertion", "Convention TFPB"]
    assert titles(tri="-intitule") == ["Convention TFPB", "Charte d’insertion"]
    assert titles(nature="charte") == titles(partie="org-caf") == titles(alerte="toutes") == ["Charte d’insertion"]
    assert titles(suivi="signe") == titles(q="tfpb") == ["Convention TFPB"]
    assert titles(suivi="sans") == ["Charte d’insertion"]
    assert agreement_register(contract, {}, today=TODAY).named == [named]
