"""A contract as flat lists of records, one a section: what YAML, workbook, differences and rows have in common."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from faubourg.exchange.schema.contract import CHILDREN, CONTRACT
from faubourg.exchange.schema.section import Section
from faubourg.exchange.schema.sections import FILE_ORDER, KEPT_AS_GIVEN, SECTIONS

#: Every section of the flat form, in the order of import.
FLAT_SECTIONS: tuple[Section, ...] = (
    *SECTIONS[:2],
    CONTRACT,
    *(section for section, _ in CHILDREN),
    *SECTIONS[2:],
)
FLAT_BY_NAME = {section.name: section for section in FLAT_SECTIONS}


class SourceRecord(dict):
    """A record that remembers the line of the sheet on which it stands, and the record of the contract it continues.

    `rows` tells the line of each field where they stand under one another; `mark` is what an exported workbook wrote
    beside a record without key; `place` is set once both are aligned; `origin` is the record of the file from which
    this one was made.
    """

    row: int | None = None
    rows: Mapping[str, int] = MappingProxyType({})
    mark: str | None = None
    place: int | None = None
    origin: dict | None = None


class SourceFlat(dict):
    """A flat form that keeps the text of the YAML file from which it was read."""

    content: bytes = b""


def flatten(document: dict) -> dict[str, Any]:
    """The flat form of a parsed YAML file. Sections that the file does not have are absent."""
    contract = dict(document["contract"])
    flat: dict[str, Any] = {}
    for section, shape in CHILDREN:
        records = _take(contract, section.name, shape)
        if records is not None:
            flat[section.name] = records
    flat["contract"] = [contract]
    flat |= {name: document[name] for name in FILE_ORDER[1:] if name in document}
    return flat


def unflatten(flat: dict[str, Any]) -> dict:
    """The shape of the YAML file. Empty sections are left out."""
    contract = dict(flat["contract"][0])
    for section, shape in CHILDREN:
        if records := flat.get(section.name):
            _put(contract, section.name, shape, records)
    document = {"contract": contract}
    document |= {name: flat[name] for name in FILE_ORDER[1:] if flat.get(name)}
    return document


def _take(contract: dict, name: str, shape: str) -> list[dict] | None:
    if shape == "first apart":
        found = [*([contract.pop("deliberation")] if "deliberation" in contract else []), *contract.pop(name, [])]
        return found or None
    value = contract.pop(name, None)
    if value is None:
        return None
    if shape == "names":
        return [{"name": item} for item in value]
    if shape == "mapping":
        return [{"letter": letter, "label": label} for letter, label in value.items()]
    return value


def _put(contract: dict, name: str, shape: str, records: list[dict]) -> None:
    if shape == "first apart":
        contract["deliberation"] = records[0]
        if records[1:]:
            contract[name] = records[1:]
    elif shape == "names":
        contract[name] = [record["name"] for record in records]
    elif shape == "mapping":
        contract[name] = {record["letter"]: record["label"] for record in records}
    else:
        contract[name] = records


__all__ = ["FLAT_BY_NAME", "FLAT_SECTIONS", "KEPT_AS_GIVEN", "SourceFlat", "SourceRecord", "flatten", "unflatten"]
