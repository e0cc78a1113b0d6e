"""A small plan to put in order."""

from faubourg.actions.models import Action
from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.models import Contract, Level, Node
from faubourg.contracts.tests.factories import NodeFactory

LEVELS = ("pilier", "objectif")


def small_plan(contract: Contract) -> dict:
    """Two pillars « 1 » and « 2 », objectives 1.1, 1.2, 2.1; actions 1.1.a to 1.1.c, one of them also under 2.1."""
    for position, name in enumerate(LEVELS):
        Level.objects.get_or_create(contract=contract, name=name, family="principal", defaults={"position": position})
    found: dict = {}

    def node(key: str, code: str, parent=None) -> Node:
        level = LEVELS[1] if parent else LEVELS[0]
        position = Node.objects.of(contract).count()
        found[key] = NodeFactory(
            contract=contract, key=key, code=code, title=f"Élément {code}", parent=parent, level_name=level,
            position=position,
        )  # fmt: skip
        return found[key]

    first = node("p1", "1")
    node("o11", "1.1", first), node("o12", "1.2", first)
    node("o21", "2.1", node("p2", "2"))
    for rank, letter in enumerate("abc"):
        places = [found["o11"], found["o21"]] if letter == "b" else [found["o11"]]
        found[letter] = ActionFactory(
            contract=contract, key=f"act-{letter}", code=f"1.1.{letter}", title=f"Action {letter}", kind="action",
            position=rank,
        )  # fmt: skip
        # One by one: the first place is the one that gives the code.
        for place in places:
            found[letter].nodes.add(place)
    return found


def order_of(contract: Contract) -> tuple[list[str], list[str]]:
    """The keys of the elements and of the actions, in the order of the document."""
    nodes = Node.objects.of(contract).order_by("position", "pk").values_list("key", flat=True)
    return list(nodes), list(Action.objects.of(contract).order_by("position", "pk").values_list("key", flat=True))
