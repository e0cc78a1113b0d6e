"""The desks of a person: one a contract, with the roles held there and what they ask for."""

from dataclasses import dataclass

from faubourg.contracts.choices import Role
from faubourg.contracts.matrix import MATRIX, Reach, Verb
from faubourg.contracts.models import Contract, Membership

#: Who can do one of these owes something to the contract: fiches to keep, values to enter, statuses to decide.
OWING = (Verb.EDIT_ACTIONS, Verb.ENTER_VALUES, Verb.PROPOSE_STATUS, Verb.VALIDATE_STATUS)


@dataclass(frozen=True)
class Desk:
    """A contract, and the roles that the person holds in it."""

    contract: Contract
    roles: tuple[Membership, ...]

    def reach(self, verb: str) -> Reach | None:
        """How far the roles go for `verb`; no query."""
        return max((found for one in self.roles if (found := MATRIX.get(one.role, {}).get(verb))), default=None)

    @property
    def owes(self) -> bool:
        """Whether a role asks for something else than reading and talking."""
        return any(self.reach(verb) for verb in OWING)

    @property
    def holds_everything(self) -> bool:
        """Whether the work is the whole contract's: the chef·fe de projet."""
        return self.reach(Verb.EDIT_ACTIONS) == Reach.ALL

    @property
    def only_reads(self) -> bool:
        """Whether the person is an élu·e and nothing else: one page is enough."""
        return {one.role for one in self.roles} == {Role.ELECTED}


def desks_of(user, *, contract: Contract | None = None) -> list[Desk]:
    """The desks of `user`, those that owe something first; only that of `contract` if it is given. One query."""
    if not user.is_authenticated or not user.is_active:
        return []
    held = Membership.objects.filter(user=user)
    if contract is not None:
        held = held.filter(contract=contract)
    rows = held.select_related("contract__current_version", "contract__territory", "organisation")
    found: dict[int, list[Membership]] = {}
    for row in rows.order_by("-contract__start", "contract__title", "contract", "pk"):
        found.setdefault(row.contract_id, []).append(row)
    desks = [Desk(contract or roles[0].contract, tuple(roles)) for roles in found.values()]
    return sorted(desks, key=lambda desk: not desk.owes)
