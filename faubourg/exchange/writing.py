"""A contract as it stands in the database, in the flat form."""

from typing import Any

from faubourg.contracts.models import Contract, SourceSection
from faubourg.exchange.book import Book
from faubourg.exchange.flat import FLAT_SECTIONS, unflatten
from faubourg.exchange.rows import describe_row
from faubourg.exchange.schema.computed import COHORTS
from faubourg.exchange.schema.contract import CONTRACT, LEVELS, SECONDARY_LEVELS, TAGS
from faubourg.exchange.schema.plan import VALUES
from faubourg.exchange.schema.section import Section
from faubourg.indicators.masking import masker_for

#: Rows of these may be born from a word found elsewhere; only those that the contract declares go out.
DECLARED = (LEVELS, SECONDARY_LEVELS, TAGS)


def section_rows(section: Section, contract: Contract) -> list:
    """The rows of a section of the flat form."""
    if section is CONTRACT:
        return [contract]
    rows = section.rows(contract)
    return list(rows.filter(is_declared=True) if section in DECLARED else rows)


def flat_contract(
    contract: Contract, book: Book | None = None, *, masked: bool = False, without: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Every section of the contract, but those of `without`; nothing is read from a stored copy but KEPT_AS_GIVEN.

    `masked` hides small numbers: such a file is to be read, importing it would lose them.
    """
    book = book or Book(contract)
    if masked:
        # Their counts are masked as a table is: their own page and its file do it.
        without |= {COHORTS.name}
    flat: dict[str, Any] = {
        section.name: [describe_row(section, row, book) for row in _rows(section, contract, masked=masked)]
        for section in FLAT_SECTIONS
        if section.name not in without
    }
    flat |= dict(SourceSection.objects.filter(contract=contract).values_list("name", "content"))
    return flat


def _rows(section: Section, contract: Contract, *, masked: bool) -> list:
    rows = section_rows(section, contract)
    if masked and section is VALUES:
        masker_for(None, contract).veil(rows)
    return rows


def export_document(contract: Contract, *, masked: bool = False, without: frozenset[str] = frozenset()) -> dict:
    """The contract in the shape of the YAML file; `masked` hides small numbers."""
    return unflatten(flat_contract(contract, masked=masked, without=without))
