"""How many values a contract holds, counted by the database: what a page says of many rows without reading them."""

from dataclasses import dataclass

from django.db.models import Count, Q

from faubourg.contracts.models import Contract
from faubourg.indicators.models import Observation

SEX = "sexe"
#: A value says a number: alone, as a range, or as a share.
_NUMBER = Q(value__isnull=False) | Q(minimum__isnull=False) | Q(maximum__isnull=False) | Q(numerator__isnull=False)


@dataclass(frozen=True)
class PeriodTotal:
    """The values of a period: `indicators` that have one, `values`, those that say a number, those told by sex."""

    period: str
    indicators: int
    values: int
    numbers: int
    by_sex: int


def totals_by_period(contract: Contract) -> list[PeriodTotal]:
    """One line a period as it is written, the newest first; one query, each value in one line."""
    counted = (
        Observation.objects.filter(contract=contract)
        .order_by("-period")
        .values("period")
        .annotate(
            indicators=Count("lineage", distinct=True),
            values_count=Count("pk"),
            numbers=Count("pk", filter=_NUMBER),
            by_sex=Count("pk", filter=Q(breakdown__has_key=SEX)),
        )
    )
    return [
        PeriodTotal(row["period"], row["indicators"], row["values_count"], row["numbers"], row["by_sex"])
        for row in counted
    ]
