"""Which parts of an action or an element a person may change now: their rights, and the lock of adopted versions."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from faubourg.actions.models import Action
from faubourg.amendments.permissions import can_manage_versions
from faubourg.contracts.choices import VersionState
from faubourg.contracts.matrix import Reach, Verb
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import held, reach
from faubourg.exchange.freezing import has_lock
from faubourg.exchange.parts import PARTS, Part, Rows
from faubourg.exchange.rights import NOTHING, can_add, open_fields
from faubourg.exchange.schema.freezing import frozen_fields, is_frozen_section
from faubourg.exchange.schema.plan import ACTIONS, INDICATORS, MEANS, NODES, ROLES, SCHEME_LINKS
from faubourg.exchange.schema.section import Section
from faubourg.indicators.permissions import indicators_within

#: Rows that those who keep an action add, change and take away with it.
HANGING = (ROLES, MEANS, SCHEME_LINKS)


@dataclass(frozen=True)
class PartRights:
    """What `user` may do on one action or element (`owner`) of the contract's version."""

    user: object
    contract: Contract
    owner: Model
    holds_plan: bool
    own: frozenset[str]
    is_locked: bool  # the version is submitted or adopted
    can_mend: bool  # adopted, and the person may mend it with a reason

    @property
    def section(self) -> Section:
        """The section of the owner."""
        return ACTIONS if isinstance(self.owner, Action) else NODES

    def unlocked(self, section: Section, names: frozenset[str]) -> frozenset[str]:
        """Those of `names` that the state of the version lets change, with a reason if need be."""
        if not self.is_locked or self.can_mend:
            return names
        return names - frozenset(frozen_fields(section.name, names))

    def fields(self, part: Part) -> tuple[str, ...]:
        """The fields of the owner's record that the form of the part asks."""
        allowed = self.unlocked(self.section, self.own)
        return tuple(name for name in part.fields if name in allowed)

    def row_fields(self, rows: Rows, row: Model) -> tuple[str, ...]:
        """The fields that the form of one row asks."""
        allowed = open_fields(user=self.user, contract=self.contract, section=rows.section, row=row)
        allowed = self.unlocked(rows.section, allowed)
        limited = [name for name, values in rows.only.items() if len(values) == 1]
        return tuple(name for name in rows.asked if name in allowed and name not in limited)

    def may_add(self, rows: Rows) -> bool:
        """Whether a row may be added."""
        values = rows.fixed(self.owner)
        return self._lets_rows_move(rows.section) and can_add(
            user=self.user, contract=self.contract, section=rows.section, values=values
        )

    def may_remove(self, rows: Rows) -> bool:
        """Whether rows may be taken away; rows with a page of their own leave from there."""
        keeps = self.holds_plan or (bool(self.own) and rows.section in HANGING)
        return keeps and self._lets_rows_move(rows.section) and not rows.opens_page

    def changeable(self, rows: Rows, found: Iterable[Model]) -> set[int]:
        """The numbers of those of `found` that the person may change; at most a few queries for all of them."""
        asked = self.unlocked(rows.section, frozenset(rows.asked))
        if not asked or rows.opens_page:
            return set()
        pks = {row.pk for row in found}
        if self.holds_plan or (self.own and rows.section in HANGING):
            return pks
        return pks & set(self._kept_indicators().values_list("pk", flat=True)) if rows.section is INDICATORS else set()

    def may_order(self, rows: Rows) -> bool:
        """Whether rows may change places: with the right to keep the action, or the whole plan."""
        keeps = self.holds_plan or (bool(self.own) and rows.section in (*HANGING, ACTIONS))
        return keeps and self._lets_rows_move(rows.section)

    def _lets_rows_move(self, section: Section) -> bool:
        return not self.is_locked or self.can_mend or not is_frozen_section(section.name)

    def opens(self, part: Part, *, has_rows: bool = True) -> bool:
        """Whether the part shows « Modifier » to the person; `has_rows` False: no row hangs on the owner yet."""
        if self.fields(part):
            return True
        rows = part.rows
        if rows is None:
            return False
        if self.may_order(rows):
            return True
        if not has_rows or rows.opens_page:
            return False
        if rows.section is INDICATORS:
            return self._kept_indicators().exists()
        if rows.section in HANGING:
            return bool(self.own) and bool(self.unlocked(rows.section, frozenset(rows.asked)))
        return False

    def _kept_indicators(self) -> QuerySet:
        within = indicators_within(
            self.user, Verb.EDIT_INDICATORS, self.contract.current_version, contract=self.contract
        )
        return within.filter(**{"actions" if self.section is ACTIONS else "nodes": self.owner.pk})


def part_rights(*, user, contract: Contract, owner: Model) -> PartRights:
    """The rights of `user` on `owner`, an action or an element; a fixed number of queries."""
    holds_plan = reach(user, Verb.EDIT_PLAN, contract, roles=held(user, contract)) == Reach.ALL
    section = ACTIONS if isinstance(owner, Action) else NODES
    if holds_plan:
        own = frozenset(section.by_name)
    else:
        own = open_fields(user=user, contract=contract, section=section, row=owner) or NOTHING
    locked = has_lock(contract)
    adopted = locked and contract.current_version.state != VersionState.SUBMITTED
    return PartRights(
        user=user,
        contract=contract,
        owner=owner,
        holds_plan=holds_plan,
        own=own,
        is_locked=locked,
        can_mend=adopted and holds_plan and can_manage_versions(user, contract),
    )


def open_parts(rights: PartRights, filled: frozenset[str]) -> frozenset[str]:
    """The addresses of the parts that show « Modifier »; `filled` names those on which rows hang already."""
    parts = PARTS[rights.section.name]
    return frozenset(slug for slug, part in parts.items() if rights.opens(part, has_rows=slug in filled))
