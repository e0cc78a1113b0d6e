"""The values that a desk owes: indicators without any for the past year, as far as the contract runs."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef

from faubourg.contracts.choices import ContractState
from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract
from faubourg.indicators.models import Observation
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
