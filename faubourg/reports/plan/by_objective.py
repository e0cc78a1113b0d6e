"""The plan by objective: the tree of the contract, each row at every place where it hangs."""

from faubourg.reports.plan.filters import WITHOUT, PlanFilters
from faubourg.reports.plan.matching import nodes_of
from faubourg.reports.plan.places import OBJECTIVE, Branch, Group, Section, collect, counted, view_query
from faubourg.reports.plan.records import PlanData, PlanNode, PlanRow

Placed = dict[int | None, list[PlanRow]]


def by_objective(plan: PlanData, filters: PlanFilters, rows: list[PlanRow]) -> tuple[list[Group], list[Branch]]:
    """One group an element that holds rows (empty ones too without filters), then the rows without element."""
    inside = nodes_of(plan, filters)
    found = collect(rows, lambda row: [pk for pk in row.links.get("node", ()) if not inside or pk in inside])
    held = collect(plan.rows, lambda row: row.links.get("node", ()))
    groups = [
        _group(node, found.get(pk, []), held.get(pk, []))
        for pk, node in plan.nodes.items()
        if pk in found or not (filters or node.children)
    ]
    if None in found:
        title = "Sans objectif (transversaux)" if plan.nodes else "Actions du contrat"
        groups.append(Group("sans-objectif", title, "", [Section("", found[None])], len(held[None])))
    return groups, _tree(plan, filters, found, held)


def _group(node: PlanNode, rows: list[PlanRow], held: list[PlanRow]) -> Group:
    path = " · ".join(above.label for above in node.path)
    short = " · ".join(_short(above.label) for above in node.path)
    note = "" if rows else node.empty_reason or node.handled_elsewhere or node.note
    sections = [Section("", rows)] if rows else []
    return Group(f"g-{node.key}", node.label, path, sections, len(held), node.url, note, short_path=short)


def _short(label: str) -> str:
    return label if len(label) <= 64 else f"{label[:63].rstrip()}…"


def _tree(plan: PlanData, filters: PlanFilters, found: Placed, held: Placed) -> list[Branch]:
    below_found, below_held = below(plan, found), below(plan, held)

    def branch(node: PlanNode) -> Branch:
        children = [branch(child) for child in node.children]
        current = filters.get("element") == node.key
        return Branch(
            node.label,
            view_query(filters, OBJECTIVE, element=node.key),
            *counted(filters, len(below_found[node.pk]), len(below_held[node.pk])),
            current,
            current or any(child.open for child in children),
            children,
        )

    tree = [branch(root) for root in plan.roots]
    if None in held and plan.nodes:
        url, current = view_query(filters, OBJECTIVE, element=WITHOUT), filters.get("element") == WITHOUT
        numbers = counted(filters, len(found.get(None, ())), len(held[None]))
        tree.append(Branch("Sans objectif", url, *numbers, current))
    return tree


def below(plan: PlanData, placed: Placed) -> dict[int, set[int]]:
    """Element → rows on it or under it, each once."""
    counted: dict[int, set[int]] = {pk: set() for pk in plan.nodes}
    for pk, rows in placed.items():
        for node in plan.nodes[pk].family if pk is not None else ():
            counted[node.pk].update(row.pk for row in rows)
    return counted
