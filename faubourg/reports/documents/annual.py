"""The annual report of a year as a document: its last edition, or a first look where none is open yet."""

from datetime import date

from faubourg.contracts.models import Contract
from faubourg.documents.blocks import Document, DocumentError
from faubourg.reports.annual.compose import Composition, compose, document_of
from faubourg.reports.annual.files import ENDINGS, made_file
from faubourg.reports.models import AnnualReport


def build(contract: Contract, *, key: str | None = None, options: dict | None = None, printed_on: date) -> Document:
    """The report composed from the records of the day. `options`: `year`; without it, the year that ended last."""
    return document_of(_composed(contract, options or {}, printed_on))


def file_of(contract: Contract, ending: str, *, options: dict, printed_on: date) -> bytes:
    """The file that was kept if the last edition is frozen, else the draft of the day. Raises DocumentError."""
    if ending not in ENDINGS:
        raise DocumentError("Le rapport annuel se fait en pdf, docx, xlsx ou json.")
    report = _report(contract, _year(options, printed_on))
    if report is None or not report.is_frozen:
        return made_file(_composed(contract, options, printed_on), ending)
    kept = report.files.get(ending=ending)
    with kept.file.open("rb") as content:
        return content.read()


def _composed(contract: Contract, options: dict, printed_on: date) -> Composition:
    year = _year(options, printed_on)
    return compose(contract, year, report=_report(contract, year), today=printed_on)


def _year(options: dict, printed_on: date) -> int:
    return options.get("year") or printed_on.year - 1


def _report(contract: Contract, year: int) -> AnnualReport | None:
    found = AnnualReport.objects.filter(contract=contract, year=year).order_by("-edition").first()
    if found is not None:
        found.contract = contract
    return found
