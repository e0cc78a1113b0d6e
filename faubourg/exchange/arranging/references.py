"""References of an action or an element, named by their codes as a document writes them, then added as rows."""

from collections.abc import Iterable
from datetime import datetime

from faubourg.actions.arranging.codes import Found, expand, read_ranges
from faubourg.actions.arranging.tree import Item, Tree
from faubourg.actions.models import CrossReference
from faubourg.contracts.models import Contract
from faubourg.exchange.arranging.edits import Edits, apply_edits
from faubourg.exchange.schema.document import CROSS_REFERENCES


def expanded(tree: Tree, text: str, *, among: str = "") -> list[Found]:
    """What a text such as « 15 à 17, 21 et 3.2 » names. `among`: « action » or « element » to look in one kind only."""
    items: list[Item] = []
    if among != "action":
        items += tree.nodes
    if among != "element":
        items += tree.actions
    return expand(read_ranges(text), items)


def known_targets(contract: Contract, source: Item) -> set[tuple[bool, int]]:
    """What `source` refers to already, as (is an element, primary key)."""
    column = "from_node" if source.is_node else "from_action"
    rows = CrossReference.objects.filter(version=contract.current_version_id, **{column: source.pk})
    found = set()
    for action, node in rows.order_by().values_list("to_action_id", "to_node_id"):
        found.add((True, node) if node else (False, action))
    return found


def add_references(
    *, contract: Contract, source: Item, targets: Iterable[Item], kind: str, printed: str, user, at: datetime, reason=""
) -> int:
    """Add a reference from `source` to each of `targets` that it does not refer to yet; return how many.

    Raises as `apply_edits`.
    """
    known = known_targets(contract, source)
    fresh = [one for one in dict.fromkeys(targets) if (one.is_node, one.pk) not in known and one.key != source.key]
    column = CROSS_REFERENCES.model._meta.get_field("printed")
    values = {"from": source.key, "kind": kind.strip(), "printed": printed.strip()[: column.max_length]}
    edits = Edits(added=[(CROSS_REFERENCES, values | {"to": one.key}) for one in fresh])
    if edits:
        apply_edits(contract=contract, edits=edits, user=user, at=at, reason=reason)
    return len(fresh)
