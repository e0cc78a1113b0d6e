"""What reviews and continuities tell of the plan before."""

from django.db.models import QuerySet

from faubourg.contracts.models import Contract
from faubourg.followup.models import Continuity, Review


def past_reviews(contract: Contract) -> QuerySet[Review]:
    """The reviews that judge the actions of the plan before: those of the campaigns that continuities start from."""
    campaigns = Continuity.objects.filter(contract=contract, review__isnull=False).order_by().values("review__campaign")
    return Review.objects.filter(contract=contract, campaign__in=campaigns).order_by("position", "pk")


def has_past(contract: Contract) -> bool:
    """Whether the document says enough of the plan before for it to be rebuilt."""
    return Continuity.objects.filter(contract=contract, review__isnull=False).exists()
