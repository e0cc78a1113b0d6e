"""The plan by neighbourhood: under each territory what names it, and apart what is common to a group of them."""

from faubourg.reports.plan.filters import PlanFilters
from faubourg.reports.plan.matching import territories_of
from faubourg.reports.plan.places import (
    LONG_GROUP,
    TERRITORY,
    Branch,
    Group,
    by_first_level,
    collect,
    counted,
    view_query,
)
from faubourg.reports.plan.records import Named, PlanData, PlanRow

NOWHERE = "Sans quartier désigné"


def by_territory(plan: PlanData, filters: PlanFilters, rows: list[PlanRow]) -> tuple[list[Group], list[Branch]]:
    """One group a territory in the order of the document, then the rows that name none."""
    inside = territories_of(plan, filters)
    found = collect(rows, lambda row: [pk for pk in _places(row) if not inside or pk in inside])
    held = collect(plan.rows, _places)
    names = plan.names["territory"]
    groups = [_group(plan, filters, named, found[pk], held) for pk, named in names.items() if pk in found]
    tree = [
        Branch(
            named.title,
            f"#g-{named.key}" if pk in found else "",
            *counted(filters, len(found.get(pk, ())), len(held[pk])),
        )
        for pk, named in names.items()
        if pk in held
    ]
    if None in found:
        rest = found[None]
        folded = len(rest) > LONG_GROUP and len(held) > 1
        groups.append(Group("sans-quartier", NOWHERE, "", by_first_level(plan, rest), len(held[None]), folded=folded))
    if None in held:
        numbers = counted(filters, len(found.get(None, ())), len(held[None]))
        tree.append(Branch(NOWHERE, "#sans-quartier" if None in found else "", *numbers))
    return groups, tree


def _places(row: PlanRow) -> list[int]:
    return list(dict.fromkeys(pk for member in row.family for pk in member.links.get("territory", ())))


def _group(plan: PlanData, filters: PlanFilters, place: Named, rows: list[PlanRow], held: dict) -> Group:
    return Group(
        f"g-{place.key}",
        place.title,
        "",
        by_first_level(plan, rows),
        len(held[place.pk]),
        view_query(filters, TERRITORY, quartier=place.key),
        _common(plan, place.pk, held),
        folded=len(rows) > LONG_GROUP,
    )


def _common(plan: PlanData, pk: int, held: dict) -> str:
    """What a territory receives besides its own rows: those of the groups that contain it; or whom a group unites."""
    names = plan.names["territory"]
    groups = [f"« {names[group].name} » ({len(held[group])})" for group, member in plan.members
              if member == pk and group in held]  # fmt: skip
    if groups:
        return f"En plus des actions communes : {', '.join(groups)}"
    inside = [names[member].name for group, member in plan.members if group == pk]
    return f"Réunit {', '.join(inside)}" if inside else ""
