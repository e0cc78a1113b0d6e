"""What the people of the cohort stand on: structures, référents, words of the lists, places."""

from dataclasses import dataclass, field
from datetime import datetime

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.pathways.models import Agent, JobRule, Structure, Term


@dataclass
class Ground:
    """`terms`: (list, code, else word) → term."""

    contract: Contract
    structures: list[Structure]
    agents: list[Agent]
    coordinator: User
    at: datetime
    terms: dict[tuple[str, str], Term]
    quarters: list[ListedTerritory]
    communes: list[ListedTerritory]
    rules: dict[str, JobRule] = field(default_factory=dict)

    def __post_init__(self) -> None:
        joined = JobRule.objects.of(self.contract).select_related("contract_type", "row", "category")
        self.rules = {rule.row.label: rule for rule in joined}

    def term(self, kind: str, name: str) -> Term | None:
        """The word of a list by its code or itself; None for no name."""
        return self.terms[kind, name] if name else None

    def first(self, kind: str, rank: int = 0) -> Term:
        """A word of a list by its rank, turning."""
        found = [term for (one, _), term in self.terms.items() if one == kind]
        found.sort(key=lambda term: (term.position, term.pk))
        return found[rank % len(found)]
