"""Computed indicators on screen: list, formula and rows, parity, forms, removal, small numbers, cohorts."""

import pytest
from django.urls import reverse

from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import MembershipFactory
from faubourg.indicators.computed.models import (
    Cohort,
    CohortCount,
    Computation,
    ComputationInput,
    Situation,
)
from faubourg.indicators.models import Observation
from faubourg.journal.models import Entry

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"computed:{name}", args=["essai", *args])


def words(response) -> str:
    """The page, its no-break spaces as spaces."""
    text = response.content.decode().replace("&nbsp;", " ").replace("&#x27;", "'")
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.fixture
def chief(client, lead):
    client.force_login(lead)
    return client


def test_the_list_shows_what_is_known_and_what_lacks(chief, contract, parity):
    Computation.objects.create(contract=contract, key="vide", label="Sans entrée", kind="part", position=1)
    page = words(chief.get(url("page")))
    assert "Clou Bouchet, 2024 : <b>1,09</b>" in page
    assert "aucune valeur saisie" in page
    assert "Parité du service" not in words(chief.get(url("page"), {"etat": "manque"}))


def test_a_page_gives_the_formula_and_each_row_with_its_link(chief, parity, people):
    page = words(chief.get(url("detail", "parite")))
    assert "(« Bénéficiaires » ÷ « Bénéficiaires » pour l’ensemble × 100) ÷ « Clou Bouchet, 2018 : 11 % »" in page
    assert "7,2 % contre un poids de 11 % : −3,8 points" in page
    assert ">72</a>" in page
    assert url("references") + "#poids-pd" in page


def test_the_chart_and_the_exports_answer(chief, parity):
    assert chief.get(url("chart", "parite")).content.startswith(b"<svg")
    sheet = chief.get(url("export", "csv")).content.decode("utf-8-sig")
    assert "0,65" in sheet
    assert chief.get(url("export", "pdf")).status_code == 404


def test_parity_puts_the_share_beside_the_weight(chief, parity):
    page = words(chief.get(url("parity")))
    assert "Parité du service : Clou Bouchet, 2024, part" in page
    assert "12,0 %" in page
    assert "11,0 %" in page


def test_a_small_number_hides_the_result_that_would_give_it_back(client, parity, people, contract):
    Observation.objects.filter(value=120).update(value=3)
    client.force_login(MembershipFactory(contract=contract, role=Role.ELECTED).user)
    page = words(client.get(url("detail", "parite")))
    assert "masqué" in page
    assert "0,3 %" not in page
    assert ">3</a>" not in page


def _typed(**more):
    inputs = [
        {"role": "numerateur", "indicator": "benef", "breakdown": "sexe: F"},
        {"role": "denominateur", "indicator": "benef"},
    ]
    sent = {f"inputs-{rank}-{name}": value for rank, one in enumerate(inputs) for name, value in one.items()}
    return {"key": "part-f", "label": "Part des femmes", "kind": "part", "inputs-lignes": "2"} | sent | more


def test_a_computation_is_made_changed_and_removed_with_its_journal(chief, people, contract):
    chief.post(url("add"), _typed())
    made = Computation.objects.get(key="part-f")
    assert [one.breakdown for one in made.inputs.all()] == [{"sexe": "F"}, {}]
    page = chief.get(url("edit", "part-f"))
    sent = page.context["form"].initial | {}
    assert sent["label"] == "Part des femmes"
    above = Computation.objects.create(contract=contract, key="dessus", label="Au-dessus", kind="bareme")
    ComputationInput.objects.create(computation=above, role="valeur", source=made)
    refused = words(chief.post(url("remove", "part-f")))
    assert "Rien n’a été retiré" in refused
    assert "Entrées des calculs" in refused
    above.delete()
    chief.post(url("remove", "part-f"))
    assert not Computation.objects.exists()
    assert {"ligne ajoutée", "ligne retirée"} <= set(Entry.objects.values_list("verb", flat=True))


def test_a_loop_is_refused_with_a_sentence(chief, people, contract):
    other = Computation.objects.create(contract=contract, key="autre", label="Autre", kind="bareme")
    mine = Computation.objects.create(contract=contract, key="mien", label="Mien", kind="bareme", position=1)
    ComputationInput.objects.create(computation=other, role="valeur", source=mine)
    page = chief.get(url("edit", "mien"))
    sent = {field.html_name: field.value() or "" for field in page.context["form"] if field.name != "inputs"}
    sent |= {"inputs-lignes": "1", "inputs-0-role": "valeur", "inputs-0-computed": "autre"}
    refused = words(chief.post(url("edit", "mien"), sent))
    assert "se calculerait à partir de lui-même" in refused
    assert not mine.inputs.exists()


def test_those_who_do_not_define_indicators_read_only(client, parity, contract):
    client.force_login(MembershipFactory(contract=contract, role=Role.ELECTED).user)
    assert "Modifier" not in words(client.get(url("detail", "parite")))
    assert client.get(url("edit", "parite")).status_code == 403


def test_a_cohort_hides_small_numbers_and_tells_the_unknown(client, contract, lead):
    work, training = (
        Situation.objects.create(contract=contract, key=key, label=label, position=rank)
        for rank, (key, label) in enumerate((("emploi", "En emploi"), ("formation", "En formation")))
    )
    cohort = Cohort.objects.create(contract=contract, key="c23", label="Entrées", entry="2023", size=40)
    for situation, count in ((work, 25), (training, 2)):
        CohortCount.objects.create(cohort=cohort, months=6, situation=situation, count=count)
    client.force_login(lead)
    assert "13" in words(client.get(url("cohort", "c23")))
    client.force_login(MembershipFactory(contract=contract, role=Role.ELECTED).user)
    page = words(client.get(url("cohort", "c23")))
    assert page.count("masqué") >= 2
    assert ">25<" in page
    assert "masqué" in client.get(url("cohorts-export", "csv")).content.decode("utf-8-sig")
    assert client.get(url("cohort-chart", "c23")).content.startswith(b"<svg")
