"""The rows of a contract under the names of the file, read when a measure asks for them."""

from functools import cached_property
from typing import Any

from faubourg.contracts.models import Contract, SourceSection
from faubourg.exchange.book import Book
from faubourg.exchange.figures.conditions import dig
from faubourg.exchange.figures.errors import MeasureError
from faubourg.exchange.flat import FLAT_BY_NAME
from faubourg.exchange.rows import describe_row
from faubourg.exchange.writing import export_document, section_rows


class Source:
    """Sections are read once each, whatever the number of measures."""

    def __init__(self, contract: Contract):
        self.contract = contract
        self.book = Book(contract)
        self.read: dict[str, list] = {}

    def rows(self, path: str) -> list:
        """The records of a section, or the items of a list inside a section kept as given (`extra.view`)."""
        if path not in self.read:
            found = self._find(path)
            if not isinstance(found, list):
                raise MeasureError(f"« {path} » n’est pas une liste de ce contrat")
            self.read[path] = found
        return self.read[path]

    def _find(self, path: str) -> Any:
        name, _, rest = path.partition(".")
        if name == "contract":
            return dig(self._document["contract"], rest) if rest else None
        if not rest and name in FLAT_BY_NAME:
            section = FLAT_BY_NAME[name]
            return [describe_row(section, row, self.book) for row in section_rows(section, self.contract)]
        kept = SourceSection.objects.filter(contract=self.contract, name=name).first()
        content = kept.content if kept else None
        return dig(content, rest) if rest else content

    @cached_property
    def _document(self) -> dict:
        return export_document(self.contract)

    @cached_property
    def parents(self) -> dict[str, str | None]:
        """Of every keyed record, the key of the one above it."""
        found: dict[str, str | None] = {}
        for section in FLAT_BY_NAME.values():
            if section.has_key and section.name != "contract":
                found.update((record["key"], record.get("parent")) for record in self.rows(section.name))
        return found

    @cached_property
    def tables(self) -> dict[str, dict]:
        """The tables that the document prints, by key."""
        return {record["key"]: record for record in self.rows("tables")}
