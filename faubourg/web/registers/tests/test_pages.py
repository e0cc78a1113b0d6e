"""Registers on screen: made from a model, rows typed and imported, counts reported; two people; rights."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import (
    ListedOrganisationFactory,
    ListedTerritoryFactory,
    MembershipFactory,
)
from faubourg.indicators.models import Observation
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.registers.models import Register, RegisterColumn, RegisterCount, RegisterRow
from faubourg.registers.operations.rows import digest_of
from faubourg.registers.starters import STARTERS
from faubourg.registers.tests.factories import RegisterFactory, RegisterRowFactory
from faubourg.search.models import SearchEntry

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"registers:{name}", args=["essai", *args])


def words(response) -> str:
    """The page, its no-break spaces as spaces."""
    return re.sub(r"&nbsp;|[\u00a0\u202f]", " ", response.content.decode())


@pytest.fixture
def register(contract):
    made = RegisterFactory(
        contract=contract, key="r", columns={"nom": "texte", "annee": "nombre", "axe": "choix"},
        states=[{"key": "oui", "label": "Signée"}],
    )  # fmt: skip
    made.columns.filter(key="axe").update(breaks_down=True)
    return made


@pytest.fixture
def row(register):
    return RegisterRowFactory(register=register, position=0, values={"nom": "Boulangerie", "annee": 2024, "axe": "a"})


def test_an_empty_page_offers_the_ready_made_registers(client, lead, elected):
    client.force_login(lead)
    page = words(client.get(url("page")))
    assert all(one.title in page for one in STARTERS)
    client.force_login(elected)
    assert "Partir d’un modèle" not in words(client.get(url("page")))


def test_a_register_is_made_from_a_model_then_changed(lead_client, contract):
    starter = STARTERS[0]
    address = url("new") + f"?modele={starter.key}"
    form = lead_client.get(address).context["form"]
    facts = {name: form[name].value() for name in form.fields}
    facts["states"] = form.fields["states"].prepare_value(facts["states"])
    answer = lead_client.post(address, facts)
    made = Register.objects.get()
    assert answer["Location"] == url("columns", made.key)
    assert [(one["label"], one["counts"]) for one in made.states] == [
        (one["label"], one["counts"]) for one in starter.states
    ]
    lead_client.post(url("column-add", made.key), {"label": "Prénom du contact", "type": "texte", "options": ""})
    assert "semble être une donnée de personne" in words(lead_client.get(url("columns", made.key)))
    last = RegisterColumn.objects.get(label="Prénom du contact")
    lead_client.post(url("column-move", made.key, last.key), {"vers": "avant"})
    lead_client.post(url("column-remove", made.key, last.key), {"told": "0"})
    assert not RegisterColumn.objects.filter(pk=last.pk).exists()
    facts |= {"title": "Autre titre", "states": ""}
    assert lead_client.post(url("change", made.key), facts).status_code == 302
    assert Register.objects.get().states == []
    assert lead_client.post(url("remove", made.key)).status_code == 302
    assert not Register.objects.exists()


def test_rows_are_typed_filtered_sorted_exported_and_found(lead_client, register, row):
    facts = {"c-nom": "Épicerie", "c-annee": "2 023", "c-axe": "b", "organisation": "", "state": "oui", "note": ""}
    answer = lead_client.post(url("add", "r"), facts)
    made = RegisterRow.objects.get(values__nom="Épicerie")
    assert answer["Location"] == made.get_absolute_url()
    assert made.values == {"nom": "Épicerie", "annee": 2023, "axe": "b"}
    assert SearchEntry.objects.filter(kind="ligne", title="Épicerie").exists()
    board = lead_client.get(url("register", "r") + "?tri=annee&q=pi").context["board"]
    assert [one.pk for one in board.rows] == [made.pk]
    board = lead_client.get(url("register", "r") + "?tri=annee").context["board"]
    assert [one.pk for one in board.rows] == [made.pk, row.pk]
    assert len(lead_client.get(url("register", "r") + "?c-axe=a").context["board"].rows) == 1
    sheet = lead_client.get(url("export", "r", "csv") + "?etat=oui").content.decode("utf-8-sig")
    assert len(sheet.splitlines()) == 2
    assert lead_client.get(url("export", "r", "odt")).status_code == 404
    bad = lead_client.post(url("add", "r"), facts | {"c-annee": "bientôt"})
    assert "n’est pas un nombre" in words(bad)
    assert "bientôt" in words(bad)
    lead_client.post(url("row-remove", "r", made.pk))
    assert not SearchEntry.objects.filter(kind="ligne", title="Épicerie").exists()


def test_two_people_see_both_values_then_choose(lead_client, register, row):
    facts = {"c-nom": "Boulangerie", "c-annee": "2022", "c-axe": "", "digest": digest_of(row)}
    RegisterRow.objects.update(values={"nom": "Boulangerie", "annee": 2021})
    answer = lead_client.post(url("edit", "r", row.pk), facts)
    assert "Annee : 2021" in re.sub(r"(?<=\d)\s(?=\d)", "", words(answer))
    again = facts | {"digest": answer.context["form"].data["digest"]}
    assert lead_client.post(url("edit", "r", row.pk), again).status_code == 302
    assert RegisterRow.objects.get().values == {"nom": "Boulangerie", "annee": 2022}


def sent(text):
    return {"file": SimpleUploadedFile("lignes.csv", text.encode())}


def test_a_file_is_shown_before_anything_is_written(lead_client, register, row):
    answer = lead_client.post(url("import", "r"), sent("N°;Nom;Annee\n1;;2020\n;Épicerie;2021\n"))
    assert "1 ligne à ajouter" in words(answer)
    assert RegisterRow.objects.count() == 1
    kept = answer.context["kept"]
    assert lead_client.post(url("import", "r"), {"kept": kept + "x"}).status_code == 302
    assert RegisterRow.objects.count() == 1
    lead_client.post(url("import", "r"), {"kept": kept})
    assert [one.values["annee"] for one in RegisterRow.objects.order_by("position")] == [2020, 2021]
    lead_client.post(url("import", "r"), {"kept": kept})
    assert RegisterRow.objects.count() == 2, "the row has changed since: the preview is stale, nothing is taken"
    answer = lead_client.post(url("import", "r"), sent("Nom;Annee\nx;bientôt\n"))
    assert "bientôt" in words(answer)
    assert "kept" not in answer.context
    exported = lead_client.get(url("export", "r", "xlsx")).content
    answer = lead_client.post(url("import", "r"), {"file": SimpleUploadedFile("r.xlsx", exported)})
    assert answer.context["changed"] == 2, answer.context["problems"]


def test_a_count_is_written_reported_and_its_rows_one_click_away(lead_client, contract, register, row):
    indicator = IndicatorFactory(contract=contract, label="Entreprises engagées")
    facts = {"lineage": indicator.lineage_id, "aggregate": "nombre", "year_column": "annee", "by": ["axe"],
             "where_column": "axe", "where_value": "c"}  # fmt: skip
    assert "dans la liste" in words(lead_client.post(url("counts", "r"), facts))
    lead_client.post(url("counts", "r"), facts | {"where_value": "a"})
    count = RegisterCount.objects.get()
    assert count.where == {"axe": "a"}
    here = url("count", "r", count.pk)
    assert "Reporter 2024" in words(lead_client.get(here))
    lead_client.post(here, {"annee": "2024"})
    assert Observation.objects.filter(period="2024", value=1).count() == 2
    assert "L’indicateur dit déjà tout cela" in words(lead_client.get(here))
    board = lead_client.get(url("register", "r") + f"?compte={count.pk}&annee=2024&part=Axe : a").context["board"]
    assert [one.pk for one in board.rows] == [row.pk]
    page = words(lead_client.get(reverse("values:indicator", args=["essai", indicator.key])))
    assert f"compte={count.pk}" in page
    Observation.objects.update(value=5)
    assert "conflit" in words(lead_client.get(here))
    assert "a été gardée" in words(lead_client.post(here, {"annee": "2024", "remplacer": "Axe : a"}, follow=True))
    lead_client.post(url("count-remove", "r", count.pk))
    assert Observation.objects.count() == 2


def test_an_organisation_keeps_its_rows_and_does_not_build(client, contract, register, row):
    mine = ListedOrganisationFactory(contract=contract)
    member = MembershipFactory(contract=contract, role=Role.REFERENT, organisation=mine)
    client.force_login(member.user)
    assert client.get(url("columns", "r")).status_code == 403
    assert client.get(url("edit", "r", row.pk)).status_code == 403
    assert client.post(url("add", "r"), {"c-nom": "à moi", "organisation": mine.pk}).status_code == 302
    assert RegisterRow.objects.get(organisation=mine).values == {"nom": "à moi"}


def test_queries_do_not_grow_with_rows(lead_client, contract, register, django_assert_max_num_queries):
    ListedTerritoryFactory(contract=contract)
    for count in (5, 60):
        for place in range(count):
            RegisterRowFactory(register=register, position=place, values={"nom": f"n{place}", "annee": 2024})
        with django_assert_max_num_queries(16):
            assert lead_client.get(url("register", "r")).status_code == 200
