"""What the adoption of a version freezes (DESIGN section 2), field by field of the exchange format.

Frozen: texts, tree, codes, types, roles, planned means, clauses and targets. Open: statuses, conditions, values,
reviews, how an indicator is measured, what a reader notes; and every section that hangs on the contract rather than on
a version of its plan. A field added to a frozen section is frozen until it is written here.
"""

#: What was read, deduced or remarked of any row: not the plan's own words.
REMARKS = frozenset({"line", "line_start", "line_end", "note", "confidence"})

#: Frozen sections → the fields that stay open in them, besides `REMARKS`.
OPEN_FIELDS: dict[str, frozenset[str]] = {
    "nodes": frozenset({"flags", "declared_counts", "title_variants", "empty_reason"}),
    "actions": frozenset(
        {
            "status", "status_inferred", "condition", "flags", "title_variants", "wording", "wording_quote",
            "no_pilot_reason", "no_indicator_reason", "shared_elsewhere",
        }
    ),
    "roles": frozenset({"condition", "printed", "source"}),
    "means": frozenset({"condition"}),
    "scheme_links": frozenset({"firmness", "validity"}),
    "indicators": frozenset(
        {
            "nature", "form", "steps", "categories", "definition_state", "measure_type", "unit", "frequency",
            "producers", "breakdowns", "direction", "baseline", "adding", "method", "formula", "evidence",
            "counts_persons", "requires_interpretation", "reference_producer",
        }
    ),
    "clauses": frozenset(),
    "cross_references": frozenset({"printed"}),
}  # fmt: skip


def is_frozen_section(section: str) -> bool:
    """Whether rows of this section belong to the adopted plan: none is added, taken away or moved."""
    return section in OPEN_FIELDS


def frozen_fields(section: str, names) -> list[str]:
    """Those of `names` (fields of the file) that adoption freezes."""
    if section not in OPEN_FIELDS:
        return []
    free = REMARKS | OPEN_FIELDS[section]
    return [name for name in names if name not in free and not str(name).endswith("_inferred") and name != "inferred"]
