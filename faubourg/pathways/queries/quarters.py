"""In which QPV a home lies, from the contract's own outlines and streets: no address leaves the machine."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.pathways.choices import QpvMethod, QpvResult
from faubourg.pathways.models import Outline, Participant, Pathway, Residence, StreetRange, name_key
from faubourg.pathways.outlines import holds
from faubourg.pathways.streets import locate, split_address
from faubourg.territories.models import TerritoryKind


@dataclass(frozen=True)
class Placed:
    """What is found: the result, the QPV when it is one, how; an empty method: nothing could be asked."""

    qpv: str = QpvResult.UNDETERMINED
    territory: ListedTerritory | None = None
    method: str = ""


class Quarters:
    """The outlines and the streets of a contract in one generation, read as they are asked for, then kept."""

    def __init__(self, contract: Contract, generation: str) -> None:
        self.contract, self.generation = contract, generation
        self._streets: dict[str, list[StreetRange]] = {}

    def place(self, home: Residence, method: str = QpvMethod.COORDINATES) -> Placed:
        """The QPV of a home: by its coordinates where outlines are known (found by `method`), else by its street."""
        if home.latitude is not None and home.longitude is not None and self._outlines:
            return self._by_point((home.longitude, home.latitude), method)
        if home.address and self._has_streets:
            return self._by_street(home)
        return Placed()

    def _by_point(self, point: tuple[float, float], method: str) -> Placed:
        found = [one.territory for one in self._outlines if holds(one.polygons, point)]
        if len(found) > 1:
            # On the border of two quarters, or in outlines that overlap: nobody but a person can say.
            return Placed(method=method)
        return Placed(QpvResult.INSIDE, found[0], method) if found else Placed(QpvResult.OUTSIDE, None, method)

    def _by_street(self, home: Residence) -> Placed:
        """A street answers in the commune of its QPV: where only one of the two is known, it says nothing."""
        key = split_address(home.address)[1]
        if not key:
            return Placed(method=QpvMethod.STREETS)
        if key not in self._streets:
            rows = self._ranges.filter(key=key).select_related("territory__parent__parent").order_by("pk")
            self._streets[key] = list(rows)
        here, unsure = [], []
        for row in self._streets[key]:
            is_there = _lies_in(home, commune_of(row.territory))
            if is_there is not False:
                (here if is_there else unsure).append(row)
        found = locate(home.address, here)
        if found is False or (found is None and locate(home.address, unsure) is not None):
            return Placed(method=QpvMethod.STREETS)
        qpv = QpvResult.INSIDE if found else QpvResult.OUTSIDE
        return Placed(qpv, found or None, QpvMethod.STREETS)

    @property
    def _ranges(self):
        return StreetRange.objects.of(self.contract).filter(generation=self.generation)

    @cached_property
    def _has_streets(self) -> bool:
        return self._ranges.exists()

    @cached_property
    def _outlines(self) -> list[Outline]:
        rows = Outline.objects.of(self.contract).filter(generation=self.generation, territory__kind=TerritoryKind.QPV)
        return list(rows.exclude(polygons=[]).select_related("territory").order_by("pk"))


def commune_of(territory: ListedTerritory) -> ListedTerritory | None:
    """The commune that a QPV or a quarter lies in, as the contract lists it; None: not said."""
    place = territory
    while place is not None and place.kind != TerritoryKind.COMMUNE:
        place = place.parent
    return place


def lives_in(home: Residence | None, contract: Contract) -> str:
    """Whether somebody lives in the territory of the contract, from its list of communes, in a sentence."""
    place = "" if home is None else home.commune.name if home.commune else home.commune_name
    if not place:
        return "Commune non donnée : la résidence sur le territoire n’est pas vérifiable ici."
    rows = ListedTerritory.objects.of(contract).filter(kind=TerritoryKind.COMMUNE)
    names = {name_key(name) for name in rows.order_by().values_list("name", flat=True)}
    if not names:
        return f"{place} : le contrat ne liste aucune commune, la résidence reste à vérifier."
    if (home.commune and home.commune.kind == TerritoryKind.COMMUNE) or name_key(place) in names:
        return f"Oui, {place} est une commune du contrat."
    return f"Non, {place} n’est pas dans la liste des communes du contrat : vérifiez si la liste est complète."


def _lies_in(home: Residence, commune: ListedTerritory | None) -> bool | None:
    """Whether a home is in a commune; None: one of the two is not known. Neither is: the streets are all there is."""
    is_told = home.commune_id is not None or bool(home.commune_name)
    if commune is None or not is_told:
        return True if commune is None and not is_told else None
    if home.commune_id is not None:
        return home.commune_id == commune.pk
    return name_key(home.commune_name) == name_key(commune.name)


def undetermined(contract: Contract) -> QuerySet[Residence]:
    """The homes of files that stand, of today or at an entry, which nobody could place; not those left so by hand."""
    present = Participant.objects.of(contract).present().filter(anonymised_at=None).order_by()
    counted = Pathway.objects.filter(participant__in=present.values("pk")).exclude(residence_at_entry=None).order_by()
    used = Q(pk__in=present.values("residence")) | Q(pk__in=counted.values("residence_at_entry"))
    return Residence.objects.filter(used, qpv=QpvResult.UNDETERMINED).exclude(method=QpvMethod.CHOSEN)
