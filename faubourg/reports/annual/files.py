"""The files of a report: PDF, Word, workbook of every table, figures as data."""

import json

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


def made_file(made: Composition, ending: str, **approval) -> bytes:
    """One of them. `approval`: see `document_of`. Raises DocumentError."""
    if ending == "json":
        return json.dumps(data_of(made), ensure_ascii=False, indent=1).encode()
    return _RENDERERS[ending](document_of(made, **approval))
