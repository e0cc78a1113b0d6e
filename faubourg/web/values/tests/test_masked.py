"""Small numbers: every door by which a value leaves masks them, except for those who may read them."""

import io

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import MembershipFactory
from faubourg.indicators.computed.models import Cohort
from faubourg.indicators.models import MaskingRule, Observation
from faubourg.journal.models import Entry
from faubourg.journal.operations import record

PAGE = "/contrats/essai/valeurs/petits-nombres/"


@pytest.fixture
def few(young, lead_client):
    """Three women among fifty-six, typed by the lead, so that the journal tells them."""
    facts = {"contract": young.version.contract, "lineage": young.lineage, "period": "2025"}
    Observation.objects.create(value=56, **facts)
    Observation.objects.create(value=53, breakdown={"sexe": "H"}, position=1, **facts)
    name = f"v-{young.pk}-0-f"
    lead_client.post("/contrats/essai/valeurs/cellule/", {"cellule": name, "texte": "3", "jeton": "", "annee": "2025"})
    return Observation.objects.get(breakdown={"sexe": "F"})


DOORS = (
    "valeurs/?annee=2025&organisme=",
    "indicateurs/jeunes/",
    "fiches/f1/",
    "donnees/valeurs/",
    "echanges/export.yaml",
)


@pytest.mark.parametrize("door", DOORS)
def test_who_only_reads_sees_neither_the_number_nor_what_gives_it_back(client, elected, few, door):
    client.force_login(elected)
    content = client.get(f"/contrats/essai/{door}").content.decode()
    assert "masqué" in content.casefold()
    assert ">53<" not in content
    assert "value: 53" not in content
    assert "value: 3\n" not in content
    assert ">3<" not in content


def test_histories_do_not_tell_what_is_masked(client, lead_client, elected, few, young):
    assert Entry.objects.filter(verb="valeur saisie").exists()
    address = f"/contrats/essai/historique/indicator/{young.pk}/"
    assert "masqué" not in lead_client.get(address).content.decode()
    client.force_login(elected)
    assert "masqué" in client.get(address).content.decode()
    state = MembershipFactory(contract=young.version.contract, role=Role.STATE_LEAD).user
    client.force_login(state)
    assert "masqué" in client.get("/contrats/essai/journal/").content.decode()


def test_files_and_documents_are_masked_even_for_the_lead_but_not_the_file_that_comes_back(lead_client, few):
    answer = lead_client.get("/contrats/essai/valeurs.xlsx?annee=2025&organisme=")
    cells = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    said = [cell for row in cells for cell in row]
    assert "masqué" in said
    assert 56 in said
    assert not {3, 53} & {cell for cell in said if isinstance(cell, int | float)}
    assert "masqué" in lead_client.get("/contrats/essai/donnees/valeurs/export.csv").content.decode()
    content = lead_client.get("/contrats/essai/echanges/export.yaml").content.decode()
    assert "value: 3\n" in content
    assert "masqué" not in content


def test_who_enters_the_value_reads_it(client, producer, few):
    client.force_login(producer)
    assert 'value="3"' in client.get("/contrats/essai/valeurs/").content.decode()


def test_the_owner_reads_what_is_masked_with_why_and_sets_the_threshold(lead_client, client, elected, few, young):
    content = lead_client.get(PAGE).content.decode()
    assert "trop peu de personnes" in content
    assert "se retrouverait par soustraction" in content
    answer = lead_client.post(PAGE, {"threshold": "0"}, follow=True).content.decode()
    assert "Seuil enregistré." in answer
    assert "rien n’est masqué" in answer
    assert MaskingRule.objects.get().threshold == 0
    assert "100" in lead_client.post(PAGE, {"threshold": "900"}).content.decode()
    client.force_login(elected)
    assert client.get(PAGE).status_code == 403
    assert "<span>3</span>" in client.get("/contrats/essai/valeurs/?annee=2025&organisme=").content.decode()


def test_the_history_of_a_masked_value_is_not_named_by_it(client, lead_client, elected, few):
    Observation.objects.filter(pk=few.pk).update(printed="4,7531")
    address = f"/contrats/essai/historique/observation/{few.pk}/"
    assert "4,7531" in lead_client.get(address).content.decode()
    client.force_login(elected)
    assert "4,7531" not in client.get(address).content.decode()


COHORT_DOORS = (
    "donnees/cohortes/",
    "donnees/cohortes/{pk}/",
    "donnees/cohortes/export.csv",
    "echanges/export.yaml",
    "historique/cohort/{pk}/",
)


@pytest.mark.parametrize("door", COHORT_DOORS)
def test_the_counts_of_a_cohort_leave_by_no_other_door(client, contract, elected, door):
    cohort = Cohort.objects.create(contract=contract, key="entree-2024", label="Entrées 2024", entry="2024", size=4)
    record(
        verb="ligne modifiée", scope=contract.scope, target=cohort, at=timezone.now(), actor=None,
        changes={"effectif": [None, "4 personnes"]},
    )  # fmt: skip
    client.force_login(elected)
    content = client.get(f"/contrats/essai/{door.format(pk=cohort.pk)}", follow=True).content.decode()
    assert "size" not in content
    assert "4 personnes" not in content
    assert ">4<" not in content
