"""From what a contract lists to what the instance holds once: organisations, territories, schemes.

A listed row is tied to the row of the instance with the same SIRET or official code; without one, a row is created,
and the merge screen proposes the probable duplicates to a person (DESIGN section 2).
"""

from collections.abc import Callable

from django.db.models import Model

from faubourg.actions.models import ListedScheme, Scheme
from faubourg.contracts.models import ListedOrganisation, ListedTerritory
from faubourg.partners.models import Organisation
from faubourg.territories.models import Perimeter, Territory
from faubourg.territories.queries import OFFICIAL_CODE

#: How the codes of a generation of QPV begin (law/qpv-codes): 2015, then 2024.
QPV_GENERATIONS = {"QP": "2015", "QN": "2024"}


def tie_organisations(rows: list[ListedOrganisation]) -> None:
    """Tie listed organisations to those of the instance."""
    known = {found.siret: found for found in Organisation.objects.exclude(siret="")}
    made = []
    for row in rows:
        found = known.get(row.siret) if row.siret else None
        if found is None:
            found = Organisation(name=row.name, kind=row.kind, siret=row.siret, is_generic=bool(row.is_generic))
            made.append(found)
            if row.siret:
                known[row.siret] = found
        row.organisation = found
    Organisation.objects.bulk_create(made, batch_size=500)
    _tie_parents(rows, "organisation", made, Organisation)


def tie_territories(rows: list[ListedTerritory]) -> None:
    """Tie listed territories to those of the instance."""
    known = {found.code: found for found in Territory.objects.exclude(code="") if OFFICIAL_CODE.match(found.code)}
    made = []
    for row in rows:
        found = known.get(row.code)
        if found is None:
            found = Territory(name=row.name, kind=row.kind, code=row.code, code_previous=row.code_previous)
            made.append(found)
            if OFFICIAL_CODE.match(row.code):
                known[row.code] = found
        row.territory = found
    Territory.objects.bulk_create(made, batch_size=500)
    _tie_parents(rows, "territory", made, Territory)
    _date_perimeters(rows)


def _date_perimeters(rows: list[ListedTerritory]) -> None:
    """Keep the outline that each official code of a QPV stands for: a series never crosses its change silently."""
    said = {}
    for row in rows:
        for code, change in ((row.code_previous, ""), (row.code, row.perimeter_change)):
            if generation := QPV_GENERATIONS.get(code[:2]):
                places = row.extra.get("added_places", []) if code == row.code else []
                said[row.territory.pk, generation] = Perimeter(
                    territory=row.territory, generation=generation, code=code, change=change, added_places=places
                )
    known = set(Perimeter.objects.filter(territory__in=[pk for pk, _ in said]).values_list("territory", "generation"))
    Perimeter.objects.bulk_create([found for place, found in said.items() if place not in known])


def tie_schemes(rows: list[ListedScheme]) -> None:
    """Give each listed scheme its row in the instance."""
    for row in rows:
        row.scheme = Scheme(name=row.name, code=row.code)
    Scheme.objects.bulk_create([row.scheme for row in rows], batch_size=500)


def _tie_parents(rows: list[Model], attr: str, made: list[Model], model: type[Model]) -> None:
    """Repeat, between new rows of the instance, the links that the contract gives between its own."""
    fresh = {id(found) for found in made}
    moved = []
    for row in rows:
        found = getattr(row, attr)
        if row.parent is not None and id(found) in fresh:
            found.parent = getattr(row.parent, attr)
            moved.append(found)
    model.objects.bulk_update(moved, ["parent"], batch_size=200)


PREPARE: dict[str, Callable[[list], None]] = {
    "organisations": tie_organisations,
    "territories": tie_territories,
    "schemes": tie_schemes,
}
