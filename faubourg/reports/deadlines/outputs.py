"""One year of the calendar as a sheet and as a printed document."""

from datetime import date

from faubourg.contracts.models import Contract
from faubourg.documents.blocks import Block, Column, Document, Heading, Paragraph, Table
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.reports.deadlines.calendar import Calendar, Year
from faubourg.reports.deadlines.events import Event
from faubourg.reports.wording import first_upper
from faubourg.ui.typography import partial_date, plural

_HEADS = (("Date", 1.3), ("Échéance", 4.0), ("Nature", 1.4), ("Précision", 2.6))


def year_sheet(contract: Contract, calendar: Calendar, year: Year) -> Sheet:
    """The events of the year, then what has no date, one a row."""
    columns = [
        SheetColumn("Date", 14),
        SheetColumn("Date écrite", 20),
        SheetColumn("Nature", 22),
        SheetColumn("Échéance", 60),
        SheetColumn("Précision", 44),
        SheetColumn("Manquée", 10),
    ]
    rows = [
        (event.when, partial_date(event.when) or None, event.kind_label, event.title, event.detail,
         "oui" if event.missed else "")
        for event in [*_in_order(year), *calendar.undated]
    ]  # fmt: skip
    return Sheet(f"Échéances {year.number}", columns, rows, title=f"{contract.name} : échéances {year.number}")


def year_document(contract: Contract, calendar: Calendar, year: Year, *, printed_on: date) -> Document:
    """The year month by month, then what is only known to fall in it, then what has no date."""
    counted = [plural(year.total, "échéance,échéances")]
    if year.missed:
        counted.append(plural(year.missed, "instance trop peu réunie,instances trop peu réunies"))
    blocks: list[Block] = [Paragraph(" ; ".join(counted), "lead")]
    for month in year.months:
        if month.events:
            blocks += [Heading(1, first_upper(month.name)), _table(month.events)]
    for title, events in (("Dans l’année, mois non donné", year.whole), ("Sans date", calendar.undated)):
        if events:
            blocks += [Heading(1, title), _table(events)]
    return Document(
        title=f"Échéances {year.number}",
        subtitle=contract.title,
        header=contract.name,
        printed_on=printed_on,
        landscape=True,
        blocks=tuple(blocks),
        keywords=("échéances", "calendrier", "contrat de ville"),
    )


def _in_order(year: Year) -> list[Event]:
    return sorted([*year.whole, *(event for month in year.months for event in month.events)], key=lambda one: one.when)


def _table(events: list[Event]) -> Table:
    rows = tuple(
        (
            partial_date(event.when) or "sans date",
            event.title,
            event.kind_label,
            f"{event.detail} (manquée)" if event.missed else event.detail,
        )
        for event in events
    )
    return Table(tuple(Column(title, width) for title, width in _HEADS), rows)
