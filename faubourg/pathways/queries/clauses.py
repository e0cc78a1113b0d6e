"""What the guichet des clauses reports: hours and their ETP, markets by donneur d'ordre, persons, quarters."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from faubourg.contracts.models import Contract
from faubourg.pathways.models import ClauseContract, ClauseHours, Market, Protocol
from faubourg.pathways.queries.counting import Profile, during, profile, quarters


@dataclass(frozen=True)
class Work:
    """Hours of a period, and what they are worth in full-time equivalents of a whole year, to one decimal."""

    hours: Decimal
    fte_hours: int

    @property
    def fte(self) -> Decimal:
        """43,400 hours of 1,607 are 27.0 ETP (line 794)."""
        return (self.hours / self.fte_hours).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Summary:
    """A period of the clauses."""

    work: Work
    profile: Profile
    companies: int
    followed: int


@dataclass(frozen=True)
class BuyerLine:
    """A line of the table by donneur d'ordre; several of them may share it."""

    label: str
    buyers: int
    operations: int
    markets: int
    hours: Decimal


@dataclass(frozen=True)
class Quarter:
    """A line of the quarterly table."""

    label: str
    hours: Decimal
    profile: Profile


def contracts_seen(user, contract: Contract) -> QuerySet[ClauseContract]:
    """The clause contracts that `user` sees, with what a line shows."""
    joined = (
        "beneficiary__participant", "beneficiary__contract", "market__operation__buyer", "lot", "company", "employer",
        "contract_type", "commune", "territory",
    )  # fmt: skip
    return ClauseContract.objects.for_user(user).of(contract).select_related(*joined)


def in_period(rows: QuerySet[ClauseContract], first: date, last: date) -> QuerySet[ClauseContract]:
    """Contracts of a period: their dates touch it, or hours were worked in it."""
    worked = ClauseHours.objects.filter(
        clause_contract=OuterRef("pk"), month__gte=first.replace(day=1), month__lte=last
    )
    return rows.filter(during(first, last) | Exists(worked))


def hours_of(rows: QuerySet[ClauseContract], first: date, last: date) -> QuerySet[ClauseHours]:
    """The hours of these contracts in a period."""
    found = ClauseHours.objects.filter(clause_contract__in=rows.order_by().values("pk"))
    return found.filter(month__gte=first.replace(day=1), month__lte=last)


def fte_hours_of(contract: Contract) -> int:
    """Hours of a full-time equivalent in a year: a setting of the PLIE."""
    protocol = Protocol.objects.filter(contract=contract).first() or Protocol()
    return protocol.fte_hours


def summary(contract: Contract, rows: QuerySet[ClauseContract], first: date, last: date) -> Summary:
    """The figures of a period; five queries."""
    found = in_period(rows, first, last)
    hours = hours_of(rows, first, last).aggregate(total=Sum("hours"))["total"] or Decimal(0)
    companies = found.order_by().values("company").distinct().count()
    followed = found.exclude(beneficiary__participant=None).order_by()
    return Summary(
        Work(hours, fte_hours_of(contract)), profile(found), companies,
        followed.values("beneficiary__participant").distinct().count(),
    )  # fmt: skip


def by_buyer(contract: Contract, rows: QuerySet[ClauseContract], first: date, last: date) -> list[BuyerLine]:
    """The table by donneur d'ordre: markets that were active and the hours of the period; two queries."""
    worked = hours_of(rows, first, last).order_by().values("clause_contract__market").annotate(total=Sum("hours"))
    hours = {row["clause_contract__market"]: row["total"] for row in worked}
    lines: dict[str, list[Market]] = defaultdict(list)
    for market in active_markets(contract, first, last, also=hours):
        buyer = market.operation.buyer
        lines[buyer.line or buyer.name].append(market)
    return [
        BuyerLine(
            label,
            len({market.operation.buyer_id for market in markets}),
            len({market.operation_id for market in markets}),
            len(markets),
            sum((hours.get(market.pk, Decimal(0)) for market in markets), Decimal(0)),
        )
        for label, markets in sorted(lines.items())
    ]


def active_markets(contract: Contract, first: date, last: date, *, also=()) -> list[Market]:
    """Markets whose dates touch a period, or where somebody works then; `also` adds some by number."""
    rows = Market.objects.of(contract).select_related("operation__buyer")
    dated = Q(start__isnull=False) & during(first, last)
    at_work = Exists(ClauseContract.objects.filter(during(first, last), market=OuterRef("pk")))
    return list(rows.filter(dated | at_work | Q(pk__in=list(also))).order_by("operation__buyer__name", "name", "pk"))


def quarterly(rows: QuerySet[ClauseContract], year: int) -> list[Quarter]:
    """The four quarters of a year; persons count once in each, so that quarters do not add up to the year."""
    found = []
    for label, first, last in quarters(year):
        hours = hours_of(rows, first, last).aggregate(total=Sum("hours"))["total"] or Decimal(0)
        found.append(Quarter(label, hours, profile(in_period(rows, first, last))))
    return found


def markets_with_hours(contract: Contract, rows: QuerySet[ClauseContract]) -> list[tuple[Market, Decimal]]:
    """Every market and the hours worked in it so far, in the contracts that are seen; two queries."""
    worked = ClauseHours.objects.filter(clause_contract__in=rows.order_by().values("pk")).order_by()
    hours = {
        row["clause_contract__market"]: row["total"]
        for row in worked.values("clause_contract__market").annotate(total=Sum("hours"))
    }
    markets = Market.objects.of(contract).select_related("operation__buyer")
    ordered = markets.order_by("operation__buyer__name", "operation__name", "name", "pk")
    return [(market, hours.get(market.pk, Decimal(0))) for market in ordered]


def unevaluated(rows: QuerySet[ClauseContract], *, on: date) -> QuerySet[ClauseContract]:
    """Contracts that are over and whose end of mission nobody evaluated."""
    return rows.filter(end__lt=on, evaluation=None)


def hourless(rows: QuerySet[ClauseContract], *, on: date) -> QuerySet[ClauseContract]:
    """Contracts at work through the whole of last month, without hours of that month."""
    last = on.replace(day=1) - timedelta(days=1)
    month = last.replace(day=1)
    worked = ClauseHours.objects.filter(clause_contract=OuterRef("pk"), month=month)
    return rows.filter(Q(end=None) | Q(end__gte=last), ~Exists(worked), start__lte=month)


def years_of(rows: QuerySet[ClauseContract]) -> list[int]:
    """The years that have hours or contracts, the latest first."""
    worked = ClauseHours.objects.filter(clause_contract__in=rows.order_by().values("pk"))
    found = {day.year for day in worked.dates("month", "year")} | {day.year for day in rows.dates("start", "year")}
    return sorted(found, reverse=True)
