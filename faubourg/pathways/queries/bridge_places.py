"""The same place in two contracts: where the count of a QPV goes in the lists of the contract that receives it."""

from collections import Counter

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.core.merging import canonical_ids
from faubourg.pathways.models import name_key
from faubourg.territories.models import Territory, TerritoryKind
from faubourg.territories.queries import official_codes


def places_of(source: Contract, target: Contract) -> dict[int, ListedTerritory]:
    """Territory of the instance that `source` lists → the row of `target` for that place; at most three queries.

    The same row of the instance (merged or not), else the same official code, else a QPV of the same key or the same
    name in the same commune. A row that two places would share takes neither: their counts of persons do not add up.
    """
    ends = canonical_ids(Territory)
    theirs: dict[tuple, list[ListedTerritory]] = {}
    for row in _listed(target):
        for mark in _marks(row, ends):
            theirs.setdefault(mark, []).append(row)
    found: dict[int, ListedTerritory] = {}
    for row in _listed(source):
        known = (theirs[mark][0] for mark in _marks(row, ends) if _is_one(theirs.get(mark, ())))
        if match := next(known, None):
            found.setdefault(row.territory_id, match)
    shared = Counter(row.pk for row in found.values())
    return {territory: row for territory, row in found.items() if shared[row.pk] == 1}


def _listed(contract: Contract) -> list[ListedTerritory]:
    return list(ListedTerritory.objects.of(contract).select_related("parent").order_by("pk"))


def _is_one(rows) -> bool:
    """Whether these rows of a contract are one place: some list it twice."""
    return len({row.territory_id for row in rows}) == 1


def _marks(row: ListedTerritory, ends: dict[int, int]) -> list[tuple]:
    """What names the place, the surest first."""
    found: list[tuple] = [("instance", ends.get(row.territory_id, row.territory_id))]
    found += [("code", code) for code in sorted(official_codes(row.code, row.code_previous))]
    if row.kind == TerritoryKind.QPV and row.parent is not None:
        commune = name_key(row.parent.name)
        found += [("key", row.key, commune), ("name", name_key(row.name), commune)]
    return found
