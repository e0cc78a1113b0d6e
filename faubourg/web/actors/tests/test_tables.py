"""The document's tables, its pages, and the remarks on it."""

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.models import Anomaly, ContractPage, PrintedTable, Published
from faubourg.contracts.tests.factories import NodeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(contract):
    """A table of numbers with printed texts, and a second one counted on the rows."""
    row = PrintedTable.objects.create(
        contract=contract,
        key="tab-1",
        title="Places de crèche",
        line=10,
        columns=["Année", "Places", "Part", "Ouvert"],
        rows=[[2021, 1250, "28,4 %", True], [2022, None, "environ la moitié", False], ["Total"]],
        extra={"source": "CAF", "note_line": 12, "checks": {"sum": 3}},
    )
    facts = {"contract": contract, "columns": ["Étape"], "rows": [["une"]]}
    PrintedTable.objects.create(key="tab-2", title="Étapes comptées", line=14, computed=True, **facts)
    for line, text in ((9, "avant"), (12, "total faux"), (14, "la suivante"), (None, "sans ligne")):
        Anomaly.objects.create(contract=contract, line=line, text=text)
    return row


def test_numbers_are_numbers_and_texts_stay_as_printed(lead_client, table):
    sheet = lead_client.get(table.get_absolute_url()).context["sheet"]
    first, second, third = sheet.lines
    assert [(cell.text, cell.is_number) for cell in first] == [
        ("2021", False),
        ("1\u202f250", True),
        ("28,4 %", True),
        ("oui", False),
    ]
    assert [cell.text for cell in second] == ["2022", None, "environ la moitié", "non"]
    assert [cell.text for cell in third] == ["Total", None, None, None]
    assert [is_number for _, is_number in sheet.columns] == [False, True, False, False]


def test_an_empty_cell_is_said_not_zero(lead_client, table):
    assert "ce n’est pas zéro" in lead_client.get(table.get_absolute_url()).content.decode()


def test_remarks_of_its_lines_stand_under_the_table(lead_client, table):
    assert [remark.text for remark in lead_client.get(table.get_absolute_url()).context["sheet"].remarks] == [
        "total faux"
    ]


def test_a_counted_table_says_so(lead_client, table):
    text = lead_client.get(reverse("actors:table", args=["essai", "tab-2"])).content.decode()
    assert "Compté, non imprimé." in text


def test_the_list_filters_and_counts_remarks(lead_client, contract, table):
    def listed(query=""):
        lines = lead_client.get(reverse("actors:tables", args=["essai"]) + query).context["lines"]
        return [(line.row.key, line.rows, line.columns, line.remarks) for line in lines]

    assert listed() == [("tab-1", 3, 4, 1), ("tab-2", 1, 1, 1)]
    assert [key for key, *_ in listed("?q=creche")] == ["tab-1"]
    assert [key for key, *_ in listed("?origine=compte")] == ["tab-2"]
    assert listed("?q=zzz") == []


def test_the_contract_s_own_pages_are_read_there(lead_client, contract):
    ContractPage.objects.create(contract=contract, title="Préambule", body="Une page & sa suite")
    text = lead_client.get(reverse("actors:tables", args=["essai"])).content.decode()
    assert "Une page &amp; sa suite" in text


def test_remarks_come_by_line_and_are_searched(lead_client, table):
    def found(query=""):
        return [row.text for row in lead_client.get(reverse("actors:remarks", args=["essai"]) + query).context["page"]]

    assert found() == ["avant", "total faux", "la suivante", "sans ligne"]
    assert found("?q=faux") == ["total faux"]


