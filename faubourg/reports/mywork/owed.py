"""The values that a desk owes for the past year, as far as the contract runs, and those that it has to rule on."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef

from faubourg.contracts.choices import ContractState
from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract
from faubourg.indicators.choices import ContestState
from faubourg.indicators.models import Contest, Indicator, Observation
from faubourg.indicators.permissions import indicators_within
from faubourg.reports.mywork.roles import Desk


@dataclass(frozen=True)
class OwedValues:
    """How many indicators wait for their value of `year`, out of `total`; key and label of the first of them."""

    year: int
    total: int
    count: int
    first: list[tuple[str, str]]


def is_over(contract: Contract, today: date) -> bool:
    """Whether nothing more is expected of the contract: closed, or its last year has passed."""
    end = contract.extended_until or contract.end
    return contract.state == ContractState.CLOSED or bool(end and end < today.isoformat()[: len(end)])


def values_owed(user, desk: Desk, *, today: date, most: int) -> OwedValues | None:
    """None where the person enters no value, or where the contract did not run in the past year; two queries."""
    contract, year = desk.contract, today.year - 1
    if desk.reach(Verb.ENTER_VALUES) is None or (contract.start and int(contract.start[:4]) > year):
        return None
    mine = indicators_within(
        user, Verb.ENTER_VALUES, contract.current_version, contract=contract, roles=desk.roles
    ).order_by("position", "pk")
    given = Observation.objects.filter(lineage=OuterRef("lineage"), period__contains=str(year))
    counted = mine.order_by().aggregate(total=Count("pk"), lacking=Count("pk", filter=~Exists(given)))
    lacking = mine.filter(~Exists(given))
    first = list(lacking.values_list("key", "label")[:most])
    return OwedValues(year, counted["total"], counted["lacking"], first)


@dataclass(frozen=True)
class ToRule:
    """A contested value that waits: the key and label of its indicator, and who proposes another figure."""

    key: str
    label: str
    period: str
    author: str


def contests_in(contract: Contract) -> list[ToRule]:
    """The contested values of the plan in force, the oldest first; two queries, one where there is none."""
    found = Contest.objects.filter(contract=contract, state=ContestState.OPEN)
    rows = list(found.select_related("author", "organisation").order_by("opened_at", "pk"))
    if not rows:
        return []
    indicators = Indicator.objects.filter(
        version=contract.current_version_id, lineage__in={row.lineage_id for row in rows}
    )
    named = {lineage: (key, label) for lineage, key, label in indicators.values_list("lineage", "key", "label")}
    return [
        ToRule(*named[row.lineage_id], row.period, str(row.organisation or row.author or ""))
        for row in rows
        if row.lineage_id in named
    ]
