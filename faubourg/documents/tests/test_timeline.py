"""A timeline for print: bars in their rows, words that fit, an SVG that both printers take."""

import xml.etree.ElementTree as ElementTree
from datetime import date

from faubourg.documents.blocks import Document, Picture
from faubourg.documents.chart_process import svg_png
from faubourg.documents.pdf import render_pdf
from faubourg.documents.timeline import TONES, WIDTH, Lane, Span, timeline_svg

LANES = [
    Lane("Emploi", tuple(Span(10 * n, 8, n % 3, f"Étape <{n}> & suite", tone) for n, tone in enumerate(TONES))),
    Lane("Rendez-vous", dots=((5, True), (50, False))),
]


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def tags(svg: str, name: str) -> list[dict]:
    return [node.attrib for node in drawn(svg).iter() if node.tag.endswith(name)]


def test_each_bar_stands_in_its_row_and_none_leaves_the_picture():
    svg = timeline_svg(LANES, [(0, "janv.", True)], today=40)
    boxes = tags(svg, "rect")
    assert len(boxes) == len(TONES)
    assert boxes[0]["y"] == boxes[3]["y"] != boxes[1]["y"]
    wide = timeline_svg([Lane("Mesures", (Span(90, 60, 0, "Mesure 4"),))], [])
    (box,) = tags(wide, "rect")
    assert float(box["x"]) + float(box["width"]) <= WIDTH


def test_words_are_cut_to_the_bar_and_escaped():
    long = "Définition du projet professionnel"
    narrow, wide, tiny = (timeline_svg([Lane("Freins", (Span(0, w, 0, long),))], []) for w in (12, 80, 1))
    assert "Définit…" in narrow or "Définiti…" in narrow or "Définition…" in narrow
    assert long in wide
    assert "…" not in tiny
    assert "&lt;1&gt;" in timeline_svg([Lane("Emploi", (Span(0, 50, 0, "a <1> b"),))], [])


def test_both_printers_take_it():
    svg = timeline_svg(LANES, [(0, "janv.", True)], today=40)
    assert svg_png(svg).startswith(b"\x89PNG")
    document = Document("Bilan", printed_on=date(2026, 11, 20), blocks=(Picture(svg, "Frise"),))
    assert render_pdf(document).startswith(b"%PDF")
