"""Model actions and known clauses put to use: a fiche kept as a model, an action made from one, a clause inserted."""

from dataclasses import dataclass, field
from datetime import datetime

from faubourg.actions.arranging.verbs import folded
from faubourg.actions.models import Action, ActionTemplate, Clause
from faubourg.contracts.models import Contract, ListedOrganisation, Node
from faubourg.exchange.arranging.copying import keyed
from faubourg.exchange.arranging.edits import Edits, apply_edits
from faubourg.exchange.rows_editing import proposed_key
from faubourg.exchange.schema.document import CLAUSES
from faubourg.exchange.schema.plan import ACTIONS, INDICATORS, ROLES


@dataclass
class Use:
    """What a model gives in a contract: rows to add, and the usual organisations that the contract does not list."""

    edits: Edits = field(default_factory=Edits)
    key: str = ""
    unknown: list[str] = field(default_factory=list)


def values_of(action: Action) -> dict:
    """What a model made from a fiche says: its words, without place nor organisation of the instance."""
    clauses = Clause.objects.filter(node__in=action.nodes.all()).order_by("node__position", "position", "pk")
    roles = action.roles.select_related("organisation").order_by("position", "pk")
    indicators = action.indicators.order_by("position", "pk")
    return {
        "title": action.title,
        "kind": action.kind,
        "summary": action.summary or action.text,
        "objectives": [item for item in action.objectives if isinstance(item, str)],
        "calendar": action.calendar,
        "clauses": [{"kind": clause.kind, "text": clause.text} for clause in clauses],
        "roles": [{"role": role.role, "words": role.organisation.name} for role in roles],
        "indicators": [{"label": one.label, "kind": one.kind, "unit": one.unit} for one in indicators],
    }


def use_of(
    *, contract: Contract, template: ActionTemplate, node: Node | None, title: str, code: str, with_clauses: bool
) -> Use:
    """The rows that make an action of `template` under `node`."""
    found = Use(key=proposed_key(contract=contract, section=ACTIONS))
    action = {
        "key": found.key, "code": code, "title": title, "kind": template.kind, "text_summary": template.summary,
        "objectives": template.objectives, "calendar": template.calendar, "nodes": [node.key] if node else [],
    }  # fmt: skip
    found.edits.added.append((ACTIONS, action))
    known = _organisations(contract)
    for role in template.roles:
        key = known.get(folded(role["words"]))
        if key is None:
            found.unknown.append(role["words"])
            continue
        row = (ROLES, {"action": found.key, "organisation": key, "role": role["role"]})
        if row not in found.edits.added:
            found.edits.added.append(row)
    rows = [{**{k: v for k, v in one.items() if v}, "measures": [found.key]} for one in template.indicators]
    found.edits.added += [(INDICATORS, row) for row in keyed(contract, rows)]
    if with_clauses and node is not None:
        present = set(Clause.objects.filter(node=node).order_by().values_list("kind", "text"))
        fresh = [one for one in template.clauses if (one["kind"], one["text"]) not in present]
        found.edits.added += [(CLAUSES, _clause(node, one["kind"], one["text"])) for one in fresh]
    return found


def make_action(*, contract: Contract, use: Use, user, at: datetime, reason: str = "") -> Action:
    """Write what `use_of` gave; return the action. Raises as `apply_edits`."""
    apply_edits(contract=contract, edits=use.edits, user=user, at=at, reason=reason)
    return Action.objects.select_related("version__contract").get(version=contract.current_version_id, key=use.key)


def insert_clause(
    *, contract: Contract, node: Node, kind: str, text: str, user, at: datetime, reason: str = ""
) -> bool:
    """Put a clause on an element, unless it bears it already. Raises as `apply_edits`."""
    if Clause.objects.filter(node=node, kind=kind, text=text).exists():
        return False
    edits = Edits(added=[(CLAUSES, _clause(node, kind, text))])
    apply_edits(contract=contract, edits=edits, user=user, at=at, reason=reason)
    return True


def _clause(node: Node, kind: str, text: str) -> dict:
    return {"node": node.key, "kind": kind, "text_summary": text}


def _organisations(contract: Contract) -> dict[str, str]:
    """Name or alias, folded → key; the first of the list where several share a name."""
    found: dict[str, str] = {}
    for row in ListedOrganisation.objects.of(contract).order_by("position", "pk"):
        for name in (row.name, *row.aliases):
            found.setdefault(folded(name), row.key)
    return found
