"""The grid: what is shown, typed, refused, and what two people do at once."""

import io
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from faubourg.contracts.tests.factories import ListedTerritoryFactory
from faubourg.indicators.cells import cell_name, token_of
from faubourg.indicators.choices import Qualifier
from faubourg.indicators.models import Observation
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.journal.models import Entry

PAGE = "/contrats/essai/valeurs/"


def value(indicator, text_or_number, period="2025", **facts):
    """A value that is there already."""
    return Observation.objects.create(
        contract=indicator.version.contract, lineage=indicator.lineage, period=period, value=text_or_number, **facts
    )


@pytest.fixture
def send(lead_client):
    """`send({name: text}, tokens)` posts the whole grid."""

    def _send(cells, tokens="", year=2025):
        return lead_client.post(f"{PAGE}?annee={year}", {"jetons": tokens, **cells}, follow=True)

    return _send


def test_the_grid_opens_on_the_last_complete_year_with_the_cells_that_are_asked(lead_client, young, plain):
    content = lead_client.get(PAGE).content.decode()
    assert "Saisie des valeurs 2025" in content
    assert content.count(f'name="v-{young.pk}-') == 12
    assert content.count(f'name="v-{plain.pk}-') == 1
    assert 'aria-label="Jeunes en vacances, Clou, femmes"' in content


def test_what_is_typed_is_written_as_files_write_it(send, young, quarters):
    name = cell_name(young.pk, (quarters[0].pk, "f"))
    content = send({name: "env. 1 200,5"}).content.decode()
    row = Observation.objects.get()
    assert row.breakdown == {"territoire": "Clou", "sexe": "F"}
    assert (row.value, row.qualifier, row.printed) == (Decimal("1200.5"), Qualifier.ABOUT, "env. 1 200,5")
    assert "1\u00a0cellule enregistrée." in content
    entry = Entry.objects.get(verb="valeur saisie")
    assert entry.changes == {"valeur": ["", "env. 1\u202f200,5"]}
    assert entry.subject == f"contracts.lineage/{young.lineage_id}"


def test_unknown_is_a_value_and_an_empty_cell_is_none(send, plain):
    name = cell_name(plain.pk, (0, "t"))
    send({name: "n.d."})
    assert Observation.objects.get().qualifier == Qualifier.UNKNOWN
    send({name: ""}, f"{name}:{token_of('n.d.')}")
    assert not Observation.objects.exists()
    assert Entry.objects.filter(verb="valeur retirée").exists()


def test_only_changed_cells_are_written_and_a_refusal_keeps_the_rest(send, young, plain, rate):
    value(plain, 4, line=12)
    kept, good, bad = cell_name(plain.pk, (0, "t")), cell_name(young.pk, (0, "t")), cell_name(rate.pk, (0, "t"))
    content = send({kept: "4", good: "7", bad: "120"}, f"{kept}:{token_of('4')}").content.decode()
    assert Observation.objects.count() == 2
    assert "ne dépasse pas 100" in content
    assert 'value="120"' in content
    assert Entry.objects.filter(verb__startswith="valeur").count() == 1


def test_two_people_on_one_cell_the_second_sees_both_and_chooses(send, plain):
    name = cell_name(plain.pk, (0, "t"))
    value(plain, 9)
    content = send({name: "12"}).content.decode()
    assert Observation.objects.get().value == 9
    assert "«\u00a09\u00a0»" in content
    assert 'value="12"' in content
    send({name: "12"}, f"{name}:{token_of('9')}")
    assert Observation.objects.get().value == 12


def test_a_cell_that_i_left_alone_never_writes_over_what_another_wrote(send, plain):
    value(plain, 9)
    name = cell_name(plain.pk, (0, "t"))
    send({name: "4"}, f"{name}:{token_of('4')}")
    assert Observation.objects.get().value == 9


def test_sums_that_do_not_agree_are_told_not_refused(send, young, quarters):
    cells = {
        cell_name(young.pk, (quarters[0].pk, sex)): text for sex, text in zip("tfh", ("56", "24", "29"), strict=True)
    }
    content = send(cells).content.decode()
    assert Observation.objects.count() == 3
    assert "24 F + 29 H = 53, total saisi 56" in content
    assert "Il manque 3" in content


def test_last_year_stands_beside_and_two_values_of_one_cell_are_not_typed_over(lead_client, send, plain):
    value(plain, 41, period="2024")
    for number in (5, 6):
        value(plain, number)
    content = lead_client.get(PAGE).content.decode()
    assert "<small>41</small>" in content
    assert f'name="v-{plain.pk}-' not in content
    send({cell_name(plain.pk, (0, "t")): "8"})
    assert Observation.objects.filter(period="2025").count() == 2


