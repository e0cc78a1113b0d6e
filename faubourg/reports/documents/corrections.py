"""Corrections matérielles of a version, as the plan prints them: when, what, why (DESIGN section 2)."""

from collections.abc import Iterator
from typing import Any

from faubourg.amendments.models import Correction
from faubourg.amendments.queries import corrections_of
from faubourg.contracts.models import Contract
from faubourg.documents.blocks import Block, Column, Heading, PageBreak, Table
from faubourg.reports.wording import first_upper
from faubourg.ui.typography import day, nbsp

NOTHING = "vide"
LONGEST = 400


def correction_blocks(contract: Contract) -> Iterator[Block]:
    """The list of what was mended in the version that the contract speaks of; nothing when nothing was."""
    found = list(corrections_of(contract.current_version)) if contract.current_version else []
    if found:
        yield PageBreak()
        yield Heading(1, "Corrections matérielles")
        columns = (Column("Date", 0.8), Column("Ligne", 2), Column("Correction", 3), Column("Motif", 2))
        yield Table(columns, tuple(_row(correction) for correction in found), compact=True)


def _row(correction: Correction) -> tuple:
    entry = correction.entry
    changes = tuple(
        nbsp(f"{first_upper(title)} : {_value(old)} → {_value(new)}") for title, (old, new) in entry.changes.items()
    )
    return day(entry.at.date()), nbsp(entry.label), changes or entry.verb, nbsp(entry.reason)


def _value(value: Any) -> str:
    text = (
        " ; ".join(map(str, value)) if isinstance(value, list) else str(value) if value not in (None, "") else NOTHING
    )
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
