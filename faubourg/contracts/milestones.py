"""Key milestones: what their approvals make of them, and whether they are late. Read, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from faubourg.contracts.choices import ApprovalSide, ApprovalState
from faubourg.contracts.models import Contract, Milestone, MilestoneApproval
from faubourg.core.periods import last_day
from faubourg.ui.typography import partial_date


@dataclass(frozen=True, slots=True)
class FollowedMilestone:
    """A milestone with its approvals that hold, by side, those withdrawn, and why it is late if it is."""

    milestone: Milestone
    approvals: dict[str, MilestoneApproval]
    withdrawn: list[MilestoneApproval]
    late: str

    @property
    def state(self) -> ApprovalState:
        """To approve, approved by one, approved."""
        return state_of(self.approvals)

    @property
    def words(self) -> str:
        """The state in words: « approuvé par l’État, attend l’intercommunalité »."""
        if self.state != ApprovalState.BY_ONE:
            return self.state.label
        (side,) = self.approvals
        other = next(one for one in ApprovalSide if one != side)
        return f"approuvé par {ApprovalSide(side).label}, attend {other.label}"


def state_of(approvals: Iterable[str]) -> ApprovalState:
    """What the sides that approved make of a milestone."""
    sides = set(approvals)
    if sides == set(ApprovalSide):
        return ApprovalState.APPROVED
    return ApprovalState.BY_ONE if sides else ApprovalState.TO_APPROVE


def wording_of(milestone: Milestone) -> str:
    """What is approved: the label and the date of that day."""
    return f"{milestone.label} ({partial_date(milestone.date)})" if milestone.date else milestone.label


def followed_milestones(contract: Contract, *, today: date) -> list[FollowedMilestone]:
    """The milestones by date, each with its approvals; two queries. Only a key one can be late: the others wait for
    nobody."""
    rows = MilestoneApproval.objects.filter(milestone__contract=contract).order_by("pk")
    by_milestone: dict[int, list[MilestoneApproval]] = {}
    for approval in rows.select_related("approved_by", "withdrawn_by"):
        by_milestone.setdefault(approval.milestone_id, []).append(approval)
    milestones = sorted(contract.milestones.all(), key=lambda one: (one.date or "9999", one.position, one.pk))
    return [_followed(one, by_milestone.get(one.pk, []), today) for one in milestones]


def _followed(milestone: Milestone, rows: list[MilestoneApproval], today: date) -> FollowedMilestone:
    standing = {one.side: one for one in rows if one.withdrawn_at is None}
    late, day = "", last_day(milestone.date)
    if milestone.is_key and day and day < today and state_of(standing) != ApprovalState.APPROVED:
        late = f"date passée : {partial_date(milestone.date)} ; {state_of(standing).label}"
    return FollowedMilestone(milestone, standing, [one for one in rows if one.withdrawn_at], late)