def test_imported_values_find_their_cell_by_any_name_of_the_territory(lead_client, young, quarters):
    quarters[0].aliases = ["Clou Bouchet"]
    quarters[0].save()
    value(young, 17, breakdown={"territoire": "clou bouchet", "sexe": "femmes"})
    name = cell_name(young.pk, (quarters[0].pk, "f"))
    assert f'name="{name}" value="17"' in lead_client.get(PAGE).content.decode()


def test_a_cell_on_its_own(lead_client, plain):
    address, name = f"{PAGE}cellule/", cell_name(plain.pk, (0, "t"))
    answer = lead_client.post(address, {"cellule": name, "texte": "3", "jeton": "", "annee": "2025"}).json()
    assert (answer["state"], answer["text"], answer["token"]) == ("saved", "3", token_of("3"))
    answer = lead_client.post(address, {"cellule": name, "texte": "8", "jeton": "", "annee": "2025"}).json()
    assert (answer["state"], answer["text"]) == ("conflict", "3")
    answer = lead_client.post(address, {"cellule": name, "texte": "huit", "jeton": token_of("3")}).json()
    assert answer["state"] == "refused"
    assert lead_client.post(address, {"cellule": "n’importe"}).json()["state"] == "refused"


@pytest.mark.parametrize(
    "name", ["v-99999999999999999999-0-t", "v-1-0-x", "v-²-0-t", "v-", "v-1-99999999999999999999-t"]
)
def test_a_name_that_no_cell_bears_writes_nothing(send, lead_client, plain, name):
    assert send({name: "1"}).status_code == 200
    assert lead_client.post(f"{PAGE}cellule/", {"cellule": name, "texte": "1"}).json()["state"] == "refused"
    assert not Observation.objects.exists()


def test_a_cell_whose_territory_is_gone_is_refused_with_why(lead_client, plain):
    answer = lead_client.post(f"{PAGE}cellule/", {"cellule": f"v-{plain.pk}-777-t", "texte": "1"}).json()
    assert answer["state"] == "refused"
    assert "n’est plus dans la liste" in answer["message"]


def test_a_producer_sees_and_fills_only_their_own(client, producer, young, plain):
    client.force_login(producer)
    content = client.get(PAGE).content.decode()
    assert "Jeunes en vacances" in content
    assert "Ateliers" not in content
    name = cell_name(plain.pk, (0, "t"))
    assert client.post(PAGE, {name: "3"}).status_code == 403
    assert client.post(f"{PAGE}cellule/", {"cellule": name, "texte": "3"}).status_code == 403
    assert client.post(f"{PAGE}cellule/", {"cellule": cell_name(young.pk, (0, "t")), "texte": "3"}).status_code == 200


def test_who_only_reads_has_no_field(client, elected, plain):
    value(plain, 5)
    client.force_login(elected)
    content = client.get(PAGE).content.decode()
    assert "<span>5</span>" in content
    assert f'name="v-{plain.pk}-' not in content
    assert client.post(PAGE, {}).status_code == 403


def test_filters(lead_client, young, plain):
    for query in ("organisme=caf", "pilier=p1", "fiche=f1", "q=vacances"):
        content = lead_client.get(f"{PAGE}?{query}").content.decode()
        assert "Jeunes en vacances" in content, query
        assert ">Ateliers<" not in content, query
    assert "Saisie des valeurs 2024" in lead_client.get(f"{PAGE}?annee=2024").content.decode()
    assert "Saisie des valeurs 2025" in lead_client.get(f"{PAGE}?annee=1200").content.decode()
    shown = lead_client.get(f"{PAGE}?ventilations=toutes").content.decode()
    assert shown.count(f'name="v-{plain.pk}-') == 12
    assert "Aucun indicateur" in lead_client.get(f"{PAGE}?q=zzz").content.decode()


def test_values_stay_open_on_an_adopted_version(send, contract, plain):
    version = contract.current_version
    version.state = "adoptee"
    version.save()
    send({cell_name(plain.pk, (0, "t")): "3"})
    assert Observation.objects.get().value == 3


def test_the_workbook_holds_the_grid(lead_client, young, plain):
    value(plain, 12)
    value(young, 200, qualifier=Qualifier.MORE_THAN)
    answer = lead_client.get("/contrats/essai/valeurs.xlsx?annee=2025")
    cells = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert any(12 in row for row in cells)
    assert any("plus de 200" in row for row in cells)
    assert lead_client.get("/contrats/essai/valeurs.pdf").status_code == 404


@pytest.mark.parametrize("count", [5, 60])
def test_the_number_of_queries_does_not_grow(lead_client, contract, quarters, count, django_assert_max_num_queries):
    ListedTerritoryFactory(contract=contract, name="Troisième")
    for _ in range(count):
        value(IndicatorFactory(contract=contract, breakdowns=["QPV", "sexe"]), 3)
    lead_client.get(PAGE)
    with django_assert_max_num_queries(17):
        assert lead_client.get(PAGE).status_code == 200
