"""Who: pilots, partners, funders, operators, producers; and the schemes that they hold."""

from faubourg.actions.choices import RoleKind
from faubourg.actions.models import Action, ActionRole
from faubourg.contracts.layouts import Block
from faubourg.reports.fiche.content import Group, Item, Items
from faubourg.reports.fiche.scope import Scope
from faubourg.reports.fiche.words import deduced, fact_phrase

ROLES: dict[str, tuple[str, ...]] = {
    Block.PILOTS: (RoleKind.PILOT, RoleKind.CO_PILOT),
    Block.PARTNERS: (RoleKind.PARTNER,),
    Block.FUNDERS: (RoleKind.FUNDER,),
    Block.OPERATORS: (RoleKind.OPERATOR,),
    Block.PRODUCERS: (RoleKind.PRODUCER,),
}
EMPTY = {
    Block.PILOTS: "Aucun pilote donné.",
    Block.PARTNERS: "Aucun partenaire donné.",
    Block.FUNDERS: "Aucun financeur donné.",
    Block.OPERATORS: "Aucun opérateur donné.",
    Block.PRODUCERS: "Aucun producteur donné.",
}


def actors(scope: Scope, block: str) -> tuple[Items | None, str]:
    """The holders of one kind of role, and the sentence for nobody (with the document's reason)."""
    kinds = ROLES[block]
    body = scope.grouped(roles_of(scope, scope.action, kinds), lambda child: roles_of(scope, child, kinds))
    groups = [*body.groups] if body else []
    for node in scope.nodes:
        held = _items(scope, scope.loaded.roles.get(("node", node), []), kinds)
        if held:
            groups.append(Group(scope.node_title(node), held))
    reason = scope.action.no_pilot_reason if block == Block.PILOTS else ""
    return (Items(tuple(groups)) if groups else None), (f"Aucun pilote : {reason}" if reason else EMPTY[block])


def roles_of(scope: Scope, action: Action, kinds: tuple[str, ...]) -> tuple[Item, ...]:
    """The organisations that hold one of these roles on an action."""
    return _items(scope, scope.loaded.roles.get(("action", action.pk), []), kinds)


def _items(scope: Scope, roles: list[ActionRole], kinds: tuple[str, ...]) -> tuple[Item, ...]:
    return tuple(
        scope.item(
            "organisation",
            role.organisation_id,
            details=tuple(_details(scope, role)),
            deduced=deduced(role.inferred, "role", "organisation", confidence=role.confidence),
            line=role.line,
        )
        for role in roles
        if role.role in kinds
    )


def _details(scope: Scope, role: ActionRole):
    """Under what service, function, condition the document names it."""
    if role.role == RoleKind.CO_PILOT:
        yield "co-pilote"
    yield from (text for text in (role.service, role.function, role.qualifier, role.condition) if text)
    if role.territory_id:
        yield f"pour {scope.item('territory', role.territory_id, prefix='').label}"
    components = scope.items("organisation", scope.loaded.of("component", role.pk))
    if components:
        yield f"composé de {', '.join(item.label for item in components)}"
    if role.printed:
        yield f"imprimé « {role.printed} »"
    if role.origin:
        yield f"lu dans : {role.origin}"
    yield from (fact_phrase(name, value) for name, value in role.extra.items())
    if role.note:
        yield role.note


def schemes(scope: Scope) -> Items | None:
    """The schemes of the action, of its sub-actions, and of the objective above."""
    body = scope.grouped(_schemes(scope, "scheme", scope.action.pk), lambda child: _schemes(scope, "scheme", child.pk))
    groups = [*body.groups] if body else []
    for node in scope.nodes:
        found = _schemes(scope, "scheme-node", node)
        if found:
            groups.append(Group(scope.node_title(node), found))
    return Items(tuple(groups)) if groups else None


def _schemes(scope: Scope, what: str, owner: int) -> tuple[Item, ...]:
    found = []
    for row in scope.loaded.of(what, owner):
        holders = scope.items("organisation", scope.loaded.of("holder", row.other))
        firmness, validity, *_ = row.texts
        details = [text for text in (firmness, f"validité : {validity}" if validity else "", row.note) if text]
        if holders:
            details.insert(0, f"porté par {', '.join(item.label for item in holders)}")
        mark = deduced(row.inferred, "scheme", "firmness", confidence=row.confidence)
        found.append(scope.item("scheme", row.other, prefix="", details=tuple(details), deduced=mark, line=row.line))
    return tuple(found)
