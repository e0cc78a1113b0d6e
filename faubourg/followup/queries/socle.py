"""The socle of a contract: who said what of each general commitment in a year, and who said nothing."""

from collections import Counter
from dataclasses import dataclass

from faubourg.actions.models import Action
from faubourg.contracts.models import Contract, ListedOrganisation
from faubourg.followup.choices import Compliance
from faubourg.followup.models import CommitmentYear, CoreCommitment


@dataclass(frozen=True)
class SocleLine:
    """A signatory, and its answer to each commitment in their order; None: nothing was said."""

    organisation: ListedOrganisation
    answers: list[CommitmentYear | None]

    @property
    def said(self) -> int:
        """How many commitments were answered."""
        return sum(answer is not None for answer in self.answers)


@dataclass(frozen=True)
class Socle:
    """The commitments with their action in the plan read, and a line a signatory."""

    year: int
    commitments: list[tuple[CoreCommitment, Action | None]]
    lines: list[SocleLine]

    @property
    def expected(self) -> int:
        """Answers that the year should have."""
        return len(self.commitments) * len(self.lines)

    @property
    def said(self) -> int:
        """Those that it has."""
        return sum(line.said for line in self.lines)

    @property
    def outcomes(self) -> list[tuple[str, str, int]]:
        """Each outcome, its label, how many answers give it."""
        counted = Counter(answer.outcome for line in self.lines for answer in line.answers if answer)
        return [(value, label, counted[value]) for value, label in Compliance.choices]


def socle_of(contract: Contract, year: int) -> Socle:
    """The socle in a year; four queries."""
    rows = list(CoreCommitment.objects.filter(contract=contract).order_by("position", "pk"))
    actions = Action.objects.filter(version=contract.current_version_id, lineage__in=[row.lineage_id for row in rows])
    by_lineage = {action.lineage_id: action for action in actions.order_by("pk")}
    said = CommitmentYear.objects.filter(commitment__in=rows, year=year).select_related("written_by").order_by("pk")
    answers = {(one.organisation_id, one.commitment_id): one for one in said}
    signatories = ListedOrganisation.objects.of(contract).filter(signatory=True).order_by("position", "pk")
    lines = [SocleLine(one, [answers.get((one.pk, row.pk)) for row in rows]) for one in signatories]
    return Socle(year, [(row, by_lineage.get(row.lineage_id)) for row in rows], lines)


def socle_candidates(contract: Contract) -> list[Action]:
    """Actions of the whole contract, that no organisation carries alone: those from which the socle is chosen."""
    rows = Action.objects.filter(version=contract.current_version_id, transversal=True, parent__isnull=True)
    return list(rows.filter(sheet__isnull=True).order_by("position", "pk"))
