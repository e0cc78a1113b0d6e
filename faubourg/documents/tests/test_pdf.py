"""The PDF is opened and read: tags, language, text, repeated titles, page numbers."""

import io
import subprocess

import pytest
from pypdf import PdfReader

from faubourg.documents import compiler, pdf
from faubourg.documents.blocks import Column, DocumentError, Heading, Paragraph, Picture, Table
from faubourg.documents.pdf import render_pdf
from faubourg.documents.tests.conftest import document


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text_of(page) -> str:
    return " ".join(page.extract_text().replace("\u00a0", " ").split())


@pytest.fixture(scope="module")
def printed(sample) -> PdfReader:
    return read(render_pdf(sample))


def test_is_tagged_for_accessibility_in_french(printed):
    root = printed.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr-FR"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert printed.metadata.title == "Plan d’action 2024-2030"
    assert "contrat de ville" in printed.metadata["/Keywords"]


def test_pages_follow_the_blocks(printed):
    cover, contents, preamble, divider, last = (text_of(page) for page in printed.pages)
    assert "Édité le 1er novembre 2026" in cover and "Version adoptée" in cover and "1 / 5" not in cover
    assert "Sommaire" in contents and "2 / 5" in contents
    assert "Pilier 1 Cohésion sociale" in contents and "OP 9 Un objectif" in contents
    assert "Un détail" not in contents
    assert "L’accueil du « public » : une priorité" in preamble and "Deuxième alinéa" in preamble
    assert "Cohésion sociale" in divider and "Ses lignes" in divider
    assert "Un objectif" not in divider
    assert "Communauté d’agglomération" in last and "Document de travail" in last


def test_the_two_parts_of_a_long_running_head_stay_apart_on_one_line():
    long = {"title": "Développer les liens " * 9, "header": "Avenant au contrat de ville " * 9, "cover": False}
    last = text_of(read(render_pdf(document(**long))).pages[-1])
    head = last.partition(" Un objectif")[0]
    assert head.count("…") == 2 and len(head) < 180
    assert head.startswith("Avenant au contrat") and "Développer" in head


def test_unknown_values_are_written(printed):
    divider, last = text_of(printed.pages[3]), text_of(printed.pages[4])
    assert "1 234,50" in divider
    assert "non donné" in divider
    # Two facts without value and a list without items.
    assert last.count("non donné") == 3
    assert "Pas de ligne ici" in last


def test_data_is_never_read_as_markup(printed):
    assert "#strong[brut] <b>& $x$ \\cite{y}" in text_of(printed.pages[3])


def test_bookmarks_follow_the_titles(printed):
    titles = [item.title for item in printed.outline if not isinstance(item, list)]
    assert [" ".join(title.split()) for title in titles][-2:] == ["Préambule", "Pilier 1 Cohésion sociale"]


def test_picture_has_its_text_alternative(sample):
    assert "Une barre de 120" in {element.get("/Alt") for element in tags(read(render_pdf(sample)))}


def tags(reader: PdfReader):
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        if not isinstance(element, dict):
            continue
        yield element
        kids = element.get("/K", [])
        waiting.extend(kids if isinstance(kids, list) else [kids])


def test_titles_of_a_long_table_are_repeated_on_each_page():
    rows = tuple((f"L-{index}", "mot " * 20) for index in range(200))
    long = document(cover=False, landscape=True, blocks=(Table((Column("Repère"), Column("Libellé", 4)), rows),))
    reader = read(render_pdf(long))
    assert len(reader.pages) > 3
    assert all("Repère" in page.extract_text() for page in reader.pages)
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height
    found = " ".join(text_of(page) for page in reader.pages)
    assert all(f"L-{index} " in found for index in range(200))


def test_a_cell_taller_than_a_page_is_printed_whole():
    words = " ".join(f"m{index}" for index in range(3000))
    reader = read(render_pdf(document(blocks=(Table((Column("Texte"),), ((words,),)),))))
    assert "m2999" in text_of(reader.pages[-1])


def test_an_empty_document_still_has_its_title():
    reader = read(render_pdf(document(blocks=(), cover=False, header="", subtitle="", footer="")))
    assert "Plan d’action 2024-2030" in text_of(reader.pages[0])
    assert len(reader.pages) == 1


@pytest.mark.parametrize("words", ["زينب", "城市", "🙂", "\U0010fffd", "\u202eabc", "a\u0301", "\x00"])
def test_signs_that_our_fonts_lack_do_not_stop_the_document(words):
    content = render_pdf(document(blocks=(Heading(1, words), Paragraph(f"avant {words} après"))))
    assert "après" in text_of(read(content).pages[-1])


def test_a_failure_is_a_french_sentence():
    with pytest.raises(DocumentError, match="n’a pas pu être composé"):
        render_pdf(document(blocks=(Picture("<svg", "cassée"),)))


def test_too_long_is_a_french_sentence(monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", 0.01)
    with pytest.raises(DocumentError, match="Réduisez la sélection"):
        render_pdf(document())


def test_nothing_is_compiled_in_this_process(monkeypatch):
    """The compiler keeps its memory: it runs in a process that ends."""
    started = []
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *args, **named: started.append(args[0]) or run(*args, **named))
    render_pdf(document(blocks=()))
    assert [str(compiler.HERE / "compiler.py") in command for command in started] == [True]
