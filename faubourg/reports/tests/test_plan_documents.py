"""The book of the plan and the boîte à outils, as blocks and as files."""

import time
from datetime import date

import pytest

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory, ClauseFactory
from faubourg.contracts.models import CommitmentType, ContractPage
from faubourg.contracts.tests.factories import ContractFactory, ListedOrganisationFactory, NodeFactory
from faubourg.documents.blocks import Badge, Contents, Divider, Heading, Paragraph, Table
from faubourg.documents.pdf import render_pdf
from faubourg.documents.word import render_docx
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.reports.documents import plan, toolbox

DAY = date(2026, 11, 20)


def of(document, kind):
    return [block for block in document.blocks if isinstance(block, kind)]


@pytest.fixture
def filled(contract):
    """A pillar with an objective, a fiche, an engagement, and an engagement without place."""
    CommitmentType.objects.create(contract=contract, letter="C", label="à créer")
    pillar = NodeFactory(contract=contract, key="p1", code="1", title="Emploi")
    below = NodeFactory(contract=contract, key="o1", code="1.1", title="Mobilité", level_name="objectif", parent=pillar)
    actor = ListedOrganisationFactory(
        contract=contract, key="caf", name="CAF", extra={"referent_posts": [{"post": "Responsable", "vacant": True}]}
    )
    engagement = ActionFactory(
        contract=contract, key="e1", code="E-1", commitment_type="C", nodes=[below, pillar], text="Le texte entier"
    )
    ActionRoleFactory(action=engagement, organisation=actor)
    IndicatorFactory(contract=contract, label="Nombre de bus", actions=[engagement])
    ActionFactory(contract=contract, key="f1", code="7", title="Une fiche", kind="fiche", nodes=[below, pillar])
    ActionFactory(contract=contract, key="t1", title="Partout", transversal=True)
    ClauseFactory(node=below, kind="obligation", text="Rencontrer la mission locale")
    ContractPage.objects.create(contract=contract, title="Préambule", body="Nous, signataires…")
    return contract


def test_the_book_holds_everything_in_order(filled):
    book = plan.build(filled, printed_on=DAY)
    assert book.cover
    headings = [(block.level, block.text) for block in of(book, Heading) if block.level < 3]
    assert headings == [
        (1, "Le contrat"),
        (1, "Préambule"),
        (2, "Une fiche"),
        (2, "Mobilité"),
        (1, "Sans objectif (transversaux)"),
    ]
    [divider] = of(book, Divider)
    assert (divider.title, divider.table.rows) == ("Emploi", (("1.1", "Mobilité", 2),))
    rows = [row for table in of(book, Table) for row in table.rows if isinstance(row[0], Badge)]
    assert [row[1] for row in rows] == ["E-1 · Le texte entier"] * 2
    assert rows[0][-1] == ("Nombre de bus",)


def test_a_fiche_with_two_places_is_printed_once(filled):
    book = plan.build(filled, printed_on=DAY)
    assert [block.text for block in of(book, Heading)].count("Une fiche") == 1
    assert any("fiche imprimée plus haut" in block.text for block in of(book, Paragraph))


def test_dividers_at_each_level_that_the_contract_chooses(filled):
    book = plan.build(filled, printed_on=DAY, options={"divider_levels": ["pilier", "objectif"]})
    assert [divider.title for divider in of(book, Divider)] == ["Emploi", "Mobilité"]
    assert [divider.title for divider in of(plan.build(filled, key="o1", printed_on=DAY), Divider)] == []
    with pytest.raises(LookupError):
        plan.build(filled, key="inconnu", printed_on=DAY)


def test_the_page_of_an_actor(filled):
    page = toolbox.build(filled, key="caf", printed_on=DAY)
    assert [block.text for block in of(page, Heading)] == ["CAF", "Référent·es", "1 Emploi"]
    assert of(page, Table)[0].rows[0][1] == "E-1 · Le texte entier"
    with pytest.raises(LookupError):
        toolbox.build(filled, key="inconnu", printed_on=DAY)


def test_the_whole_toolbox_counts_and_leaves_nothing_out(filled):
    box = toolbox.build(filled, printed_on=DAY)
    assert of(box, Table)[0].rows == (("CAF", 1, 1), ("Ensemble, chaque engagement une fois", 1, 1))
    assert "Sans pilote désigné" in [block.text for block in of(box, Heading)]


@pytest.mark.parametrize("build", [plan.build, toolbox.build])
def test_files_come_out_of_full_and_empty_contracts(filled, build):
    for contract in (filled, ContractFactory()):
        document = build(contract, printed_on=DAY)
        assert render_pdf(document).startswith(b"%PDF")
        assert render_docx(document).startswith(b"PK")


@pytest.mark.shared
def test_the_book_of_niort_2015_comes_in_time(import_shared):
    contract = import_shared("niort-2015-2022")
    start = time.perf_counter()
    document = plan.build(contract, printed_on=DAY)
    assert len(render_pdf(document)) > 1_000_000
    # The budget is 3 s on a quiet machine; a busy one must not fail the tests (make bench measures).
    assert time.perf_counter() - start < 15


@pytest.mark.shared
def test_the_toolbox_of_niort_2024_has_its_363_rows(import_shared):
    box = toolbox.build(import_shared("niort-2024-2030"), printed_on=DAY)
    overview, *tables = of(box, Table)
    assert overview.rows[-1] == ("Ensemble, chaque engagement une fois", 151, 60, 140, 12, 363)
    assert sum(isinstance(row[0], Badge) for table in tables for row in table.rows) == 363
    assert "347\u00a0textes distincts" in of(box, Paragraph)[0].text


def test_the_contents_stop_at_the_fiches(contract):
    node = NodeFactory(contract=contract, code="1", title="Mobilité")
    ActionFactory(contract=contract, key="f1", title="Une fiche", kind="fiche", nodes=[node])
    assert of(plan.build(contract, printed_on=DAY), Contents)[0].depth == 2
    below = NodeFactory(contract=contract, code="1.1", title="Vélo", level_name="objectif", parent=node)
    ActionFactory(contract=contract, key="f2", title="Une autre", kind="fiche", nodes=[below])
    assert of(plan.build(contract, printed_on=DAY), Contents)[0].depth == 3
