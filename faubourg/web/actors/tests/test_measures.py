"""A published figure written on the page: guided choices, preview, refusals with their place, rights, journal."""

import pytest
from django.urls import reverse

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.models import PrintedTable, Published
from faubourg.contracts.tests.factories import ListedOrganisationFactory
from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.journal.models import Entry


@pytest.fixture
def plan(contract):
    """Three engagements, two of them créés, one with a pilot."""
    rows = [
        ActionFactory(contract=contract, key=f"e{n}", kind="engagement", commitment_type="CMC"[n]) for n in range(3)
    ]
    caf = ListedOrganisationFactory(contract=contract, key="org-caf")
    ActionRoleFactory(action=rows[0], organisation=caf, role="pilote")
    return rows


def url(name="figure-add", *args):
    return reverse(f"actors:{name}", args=["essai", *args])


def said(response):
    return response.content.decode().replace("&nbsp;", " ").replace("\N{NO-BREAK SPACE}", " ")


ONE = {"label": "Engagements créés", "value": "2", "shape": "one", "a_of": "actions", "a_aggregate": "count",
       "a_c1_field": "commitment_type", "a_c1_op": "egal", "a_c1_value": "C"}  # fmt: skip


@pytest.mark.django_db
def test_a_figure_is_tried_then_saved_and_journalled(lead_client, contract, plan):
    tried = lead_client.post(url(), ONE | {"apercu": "oui"})
    assert (tried.context["figure"].computed, str(tried.context["figure"].klass)) == (2, "égal")
    assert tried.context["counted"][0]["count"] == 2
    assert not Published.objects.exists()
    answer = lead_client.post(url(), ONE | {"enregistrer": "oui"})
    row = Published.objects.get()
    assert answer["Location"] == url("published-figure", row.key)
    assert row.measure == {"basis": "lignes", "of": "actions", "where": {"commitment_type": "C"}}
    assert Entry.objects.about(row).count() == 1
    page = said(lead_client.get(answer["Location"]))
    assert "commitment_type: C" in page
    form = lead_client.get(url("figure-change", row.key)).context["form"]
    facts = {name: form[name].value() for name in ("label", "value", "shape", "digest")}
    facts |= {"measure": "basis: lignes\nof: actions\n", "enregistrer": "oui"}
    assert lead_client.post(url("figure-change", row.key), facts).status_code == 302
    assert Published.objects.get().measure == {"basis": "lignes", "of": "actions"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({"a_c1_op": "different"}, 1),
        ({"a_c1_op": "parmi", "a_c1_value": "C ; M"}, 3),
        ({"a_c1_op": "rempli", "a_c1_value": ""}, 3),
        ({"a_c1_op": "vide", "a_c1_value": ""}, 0),
        ({"a_c1_op": "contient", "a_c1_value": "c"}, 2),
        ({"a_c1_field": "", "a_aggregate": "distinct", "a_field": "commitment_type"}, 2),
        ({"a_c1_field": "", "a_in": "roles", "a_by": "action", "a_link": "role", "a_link_value": "pilote"}, 1),
        ({"shape": "ratio", "b_of": "actions", "b_aggregate": "count", "percent": "on", "digits": "0"}, 67),
        ({"shape": "difference", "b_of": "actions", "b_aggregate": "count"}, -1),
    ],
)
def test_guided_choices_give_the_value(lead_client, plan, changes, value):
    answer = lead_client.post(url(), ONE | changes | {"apercu": "oui"})
    assert answer.context["told"] == ""
    assert answer.context["figure"].shown == value


@pytest.mark.django_db
def test_a_printed_table_is_counted_but_never_one_cell_alone(lead_client, contract):
    PrintedTable.objects.create(
        contract=contract, key="t", title="Montants", columns=["Année", "Montant"], rows=[["2018", 10], ["2019", 5]]
    )
    facts = {
        "label": "Total",
        "value": "15",
        "shape": "one",
        "a_of": "table:t",
        "a_columns": ["Montant"],
        "apercu": "1",
    }
    assert str(lead_client.post(url(), facts).context["figure"].klass) == "égal"
    alone = lead_client.post(url(), facts | {"a_rows": ["2018"]})
    assert "l’endroit qui imprime" in alone.context["told"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"a_c1_value": ""}, "Écrivez la valeur"),
        ({"a_aggregate": "sum"}, "Choisissez le champ"),
        ({"label": ""}, "Ce que dit le chiffre"),
        ({"value": "beaucoup"}, "n’est pas un nombre"),
        ({"a_aggregate": "sum", "a_field": "title"}, "n’est pas un nombre"),
        ({"shape": "ratio", "b_of": "roles", "b_aggregate": "count", "b_c1_field": "role", "b_c1_op": "egal",
          "b_c1_value": "financeur"}, "nul"),
        ({"shape": "donnees", "measure": "basis: lignes\nof: 3"}, "mal formée"),
        ({"shape": "donnees", "measure": "basis: lignes\nsum: 3"}, ""),
        ({"shape": "donnees", "measure": "basis: lignes\nof: rien"}, "rien"),
        ({"shape": "donnees", "measure": "basis: lignes\nratio: {numerator: {of: actions}, denominator: {of: nul}}"},
         "dénominateur"),
        ({"shape": "sans", "words": ""}, "En mots"),
    ],
)  # fmt: skip
def test_what_does_not_compute_is_told_and_not_saved(lead_client, plan, changes, told):
    answer = lead_client.post(url(), ONE | changes | {"enregistrer": "oui"})
    assert answer.status_code == 200
    assert told.casefold() in said(answer).casefold()
    assert not Published.objects.exists()


@pytest.mark.django_db
def test_a_figure_that_nothing_computes_says_why_and_who_reads_does_not_write(client, lead, elected, plan):
    client.force_login(lead)
    words = {"label": "Cible", "value": "10", "shape": "sans", "words": "Une cible", "enregistrer": "oui"}
    client.post(url(), words)
    assert Published.objects.get().measure == {"basis": "sans", "reason": "Une cible"}
    client.force_login(elected)
    assert client.get(url()).status_code == 403
    assert "Ajouter un chiffre" not in said(client.get(url("published")))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_preview_follows_the_choices(open_as, lead, plan):
    page = open_as(lead, url())
    page.get_by_label("Ce que dit le chiffre").fill("Engagements créés")
    page.get_by_label("Valeur imprimée").fill("2")
    page.locator("#id_a_of").select_option("actions")
    page.locator("#id_a_c1_field").select_option("commitment_type")
    page.locator("#a_c1-valeurs").wait_for(state="attached")
    page.locator("#id_a_c1_value").fill("C")
    page.locator("#id_a_c1_value").press("Tab")
    page.get_by_text("2 lignes comptées").wait_for()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("Chiffre enregistré.").wait_for()
    assert_accessible(page)
    assert_fits(page)
