"""What screens, documents and operations ask of the follow-up."""

from faubourg.followup.queries.asked import (
    asked_in,
    gaps_of,
    given_values,
    people_of,
    referents_of,
)
from faubourg.followup.queries.past import has_past, past_reviews

__all__ = [
    "asked_in",
    "gaps_of",
    "given_values",
    "has_past",
    "past_reviews",
    "people_of",
    "referents_of",
]
