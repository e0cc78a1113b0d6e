"""What each organisation of a contract does in it, counted on distinct rows: an action counts once per role."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from faubourg.actions.choices import RoleKind
from faubourg.actions.models import Means
from faubourg.contracts.models import Contract, ListedOrganisation
from faubourg.indicators.models import Indicator

PRODUCES, BRINGS, SIGNS = "produit", "apporte", "signe"
#: What an organisation does: a role of the plan, or one of the three above; (key, in a column, in a sentence).
DOINGS: tuple[tuple[str, str, str], ...] = (
    (RoleKind.PILOT, "Pilote", "pilote"),
    (RoleKind.CO_PILOT, "Co-pilote", "co-pilote"),
    (RoleKind.PARTNER, "Partenaire", "est partenaire"),
    (RoleKind.FUNDER, "Finance", "finance"),
    (RoleKind.OPERATOR, "Opère", "opère"),
    (PRODUCES, "Indicateurs", "produit des indicateurs"),
    (BRINGS, "Moyens", "apporte des moyens"),
    (SIGNS, "Signe", "signe le contrat"),
)

Target = tuple[str, int]


@dataclass(frozen=True)
class Uses:
    """By organisation and doing, the rows concerned."""

    rows: dict[int, dict[str, set[Target]]]

    def count(self, pk: int, doing: str) -> int:
        """How many rows."""
        return len(self.rows.get(pk, {}).get(doing, ()))

    def of(self, pks: Iterable[int]) -> dict[str, int]:
        """Counts of several organisations together: an action of two services counts once."""
        together: dict[str, set[Target]] = defaultdict(set)
        for pk in pks:
            for doing, targets in self.rows.get(pk, {}).items():
                together[doing] |= targets
        return {key: len(together[key]) for key, _, _ in DOINGS}


def uses_of(contract: Contract) -> Uses:
    """What the organisations of `contract` do in its current version. Six queries."""
    rows: dict[int, dict[str, set[Target]]] = defaultdict(lambda: defaultdict(set))
    version = contract.current_version
    if version is not None:
        for organisation, role, action, node in version.roles.values_list(
            "organisation", "role", "action", "node"
        ).order_by():
            doing = PRODUCES if role == RoleKind.PRODUCER else role
            rows[organisation][doing].add(("action", action) if action else ("node", node))
        produced = Indicator.producers.through.objects.filter(indicator__version=version)
        for organisation, indicator in produced.values_list("listedorganisation", "indicator"):
            rows[organisation][PRODUCES].add(("indicator", indicator))
        brought = Means.objects.filter(action__version=version)
        for organisation, means in brought.exclude(organisation=None).values_list("organisation", "pk").order_by():
            rows[organisation][BRINGS].add(("means", means))
        funded = Means.funders.through.objects.filter(means__action__version=version)
        for organisation, means in funded.values_list("listedorganisation", "means"):
            rows[organisation][BRINGS].add(("means", means))
    for organisation, signature in contract.signatures.values_list("organisation", "pk").order_by():
        rows[organisation][SIGNS].add(("signature", signature))
    # The document may name its signatories without telling of any signature.
    for organisation in contract.organisations.filter(signatory=True).values_list("pk", flat=True).order_by():
        if not rows[organisation][SIGNS]:
            rows[organisation][SIGNS].add(("signatory", organisation))
    return Uses(rows)


@dataclass
class Tree:
    """The organisations of a contract by institution: who stands under whom."""

    rows: dict[int, ListedOrganisation]
    children: dict[int | None, list[ListedOrganisation]]

    def family(self, pk: int) -> list[int]:
        """`pk` and all its services, in the order of the document."""
        found, waiting = [], [pk]
        while waiting:
            current = waiting.pop(0)
            if current not in found:
                found.append(current)
                waiting = [child.pk for child in self.children.get(current, [])] + waiting
        return found

    def path(self, pk: int) -> list[ListedOrganisation]:
        """From the institution down to the row above `pk`."""
        above, parent = [], self.rows[pk].parent_id
        while parent in self.rows and self.rows[parent] not in above:
            above.insert(0, self.rows[parent])
            parent = self.rows[parent].parent_id
        return above


def tree_of(contract: Contract) -> Tree:
    """The organisations that `contract` lists. One query."""
    rows = {row.pk: row for row in contract.organisations.all()}
    children: dict[int | None, list[ListedOrganisation]] = defaultdict(list)
    for row in rows.values():
        children[row.parent_id if row.parent_id in rows else None].append(row)
    return Tree(rows, children)


def is_category(row: ListedOrganisation) -> bool:
    """Whether the row names a kind of actor (« bailleurs sociaux », « opérateur retenu ») rather than one body."""
    if row.is_generic is not None:
        return row.is_generic
    return row.kind.casefold().startswith(("groupe", "rôle générique", "catégorie", "collectif"))
