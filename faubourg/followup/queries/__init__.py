"""What screens, documents and operations ask of the follow-up."""

from faubourg.followup.queries.asked import (
    asked_in,
    gaps_of,
    given_values,
    is_shared,
    people_of,
    referents_of,
    shared_in,
)
from faubourg.followup.queries.board import Row, Tally, by_organisation, by_pillar, rows_of, whole
from faubourg.followup.queries.owing import Owing, owed_by, to_validate
from faubourg.followup.queries.past import has_past, past_reviews
from faubourg.followup.queries.socle import socle_candidates, socle_of
from faubourg.followup.queries.synthesis import campaigns_reviewed, counting_reviews, synthesis

__all__ = [
    "Owing",
    "Row",
    "Tally",
    "asked_in",
    "by_organisation",
    "by_pillar",
    "campaigns_reviewed",
    "counting_reviews",
    "gaps_of",
    "given_values",
    "has_past",
    "is_shared",
    "owed_by",
    "past_reviews",
    "people_of",
    "referents_of",
    "rows_of",
    "shared_in",
    "socle_candidates",
    "socle_of",
    "synthesis",
    "to_validate",
    "whole",
]
