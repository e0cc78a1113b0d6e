"""The documents of a contract, asked for on the page and by address."""

import io

import pytest
from django.urls import reverse
from docx import Document as Docx
from pypdf import PdfReader

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.amendments.operations.copying import copy_version
from faubourg.contracts.choices import VersionState
from faubourg.contracts.models import StatusState, Version
from faubourg.contracts.tests.factories import ListedOrganisationFactory, NodeFactory
from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.evaluation.tests.factories import EvaluationFactory, RecommendationFactory
from faubourg.followup.models import Review
from faubourg.reports.documents.kinds import KINDS
from faubourg.urban.tests.factories import TfpbLineFactory


@pytest.fixture
def filled(contract):
    """A contract with an objective, an actor and their engagement."""
    node = NodeFactory(contract=contract, key="os1", title="Parentalité")
    child = NodeFactory(contract=contract, key="oo1", title="Accueil des parents", parent=node)
    action = ActionFactory(contract=contract, key="eng-1", title="Ouvrir une permanence", nodes=[child])
    caf = ListedOrganisationFactory(contract=contract, key="org-caf", name="Caisse d’allocations familiales")
    ActionRoleFactory(action=action, organisation=caf)
    action.sheet, action.in_toolbox = caf, True
    action.save()
    TfpbLineFactory(contract=contract, landlord=caf)
    state = StatusState.objects.create(contract=contract, key="fait", label="Faite", counts_as_implemented=True)
    Review.objects.create(
        contract=contract, key="r1", campaign="bilan", label="Ouvrir une permanence", status=state,
        lineage=action.lineage, objective_lineage=child.lineage,
    )  # fmt: skip
    evaluation = EvaluationFactory(contract=contract)
    RecommendationFactory(evaluation=evaluation, text="Tenir la permanence deux fois par semaine")
    Version.objects.filter(contract=contract).update(state=VersionState.ADOPTED)
    draft = Version.objects.create(contract=contract, number=2, based_on=contract.current_version)
    copy_version(source=contract.current_version, target=draft)
    return contract


ABOUT = {"acteur": "org-caf", "fiche": "eng-1", "focus": "eng-1"}


def asked(client, contract, kind, ending, **choices):
    choices = {"cle": ABOUT.get(kind, "")} | choices
    return client.get(reverse("editions:download", args=[contract.key, kind, ending]), choices)


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_is_made_in_every_format(lead_client, filled, kind):
    pdf = asked(lead_client, filled, kind, "pdf")
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages)
    assert "permanence" in words or "Caisse" in words
    docx = Docx(io.BytesIO(asked(lead_client, filled, kind, "docx").content))
    assert docx.paragraphs
    assert asked(lead_client, filled, kind, "xlsx").content.startswith(b"PK")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ABOUT])
def test_an_empty_contract_prints_too(lead_client, contract, kind):
    assert asked(lead_client, contract, kind, "pdf").content.startswith(b"%PDF")


def test_sections_of_a_fiche_are_chosen(lead_client, filled):
    whole, part = (
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
        for response in (
            asked(lead_client, filled, "fiche", "pdf"),
            asked(lead_client, filled, "fiche", "pdf", rubriques="indicateurs"),
        )
    )
    assert "Indicateurs" in part
    assert len(part) < len(whole)


def test_a_blank_fiche_is_printed(lead_client, filled):
    response = asked(lead_client, filled, "fiche", "docx", cle="", vierge="fiche")
    assert response["Content-Disposition"].endswith('fiche.docx"')


@pytest.mark.parametrize(
    ("kind", "choices", "sentence"),
    [
        ("acteur", {"cle": ""}, "obligatoire"),
        ("acteur", {"cle": "org-inconnue"}, "choix valide"),
        ("fiche", {"cle": ""}, "Choisir une action"),
        ("matrice", {"cle": "oo1"}, "choix valide"),
    ],
)
def test_a_choice_that_cannot_be_printed_comes_back_with_a_sentence(lead_client, filled, kind, choices, sentence):
    response = lead_client.get(reverse("editions:download", args=[filled.key, kind, "pdf"]), choices, follow=True)
    assert sentence in response.content.decode()


@pytest.mark.parametrize(("kind", "ending"), [("roman", "pdf"), ("plan", "exe")])
def test_an_unknown_document_is_not_found(lead_client, contract, kind, ending):
    assert lead_client.get(reverse("editions:download", args=[contract.key, kind, ending])).status_code == 404


def test_a_stranger_prints_nothing(client, stranger, contract):
    client.force_login(stranger)
    assert client.get(reverse("editions:download", args=[contract.key, "plan", "pdf"])).status_code == 404


@pytest.mark.browser
def test_the_page_in_a_browser(open_as, lead, filled):
    page = open_as(lead, reverse("editions:page", args=[filled.key]))
    assert_accessible(page)
    assert_fits(page)
    with page.expect_download() as download:
        page.get_by_role("form", name="Le tableau récapitulatif").get_by_role("button", name="PDF").press("Enter")
    assert download.value.suggested_filename == "essai-recapitulatif.pdf"
