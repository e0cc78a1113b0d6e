"""« Avancement »: counts, filters, export, conditions; proposals validated in one go."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from faubourg.actions.models import ActionStatus
from faubourg.actions.operations import state_progress
from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.tests.factories import NodeFactory
from faubourg.web.life.showing import tones_of

pytestmark = pytest.mark.django_db
PAGE = "life:progress"


def get(client, name=PAGE, query=""):
    return (
        client.get(reverse(name, args=["essai"]) + query).content.decode().replace("\xa0", " ").replace("\u202f", " ")
    )


@pytest.fixture
def plan(contract, scale, action, pilot):
    pillar = NodeFactory(contract=contract, key="p1", code="I", title="Emploi")
    under = NodeFactory(contract=contract, key="o1", code="1", title="Accueillir", level_name="objectif", parent=pillar)
    action.nodes.set([under])
    late = ActionFactory(contract=contract, key="f2", code="2", title="Former", end="2020", nodes=[pillar])
    silent = ActionFactory(contract=contract, key="f3", code="3", title="Réunir", end="2020")
    part = ActionFactory(contract=contract, key="f2.1", code="2.1", title="Une partie", parent=late)
    for row, state in ((action, "terminee"), (late, "en_cours")):
        ActionStatus.objects.create(lineage=row.lineage, state=scale[state], stated_on="2025")
    return {"action": action, "late": late, "silent": silent, "part": part}


def test_counts_lead_to_their_rows(lead_client, plan):
    page = get(lead_client)
    assert "Ouvrir un lieu" in page and "Former" in page and "Une partie" not in page
    assert '<a href="?etat=terminee">' in page
    page = get(lead_client, query="?etat=terminee")
    assert "1 Ouvrir un lieu" in page and "2 Former" not in page
    assert "3 Réunir" in get(lead_client, query="?etat=sans")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?retard=en-retard", {"Former"}),
        ("?retard=sans-nouvelle", {"Réunir"}),
        ("?pilote=caf", {"Ouvrir"}),
        ("?pilote=sans", {"Former", "Réunir"}),
        ("?element=p1", {"Ouvrir", "Former"}),
        ("?element=o1", {"Ouvrir"}),
        ("?portee=parties", {"Une partie"}),
        ("?portee=tout&element=p1", {"Ouvrir", "Former", "Une partie"}),
        ("?etat=inconnu&retard=%00&element=x&page=zz", {"Ouvrir", "Former", "Réunir"}),
    ],
)
def test_filters(lead_client, plan, query, shown):
    table = get(lead_client, query=query).split("<tbody>")[-1]
    assert {word for word in ("Ouvrir", "Former", "Réunir", "Une partie") if word in table} == shown


def test_a_delay_says_why(lead_client, plan):
    assert "fin prévue : 2020 (date de fin) ; l’état dit « En cours »" in get(lead_client)


def test_the_file_has_what_is_on_screen(lead_client, plan):
    content = lead_client.get(reverse("life:export", args=["essai", "xlsx"]) + "?retard=en-retard").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    titles = [row[1] for row in rows]
    assert "Former" in titles and "Ouvrir un lieu" not in titles
    assert lead_client.get(reverse("life:export", args=["essai", "pdf"])).status_code == 404


def test_each_state_has_its_tone(contract, scale):
    tones = tones_of(scale.values())
    assert len(set(tones.values())) == len(tones)


def test_the_queries_of_the_page_do_not_grow(lead_client, contract, scale, django_assert_max_num_queries):
    def add(count):
        for _ in range(count):
            row = ActionFactory(contract=contract, end="2020")
            ActionStatus.objects.create(lineage=row.lineage, state=scale["en_cours"], stated_on="2025")

    for count in (5, 55):
        add(count)
        with django_assert_max_num_queries(16):
            get(lead_client)


def test_an_empty_contract_and_one_without_scale(lead_client, contract):
    assert "pas encore d’action" in get(lead_client)
    ActionFactory(contract=contract)
    assert "Voir l’échelle proposée" in get(lead_client)


def test_conditions_are_listed_with_what_became_of_them(lead_client, plan):
    page = get(lead_client, "life:conditions")
    assert "Sous réserve de fonds" in page and "personne encore" in page
    assert "Sous réserve de fonds" not in get(lead_client, "life:conditions", "?suite=levee").split("<main")[1]


def test_proposals_are_validated_in_one_go(client, lead, pilot, contract, plan, scale):
    said = [
        state_progress(
            contract=contract, action=plan["action"], state=scale["en_cours"], stated_on="2026", user=pilot,
            at=timezone.now(),
        )
        for _ in range(3)
    ]  # fmt: skip
    address = reverse("life:validation", args=["essai"])
    client.force_login(pilot)
    page = get(client, "life:validation")
    assert page.count("Ouvrir un lieu") == 3 and 'type="checkbox"' not in page
    assert client.post(address, {}).status_code == 403
    client.force_login(lead)
    page = client.post(address, {"statut": [said[0].pk, said[1].pk, "x", "9" * 30]}, follow=True).content.decode()
    assert "2\xa0avancements validés." in page
    page = client.post(address, {"statut": [said[0].pk]}, follow=True).content.decode()
    assert "avait déjà reçu" in page
    assert "Aucune proposition n’est cochée." in client.post(address, {}, follow=True).content.decode()
    assert client.post(address, {"statut": ["999999"]}).status_code == 403


def test_strangers_see_nothing(client, stranger, contract):
    client.force_login(stranger)
    for name in ("progress", "validation", "conditions", "milestones", "scale"):
        assert client.get(reverse(f"life:{name}", args=["essai"])).status_code == 404
