"""The yearly report of a PLIE as a document, and as data."""

import json
from datetime import date

from faubourg.contracts.models import Contract
from faubourg.documents.blocks import Document, DocumentError
from faubourg.documents.pdf import render_pdf
from faubourg.documents.tables import render_tables
from faubourg.documents.word import render_docx
from faubourg.reports.plie.compose import compose, data_of, document_of

_RENDERERS = {"pdf": render_pdf, "docx": render_docx, "xlsx": render_tables}


def build(contract: Contract, *, key: str | None = None, options: dict | None = None, printed_on: date) -> Document:
    """The report of a year. `options`: `year`; without it, the year that ended last."""
    return document_of(compose(contract, _year(options, printed_on), printed_on))


def file_of(contract: Contract, ending: str, *, options: dict, printed_on: date) -> bytes:
    """The report in one of its formats. Raises DocumentError."""
    if ending == "json":
        made = compose(contract, _year(options, printed_on), printed_on)
        return json.dumps(data_of(made), ensure_ascii=False, indent=1).encode()
    if ending not in _RENDERERS:
        raise DocumentError("Le rapport du PLIE se fait en pdf, docx, xlsx ou json.")
    return _RENDERERS[ending](build(contract, options=options, printed_on=printed_on))


def _year(options: dict | None, printed_on: date) -> int:
    return (options or {}).get("year") or printed_on.year - 1
