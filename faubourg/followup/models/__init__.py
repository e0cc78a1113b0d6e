"""The models of the follow-up, one module an aggregate."""

from faubourg.followup.models.campaigns import Campaign
from faubourg.followup.models.links import PersonalLink
from faubourg.followup.models.requests import CampaignRequest, RequestLine
from faubourg.followup.models.reviews import Continuity, HeldCount, Review
from faubourg.followup.models.socle import CommitmentYear, CoreCommitment

__all__ = [
    "Campaign",
    "CampaignRequest",
    "CommitmentYear",
    "Continuity",
    "CoreCommitment",
    "HeldCount",
    "PersonalLink",
    "RequestLine",
    "Review",
]
