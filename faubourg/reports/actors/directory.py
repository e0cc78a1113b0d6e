"""The directory of actors by theme: under each node of one level of the tree, who does something there."""

from collections import defaultdict
from dataclasses import dataclass, field

from faubourg.actions.choices import RoleKind
from faubourg.contracts.choices import LevelFamily
from faubourg.contracts.models import Contract, ListedOrganisation, Node
from faubourg.reports.actors.uses import Tree, is_category, tree_of
from faubourg.reports.wording import plural_name

ORDER = (RoleKind.PILOT, RoleKind.CO_PILOT, RoleKind.OPERATOR, RoleKind.FUNDER, RoleKind.PARTNER, RoleKind.PRODUCER)
FEW_THEMES, MANY_THEMES = 4, 20


@dataclass
class Entry:
    """An actor under a theme: how many actions for each role, whom to ask, what it holds."""

    row: ListedOrganisation
    path: tuple[ListedOrganisation, ...]
    roles: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    posts: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()

    @property
    def role_counts(self) -> list[tuple[str, int]]:
        """« pilote », 12: the strongest role first."""
        return [(RoleKind(role).label, len(self.roles[role])) for role in ORDER if role in self.roles]

    @property
    def rank(self) -> tuple:
        """Who pilots most comes first."""
        return (*(-len(self.roles.get(role, ())) for role in ORDER), self.row.name)


@dataclass(frozen=True)
class Theme:
    """A node and its actors; without node: what hangs nowhere in the tree."""

    node: Node | None
    entries: list[Entry]

    @property
    def title(self) -> str:
        """What is printed as the heading."""
        return self.node.title if self.node else "Hors de l’arbre du plan"


@dataclass(frozen=True)
class Directory:
    """The whole directory. `levels`: by which levels it may be cut; `level`: the one chosen."""

    themes: list[Theme]
    level: str
    levels: list[tuple[str, str]]
    actors: int


def directory_of(contract: Contract, level: str = "") -> Directory:
    """The directory of `contract` by the nodes of `level` (a name; else the first level with 4 to 20 nodes).

    Seven queries whatever the number of rows.
    """
    nodes = _nodes(contract)
    levels = _levels(contract, nodes)
    chosen = level if level in dict(levels) else _default_level(nodes, levels)
    tree = tree_of(contract)
    theme_of = _themes_by_node(nodes, chosen)
    made = {row.pk: (_posts(row), tuple(tree.path(row.pk))) for row in tree.rows.values()}
    schemes = _schemes(contract)
    entries: dict[int | None, dict[int, Entry]] = defaultdict(dict)
    for organisation, role, target, places in _roles(contract):
        for theme in {theme_of.get(place) for place in places} or {None}:
            posts, path = made[organisation]
            entry = entries[theme].setdefault(
                organisation, Entry(tree.rows[organisation], path, posts=posts, schemes=schemes.get(organisation, ()))
            )
            entry.roles[role].add(target)
    themes = [Theme(node, _ranked(entries.get(node.pk, {}))) for node in nodes.values() if node.level.name == chosen]
    themes += [Theme(None, _ranked(entries[None]))] if entries.get(None) else []
    return Directory(themes, chosen, levels, len(_named(entries, tree)))


def _nodes(contract: Contract) -> dict[int, Node]:
    version = contract.current_version
    if version is None:
        return {}
    version.contract = contract
    return {node.pk: node for node in version.nodes.select_related("level")}


def _levels(contract: Contract, nodes: dict[int, Node]) -> list[tuple[str, str]]:
    used = {node.level.name for node in nodes.values()}
    named = contract.levels.filter(family=LevelFamily.MAIN).values_list("name", flat=True)
    return [(name, f"Par {name}") for name in named if name in used]


def _default_level(nodes: dict[int, Node], levels: list[tuple[str, str]]) -> str:
    counts = {name: sum(node.level.name == name for node in nodes.values()) for name, _ in levels}
    fitting = [name for name, count in counts.items() if FEW_THEMES <= count <= MANY_THEMES]
    return (fitting or list(counts) or [""])[0]


def _themes_by_node(nodes: dict[int, Node], level: str) -> dict[int, int]:
    """For each node, the one of `level` at or above it."""
    found = {}
    for pk in nodes:
        at, seen = pk, set()
        while at in nodes and at not in seen:
            if nodes[at].level.name == level:
                found[pk] = at
                break
            seen.add(at)
            at = nodes[at].parent_id
    return found


def _roles(contract: Contract) -> list[tuple[int, str, int, tuple[int, ...]]]:
    """Organisation, role, what it is on (an action, or minus a node), and the nodes where that stands."""
    version = contract.current_version
    if version is None:
        return []
    parents = dict(version.actions.values_list("pk", "parent"))
    places: dict[int, list[int]] = defaultdict(list)
    for action, node in version.actions.model.nodes.through.objects.filter(action__version=version).values_list(
        "action", "node"
    ):
        places[action].append(node)
    found = []
    for organisation, role, action, node in version.roles.values_list("organisation", "role", "action", "node"):
        at = action
        # A sub-action that names no place stands where its fiche does.
        while at and not places.get(at) and parents.get(at):
            at = parents[at]
        found.append((organisation, role, action or -node, tuple(places.get(at, ())) if action else (node,)))
    return found


def _posts(row: ListedOrganisation) -> tuple[str, ...]:
    """The posts to ask for, as the document names them."""
    posts = row.extra.get("referent_posts") or ()
    return tuple(
        f"{post['post']} (poste vacant)" if post.get("vacant") else str(post["post"])
        for post in posts
        if isinstance(post, dict) and post.get("post")
    )


def _schemes(contract: Contract) -> dict[int, tuple[str, ...]]:
    held: dict[int, list[str]] = defaultdict(list)
    through = contract.schemes.model.holders.through.objects.filter(listedscheme__contract=contract)
    for organisation, name in through.order_by("listedscheme__position").values_list(
        "listedorganisation", "listedscheme__name"
    ):
        held[organisation].append(name)
    return {organisation: tuple(names) for organisation, names in held.items()}


def _ranked(entries: dict[int, Entry]) -> list[Entry]:
    return sorted(entries.values(), key=lambda entry: (is_category(entry.row), *entry.rank))


def _named(entries: dict[int | None, dict[int, Entry]], tree: Tree) -> set[int]:
    return {pk for theme in entries.values() for pk in theme if pk in tree.rows}


def level_title(level: str) -> str:
    """« Par objectifs prioritaires »: the subtitle of the printed directory."""
    return f"Par {plural_name(level)}" if level else "Sans thème"
