"""Where an item goes, and what the order becomes: nothing is lost, and what does not move keeps its relative order."""

from collections.abc import Sequence
from dataclasses import dataclass

from faubourg.actions.arranging.tree import Item, Tree, TreeAction, TreeNode


class MoveError(ValueError):
    """A move that the plan does not allow; the message is a French sentence."""


@dataclass(frozen=True)
class Place:
    """Where something stands: under `under` (None: at the top, or nowhere), before `before` (None: last)."""

    under: Item | None
    before: Item | None = None


def siblings(tree: Tree, item: Item, under: Item | None) -> Sequence[Item]:
    """What stands beside `item` under `under`, itself included, in order."""
    if isinstance(item, TreeNode):
        return under.children if under else tree.roots
    if isinstance(under, TreeNode):
        return under.actions
    return under.children if under else tree.unplaced


def step(tree: Tree, item: Item, under: Item | None, *, down: bool) -> Place | None:
    """The place one rank higher or lower among its siblings; None when it is already at that end."""
    row = siblings(tree, item, under)
    at = row.index(item)
    if down:
        return None if at + 1 == len(row) else Place(under, row[at + 2] if at + 2 < len(row) else None)
    return None if at == 0 else Place(under, row[at - 1])


def check_node(tree: Tree, node: TreeNode, place: Place) -> None:
    """Refuse a cycle, a level out of its rank, a neighbour that stands elsewhere."""
    under = place.under
    if isinstance(under, TreeAction):
        raise MoveError("Un élément de l’arbre ne se place pas sous une action.")
    if under in list(node.walk()):
        raise MoveError("Un élément ne peut pas être placé sous lui-même ni sous ce qu’il contient.")
    if not tree.may_nest(node, under):
        where = f"sous « {under.label[:80]} » ({under.kind})" if under else "en haut de l’arbre"
        raise MoveError(f"Dans ce contrat, un élément « {node.kind} » ne se place pas {where}.")
    _check_before(tree, node, place)


def check_action(tree: Tree, action: TreeAction, place: Place) -> None:
    """Refuse a cycle, a part of a part, an element that holds no action, a neighbour that stands elsewhere."""
    under = place.under
    if isinstance(under, TreeNode):
        if action.parent is not None:
            raise MoveError("Une sous-action suit sa fiche : déplacez la fiche, ou placez-la sous une autre fiche.")
        if not tree.may_host(under):
            raise MoveError(f"Dans ce contrat, aucune action ne se place sous un élément « {under.kind} ».")
    elif isinstance(under, TreeAction):
        if action.parent is None:
            raise MoveError("Seule une sous-action se place sous une fiche ; cette action se place dans l’arbre.")
        if under.parent is not None or under in list(action.walk()):
            raise MoveError("Une sous-action se place sous une fiche, pas sous une autre sous-action.")
    elif action.parent is not None or action.places:
        raise MoveError("Cette action a une place : choisissez sous quel élément elle va.")
    _check_before(tree, action, place)


def _check_before(tree: Tree, item: Item, place: Place) -> None:
    if place.before is not None and place.before not in siblings(tree, item, place.under):
        raise MoveError("L’élément devant lequel placer celui-ci n’est plus à cet endroit : vérifiez l’ordre affiché.")


def reordered(tree: Tree, item: Item, place: Place) -> list[Item]:
    """The whole list of the item's kind once it stands at `place`, what it holds following it."""
    whole: Sequence[Item] = tree.nodes if isinstance(item, TreeNode) else tree.actions
    if place.before is item:
        return list(whole)
    moving = set(item.walk())
    block = [one for one in whole if one in moving]
    rest = [one for one in whole if one not in moving]
    if place.before is not None:
        at = rest.index(place.before)
    else:
        beside = [one for one in siblings(tree, item, place.under) if one not in moving]
        anchor = _last_of(beside[-1], rest) if beside else _own_rank(place.under, item, rest)
        at = rest.index(anchor) + 1 if anchor is not None else _same_rank(item, whole, moving)
    return [*rest[:at], *block, *rest[at:]]


def _last_of(item: Item, rest: list[Item]) -> Item:
    """The last in the document of an item and all that it holds."""
    held = set(item.walk())
    return next(one for one in reversed(rest) if one in held)


def _own_rank(under: Item | None, item: Item, rest: list[Item]) -> Item | None:
    """Alone under its new place: just after what holds it, where that is of the same list."""
    return under if under is not None and under in rest else None


def _same_rank(item: Item, whole: Sequence[Item], moving: set[Item]) -> int:
    """How many others stand before the item now: its rank in the document does not change."""
    return sum(1 for one in whole[: whole.index(item)] if one not in moving)
