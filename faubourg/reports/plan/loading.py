"""The plan of a contract in six queries, whatever its size.

Links of all kinds come in one UNION, and so do names: one query a kind would be twenty round trips for one page.
"""

import json
from collections import defaultdict

from django.db import connection
from django.urls import reverse

from faubourg.actions.choices import CommitmentLevel, RoleKind
from faubourg.actions.progress.deriving import derived_state
from faubourg.contracts.models import Contract, Version
from faubourg.reports.fiche.words import state_kind
from faubourg.reports.plan import sql
from faubourg.reports.plan.records import Named, PlanData, PlanNode, PlanRow, RoleHeld, State
from faubourg.reports.standing import note_of, reason_of

LINKS_OF_ROWS = ("node", "territory", "public", "tag", "shared", "scheme", "funder")
INHERITED = ("scheme", "tag")
NOTHING: frozenset[str] = frozenset()


def load_plan(contract: Contract) -> PlanData:
    """Everything that the plan's views show or filter on; empty where the contract has no version yet."""
    version = contract.current_version
    names, states, members, types = _read_names(contract)
    if version is None:
        return PlanData(contract, {}, [], names, states, members, types)
    nodes = _read_nodes(contract, version)
    rows = _read_rows(contract, version, states, types)
    _attach(rows, nodes, _read_links(version))
    roles = frozenset(RoleKind.values)
    for pk, organisation, role, service, inferred in _read(sql.ROLES, version=version.pk):
        if role in roles:
            rows[pk].roles.setdefault(role, []).append(RoleHeld(organisation, service, inferred != "[]"))
    tops = _nest(rows)
    _derive(tops, list(states.values()))
    return PlanData(contract, nodes, tops, names, states, members, types)


def _read(statement: str, **parameters: int) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql.on_engine(statement, connection.vendor), parameters)
        return cursor.fetchall()


def _prefix(name: str, contract: Contract) -> str:
    # One look-up for all rows: the key ends the address.
    return reverse(name, args=[contract.key, "-"])[: -len("-/")]


def _read_nodes(contract: Contract, version: Version) -> dict[int, PlanNode]:
    prefix = _prefix("plan:node", contract)
    rows = _read(sql.NODES, version=version.pk)
    found = {row[0]: PlanNode(*row[:5], f"{prefix}{row[1]}/", *row[5:]) for row in rows}
    roots = []
    for node in found.values():
        (found[node.parent_pk].children if node.parent_pk in found else roots).append(node)
    ordered: dict[int, PlanNode] = {}
    for root in roots:
        for node in root.walk():
            node.path = found[node.parent_pk].family if node.parent_pk in found else ()
            ordered[node.pk] = node
    return ordered


def _read_rows(contract: Contract, version: Version, states: dict, types: dict) -> dict[int, PlanRow]:
    prefix = _prefix("fiche:detail", contract)
    last = {action: said for action, *said in _read(sql.STATES, version=version.pk)}
    found = {}
    for fields in _read(sql.ROWS, version=version.pk):
        pk, key, code, title, kind, letter, condition, calendar, start, end, variants, inferred, *rest = fields
        transversal, no_pilot, no_indicator, sheet, parent, level, in_toolbox, facts = rest
        stands, state_deduced, comment = last.get(pk, (None, False, ""))
        state, facts = states.get(stands), json.loads(facts) if facts else {}
        # Almost every row has nothing deduced, and one title.
        deduced = NOTHING if inferred == "[]" else frozenset(json.loads(inferred))
        found[pk] = PlanRow(
            pk=pk,
            key=key,
            code=code,
            title=title,
            kind=kind,
            letter=letter,
            type_label=types.get(letter, ""),
            condition=condition,
            calendar=calendar or "-".join(dict.fromkeys(filter(None, (start, end)))),
            variants=() if variants == "[]" else tuple(json.loads(variants)),
            inferred=deduced | {"status"} if state_deduced else deduced,
            transversal=bool(transversal),
            no_pilot_reason=no_pilot,
            no_indicator_reason=no_indicator,
            sheet=sheet,
            parent_pk=parent,
            url=f"{prefix}{key}/",
            state=state,
            level=level or (CommitmentLevel.TOOLBOX.value if in_toolbox else ""),
            state_reason=reason_of(state.glyph, state.meaning, comment, facts) if state else "",
            state_note=note_of(facts) if state is None or state_deduced else "",
        )
    return found


def _read_links(version: Version) -> dict[str, dict[int, list[int]]]:
    """Kind of link → owner → targets in document order. Owners of kinds that begin with `node-` are nodes."""
    found: dict = defaultdict(lambda: defaultdict(list))
    for kind, owner, target, _ in _read(sql.LINKS, version=version.pk):
        targets = found[kind][owner]
        if target not in targets:
            targets.append(target)
    return found


def _attach(rows: dict[int, PlanRow], nodes: dict[int, PlanNode], links: dict) -> None:
    held = [(kind, links[kind]) for kind in LINKS_OF_ROWS if kind in links]
    followed, beside = links["indicator"], links["node-indicator"]
    above = {kind: _inherited(nodes, links[f"node-{kind}"]) for kind in INHERITED}
    for pk, row in rows.items():
        row.links = {kind: owners[pk] for kind, owners in held if pk in owners}
        row.followed_by = followed.get(pk, [])
        places = row.links.get("node", ())
        row.node_indicators = len({one for place in places for one in beside.get(place, ())}) if beside else 0
        for kind, given in above.items():
            if found := {one for place in places for one in given[place]} if given else None:
                row.inherited[kind] = found


def _inherited(nodes: dict[int, PlanNode], links: dict[int, list[int]]) -> dict[int, set[int]]:
    """Node → what it or an element above it is tied to; nothing at all where no node is tied."""
    found: dict[int, set[int]] = {}
    for node in nodes.values() if links else ():
        found[node.pk] = found.get(node.parent_pk, set()) | set(links.get(node.pk, ()))
    return found


def _nest(rows: dict[int, PlanRow]) -> list[PlanRow]:
    tops = []
    for row in rows.values():
        (rows[row.parent_pk].parts if row.parent_pk in rows else tops).append(row)
    return tops


def _derive(rows: list[PlanRow], scale: list[State]) -> None:
    """Give a fiche that has no state of its own that of its sub-actions, marked as deduced."""
    for row in rows:
        if row.parts:
            _derive(row.parts, scale)
            if row.state is None and (found := derived_state([part.state for part in row.parts], scale)):
                row.state, row.inferred = found, row.inferred | {"status"}


def _read_names(contract: Contract):
    names: dict = {kind: {} for kind in ("actor", "territory", "scheme", "public", "tag")}
    types, states, members = {}, {}, []
    for kind, pk, key, name, detail, parent, _ in _read(sql.NAMES, contract=contract.pk):
        if kind == "type":
            types[key] = name
        elif kind == "state":
            implemented, _, meaning = detail.partition("|")
            glyph = state_kind(name, implemented, meaning)
            states[pk] = State(pk, key, name, glyph, meaning, implemented == "oui")
        elif kind == "member":
            members.append((pk, parent))
        else:
            aliases = [detail] if kind != "actor" else () if detail == "[]" else json.loads(detail)
            names[kind][pk] = Named(pk, key, name, min([name, *filter(None, aliases)], key=len), parent)
    names["public"] = dict(sorted(names["public"].items(), key=lambda item: item[1].name.casefold()))
    return names, states, members, types
