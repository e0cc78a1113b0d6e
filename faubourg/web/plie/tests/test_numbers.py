"""« Chiffres »: filters make the cut, each figure opens its files, each role its own, small numbers masked outside."""

import io
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from faubourg.contracts.choices import ContractKind, Role
from faubourg.contracts.tests.factories import ContractFactory, MembershipFactory, UserFactory
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.cohort import plant_cohort
from faubourg.pathways.models import Agent, PublishedValue
from faubourg.pathways.queries.behind import behind
from faubourg.pathways.queries.counts import texts_of
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.tallies import PERSONS, WHOLE
from faubourg.pathways.queries.yearly import table_of, year_of
from faubourg.pathways.reporting import ReportSection, ReportTable
from faubourg.pathways.tests.factories import AgentFactory, ParticipantFactory, PathwayFactory, StructureFactory
from faubourg.ui.charts import stacked_bars
from faubourg.web.plie.spans import Span

pytestmark = pytest.mark.django_db
#: Lines whose number is of hours, or that list nobody.
ELSEWHERE = {("ecoute", "Heures")}


@pytest.fixture(scope="module")
def cohort(django_db_setup, django_db_blocker):
    """Made once for the module; what a test changes is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        contract = ContractFactory(kind=ContractKind.PLIE, key="plie")
        lead = MembershipFactory(contract=contract, role=Role.PROJECT_LEAD).user
        plant_cohort(contract=contract, coordinator=UserFactory(), referent=UserFactory(), by=lead, at=timezone.now())
        yield contract
        transaction.set_rollback(True)


def test_the_figures_follow_the_filters(client):
    contract = ContractFactory()
    lead = AgentFactory(contract=contract)
    for sex, year in (("F", 1990), ("F", 1960), ("H", 1990)):
        person = ParticipantFactory(contract=contract, sex=sex, birth_date=date(year, 5, 17))
        PathwayFactory(contract=contract, participant=person, entered_on=date(2024, 3, 4))
    client.force_login(lead.user)
    address = reverse("plie:numbers", args=[contract.key])
    year = str(timezone.localdate().year)

    def people(**filters):
        return client.get(address, filters | {"annee": year}).context["people"]

    assert people() == 3
    assert people(sexe="F") == 2
    assert people(sexe="F", age="55-plus") == 1
    assert people(structure="zz", referent="-1", qpv="x", brsa="peut-être") == 3
    page = client.get(address, {"annee": "<b>12"})
    said = (page.context["asked"]["annee"], "Période non comprise" in page.text, "<b>12" in page.text)
    assert said == (year, True, False)
    assert "Période non comprise" not in client.get(address, {"annee": "2024"}).text
    assert [one for one, _ in page.context["years"]][-1] == "2024"


def test_each_figure_has_its_acts_behind_it(cohort):
    cut = Cut.of_year(2022)
    year = year_of(cohort, cut)
    tried = 0
    for tally in year.in_order:
        for line in (*tally.lines, *tally.besides, *(tally.line(name) for name in (WHOLE, PERSONS))):
            if line is None or (tally.code, line.label) in ELSEWHERE:
                continue
            found = behind(cohort, cut, tally.code, line.label)
            if found is None:
                continue
            by_person = tally.unit == "personnes" or line.label == PERSONS
            rows = found.rows.order_by()
            count = rows.values(found.path).distinct().count() if by_person else rows.count()
            if line.label == "Prescriptions":
                count = rows.count()
            assert count == line.count, (tally.code, line.label)
            tried += 1
    assert tried > 60
    for line in year.structures:
        assert behind(cohort, cut, ReportTable.CAPACITY, line.name).rows.count() == line.people
        assert behind(cohort, cut, "capacite-fin", line.name).rows.count() == line.at_the_end


def test_a_figure_opens_its_files(client, cohort):
    lead = Agent.objects.of(cohort).get(role=AgentRole.COORDINATOR)
    client.force_login(lead.user)
    page = client.get(reverse("plie:numbers", args=["plie"]), {"annee": 2022, "sexe": "F"})
    assert page.context["people"] == 145
    brsa = next(table for table in page.context["tables"] if table.code == "brsa").lines[0]
    listed = client.get(brsa.url)
    assert listed.context["page"].paginator.count == brsa.count == listed.context["people"]
    assert parse_qs(urlsplit(brsa.url).query)["sexe"] == ["F"]
    assert client.get(brsa.url + "x").status_code in (200, 404)
    assert client.get(reverse("plie:behind", args=["plie"]), {"tableau": "clauses", "ligne": "BRSA"}).status_code == 404
    charts = {one.code: one for one in page.context["charts"]}
    whole = {one.code: one for one in client.get(reverse("plie:numbers", args=["plie"])).context["charts"]}
    assert charts.keys() == whole.keys() == {"prescriptions", "entrees", "charge", "brsa", "sorties"}


def test_the_workbook_says_its_filters_and_masks(client, cohort):
    lead = Agent.objects.of(cohort).get(role=AgentRole.COORDINATOR)
    client.force_login(lead.user)
    asked = {"annee": 2022, "brsa": "oui"}
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(client.get(reverse("plie:numbers-export", args=["plie"]), asked).content)
    )
    filters = dict(book.get_sheet_by_name("Filtres").to_python())
    assert (filters["Période"], filters["RSA ou non"]) == ("2022", "Bénéficiaires du RSA")
    ages = {row[0]: row[1] for row in book.get_sheet_by_name("Participants par âge").to_python()}
    assert ages["-26 ans"] == "masqué"
    assert ages["Ensemble"] == 217


def test_the_departement_reads_the_whole_year_masked_and_no_list(client, cohort):
    agent = AgentFactory(contract=cohort, role=AgentRole.DEPARTMENT)
    client.force_login(agent.user)
    page = client.get(reverse("plie:numbers", args=["plie"]), {"annee": 2022, "sexe": "F"})
    assert (page.context["people"], page.context["choices"]) == (292, [])
    lines = {line.label: line for table in page.context["tables"] for line in table.lines if table.code == "ages"}
    assert lines["-26 ans"].words == "masqué"
    assert not any(line.url for table in page.context["tables"] for line in table.lines)
    assert client.get(reverse("plie:behind", args=["plie"]), {"tableau": "sexe", "ligne": "Femmes"}).status_code == 403


def test_the_departement_has_whole_years_only_whatever_the_address_says(client, cohort):
    client.force_login(AgentFactory(contract=cohort, role=AgentRole.DEPARTMENT).user)
    for asked in ({"periode": "t1"}, {"du": "2022-01-01", "au": "2022-09-30"}):
        page = client.get(reverse("plie:numbers", args=["plie"]), {"annee": 2022} | asked)
        assert (page.context["span"], page.context["people"]) == (Span.of(2022), 292)
        assert 'name="periode"' not in page.text
        book = client.get(reverse("plie:numbers-export", args=["plie"]), {"annee": 2022} | asked)
        assert "chiffres-2022.xlsx" in book["Content-Disposition"]


def test_a_period_is_kept_by_the_files_and_the_workbook_and_set_beside_those_before(client, cohort):
    client.force_login(Agent.objects.of(cohort).get(role=AgentRole.COORDINATOR).user)
    numbers = reverse("plie:numbers", args=["plie"])

    def entered(**asked) -> int:
        page = client.get(numbers, asked | {"annee": 2022})
        return next(table for table in page.context["tables"] if table.code == "entrees").lines[0].count

    assert sum(entered(periode=f"t{rank}") for rank in range(1, 5)) == entered() == 113
    assert sum(entered(periode=f"{month:02}") for month in range(7, 13)) == entered(periode="s2")
    assert entered(du="2022-07-01", au="2022-12-31") == entered(periode="s2")
    page = client.get(numbers, {"annee": 2022, "periode": "t1", "sexe": "F"})
    assert "Chiffres du 1er trimestre 2022" in page.text.replace("\xa0", " ")
    rows = next(one for one in page.context["charts"] if one.code == "entrees").rows
    assert [one["label"].replace("\xa0", " ") for one in rows][-2:] == ["T4 2021", "T1 2022"] or len(rows) == 1
    table = next(one for one in page.context["tables"] if one.code == "entrees").lines[0]
    assert parse_qs(urlsplit(table.url).query)["periode"] == ["t1"]
    listed = client.get(table.url)
    assert listed.context["acts"] == table.count
    assert "1er trimestre 2022" in listed.text.replace("\xa0", " ")
    asked = {"du": "2022-02-10", "au": "2022-03-09"}
    answer = client.get(reverse("plie:numbers-export", args=["plie"]), asked)
    assert "chiffres-2022-02-10-2022-03-09.xlsx" in answer["Content-Disposition"]
    filters = dict(CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_name("Filtres").to_python())
    assert filters["Période"].replace("\xa0", " ") == "du 10/02/2022 au 09/03/2022"
    wrong = client.get(numbers, {"du": "2022-05-01", "au": "2022-04-01"})
    assert "inversez les deux dates" in wrong.text


def test_a_running_period_says_of_which_day_it_is(client, cohort):
    client.force_login(Agent.objects.of(cohort).get(role=AgentRole.COORDINATOR).user)
    today = timezone.localdate()
    numbers = reverse("plie:numbers", args=["plie"])
    running = client.get(numbers, {"du": f"{today}", "au": f"{today.year}-12-31"})
    assert (f"chiffres du {today:%d/%m/%Y}" in running.text) == (today < date(today.year, 12, 31))
    assert "Période en cours" not in client.get(numbers, {"annee": 2022}).text


def test_a_chart_says_masked_and_its_totals_stay_true(client, cohort):
    client.force_login(AgentFactory(contract=cohort, role=AgentRole.DEPARTMENT).user)
    page = client.get(reverse("plie:numbers", args=["plie"]), {"annee": 2022})
    tallies, charts = year_of(cohort, Cut.of_year(2022)).tallies, {one.code: one for one in page.context["charts"]}
    bars = {code: stacked_bars(one.rows, one.series) for code, one in charts.items()}
    for name in (ReportTable.PRESCRIPTIONS, ReportTable.EXITS, ReportTable.BRSA):
        [row] = [one for one in charts[name].rows if one["label"] == "2022"]
        [bar] = [one for one in bars[name] if one["label"] == "2022"]
        assert bar["total"] in (str(tallies[name].total), "masqué")
        assert sum(value for value in row["values"] if value != "masqué") in (tallies[name].total, 0)
        assert not any(cell.isdecimal() and 0 < int(cell) < 5 for cell in bar["cells"])
    # A document prints the receivers of the RSA of 2019, not the others.
    PublishedValue.objects.create(
        contract=cohort, report_table=ReportTable.BRSA, year=2019, label=tallies[ReportTable.BRSA].lines[0].label,
        value="262", page="p. 9",
    )  # fmt: skip
    page = client.get(reverse("plie:numbers", args=["plie"]), {"annee": 2022})
    chart = next(one for one in page.context["charts"] if one.code == ReportTable.BRSA)
    assert [bar["total"] for bar in stacked_bars(chart.rows, chart.series) if bar["label"].startswith("2019")] == [
        "n. d."
    ]
    assert "masqué" in {cell for found in bars.values() for bar in found for cell in bar["cells"]}
    assert "petit nombre, ou ce qui en donnerait un" in page.text


def test_the_desk_of_the_departement_says_what_the_figures_say(client):
    contract = ContractFactory(kind=ContractKind.PLIE)
    structure, today = StructureFactory(contract=contract), timezone.localdate()
    for rank in range(30):
        left = {"ended_on": today, "entered_on": date(2024, 3, 4)} if rank < 2 else {"entered_on": date(2024, 3, 4)}
        person = ParticipantFactory(contract=contract)
        PathwayFactory(contract=contract, participant=person, structure=structure, **left)
    client.force_login(AgentFactory(contract=contract, role=AgentRole.DEPARTMENT).user)
    told = dict(client.get(reverse("plie:desk", args=[contract.key])).context["totals"])
    page = client.get(reverse("plie:numbers", args=[contract.key]))
    assert told == {f"{label} en {today.year}": one.words for label, one, _ in page.context["figures"]}
    # 30 this year, and 28 who are still there: two left.
    assert told[f"Personnes suivies en {today.year}"] == "30"
    assert [one.at_the_end for one in page.context["loads"]] == [None]
    assert "28" not in told.values()


def test_one_table_is_asked_for_alone_and_says_what_the_whole_year_says(cohort):
    cut = Cut.of_year(2022)
    year = year_of(cohort, cut)
    assert {name: table_of(cohort, cut, name) for name in ReportTable.values if name in year.tallies} == {
        name: year.tallies[name] for name in ReportTable.values if name in year.tallies
    }
    assert table_of(cohort, cut, ReportTable.FUNNELS) is None


def test_the_pages_of_figures_count_each_table_once(client, cohort, django_assert_max_num_queries):
    client.force_login(Agent.objects.of(cohort).get(role=AgentRole.COORDINATOR).user)
    for page, args, most in (("series-enter", ["sexe"], 20), ("series", [], 90), ("numbers", [], 90)):
        with django_assert_max_num_queries(most):
            assert client.get(reverse(f"plie:{page}", args=["plie", *args]), {"annee": 2022}).status_code == 200


def test_no_column_is_shown_that_holds_nothing(client, cohort):
    client.force_login(Agent.objects.of(cohort).get(role=AgentRole.COORDINATOR).user)
    page = client.get(reverse("plie:numbers", args=["plie"]), {"annee": 2022})
    with_shares = [table.code for table in page.context["tables"] if table.has_shares]
    assert page.content.decode().count('data-l="Part"') == sum(
        len(table.lines) for table in page.context["tables"] if table.code in with_shares
    )
    assert "sexe" in with_shares
    assert "emplois-parcours" not in with_shares
    series = reverse("plie:series", args=["plie"])
    before = client.get(series, {"annee": 2022}).content.decode().count("Imprimé 2022")
    assert before < len(ReportTable.values)
    PublishedValue.objects.create(contract=cohort, report_table="sexe", year=2022, label="Femmes", value="1", page="")
    assert client.get(series, {"annee": 2022}).content.decode().count("Imprimé 2022") == before + 1


def test_the_pages_of_series_offer_the_years_printed_and_those_of_the_records(client, cohort):
    client.force_login(Agent.objects.of(cohort).get(role=AgentRole.COORDINATOR).user)
    PublishedValue.objects.create(
        contract=cohort, report_table="entrees", year=2011, label="Entrées", value="90", page="p. 9"
    )
    years = client.get(reverse("plie:series", args=["plie"])).context["period"].years
    assert {2011, 2022, timezone.localdate().year} <= set(years)
    offered = [one for one, _ in client.get(reverse("plie:numbers", args=["plie"])).context["years"]]
    assert "2022" in offered
    assert "2011" not in offered


def test_the_pack_of_a_structure_opens_by_the_role_in_it_only(client):
    contract = ContractFactory()
    held, followed = StructureFactory(contract=contract), StructureFactory(contract=contract)
    agent = AgentFactory(contract=contract, role=AgentRole.STRUCTURE, structure=held)
    AgentFactory(contract=contract, role=AgentRole.REFERENT, structure=followed, user=agent.user)
    client.force_login(agent.user)
    for name, ending in (("dialogue", ()), ("dialogue-file", ("xlsx",))):
        assert client.get(reverse(f"plie:{name}", args=[contract.key, held.pk, *ending])).status_code == 200
        assert client.get(reverse(f"plie:{name}", args=[contract.key, followed.pk, *ending])).status_code == 404


def test_a_structure_counts_its_own_people(client):
    contract = ContractFactory()
    own, other = StructureFactory(contract=contract), StructureFactory(contract=contract)
    agent = AgentFactory(contract=contract, role=AgentRole.REFERENT, structure=own)
    for structure in (own, own, other):
        person = ParticipantFactory(contract=contract)
        PathwayFactory(contract=contract, participant=person, structure=structure)
    client.force_login(agent.user)
    page = client.get(reverse("plie:numbers", args=[contract.key]), {"structure": other.pk})
    assert page.context["people"] == 2
    sexes = next(table for table in page.context["tables"] if table.code == "sexe")
    assert client.get(sexes.lines[0].url).context["page"].paginator.count == 2


def test_every_section_of_the_report_is_written_on_its_page_year_by_year(client):
    contract = ContractFactory()
    client.force_login(AgentFactory(contract=contract).user)
    address = reverse("plie:texts", args=[contract.key])
    year = timezone.localdate().year
    form = client.get(address).context["form"]
    assert list(form.fields) == [form.name_of(section) for section in ReportSection]
    assert [field.name for _, fields in form.by_part for field in fields] == list(form.fields)
    answer = client.post(f"{address}?annee={year}", {"ppreface": "Une année dense.", "p11": "Le chômage baisse."})
    assert answer.status_code == 302
    assert texts_of(contract, year) == {"preface": "Une année dense.", "1.1": "Le chômage baisse."}
    assert texts_of(contract, year - 1) == {}
    client.post(f"{address}?annee={year}", {"ppreface": "Une année dense.", "p11": ""})
    assert texts_of(contract, year) == {"preface": "Une année dense."}
