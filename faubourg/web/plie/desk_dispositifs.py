"""What the guichet des clauses and a crèche find on their desk in the morning."""

from datetime import date

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import ChildcareState
from faubourg.pathways.models import Market
from faubourg.pathways.queries.childcare import requests_seen
from faubourg.pathways.queries.clauses import contracts_seen, hourless, unevaluated

SHOWN = 10


def guichet_part(user, contract: Contract, *, on: date) -> dict:
    """Markets and contracts under way, missions to evaluate, contracts whose last month has no hours."""
    rows = contracts_seen(user, contract)
    evaluating, late = unevaluated(rows, on=on), hourless(rows, on=on)
    return {
        "markets": sum(market.state_on(on) == "en cours" for market in Market.objects.of(contract).order_by("pk")),
        "running": rows.filter(start__lte=on).exclude(end__lt=on).count(),
        "evaluating": evaluating.order_by("end", "pk")[:SHOWN],
        "evaluating_count": evaluating.count(),
        "late": late.order_by("start", "pk")[:SHOWN],
        "late_count": late.count(),
    }


def nursery_part(user, contract: Contract) -> dict:
    """Demands that wait for an answer, children who are received."""
    rows = requests_seen(user, contract)
    return {
        "waiting": rows.filter(state=ChildcareState.WAITING).order_by("date", "pk"),
        "placed": rows.filter(state=ChildcareState.PLACED).order_by("start", "pk"),
    }
