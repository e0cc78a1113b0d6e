"""The fiche on paper."""

import io
from datetime import date

import pytest
from docx import Document as Word
from pypdf import PdfReader

from faubourg.actions.tests.factories import ActionFactory, MeansFactory
from faubourg.contracts.layouts import Block
from faubourg.contracts.models import FicheSection
from faubourg.documents.blocks import Blank, Heading, Paragraph, Table
from faubourg.documents.pdf import render_pdf
from faubourg.documents.word import render_docx
from faubourg.reports.documents.fiche import build, fiche_blocks
from faubourg.reports.fiche import fiche_by_key

TODAY = date(2026, 11, 20)


@pytest.fixture
def fiche(contract):
    return ActionFactory(
        contract=contract, key="f1", code="1", kind="fiche", title="Projets des habitants", effects=["Plus d’entraide"]
    )


def headings(document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def test_the_document_has_the_sections_of_the_screen_in_their_order(contract, fiche):
    document = build(contract, key="f1", printed_on=TODAY)
    assert (document.title, document.subtitle) == ("Projets des habitants", "Fiche action 1")
    assert headings(document) == [section.label for section in fiche_by_key(contract, "f1").sections]
    empty = [block.text for block in document.blocks if isinstance(block, Paragraph) and block.style == "unknown"]
    assert "Aucun pilote donné." in empty


def test_sections_can_be_chosen(contract, fiche):
    document = build(contract, key="f1", options={"sections": [Block.EFFECTS, Block.PILOTS]}, printed_on=TODAY)
    assert headings(document) == ["Portage", "Effets attendus"]


def test_a_means_without_amount_is_never_zero(contract, fiche):
    MeansFactory(action=fiche, text="Un poste")
    MeansFactory(action=fiche, text="Une ligne", amount=30000)
    [table] = [block for block in build(contract, key="f1", printed_on=TODAY).blocks if isinstance(block, Table)]
    assert [row[-1] for row in table.rows] == [None, "30\u202f000\u00a0€"]


def test_an_empty_fiche_has_the_contract_s_labels_helps_and_frames(contract):
    FicheSection.objects.create(
        contract=contract, action_kind="type-de-projet", block="texte", label="Projets attendus", help_text="Pour qui ?"
    )
    options = {"blank": True, "kind": "type-de-projet"}
    document = build(contract, options=options, printed_on=TODAY)
    assert document.title == "Type de projet attendu à remplir"
    assert headings(document) == ["Numéro et intitulé", "Projets attendus"]
    assert [block.help for block in document.blocks if isinstance(block, Blank)] == ["", "Pour qui ?"]


@pytest.mark.parametrize("facts", [{"key": "inconnue"}, {}, {"options": {"blank": True, "kind": "roman"}}])
def test_what_does_not_exist_is_refused_with_a_sentence(contract, facts):
    with pytest.raises(LookupError, match=r"n’a la clé|n’est pas une nature"):
        build(contract, **facts, printed_on=TODAY)


def test_a_book_puts_the_title_above_its_sections(contract, fiche):
    blocks = fiche_blocks(fiche_by_key(contract, "f1"), level=2, sections=[Block.EFFECTS])
    found = [(block.level, block.code, block.text) for block in blocks if isinstance(block, Heading)]
    assert found == [(2, "1", "Projets des habitants"), (3, "", "Effets attendus")]


@pytest.mark.shared
def test_a_real_fiche_prints_as_pdf_and_word(import_shared):
    document = build(import_shared("niort-2015-2022"), key="fiche-20", printed_on=TODAY)
    pages = PdfReader(io.BytesIO(render_pdf(document))).pages
    text = " ".join(page.extract_text() for page in pages)
    assert 3 <= len(pages) <= 6
    assert "Crédits spécifiques" in text
    word = Word(io.BytesIO(render_docx(document)))
    assert "Indicateurs" in [paragraph.text for paragraph in word.paragraphs]


def test_the_running_head_names_the_contract_and_a_blank_fiche_says_it_once(contract, fiche):
    assert build(contract, key="f1", printed_on=TODAY).header == contract.name
    contract.short_title, contract.start, contract.end = "", "", ""
    blank = build(contract, options={"blank": True, "kind": "fiche"}, printed_on=TODAY)
    assert (blank.header, blank.subtitle) == (contract.title, "")


def test_a_means_without_text_says_its_nature_and_quantity_without_a_loose_comma(contract, fiche):
    MeansFactory(action=fiche, text="", nature="humain", quantity="0.5", unit="ETP", share_pct=30)
    [row] = fiche_by_key(contract, "f1").section(Block.COMMON_LAW).body.groups[0].rows
    assert (row.wording, row.notes) == ("humain, 0,5\u00a0ETP", ("30\u00a0%",))
    assert row.plain.endswith("humain, 0,5\u00a0ETP (30\u00a0%)") and not row.plain.startswith(",")
