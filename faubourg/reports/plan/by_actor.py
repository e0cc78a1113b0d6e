"""The plan by actor: under the actor whose page holds the row, else under those who lead it, or hold a chosen role."""

from collections.abc import Iterator

from faubourg.reports.plan.filters import BEARER, PlanFilters
from faubourg.reports.plan.matching import actors_of
from faubourg.reports.plan.places import ACTOR, LONG_GROUP, Branch, Group, by_first_level, collect, counted, view_query
from faubourg.reports.plan.records import Named, PlanData, PlanRow

NO_PILOT = (
    "Le contrat ne désigne aucun pilote. Choisissez un rôle (partenaire, financeur…) dans « Autres filtres » "
    "pour lire le plan par acteur."
)


def by_actor(plan: PlanData, filters: PlanFilters, rows: list[PlanRow]) -> tuple[list[Group], list[Branch]]:
    """One group an actor, institutions before their services, then the rows that name nobody."""
    role, actors = filters.get("role"), actors_of(plan, filters)

    def places(row: PlanRow) -> list[int]:
        if not role:
            return row.bearers
        holders = row.bearers if role == BEARER else row.holders(role)
        return [pk for pk in holders if not actors or pk in actors]

    found = collect(rows, places)
    held = collect(plan.rows, lambda row: row.bearers if role in ("", BEARER) else row.holders(role))
    names = plan.names["actor"]
    groups = [
        _group(plan, filters, names[pk], found[pk], len(held[pk]))
        for pk in in_order(names)
        if pk in found
    ]  # fmt: skip
    if None in found:
        rest, nobody = found[None], len(held) == 1 and not role
        sections = by_first_level(plan, rest)
        folded = len(rest) > LONG_GROUP and not nobody
        title, note = "Sans pilote désigné", NO_PILOT if nobody else ""
        groups.append(Group("sans-porteur", title, "", sections, len(held[None]), note=note, folded=folded))
    return groups, [branch for root in _roots(names) if (branch := _branch(root, names, filters, found, held))]


def _group(plan: PlanData, filters: PlanFilters, actor: Named, rows: list[PlanRow], total: int) -> Group:
    parent = plan.names["actor"].get(actor.parent_pk)
    url = _address(filters, actor)
    return Group(f"g-{actor.key}", actor.title, parent.name if parent else "", by_first_level(plan, rows), total, url)


def _address(filters: PlanFilters, actor: Named) -> str:
    return view_query(filters, ACTOR, acteur=actor.key, role=filters.get("role") or BEARER)


def _branch(pk: int, names: dict[int, Named], filters: PlanFilters, found: dict, held: dict) -> Branch | None:
    """The actor with the rows of its services, each once; None for those that hold nothing."""
    under = list(_descend(pk, names))
    both = [len({row.pk for one in under for row in placed.get(one, ())}) for placed in (found, held)]
    if not both[1]:
        return None
    branches = (_branch(child, names, filters, found, held) for child in _children(pk, names))
    children = [branch for branch in branches if branch]
    current = filters.get("acteur") == names[pk].key
    is_open = current or any(child.open for child in children)
    return Branch(names[pk].title, _address(filters, names[pk]), *counted(filters, *both), current, is_open, children)


def in_order(names: dict[int, Named]) -> list[int]:
    """Institutions in the order of the document, each before its services."""
    return [pk for root in _roots(names) for pk in _descend(root, names)]


def _roots(names: dict[int, Named]) -> list[int]:
    return [pk for pk, named in names.items() if named.parent_pk not in names]


def _children(pk: int, names: dict[int, Named]) -> list[int]:
    return [child for child, named in names.items() if named.parent_pk == pk]


def _descend(pk: int, names: dict[int, Named]) -> Iterator[int]:
    yield pk
    for child in _children(pk, names):
        yield from _descend(child, names)
