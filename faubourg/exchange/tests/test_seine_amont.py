"""A contract of another shape, entered by hand through the empty workbook: what comes of it on screen and on paper."""

import io

import pytest
from pypdf import PdfReader

from faubourg.actions.models import Action, ActionRole, SchemeLink
from faubourg.contracts.models import Node
from faubourg.contracts.tests.factories import MembershipFactory
from faubourg.exchange.operations import apply_import, preview
from faubourg.exchange.tests import seine_amont
from faubourg.exchange.tests.documents import NOW
from faubourg.exchange.workbook.reading import flat_from_workbook
from faubourg.exchange.workbook.writing import workbook_of

pytestmark = pytest.mark.django_db
LABELS = [label for _, label in seine_amont.SECTIONS]


@pytest.fixture
def seine():
    flat = flat_from_workbook(seine_amont.filled_workbook(), "seine-amont.xlsx")
    return apply_import(flat=flat, at=NOW, nulls_matter=False).contract


@pytest.fixture
def reader(client, lead, seine):
    MembershipFactory(user=lead, contract=seine)
    client.force_login(lead)
    return client


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


def test_every_typed_line_is_a_row(seine):
    version = seine.current_version
    assert (seine.name, seine.period) == ("Seine-Amont 2015-2020", "2015-2020")
    assert Node.objects.filter(version=version).count() == 13
    kinds = Action.objects.filter(version=version).values_list("kind", flat=True)
    assert (list(kinds).count("fiche"), list(kinds).count("type-de-projet"), len(kinds)) == (4, 19, 23)
    roles = ActionRole.objects.filter(version=version)
    assert (roles.filter(role="financeur").count(), roles.filter(role="operateur").count()) == (25, 9)
    assert SchemeLink.objects.filter(version=version).count() == 10


def test_the_tree_has_its_own_levels_and_an_enjeu_without_fiche(seine):
    def path(key):
        node, found = Node.objects.get(version=seine.current_version, key=key), []
        while node:
            found, node = [(node.level.name, node.key), *found], node.parent
        return found

    assert path("enjeu-22") == [("pilier", "p3"), ("partie", "partie-5"), ("enjeu stratégique", "enjeu-22")]
    assert list(seine.levels.order_by("position").values_list("name", flat=True)) == [
        "pilier",
        "partie",
        "enjeu stratégique",
    ]
    assert not Action.objects.filter(nodes__key="enjeu-16").exists()


def test_what_qualifies_a_funder_or_a_scheme_is_kept(seine):
    version = seine.current_version
    funder = ActionRole.objects.get(version=version, organisation__key="org-feder")
    assert (funder.condition, funder.territory.name) == (seine_amont.ITI, "Vitry-sur-Seine")
    state = ActionRole.objects.get(version=version, organisation__key="org-etat", action__key="fiche-1-2")
    assert {item.key for item in state.components.all()} == {"org-en", "org-direccte"}
    firmness = dict(SchemeLink.objects.filter(version=version).values_list("scheme__key", "firmness"))
    assert {firmness[f"disp-{key}"] for key in ("gpec-t", "chequier-qualifiant", "cr-investissement", "cdc-sante")} == {
        "à initier",
        "indicatif",
        "possible",
        "éventuel",
    }


def test_a_fiche_shows_its_four_sections_in_order(reader):
    text = text_of(reader.get("/contrats/casa-2015-2020/fiches/fiche-7-1/"))
    places = [text.index(label) for label in LABELS]
    assert places == sorted(places)
    for words in ("Plans stratégiques locaux", "Vitry-sur-Seine", seine_amont.ITI, "possible"):
        assert words in text


def test_the_plan_shows_the_tree_and_the_fiches(reader):
    text = text_of(reader.get("/contrats/casa-2015-2020/plan/"))
    assert "Valeurs de la République et citoyenneté" in text
    text = text_of(reader.get("/contrats/casa-2015-2020/plan/enjeu-7/"))
    assert "Poursuivre les projets de renouvellement urbain" in text


def test_the_fiche_is_printed_with_the_same_sections(reader):
    response = reader.get("/contrats/casa-2015-2020/editions/fiche.pdf", {"cle": "fiche-22-1"})
    pages = PdfReader(io.BytesIO(response.content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).replace("\u00a0", " ").split())
    places = [text.index(label) for label in LABELS]
    assert places == sorted(places) and "Agence Régionale de Santé" in text


def test_the_exported_workbook_comes_back_without_difference(seine):
    flat = flat_from_workbook(workbook_of(seine), "seine-amont.xlsx")
    assert preview(flat=flat, nulls_matter=False).differences == []


def test_titles_are_no_longer_than_titles():
    titles = [line["Intitulé"] for lines in seine_amont.sheets().values() for line in lines if "Intitulé" in line]
    assert max(map(len, titles)) <= 90