def test_tables_export_as_one_sheet_each(lead_client, table):
    answer = lead_client.get(reverse("actors:tables-file", args=["essai", "xlsx"]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["Places de crèche", "Étapes comptées"]
    assert ["2021", 1250.0, "28,4 %", "oui"] in book.get_sheet_by_index(0).to_python()
    alone = lead_client.get(reverse("actors:table-file", args=["essai", "tab-1", "csv"])).content.decode("utf-8-sig")
    assert "2021;1250;28,4 %;oui" in alone


def test_empty_states_say_what_to_do(lead_client, contract):
    assert "ni tableau ni page" in lead_client.get(reverse("actors:tables", args=["essai"])).content.decode()
    assert "Aucune remarque" in lead_client.get(reverse("actors:remarks", args=["essai"])).content.decode()
    for name in ("table", "table-file"):
        args = ["essai", "rien", *(["csv"] if name == "table-file" else [])]
        assert lead_client.get(reverse(f"actors:{name}", args=args)).status_code == 404


@pytest.mark.parametrize(
    ("computable", "measure", "basis"),
    [
        (
            "lignes",
            {"of": "actions", "where": {"nodes": {"under": "os-1"}}},
            "Compté sur les lignes\u00a0: actions (place\u00a0: sous 1.1)",
        ),
        ("tableaux", {"ratio": {"numerator": {"table": "tab-1"}}}, '<a href="/contrats/essai/tableaux/tab-1/">'),
        ("enregistrements", {"what": "personnes suivies"}, "Demande des enregistrements\u00a0: personnes suivies"),
        ("sans", {"reason": "rapport absent"}, "Ne se calcule pas\u00a0: rapport absent"),
    ],
)
def test_the_published_figures_say_what_they_are_counted_on(lead_client, contract, table, computable, measure, basis):
    facts = {"contract": contract, "computable": computable, "measure": measure, "line": 161}
    NodeFactory(contract=contract, key="os-1", code="1.1")
    Published.objects.create(key="pub-1", label="Taux de places", value=1250, unit="places", **facts)
    page = lead_client.get(reverse("actors:published", args=[contract.key])).content.decode()
    for words in ("Taux de places", "1\u202f250 places", "161", basis):
        assert words in page


def test_a_contract_without_published_figure_says_so(lead_client, contract):
    assert "ne publie aucun chiffre" in lead_client.get("/contrats/essai/chiffres-publies/").content.decode()


@pytest.mark.shared
@pytest.mark.parametrize("key", ["niort-2015-2022", "niort-2024-2030", "ales-2015-2020", "plie-niort-2022-2028"])
def test_every_real_table_reads(import_shared, lead_client, key, django_assert_max_num_queries):
    contract = import_shared(key)
    for row in contract.tables.all():
        with django_assert_max_num_queries(14):
            assert lead_client.get(reverse("actors:table", args=[key, row.key])).status_code == 200
    assert lead_client.get(reverse("actors:tables-file", args=[key, "xlsx"])).content[:2] == b"PK"


def test_a_published_figure_stands_beside_the_computed_one(lead_client, contract):
    created = {"of": "actions", "where": {"commitment_type": "C"}}
    share = {"numerator": created, "denominator": {"of": "actions"}}
    facts = {"contract": contract, "computable": "lignes", "value": 33, "unit": "%"}
    measure = {"basis": "lignes", "unit": "%", "round": 0, "ratio": share}
    Published.objects.create(key="pub-part", label="Part des créations", measure=measure, **facts)
    for letter in ("C", "M", "A"):
        ActionFactory(contract=contract, commitment_type=letter)
    page = lead_client.get(reverse("actors:published", args=[contract.key])).content.decode()
    assert "Arrondi" in page
    assert "1 / 3" in page


def test_a_published_figure_opens_the_rows_on_which_it_was_counted(lead_client, contract):
    measure = {"basis": "lignes", "of": "actions", "where": {"commitment_type": "C"}}
    facts = {"contract": contract, "computable": "lignes", "label": "Créations"}
    Published.objects.create(key="pub-c", measure=measure, value=1, **facts)
    Published.objects.create(key="pub-0", measure={"basis": "sans", "reason": "vote"}, **facts | {"computable": "sans"})
    counted = ActionFactory(contract=contract, title="Ouvrir une crèche", commitment_type="C")
    ActionFactory(contract=contract, title="Garder le bus", commitment_type="M")
    listed = lead_client.get(reverse("actors:published", args=[contract.key])).content.decode()
    address = reverse("actors:published-figure", args=[contract.key, "pub-c"])
    assert f'href="{address}"' in listed
    page = lead_client.get(address).content.decode()
    assert f'href="{counted.get_absolute_url()}">Ouvrir une crèche</a>' in page
    assert "1\u00a0ligne comptée" in page
    assert "Garder le bus" not in page
    assert "Aucune ligne comptée" in lead_client.get(address.replace("pub-c", "pub-0")).content.decode()
    assert lead_client.get(address.replace("pub-c", "pub-9")).status_code == 404


@pytest.mark.shared
@pytest.mark.parametrize("key", ["niort-2015-2022", "niort-2024-2030", "ales-2015-2020", "plie-niort-2022-2028"])
def test_every_real_figure_opens(import_shared, lead_client, key):
    contract = import_shared(key)
    for row in contract.published.all()[::4]:
        assert lead_client.get(reverse("actors:published-figure", args=[key, row.key])).status_code == 200


def test_published_figures_are_filtered_and_exported(lead_client, contract):
    facts = {"contract": contract, "computable": "lignes"}
    measure = {"basis": "lignes", "of": "actions"}
    Published.objects.create(key="p1", label="Nombre d’actions", value=1, unit="actions", measure=measure, **facts)
    Published.objects.create(key="p2", label="Réunions", value=12, unit="réunions", measure=measure, **facts)
    ActionFactory(contract=contract)
    address = reverse("actors:published", args=[contract.key])
    page = lead_client.get(address, {"ecart": "égal"}).content.decode()
    assert "1 action<" in page.replace("\u00a0", " ")
    assert 'id="p2"' not in page
    assert 'id="p2"' in lead_client.get(address, {"q": "réunion"}).content.decode()
    assert "Aucun chiffre ne répond" in lead_client.get(address, {"q": "zzz"}).content.decode()
    found = lead_client.get(reverse("actors:published-file", args=[contract.key, "csv"]), {"ecart": "égal"})
    rows = found.content.decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert rows[1].startswith("p1;Nombre d’actions;1 action;1;")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("name", ["tables", "published", "organisations", "schemes", "territories"])
def test_a_file_of_nothing_opens(lead_client, contract, name, ending):
    address = reverse(f"actors:{name}-file", args=[contract.key, ending])
    assert lead_client.get(address, {"q": "zzz"}).status_code == 200
