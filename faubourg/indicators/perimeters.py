"""What territories gather, each part once, and since when their outline is another.

A series of values never crosses such a year silently.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.territories.models import Perimeter, TerritoryKind

#: From this year on a QPV has the outline of its second generation (décret n° 2023-1314 du 28 décembre 2023).
SECOND_GENERATION = 2024


def changes_of(territories: Iterable[ListedTerritory]) -> dict[int, int]:
    """Of each territory whose outline changed, since when: its dated perimeters, else what the contract says of it."""
    territories = list(territories)
    starts = defaultdict(set)
    known = Perimeter.objects.filter(territory__in={one.territory_id for one in territories}).exclude(starts="")
    for territory, begins in known.values_list("territory", "starts"):
        starts[territory].add(int(begins[:4]))
    found = {}
    for one in territories:
        if len(starts[one.territory_id]) > 1:
            found[one.pk] = max(starts[one.territory_id])
        elif one.kind == TerritoryKind.QPV and (one.perimeter_change or (one.code_previous not in ("", one.code))):
            found[one.pk] = SECOND_GENERATION
    return found


def crosses(years: Iterable[int], change: int | None) -> bool:
    """Whether these years stand on both sides of the change."""
    years = list(years)
    return change is not None and bool(years) and min(years) < change <= max(years)


def change_words(change: int, territories: Iterable[ListedTerritory]) -> str:
    """The sentence that goes with the break of these territories."""
    named = [f"{one} ({one.perimeter_change})" if one.perimeter_change else str(one) for one in territories]
    return f"En {change}, le périmètre est un autre pour {', '.join(named)} : avant et après ne se comparent pas."


def members_of(contract: Contract) -> dict[int, list[int]]:
    """Territory → those that it gathers. One query."""
    through = ListedTerritory.members.through
    links = through.objects.filter(from_listedterritory__contract=contract).order_by("pk")
    found = defaultdict(list)
    for group, one in links.values_list("from_listedterritory", "to_listedterritory"):
        found[group].append(one)
    return found


def leaves_of(members: Mapping[int, Sequence[int]], territory: int) -> list[int]:
    """The territories that a group gathers in the end, each once; nothing where it gathers none."""
    found: dict[int, None] = {}
    seen, waiting = {territory}, list(members.get(territory, ()))
    while waiting:
        one = waiting.pop(0)
        if one in seen:
            continue
        seen.add(one)
        inside = members.get(one, ())
        if inside:
            waiting.extend(inside)
        else:
            found[one] = None
    return list(found)
