"""Small reads about the PLIE itself that other apps may have: no person, no row of a file."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Min, Q, Sum

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Agent, Pathway, Prescription, Protocol, ReportText, Session, Structure

#: No PLIE is older.
EARLIEST = 1990


@dataclass(frozen=True)
class Frame:
    """The rules of a protocol, and who follows: numbers of a year."""

    measure_months: int
    maximum_months: int
    close_days: int
    close_months: int
    later_days: int
    referents: int
    equivalents: Decimal
    sessions: tuple[date, ...]


def first_year(contract: Contract) -> int | None:
    """The first year that the records tell whole; None: all of them."""
    return Protocol.objects.filter(contract=contract).values_list("records_from", flat=True).first()


def counted_years(contract: Contract, on: date) -> list[int]:
    """The years that the records tell, up to that day's, the latest first; three queries at most."""
    first = first_year(contract)
    if first is None:
        entered = Pathway.objects.filter(contract=contract).aggregate(n=Min("entered_on"))["n"]
        prescribed = Prescription.objects.filter(contract=contract).aggregate(n=Min("date"))["n"]
        first = min((day.year for day in (entered, prescribed) if day), default=on.year)
    # A day mistyped in another century offers no hundred years.
    return list(range(on.year, max(min(first, on.year), EARLIEST) - 1, -1))


def frame_of(contract: Contract, first: date, last: date) -> Frame:
    """The protocol as it is, and who was there from a day to another; four queries."""
    rules = Protocol.objects.filter(contract=contract).first() or Protocol(contract=contract)
    there = Agent.objects.filter(Q(end=None) | Q(end__gte=first), contract=contract, start__lte=last)
    referents = there.filter(role=AgentRole.REFERENT).aggregate(n=Count("user", distinct=True))["n"]
    opened = Structure.objects.filter(Q(closed_on=None) | Q(closed_on__gte=first), contract=contract)
    held = Session.objects.filter(contract=contract, date__range=(first, last)).exclude(
        state__in=("preparee", "annulee")
    )
    return Frame(
        rules.measure_months, rules.maximum_months, rules.close_days, rules.close_months, rules.later_days,
        referents, opened.aggregate(n=Sum("fte"))["n"] or Decimal(0),
        tuple(held.order_by("date").values_list("date", flat=True)),
    )  # fmt: skip


def texts_of(contract: Contract, year: int) -> dict[str, str]:
    """The sections of the report of a year that are written: code of ReportSection → text."""
    return dict(ReportText.objects.filter(contract=contract, year=year).values_list("section", "text"))
