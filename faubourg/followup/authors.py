"""Who answers a campaign: a person with an account, or whoever holds a personal link."""

from dataclasses import dataclass

from faubourg.accounts.models import User
from faubourg.followup.models import PersonalLink
from faubourg.journal.models import BY_LINK


@dataclass(frozen=True)
class Author:
    """One of the two is given."""

    user: User | None = None
    link: PersonalLink | None = None

    @property
    def via(self) -> str:
        """« par lien personnel, CAF »; empty for a person with an account."""
        return f"{BY_LINK}, {self.link.request.organisation}" if self.link else ""

    @property
    def told(self) -> dict:
        """How the journal names the author."""
        return {"actor": self.user, "reason": self.via}
