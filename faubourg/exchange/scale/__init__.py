"""Fictitious contracts of the shape of real ones, to measure the house at the size of a région or of the country.

The proportions are those of Niort 2024-2030: for 394 actions 120 nodes, 430 indicators, 632 roles, 100 organisations.
A contract is written as a file says it and comes in by the door of files, search index and journal included.
"""

from collections.abc import Callable
from datetime import datetime

from faubourg.contracts.models import Contract
from faubourg.exchange.operations import apply_import, flat_from_document
from faubourg.exchange.scale import frame, plan
from faubourg.exchange.scale.place import Place, Record
from faubourg.exchange.scale.words import Words

#: On a row in twenty of each section, so that one question finds something of every kind.
NOTE = "Ligne fictive."
#: Rows for 400 actions; a smaller or larger contract keeps the proportions, with 3 rows at least.
SHAPE = {
    "nodes": 120,
    "indicators": 430,
    "roles": 630,
    "organisations": 100,
    "territories": 8,
    "figures": 37,
    "schemes": 89,
    "scheme_links": 156,
    "means": 35,
    "real_means": 60,
    "values": 40,
    "clauses": 20,
    "cross_references": 10,
    "measures_national": 10,
    "reviews": 40,
    "continuities": 20,
    "bodies": 28,
    "meetings": 12,
    "published": 20,
    "tables": 13,
    "anomalies": 30,
}


_SECTIONS: dict[str, Callable[[Place], Record]] = {
    "territories": plan.territory,
    "figures": frame.figure,
    "organisations": plan.organisation,
    "nodes": plan.node,
    "actions": plan.action,
    "roles": plan.role,
    "means": plan.means,
    "real_means": plan.real_means,
    "indicators": plan.indicator,
    "values": plan.value,
    "clauses": frame.clause,
    "schemes": plan.scheme,
    "scheme_links": plan.scheme_link,
    "cross_references": frame.cross_reference,
    "measures_national": frame.measure,
    "reviews": frame.review,
    "continuities": frame.continuity,
    "bodies": frame.body,
    "meetings": frame.meeting,
    "published": frame.published,
    "tables": frame.table,
    "anomalies": frame.anomaly,
}
#: Sections whose records have no key of their own.
_WITHOUT_KEY = {
    "figures", "roles", "means", "real_means", "values", "clauses", "scheme_links", "cross_references", "continuities",
    "meetings", "anomalies",
}  # fmt: skip


def key_of(number: int) -> str:
    """The key of the fictitious contract of this number: scale-0001…"""
    return f"scale-{number:04d}"


def seed_contract(*, number: int, actions: int, at: datetime) -> Contract | None:
    """Write the fictitious contract of this number; None when it is there already."""
    if Contract.objects.filter(key=key_of(number)).exists():
        return None
    return apply_import(flat=flat_from_document(fictitious(key_of(number), actions)), at=at).contract


def fictitious(key: str, actions: int) -> Record:
    """The document of a fictitious contract, the same each time for the same key and number of actions."""
    words = Words(f"{key}/{actions}")
    counts = {name: max(3, round(actions * count / 400)) for name, count in SHAPE.items()} | {"actions": actions}
    document = {"contract": plan.contract(words, key)}
    for name, make in _SECTIONS.items():
        document[name] = [_said(make(Place(words, counts, position))) for position in range(counts[name])]
        for position, record in enumerate(document[name]):
            if name not in _WITHOUT_KEY:
                record["key"] = f"{name}-{position}"
            if position % 20 == 0:
                record["note"] = NOTE
    return document


def _said(record: Record) -> Record:
    """The record without what it does not say: « absent » is not « given as empty »."""
    return {name: value for name, value in record.items() if value is not None}
