"""Which actions answer filters. A fiche answers with its own facts and those of its sub-actions taken together."""

import re
from collections.abc import Callable

from faubourg.actions.queries import around, descendants
from faubourg.reports.plan.filters import BEARER, NAMED, WITHOUT, PlanFilters, find_named
from faubourg.reports.plan.records import PlanData, PlanRow
from faubourg.reports.plan.words import Words
from faubourg.search.questions import code_key

Test = Callable[[PlanRow], bool]
_CODE = re.compile(r"\d+(?:[.,-]\d+)+")


def matching(plan: PlanData, filters: PlanFilters) -> list[PlanRow]:
    """The rows of the plan that answer every filter, in document order."""
    tests = list(tests_of(plan, filters).values())
    return [row for row in plan.rows if all(test(row) for test in tests)]


def tests_of(plan: PlanData, filters: PlanFilters) -> dict[str, Test]:
    """One test a filter, by parameter; a role narrows the test of its actor."""
    found: dict[str, Test] = {}
    for name, value in filters.values.items():
        if name == "acteur":
            found[name] = _actor_test(actors_of(plan, filters), filters.get("role"))
        elif name == "role":
            if not filters.get("acteur"):
                found[name] = lambda row, role=value: any(member.roles.get(role) for member in row.family)
        else:
            found[name] = _MAKERS[name](plan, name, value)
    return found


def actors_of(plan: PlanData, filters: PlanFilters) -> set[int]:
    """The organisation of the filter and its services; empty without that filter."""
    if not filters.get("acteur"):
        return set()
    chosen = find_named(plan, "acteur", filters.get("acteur"))
    return descendants(chosen.pk, {pk: named.parent_pk for pk, named in plan.names["actor"].items()})


def territories_of(plan: PlanData, filters: PlanFilters) -> set[int]:
    """The territory of the filter, what lies inside it and the groups that contain it; empty without that filter."""
    if not filters.get("quartier"):
        return set()
    chosen = find_named(plan, "quartier", filters.get("quartier"))
    parents = {pk: named.parent_pk for pk, named in plan.names["territory"].items()}
    return around(chosen.pk, parents, plan.members)


def nodes_of(plan: PlanData, filters: PlanFilters) -> set[int]:
    """The node of the filter and all that stands under it; empty without that filter, or for « sans »."""
    chosen = next((node for node in plan.nodes.values() if node.key == filters.get("element")), None)
    return {node.pk for node in chosen.walk()} if chosen else set()


def _actor_test(actors: set[int], role: str) -> Test:
    if role == BEARER:
        return lambda row: not actors.isdisjoint(row.bearers)

    def test(row: PlanRow) -> bool:
        for member in row.family:
            held = member.roles.get(role, ()) if role else (one for many in member.roles.values() for one in many)
            if any(one.organisation in actors for one in held) or (not role and member.sheet in actors):
                return True
        return False

    return test


def _linked(kind: str, wanted: set[int], *, inherited: bool = False) -> Test:
    def test(row: PlanRow) -> bool:
        return any(
            not wanted.isdisjoint(member.links.get(kind, ()))
            or (inherited and not wanted.isdisjoint(member.inherited.get(kind, ())))
            for member in row.family
        )

    return test


def _by_name(plan: PlanData, name: str, value: str) -> Test:
    chosen = find_named(plan, name, value).pk
    return _linked(NAMED[name], {chosen}, inherited=True)


def _by_funder(plan: PlanData, name: str, value: str) -> Test:
    chosen = find_named(plan, name, value).pk
    return lambda row: any(chosen in member.funders for member in row.family)


def _by_territory(plan: PlanData, name: str, value: str) -> Test:
    return _linked("territory", territories_of(plan, PlanFilters({name: value}, {})))


def _by_node(plan: PlanData, name: str, value: str) -> Test:
    if value == WITHOUT:
        return lambda row: not row.links.get("node")
    return _linked("node", nodes_of(plan, PlanFilters({name: value}, {})))


def _by_type(plan: PlanData, name: str, value: str) -> Test:
    letter = "" if value == WITHOUT else value
    return lambda row: row.letter == letter


def _by_kind(plan: PlanData, name: str, value: str) -> Test:
    return lambda row: any(member.kind == value for member in row.family)


def _by_state(plan: PlanData, name: str, value: str) -> Test:
    if value == WITHOUT:
        return lambda row: row.state is None
    return lambda row: any(member.state is not None and member.state.key == value for member in row.family)


def _by_words(plan: PlanData, name: str, value: str) -> Test:
    if _CODE.fullmatch(value.strip()):
        wanted = f"{code_key(value)} "

        def coded(row: PlanRow) -> bool:
            # « 2.1 » and « 2-1 » are one code, and 2.1.3 stands under it.
            return any(f"{code_key(member.code)} ".startswith(wanted) for member in row.family)

        if any(map(coded, plan.rows)):
            return coded
    words = Words(value)
    return lambda row: any(words.found_in(member.code, member.title, *member.variants) for member in row.family)


_PRESENT: dict[str, Test] = {
    "indicateur": lambda row: bool(row.indicators) or any(member.node_indicators for member in row.family),
    "pilote": lambda row: bool(row.pilots),
    "calendrier": lambda row: any(member.calendar for member in row.family),
}
_MARKED: dict[str, Test] = {
    "condition": lambda row: any(member.condition for member in row.family),
    "partagee": lambda row: any(member.links.get("shared") for member in row.family),
    "transversale": lambda row: row.transversal,
    "deduite": lambda row: any(member.inferred for member in row.family),
}


def _by_presence(plan: PlanData, name: str, value: str) -> Test:
    present = _PRESENT[name]
    return (lambda row: not present(row)) if value == WITHOUT else present


_MAKERS: dict[str, Callable[[PlanData, str, str], Test]] = {
    "q": _by_words,
    "element": _by_node,
    "type": _by_type,
    "quartier": _by_territory,
    "nature": _by_kind,
    "avancement": _by_state,
    "dispositif": _by_name,
    "public": _by_name,
    "etiquette": _by_name,
    "financeur": _by_funder,
    "portee": lambda plan, name, value: lambda row: any(member.level == value for member in row.family),
    "marque": lambda plan, name, value: _MARKED[value],
    "indicateur": _by_presence,
    "pilote": _by_presence,
    "calendrier": _by_presence,
}
