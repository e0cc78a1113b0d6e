"""The state of the fiches as a document of its own."""

from datetime import date

from faubourg.contracts.models import Contract
from faubourg.documents.blocks import Document
from faubourg.reports.annex import annex_document, annex_of


def build(contract: Contract, *, key: str | None = None, options: dict | None = None, printed_on: date) -> Document:
    """The annex. `options`: `year` keeps the values of a year, `state` the fiches in a state (its key, or « sans »)."""
    options = options or {}
    annex = annex_of(contract, year=options.get("year"), state=options.get("state") or "")
    return annex_document(annex, printed_on=printed_on)
