"""What is written beside the counts of the yearly report: figures typed from a document, texts of a year."""

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.pathways.models import PublishedValue, ReportText
from faubourg.pathways.operations.tracing import day_of, trace
from faubourg.pathways.permissions import can_lead, require
from faubourg.pathways.refusals import refuse
from faubourg.pathways.reporting import ReportSection, ReportTable

#: « 113 », « 1 234,5 », « 57 % »: what a document prints in a cell.
_PRINTED = re.compile(r"-?[\d\s\u00a0\u202f]+([.,]\d+)?[\s\u00a0\u202f]*%?")
OLDEST = 1990


@transaction.atomic
def write_published(
    *, contract: Contract, table: str, year: int, values: Mapping[str, str], page: str, by: User, at: datetime
) -> int:
    """Write the figures that a document prints for a year of a table: line → as printed, "" to take one away.

    `page` says which document and which page. Says how many lines hold a figure afterwards. Raises Refused for a year
    to come, a figure that is none, or no page.
    """
    require(can_lead(by, contract), "lead")
    if not OLDEST <= year <= day_of(at).year:
        raise refuse("published-year", first=OLDEST, last=day_of(at).year)
    told = {label: value.strip() for label, value in values.items() if value.strip()}
    if told and not page.strip():
        raise refuse("published-without-page")
    for label, value in told.items():
        if not _PRINTED.fullmatch(value):
            raise refuse("published-not-a-number", label=label, value=value[:40])
    rows = PublishedValue.objects.filter(contract=contract, report_table=ReportTable(table), year=year)
    rows.filter(label__in=values.keys() - told.keys()).delete()
    for label, value in told.items():
        PublishedValue.objects.update_or_create(
            contract=contract, report_table=ReportTable(table), year=year, label=label,
            defaults={"value": value, "page": page.strip()},
        )  # fmt: skip
    if (row := rows.order_by("pk").first()) is not None:
        trace(by=by, verb="valeurs publiées", contract=contract, row=row, at=at, fields=["value", "page"])
    return rows.count()


@transaction.atomic
def write_texts(
    *, contract: Contract, year: int, texts: Mapping[str, str], by: User, at: datetime
) -> list[ReportText]:  # fmt: skip
    """Keep the texts of the report of a year by section; an empty one is taken away. The journal keeps no word."""
    require(can_lead(by, contract), "lead")
    kept = []
    for section, text in texts.items():
        found = ReportText.objects.filter(contract=contract, year=year, section=ReportSection(section))
        row = found.first()
        if not text.strip():
            found.delete()
        elif row is None or row.text != text.strip():
            row, _ = ReportText.objects.update_or_create(
                contract=contract, year=year, section=ReportSection(section), defaults={"text": text.strip()}
            )
            trace(by=by, verb="texte du rapport", contract=contract, row=row, at=at, fields=["text"])
            kept.append(row)
    return kept
