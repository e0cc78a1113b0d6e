"""Matrix sheets and récapitulatif on paper: what they hold, in landscape, and that they compile."""

import io
from datetime import date

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from faubourg.actions.tests.factories import ActionFactory, ClauseFactory
from faubourg.contracts.tests.factories import NodeFactory
from faubourg.documents.blocks import Heading, Table
from faubourg.documents.pdf import render_pdf
from faubourg.documents.word import render_docx
from faubourg.reports.documents import matrix, summary
from faubourg.reports.documents.kinds import KINDS, make_document

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


def tables(document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


@pytest.mark.parametrize(("count", "expected"), [(1, [1]), (4, [4]), (5, [3, 2]), (9, [3, 3, 3]), (10, [4, 3, 3])])
def test_columns_are_split_evenly(count, expected):
    assert [len(part) for part in matrix.split_columns(list(range(count)))] == expected


def test_a_wide_sheet_makes_several_tables(contract):
    top = NodeFactory(contract=contract, key="o1", code="1")
    for rank in range(6):
        node = NodeFactory(contract=contract, code=f"1.{rank}", parent=top)
        ActionFactory(contract=contract, code=f"1.{rank}.a", title="Ouvrir", nodes=[node])
    ClauseFactory(node=node, kind="obligation", text="Rendre compte")
    document = matrix.build(contract, key="o1", printed_on=DAY)
    assert document.landscape
    first, last = tables(document)
    assert len(first.columns) == len(last.columns) == 4
    assert [row[0] for row in last.rows] == ["Actions", "Cahier des charges : obligations", "Indicateurs"]
    assert last.rows[1][-1] == ("Rendre compte",)
    assert first.rows[0][1] == ("a · Ouvrir",)


@pytest.mark.parametrize("build", [matrix.build, summary.build])
def test_an_unknown_key_is_refused(contract, build):
    with pytest.raises(LookupError, match="inconnu"):
        build(contract, key="inconnu", printed_on=DAY)


@pytest.mark.parametrize("build", [matrix.build, summary.build])
def test_an_empty_contract_prints_all_the_same(contract, build):
    assert render_docx(build(contract, printed_on=DAY)).startswith(b"PK")


def test_the_recapitulatif_folds_its_actions(contract):
    node = NodeFactory(contract=contract, key="p1", code="1", title="Cohésion", declared_counts={"actions": 2})
    ActionFactory(contract=contract, code="A1", title="Ouvrir", kind="action", nodes=[node])
    whole = summary.build(contract, printed_on=DAY)
    folded = summary.build(contract, options={"folded": True}, printed_on=DAY)
    assert any("A1 Ouvrir" in str(table.rows) for table in tables(whole))
    assert not any("A1 Ouvrir" in str(table.rows) for table in tables(folded))
    assert "compteur imprimé : 2" in str(whole.blocks)


def test_the_workbook_of_the_recapitulatif_has_a_line_an_action(contract):
    first, second = (NodeFactory(contract=contract, key=key, title=key) for key in ("p1", "p2"))
    for title, node in (("Ouvrir", first), ("Relier", first), ("Ailleurs", second)):
        ActionFactory(contract=contract, title=title, nodes=[node])
    facts = {"kind": "recapitulatif", "ending": "xlsx", "contract": contract, "printed_on": DAY}
    for key, titles in (("", ["Ouvrir", "Relier", "Ailleurs"]), ("p1", ["Ouvrir", "Relier"])):
        book = CalamineWorkbook.from_filelike(io.BytesIO(make_document(**facts, key=key)))
        rows = book.get_sheet_by_name("Actions").to_python()
        assert [row[2] for row in rows[3:]] == titles
    with pytest.raises(LookupError):
        make_document(**facts, key="inconnu")


@pytest.mark.shared
@pytest.mark.parametrize("build", [matrix.build, summary.build])
def test_ales_prints_in_landscape_with_its_fourteen_orientations(import_shared, build):
    document = build(import_shared("ales-2015-2020"), printed_on=DAY)
    pdf = PdfReader(io.BytesIO(render_pdf(document)))
    assert all(page.mediabox.width > page.mediabox.height for page in pdf.pages)
    text = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    for words in ("Cf. objectif opérationnel 1.1.3", "hors appel", "égal au compteur imprimé"):
        assert words in text.replace("\N{NO-BREAK SPACE}", " ")
    if build is matrix.build:
        titles = [block.code for block in document.blocks if isinstance(block, Heading) and block.level == 1]
        assert len(titles) == 14


@pytest.mark.parametrize("kind", ["matrice", "recapitulatif", "boite-a-outils"])
def test_a_cover_says_the_title_of_the_contract_once_and_no_empty_period(contract, kind):
    contract.short_title, contract.start, contract.end, contract.extended_until = "", "", "", ""
    document = KINDS[kind].build(contract, printed_on=DAY)
    said = f"{document.header}\n{document.subtitle}"
    assert said.count(contract.title) == 1 and "()" not in said
