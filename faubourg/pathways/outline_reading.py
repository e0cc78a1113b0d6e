"""Which QPV or commune of a contract each outline of a GeoJSON file is: by its code, else by its name."""

from collections.abc import Iterable
from dataclasses import dataclass

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.intake.problems import Problem
from faubourg.pathways.cells import folded, raise_all
from faubourg.pathways.outlines import Feature, Polygon, centre
from faubourg.territories.models import TerritoryKind
from faubourg.territories.queries import official_codes

#: Names of properties, as ANCT, IGN and INSEE write them, in the order in which they are tried.
_QUARTER_CODES = ("code_qp", "code_qpv", "codeqp", "code")
_QUARTER_NAMES = ("lib_qp", "nom_qp", "libqp", "nom", "name", "libelle")
_COMMUNE_CODES = ("insee_com", "code_commune", "code_insee", "insee", "codgeo", "code")
_COMMUNE_NAMES = ("nom_commune", "nom_com", "libgeo", "nom", "name", "libelle")
#: The generation that the first letters of a code say.
_GENERATIONS = {"QP": "2015", "QN": "2024"}


@dataclass
class Found:
    """The outline of a territory of the contract: its polygons, how many points, its centre (longitude, latitude)."""

    territory: ListedTerritory
    polygons: list[Polygon]

    @property
    def points(self) -> int:
        """How many points draw it."""
        return sum(len(ring) for rings in self.polygons for ring in rings)

    @property
    def centre(self) -> tuple[float, float]:
        """Its centre of gravity."""
        return centre(self.polygons)


def match(features: Iterable[Feature], contract: Contract, generation: str) -> tuple[list[Found], int]:
    """The outlines of the contract's QPV and communes, and how many features are of elsewhere.

    Raises IntakeError: none is of the contract, or a code is of another generation.
    """
    rows = list(ListedTerritory.objects.filter(contract=contract).order_by("pk"))
    quarters = [row for row in rows if row.kind == TerritoryKind.QPV]
    communes = [row for row in rows if row.kind == TerritoryKind.COMMUNE]
    found: dict[int, Found] = {}
    left, problems = 0, []
    for one in features:
        place = _place(one, quarters, _QUARTER_CODES, _QUARTER_NAMES)
        if place is not None and (told := _generation(one)) not in ("", generation):
            problems.append(
                Problem(
                    f"contour {one.number} : son code est de la génération {told}",
                    remedy=f"Choisissez la génération {told}, ou envoyez les contours de {generation}",
                )
            )
        if place is None and not any("qp" in name for name in one.told):
            place = _place(one, communes, _COMMUNE_CODES, _COMMUNE_NAMES)
        if place is None:
            left += 1
        else:
            found.setdefault(place.pk, Found(place, [])).polygons.extend(one.polygons)
    if not found:
        problems.append(
            Problem(
                "aucun contour n’est d’un QPV ni d’une commune de ce contrat",
                remedy="Donnez à chaque contour le code ou le nom de son quartier (propriété « code_qp » ou « nom »)",
            )
        )
    raise_all(problems)
    return list(found.values()), left


def _place(one: Feature, rows: list[ListedTerritory], codes: tuple, names: tuple) -> ListedTerritory | None:
    code = _first(one, codes)
    if code:
        for row in rows:
            if code in (row.code.casefold(), row.code_previous.casefold()):
                return row
        # Names of quarters are borne by several: a name stands only where the contract gives no official code.
        rows = [row for row in rows if not official_codes(row.code, row.code_previous)]
    name = folded(_first(one, names))
    for row in rows:
        if name and name in {folded(row.name), *(folded(str(alias)) for alias in row.aliases)}:
            return row
    return None


def _first(one: Feature, names: tuple[str, ...]) -> str:
    return next((one.told[name].casefold() for name in names if one.told.get(name)), "")


def _generation(one: Feature) -> str:
    return _GENERATIONS.get(_first(one, _QUARTER_CODES)[:2].upper(), "")
