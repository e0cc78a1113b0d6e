"""The lists of another contract read in ours: what is the same in the instance is the same here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Model

from faubourg.contracts.models import Contract
from faubourg.exchange.arranging.edits import Edits, apply_edits
from faubourg.exchange.schema.plan import ORGANISATIONS, SCHEMES, TERRITORIES
from faubourg.exchange.schema.section import Section

#: Section → the link of its rows to the row of the instance.
INSTANCE = {ORGANISATIONS.name: "organisation", TERRITORIES.name: "territory", SCHEMES.name: "scheme"}
SECTIONS = {section.name: section for section in (ORGANISATIONS, TERRITORIES, SCHEMES)}
#: What a new row of a list says besides its key: what does not depend on the other contract's document.
TOLD = ("name", "kind", "siret", "code", "code_previous", "short", "aliases", "is_generic")


@dataclass
class Matching:
    """For each list, key there → key here; `lacking` holds the rows that were asked for and are not listed here."""

    here: Contract
    there: Contract
    keys: dict[str, dict[str, str]] = field(default_factory=dict)
    rows: dict[str, dict[str, Model]] = field(default_factory=dict)
    lacking: dict[tuple[str, str], Model] = field(default_factory=dict)
    met: bool = False  # whether something lacked since this was last put to False

    def key(self, name: str, key: str | None) -> str | None:
        """The key here of what is called `key` there; None, and noted as lacking, when we do not list it."""
        if key is None:
            return None
        found = self.keys[name].get(key)
        if found is None:
            self.lacking[name, key] = self.rows[name][key]
            self.met = True
        return found

    def several(self, name: str, keys: Iterable[str]) -> list[str]:
        """The keys here of those that we list."""
        return [found for key in keys if (found := self.key(name, key))]


def match(*, here: Contract, there: Contract) -> Matching:
    """The lists of `there` read in `here`; two queries a list."""
    found = Matching(here, there)
    for name, attr in INSTANCE.items():
        rows = _rows(SECTIONS[name], there, attr)
        found.rows[name] = {row.key: row for row in rows}
        ours = rows if here.pk == there.pk else _rows(SECTIONS[name], here, attr)
        by_instance = {getattr(row, attr).canonical.pk: row.key for row in reversed(ours)}
        found.keys[name] = {
            row.key: row.key if here.pk == there.pk else by_instance.get(getattr(row, attr).canonical.pk)
            for row in rows
        }
    return found


def _rows(section: Section, contract: Contract, attr: str) -> list[Model]:
    return list(section.rows(contract).select_related(attr, f"{attr}__merged_into"))


def list_lacking(*, matching: Matching, user, at: datetime, reason: str = "") -> int:
    """List here what was lacking, tied to the same rows of the instance; return how many. Raises as `apply_edits`."""
    edits, origins = Edits(), {}
    for (name, key), row in matching.lacking.items():
        section = SECTIONS[name]
        free = _free_key(section, matching.here, key, origins)
        record = {told: getattr(row, told) for told in TOLD if told in section.by_name and hasattr(row, told)}
        edits.added.append((section, {"key": free} | {k: v for k, v in record.items() if v not in ("", [], None)}))
        origins[name, free] = row
        matching.keys[name][key] = free
    if not edits:
        return 0
    outcome = apply_edits(contract=matching.here, edits=edits, user=user, at=at, reason=reason)
    for section, row in outcome.created:
        _tie(row, origins[section.name, row.key], INSTANCE[section.name])
    matching.lacking.clear()
    return len(edits.added)


def _free_key(section: Section, contract: Contract, key: str, taken: dict) -> str:
    free, number = key, 1
    while section.rows(contract).filter(key=free).exists() or (section.name, free) in taken:
        number += 1
        free = f"{key}-{number}"
    return free


def _tie(row: Model, origin: Model, attr: str) -> None:
    """Tie a new row to the row of the instance that the other contract lists, not to one made for it."""
    made, wanted = getattr(row, attr), getattr(origin, attr).canonical
    if made.pk == wanted.pk:
        return
    setattr(row, attr, wanted)
    row.save(update_fields=[attr])
    if not made.listings.exists():
        made.delete()
