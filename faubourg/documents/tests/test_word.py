"""The DOCX is read again with python-docx: styles, order, tables, language, alternatives."""

import io
import zipfile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from faubourg.documents.blocks import Column, Heading, Paragraph, Picture, Table
from faubourg.documents.tests.conftest import document
from faubourg.documents.word import render_docx


def read(content: bytes):
    return docx.Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def word(sample):
    return read(render_docx(sample))


def test_titles_are_real_headings_in_order(word):
    titles = [(p.style.name, p.text) for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert titles == [
        ("Heading 1", "Préambule"),
        ("Heading 1", "Pilier 1  Cohésion sociale"),
        ("Heading 2", "OP 9  Un objectif"),
        ("Heading 3", "Un détail"),
    ]


def test_contents_are_links_with_the_page_of_each_title_as_a_field(word):
    lines = [(p.style.name, p.text) for p in word.paragraphs if p.style.name.startswith("toc")]
    assert lines == [
        ("toc 1", "Préambule\t"),
        ("toc 1", "Pilier 1  Cohésion sociale\t"),
        ("toc 2", "OP 9  Un objectif\t"),
    ]
    marks = [mark.get(qn("w:name")) for mark in word.element.iter(qn("w:bookmarkStart"))]
    links = list(word.element.iter(qn("w:hyperlink")))
    assert [link.get(qn("w:anchor")) for link in links] == marks[:3]
    fields = ["".join(words.text for words in link.iter(qn("w:instrText"))) for link in links]
    assert fields == [f" PAGEREF {mark} \\h " for mark in marks[:3]]


def test_fields_are_computed_on_opening_where_the_format_wants_it_said(word):
    names = [child.tag.rpartition("}")[2] for child in word.settings.element]
    assert names.index("updateFields") < names.index("compat")


def test_the_two_parts_of_a_long_running_head_stay_apart():
    word = read(render_docx(document(title="Développer les liens " * 9, header="Avenant au contrat de ville " * 9)))
    left, right = word.sections[0].header.paragraphs[0].text.split("\t")
    assert left.startswith("Avenant") and right.startswith("Développer")
    assert left.endswith("…") and right.endswith("…") and len(left) + len(right) < 110


def test_tables_hold_the_cells_and_repeat_their_titles(word):
    table = word.tables[0]
    cells = [[cell.text.replace("\u00a0", " ").strip() for cell in row.cells] for row in table.rows]
    assert cells == [
        ["Code", "Type", "Texte", "Montant"],
        ["AA-01", "C", "Ouvrir un lieu", "1 234,50"],
        ["AA-02", "M", "premier point\nsecond point", "non donné"],
        ["AA-03", "R", "#strong[brut] <b>& $x$ \\cite{y}", "0"],
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1].cells[2].paragraphs[0].style.name == "Normal"
    assert table.rows[2].cells[2].paragraphs[0].style.name == "List Bullet"


def test_unknown_values_are_written(word):
    facts = word.tables[1]
    assert [row.cells[1].text for row in facts.rows] == ["La Ville", "CAF\nDépartement", "non donné", "non donné"]
    assert word.tables[2].rows[1].cells[0].text == "Pas de ligne ici"
    assert [p.text for p in word.paragraphs if p.style.name == "Non donné"] == [
        "non donné",
        "Non renseigné par le pilote",
    ]


def test_divider_and_what_follows_start_a_page(word):
    breaking = [p.text for p in word.paragraphs if p.paragraph_format.page_break_before]
    assert breaking == ["Préambule", "Pilier 1  Cohésion sociale", "OP 9  Un objectif"]


def test_picture_has_its_text_alternative(word):
    assert [shape._inline.docPr.get("descr") for shape in word.inline_shapes] == ["Une barre de 120"]


def test_is_french_and_named(word):
    language = word.styles.element.find(".//" + qn("w:lang"))
    assert language.get(qn("w:val")) == "fr-FR"
    assert (word.core_properties.title, word.core_properties.language) == ("Plan d’action 2024-2030", "fr-FR")
    foot = word.sections[0].footer.paragraphs[0]
    assert "Document de travail · Édité le 1er\u00a0novembre\u00a02026" in foot.text
    assert "NUMPAGES" in foot._p.xml


def test_landscape_and_a_frame_to_fill():
    word = read(render_docx(document(landscape=True, cover=False)))
    section = word.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE and section.page_width > section.page_height
    frame = word.tables[-1].rows[0].cells[0]
    assert frame.paragraphs[0].text == "Décrivez la méthode" and len(frame.paragraphs) == 4


def test_control_characters_do_not_stop_the_document():
    word = read(render_docx(document(title="T\x00itre", blocks=(Paragraph("a\x0bb\ud800c"), Heading(1, "\x07")))))
    assert "abc" in [p.text for p in word.paragraphs]


def test_a_long_table_is_written_in_time_with_every_row():
    rows = tuple((f"L-{index}", "mot " * 8, None) for index in range(1500))
    word = read(render_docx(document(blocks=(Table((Column("a"), Column("b"), Column("c")), rows),))))
    assert len(word.tables[0]._tbl.tr_lst) == 1501


def test_the_archive_holds_nothing_active():
    content = render_docx(
        document(blocks=(Picture('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "x"),))
    )
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert not [name for name in names if "vba" in name.lower() or "embeddings" in name]
