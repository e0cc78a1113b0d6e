"""The yearly report of a PLIE as a document, and as data."""

import json
from datetime import date

from faubourg.contracts.models import Contract
from faubourg.documents.blocks import Document, DocumentError
from faubourg.documents.pdf import render_pdf
from faubourg.documents.tables import render_tables
from faubourg.documents.word import render_docx
from faubourg.reports.plie.compose import PlieReport, compose, document_of
from faubourg.reports.plie.data import data_of

_RENDERERS = {"pdf": render_pdf, "docx": render_docx, "xlsx": render_tables}


def build(contract: Contract, *, key: str | None = None, options: dict | None = None, printed_on: date) -> Document:
    """The report of a year. `options`: `year`; without it, the year that ended last. Raises DocumentError."""
    return document_of(_made(contract, options, printed_on))


def file_of(contract: Contract, ending: str, *, options: dict, printed_on: date) -> bytes:
    """The report in one of its formats. Raises DocumentError."""
    if ending == "json":
        return json.dumps(data_of(_made(contract, options, printed_on)), ensure_ascii=False, indent=1).encode()
    if ending not in _RENDERERS:
        raise DocumentError("Le rapport du PLIE se fait en pdf, docx, xlsx ou json.")
    return _RENDERERS[ending](build(contract, options=options, printed_on=printed_on))


def _made(contract: Contract, options: dict | None, printed_on: date) -> PlieReport:
    year = (options or {}).get("year") or printed_on.year - 1
    if year > printed_on.year:
        raise DocumentError(f"L’année {year} n’a pas commencé : le rapport du PLIE se fait jusqu’à {printed_on.year}.")
    made = compose(contract, year, printed_on)
    if made.counted.is_silent:
        raise DocumentError(
            f"Rien à rapporter pour {year}\u00a0: l’année précède les dossiers tenus ici et aucun chiffre publié n’est "
            "connu. Choisissez une autre année, ou saisissez les chiffres publiés dans «\u00a0Séries publiées\u00a0»."
        )
    return made
