"""The files of a report: PDF, Word, workbook of every table, figures as data."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from faubourg.documents.pdf import render_pdf
from faubourg.documents.tables import render_tables
from faubourg.documents.word import render_docx
from faubourg.reports.annual.compose import Composition, data_of, document_of

ENDINGS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
_RENDERERS = {"pdf": render_pdf, "docx": render_docx, "xlsx": render_tables}


def made_file(made: Composition, ending: str) -> bytes:
    """One of them. Raises DocumentError."""
    return _data(made) if ending == "json" else _RENDERERS[ending](document_of(made))


def made_files(made: Composition, *, approved: tuple[date, str]) -> dict[str, bytes]:
    """All of them, by ending, from one document. `approved`: see `document_of`. Raises DocumentError."""
    document = document_of(made, approved=approved)
    with ThreadPoolExecutor(1) as pool:
        # The PDF is compiled by a process of its own, while this one writes the others.
        pdf = pool.submit(render_pdf, document)
        found = {ending: render(document) for ending, render in _RENDERERS.items() if ending != "pdf"}
        return found | {"pdf": pdf.result(), "json": _data(made)}


def _data(made: Composition) -> bytes:
    return json.dumps(data_of(made), ensure_ascii=False, indent=1).encode()
