"""Elements and actions moved in the tree of the plan: keys and lineages stay, the order and the place change."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model

from faubourg.actions.arranging.moves import MoveError, Place, check_action, check_node, reordered, siblings, step
from faubourg.actions.arranging.tree import Item, Tree, TreeAction, TreeNode, read_tree
from faubourg.actions.models import Action
from faubourg.contracts.models import Contract, Node
from faubourg.contracts.permissions import can_edit_contract
from faubourg.exchange.freezing import check_open, hold, save_entries
from faubourg.exchange.indexing import index_rows
from faubourg.exchange.schema.plan import ACTIONS, NODES
from faubourg.journal.operations import entry_for

MOVED = "place changée"
NOT_YOURS = "Ordonner le plan revient à la ou au chef·fe de projet."
NODE, ACTION = "element", "action"


class OrderChangedError(Exception):
    """Somebody moved something since the plan was shown: nothing is written."""

    def __init__(self) -> None:
        super().__init__(
            "Quelqu’un a changé l’ordre du plan depuis l’affichage de cette page. Rien n’a été déplacé : "
            "voici le plan tel qu’il est maintenant, refaites votre geste s’il est encore utile."
        )


def find_item(tree: Tree, name: str) -> Item | None:
    """The item of « element:key » or « action:key »; None for an empty name. Raises `MoveError` for an unknown one."""
    kind, _, key = name.partition(":")
    if not name:
        return None
    found = {NODE: tree.node, ACTION: tree.action}.get(kind, {}).get(key)
    if found is None:
        raise MoveError(f"« {key[:60]} » n’est plus dans le plan : vérifiez l’ordre affiché.")
    return found


def name_of(item: Item | None) -> str:
    """« element:key » or « action:key », empty for the top of the tree."""
    return "" if item is None else f"{NODE if item.is_node else ACTION}:{item.key}"


def move_step(*, contract: Contract, item: str, under: str, down: bool, **facts) -> str:
    """Move one rank up or down among its siblings under `under`; return a sentence. Raises as `move`."""

    def choose(tree: Tree) -> Place | None:
        return step(tree, find_item(tree, item), find_item(tree, under), down=down)

    return _move(contract=contract, item=item, source=under, choose=choose, **facts)


def move(*, contract: Contract, item: str, source: str, under: str, before: str, **facts) -> str:
    """Put `item`, which stands under `source`, under `under` before `before` (empty: last); return a sentence.

    Keywords: `digest` (of the tree as shown), `user`, `at`, `reason`. Raises `PermissionDenied`, `FrozenError`,
    `OrderChangedError`, `MoveError`; nothing is then written.
    """

    def choose(tree: Tree) -> Place:
        return Place(find_item(tree, under), find_item(tree, before))

    return _move(contract=contract, item=item, source=source, choose=choose, **facts)


@transaction.atomic
def _move(
    *,
    contract: Contract,
    item: str,
    source: str,
    choose: Callable[[Tree], Place | None],
    digest: str,
    user,
    at: datetime,
    reason: str = "",
) -> str:
    tree = _open(contract, digest, user)
    moved, old = find_item(tree, item), find_item(tree, source)
    if moved is None or moved not in siblings(tree, moved, old):
        raise MoveError("Cet élément n’est plus à l’endroit affiché : vérifiez l’ordre du plan.")
    place = choose(tree)
    if place is None:
        return f"« {moved.label[:80]} » est déjà à cette extrémité : rien n’a bougé."
    (check_node if isinstance(moved, TreeNode) else check_action)(tree, moved, place)
    if place.under is not old and moved in siblings(tree, moved, place.under):
        raise MoveError(f"« {moved.label[:80]} » figure déjà sous « {place.under.label[:80]} ».")
    order = reordered(tree, moved, place)
    changes = _changes(tree, moved, old, place)
    if not changes:
        return f"« {moved.label[:80]} » reste à sa place."
    _write(contract, tree, moved, old, place, order)
    _journal(contract, moved, changes, user=user, at=at, reason=reason)
    return _sentence(moved, place, contract)


@transaction.atomic
def add_place(*, contract: Contract, item: str, under: str, digest: str, user, at: datetime, reason: str = "") -> str:
    """Let an action stand under one more element. Raises as `move`."""
    tree = _open(contract, digest, user)
    action, node = find_item(tree, item), find_item(tree, under)
    if not isinstance(action, TreeAction) or not isinstance(node, TreeNode):
        raise MoveError("Choisissez une action, et l’élément sous lequel elle figure aussi.")
    check_action(tree, action, Place(node))
    if node in action.places:
        raise MoveError(f"« {action.label[:80]} » figure déjà sous « {node.label[:80]} ».")
    places = [*action.places, node]
    Action.nodes.through.objects.create(action_id=action.pk, node_id=node.pk)
    _journal(contract, action, _place_change(action.places, places), user=user, at=at, reason=reason)
    return f"« {action.label[:80]} » figure aussi sous « {node.label[:80]} »."


@transaction.atomic
def drop_place(*, contract: Contract, item: str, under: str, digest: str, user, at: datetime, reason: str = "") -> str:
    """Take an action away from one of its several elements; the last one is kept. Raises as `move`."""
    tree = _open(contract, digest, user)
    action, node = find_item(tree, item), find_item(tree, under)
    if not isinstance(action, TreeAction) or node not in action.places:
        raise MoveError("Cette action ne figure plus à cet endroit : vérifiez l’ordre affiché.")
    if len(action.places) == 1:
        raise MoveError("C’est la seule place de cette action : déplacez-la plutôt sous un autre élément.")
    places = [one for one in action.places if one is not node]
    Action.nodes.through.objects.filter(action_id=action.pk, node_id=node.pk).delete()
    _journal(contract, action, _place_change(action.places, places), user=user, at=at, reason=reason)
    return f"« {action.label[:80]} » ne figure plus sous « {node.label[:80]} »."


def _open(contract: Contract, digest: str, user) -> Tree:
    """The tree as it is now, kept from other writers until the end."""
    hold(contract)
    if not can_edit_contract(user, contract):
        raise PermissionDenied(NOT_YOURS)
    tree = read_tree(contract.current_version)
    if tree.digest != digest:
        raise OrderChangedError
    return tree


def _write(contract: Contract, tree: Tree, moved: Item, old: Item | None, place: Place, order: list[Item]) -> None:
    if place.under is not old:
        if isinstance(moved, TreeNode):
            Node.objects.filter(pk=moved.pk).update(parent=place.under and place.under.pk)
        elif isinstance(place.under, TreeAction):
            Action.objects.filter(pk=moved.pk).update(parent=place.under.pk)
        elif old is None:
            Action.nodes.through.objects.create(action_id=moved.pk, node_id=place.under.pk)
        else:
            links = Action.nodes.through.objects.filter(action_id=moved.pk, node_id=old.pk)
            links.update(node_id=place.under.pk)
    model: type[Model] = Node if isinstance(moved, TreeNode) else Action
    rows = model._default_manager.filter(version=contract.current_version_id).only("pk", "position").in_bulk()
    shifted = []
    for position, item in enumerate(order):
        row = rows[item.pk]
        if row.position != position:
            row.position = position
            shifted.append(row)
    model._default_manager.bulk_update(shifted, ["position"], batch_size=500)


def _changes(tree: Tree, moved: Item, old: Item | None, place: Place) -> dict[str, list]:
    """What the journal keeps: where it stood and where it stands, and its rank there."""
    before = list(siblings(tree, moved, old))
    after = [one for one in siblings(tree, moved, place.under) if one is not moved]
    at = after.index(place.before) if place.before in after else len(after)
    if place.before is moved:
        at = before.index(moved)
    if place.under is old and at == before.index(moved):
        return {}
    changes = {}
    if place.under is not old:
        changes["place dans l’arbre"] = [_name(old), _name(place.under)]
    changes["rang"] = [f"{before.index(moved) + 1} sur {len(before)}", f"{at + 1} sur {len(after) + 1}"]
    return changes


def _place_change(old: list[TreeNode], new: list[TreeNode]) -> dict[str, list]:
    return {"place dans l’arbre": [[node.key for node in old], [node.key for node in new]]}


def _name(item: Item | None) -> str:
    return f"{item.label[:120]} ({item.key})" if item else "en haut de l’arbre"


def _journal(contract: Contract, moved: Item, changes: dict, *, user, at: datetime, reason: str) -> None:
    section, model = (NODES, Node) if isinstance(moved, TreeNode) else (ACTIONS, Action)
    is_mend = check_open(contract=contract, section=section, user=user, reason=reason)
    row = model._default_manager.get(pk=moved.pk)
    entry = entry_for(actor=user, verb=MOVED, scope=contract.scope, target=row, at=at, changes=changes)
    save_entries(contract=contract, entries=[entry], reason=reason, corrections=[is_mend])
    index_rows(contract, {model: {moved.pk}})


def _sentence(moved: Item, place: Place, contract: Contract) -> str:
    tree = read_tree(contract.current_version)
    item, under = find_item(tree, name_of(moved)), find_item(tree, name_of(place.under))
    row = list(siblings(tree, item, under))
    where = f" sous « {under.label[:80]} »" if under else ""
    return f"« {item.label[:80]} » est maintenant au rang {row.index(item) + 1} sur {len(row)}{where}."
