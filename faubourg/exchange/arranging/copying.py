"""Parts of another fiche copied into one: of this contract, or of another that the person sees."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from faubourg.actions.models import Action
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can_edit_contract
from faubourg.exchange.arranging.edits import Edits, apply_edits
from faubourg.exchange.arranging.matching import Matching, list_lacking, match
from faubourg.exchange.book import Book
from faubourg.exchange.editing import digest_of
from faubourg.exchange.freezing import hold
from faubourg.exchange.rows import describe_row
from faubourg.exchange.rows_editing import proposed_key
from faubourg.exchange.sameness import is_empty
from faubourg.exchange.schema.plan import ACTIONS, INDICATORS, MEANS, ROLES, SCHEME_LINKS
from faubourg.exchange.schema.section import Section

#: Fields of a fiche that can be copied: the words of the promise, not its place, its type nor its progress.
TEXTS = (
    "subtitle", "text_summary", "text", "objectives", "effects", "beneficiaries", "calendar", "start", "end",
    "condition", "scale", "participation", "action_nature",
)  # fmt: skip
ROLE_FIELDS = ("role", "service", "function", "qualifier", "condition")
#: Amounts are not copied: they would count twice.
MEANS_FIELDS = ("kind", "text", "means_type", "unit", "amount_period", "frame", "condition")
LINK_FIELDS = ("firmness", "validity")
INDICATOR_FIELDS = (
    "label", "kind", "nature", "form", "steps", "categories", "measure_type", "unit", "frequency", "breakdowns",
    "direction", "adding", "method", "formula", "evidence",
)  # fmt: skip
PARTS = {
    "roles": "Rôles",
    "means": "Moyens (sans leurs montants)",
    "scheme_links": "Dispositifs mobilisés",
    "territories": "Territoires",
    "indicators": "Indicateurs (leur définition)",
}


class TargetChangedError(Exception):
    """The fiche changed since the page was shown: nothing is written."""

    def __init__(self) -> None:
        super().__init__(
            "La fiche a changé depuis l’affichage : rien n’a été copié. Vérifiez ce qu’elle dit maintenant."
        )


@dataclass
class Survey:
    """What could be copied: texts as (name, title, there, here), new rows by part, what this contract does not list."""

    texts: list[tuple[str, str, Any, Any]] = field(default_factory=list)
    rows: dict[str, list] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)  # parts of which rows wait for the lists to hold what lacks
    lacking: list[Model] = field(default_factory=list)
    matching: Matching | None = None
    present: dict = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """A short mark of what the target says now."""
        return digest_of(self.present)


def survey(*, contract: Contract, target: Action, there: Contract, source: Action, user) -> Survey:
    """What `source` of the contract `there` could give to `target`; a constant number of queries."""
    matching = match(here=contract, there=there)
    theirs, ours = Book(there), Book(contract)
    record, present = describe_row(ACTIONS, source, theirs), describe_row(ACTIONS, target, ours)
    found = Survey(matching=matching, present=present)
    for name in TEXTS:
        if not is_empty(record.get(name)) and record.get(name) != present.get(name):
            title = ACTIONS.by_name[name].title(Action)
            found.texts.append((name, title, record[name], present.get(name)))
    places, here = record.get("territories", []), present.get("territories", [])
    parts = {
        "roles": lambda: _roles(matching, target, _held(ROLES, source, theirs), _held(ROLES, target, ours)),
        "means": lambda: _means(matching, target, _held(MEANS, source, theirs)),
        "scheme_links": lambda: _links(
            matching, target, _held(SCHEME_LINKS, source, theirs), _held(SCHEME_LINKS, target, ours)
        ),
        "territories": lambda: [key for key in matching.several("territories", places) if key not in here],
    }
    if can_edit_contract(user, contract):
        parts["indicators"] = lambda: _indicators(matching, target, source, theirs)
    for name, read in parts.items():
        matching.met = False
        found.rows[name] = read()
        if matching.met:
            found.waiting.add(name)
    found.lacking = list(matching.lacking.values())
    return found


@transaction.atomic
def copy_from(
    *,
    contract: Contract,
    target: Action,
    there: Contract,
    source: Action,
    texts: Collection[str],
    parts: Collection[str],
    adds_lacking: bool,
    digest: str,
    user,
    at: datetime,
    reason: str = "",
) -> int:
    """Copy `texts` (fields) and `parts` into `target`; return how many texts and rows were written.

    `digest` is that of the target as it was shown. Raises `TargetChangedError`, and as `apply_edits`.
    """
    hold(contract)
    facts = {"contract": contract, "target": target, "there": there, "source": source, "user": user}
    found = survey(**facts)
    if found.digest != digest:
        raise TargetChangedError
    if adds_lacking and found.lacking:
        list_lacking(matching=found.matching, user=user, at=at, reason=reason)
        found = survey(**facts)
    edits = Edits()
    values = {name: value for name, _, value, _ in found.texts if name in texts}
    if "territories" in parts and found.rows["territories"]:
        values["territories"] = [*found.present.get("territories", []), *found.rows["territories"]]
    if values:
        edits.changed.append((ACTIONS, target, values))
    for section in (ROLES, MEANS, SCHEME_LINKS, INDICATORS):
        if section.name in parts:
            rows = found.rows.get(section.name, [])
            edits.added += [(section, row) for row in (keyed(contract, rows) if section is INDICATORS else rows)]
    if edits:
        apply_edits(contract=contract, edits=edits, user=user, at=at, reason=reason)
    return len(edits.added) + len(values)


def _held(section: Section, action: Action, book: Book) -> list[dict]:
    rows = section.model._default_manager.filter(action=action).order_by("position", "pk")
    return [describe_row(section, row, book) for row in rows]


def _kept(record: dict, names: Collection[str]) -> dict:
    return {name: record[name] for name in names if not is_empty(record.get(name))}


def _roles(matching: Matching, target: Action, theirs: list[dict], ours: list[dict]) -> list[dict]:
    held = {(one["organisation"], one["role"], one.get("service")) for one in ours}
    found = []
    for one in theirs:
        organisation = matching.key("organisations", one["organisation"])
        if organisation and (organisation, one["role"], one.get("service")) not in held:
            found.append({"action": target.key, "organisation": organisation} | _kept(one, ROLE_FIELDS))
    return found


def _means(matching: Matching, target: Action, theirs: list[dict]) -> list[dict]:
    found = []
    for one in theirs:
        organisation = matching.key("organisations", one.get("organisation"))
        if one.get("organisation") and not organisation:
            continue
        record = {"action": target.key, "organisation": organisation} | _kept(one, MEANS_FIELDS)
        record["scheme"] = matching.key("schemes", one.get("scheme"))
        record["funders"] = matching.several("organisations", one.get("funders", []))
        found.append(record)
    return found


def _links(matching: Matching, target: Action, theirs: list[dict], ours: list[dict]) -> list[dict]:
    held = {one["scheme"] for one in ours}
    found = []
    for one in theirs:
        scheme = matching.key("schemes", one["scheme"])
        if scheme and scheme not in held:
            found.append({"action": target.key, "scheme": scheme} | _kept(one, LINK_FIELDS))
    return found


def _indicators(matching: Matching, target: Action, source: Action, book: Book) -> list[dict]:
    labels = set(target.indicators.values_list("label", flat=True))
    found = []
    for row in source.indicators.order_by("position", "pk"):
        if row.label in labels:
            continue
        one = describe_row(INDICATORS, row, book)
        producers = matching.several("organisations", one.get("producers", []))
        found.append({"measures": [target.key], "producers": producers} | _kept(one, INDICATOR_FIELDS))
    return found


def keyed(contract: Contract, records: list[dict]) -> list[dict]:
    """The records with free keys that follow those of the section."""
    first = proposed_key(contract=contract, section=INDICATORS)
    stem = first.rstrip("0123456789")
    number, width = int(first[len(stem) :]), len(first) - len(stem)
    return [{"key": f"{stem}{number + place:0{width}}"} | record for place, record in enumerate(records)]
