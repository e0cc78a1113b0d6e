"""Files of contracts: from bytes to the flat form and back, whatever the format."""

from pathlib import PurePath
from typing import Any

import yaml

from faubourg.contracts.models import Contract
from faubourg.exchange.operations import flat_from_document
from faubourg.exchange.rows import ordered
from faubourg.exchange.schema.sections import BY_NAME
from faubourg.exchange.writing import export_document
from faubourg.intake.problems import IntakeError, Problem
from faubourg.intake.yamlfiles import read_yaml

YAML_ENDINGS = (".yaml", ".yml")
WORKBOOK_ENDINGS = (".xlsx", ".ods", ".xls", ".xlsm")


def read_file(content: bytes, filename: str) -> tuple[dict[str, Any], bool]:
    """The flat form of a file, and whether it tells null from absent (YAML does). Raises `IntakeError`."""
    ending = PurePath(filename).suffix.lower()
    if ending in YAML_ENDINGS:
        return flat_from_document(read_yaml(content, filename), content), True
    if ending in WORKBOOK_ENDINGS:
        from faubourg.exchange.workbook.reading import flat_from_workbook

        return flat_from_workbook(content, filename), False
    raise IntakeError(
        [
            Problem(
                f"« {filename} » n’est ni un fichier YAML ni un classeur.",
                remedy="Déposer un fichier .yaml, .xlsx ou .ods.",
            )
        ]
    )


def yaml_of(contract: Contract, *, masked: bool = False, without: frozenset[str] = frozenset()) -> bytes:
    """The contract as a YAML file; `masked` hides small numbers."""
    document = export_document(contract, masked=masked, without=without)
    document = {
        name: ordered(BY_NAME[name], content) if name in BY_NAME else content for name, content in document.items()
    }
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return yaml.dump(document, Dumper=dumper, allow_unicode=True, sort_keys=False, width=120).encode()
