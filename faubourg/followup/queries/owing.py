"""What a person owes to the open campaigns of a contract, and what waits there for who runs them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from faubourg.contracts.models import Contract
from faubourg.followup.choices import OWED, CampaignState, LineState
from faubourg.followup.models import Campaign, CampaignRequest


@dataclass(frozen=True)
class Owing:
    """A request that waits for an answer: how many of its lines, of which how many were sent back."""

    request: CampaignRequest
    count: int
    to_correct: int


def owed_by(user, contract: Contract, *, theirs: Iterable[int]) -> list[Owing]:
    """The requests that wait for `user`: theirs by name, and those of `theirs`, organisations, that are nobody's."""
    mine = Q(referent=user) | Q(referent=None, organisation__in=theirs)
    rows = CampaignRequest.objects.filter(mine, campaign__contract=contract, campaign__state=CampaignState.OPEN)
    rows = rows.select_related("campaign", "organisation").annotate(
        owed=Count("lines", filter=Q(lines__state__in=OWED)),
        sent_back=Count("lines", filter=Q(lines__state=LineState.TO_CORRECT)),
    )
    found = list(rows.filter(owed__gt=0).order_by("campaign__deadline", "organisation__name", "pk"))
    for row in found:
        row.campaign.contract = contract
    return [Owing(row, row.owed, row.sent_back) for row in found]


def to_validate(contract: Contract) -> list[tuple[Campaign, int]]:
    """The open campaigns with lines that were sent, and how many."""
    sent = Count("requests__lines", filter=Q(requests__lines__state=LineState.SUBMITTED))
    rows = Campaign.objects.of(contract).filter(state=CampaignState.OPEN).annotate(sent=sent)
    found = list(rows.filter(sent__gt=0).order_by("deadline", "pk"))
    for row in found:
        row.contract = contract
    return [(row, row.sent) for row in found]
