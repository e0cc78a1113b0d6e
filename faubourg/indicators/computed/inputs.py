"""What one input of a computation is worth at one place: a number with its rows, or why it is not known.

Pure functions over `Facts`, which holds all that the computations of a contract may read.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.urls import reverse

from faubourg.contracts.models import ListedTerritory
from faubourg.indicators.cells import TERRITORY
from faubourg.indicators.choices import Adding, Qualifier
from faubourg.indicators.computed.choices import Where
from faubourg.indicators.computed.models import Computation, ComputationInput, DatedConstant, DemographicWeight
from faubourg.indicators.models import Figure, Indicator, Observation
from faubourg.indicators.perimeters import leaves_of
from faubourg.indicators.reading import written
from faubourg.ui.typography import number

_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Place:
    """Where and when a result stands; no territory: the whole."""

    period: str
    territory: ListedTerritory | None = None

    @property
    def year(self) -> int | None:
        """The first year that the period names."""
        found = _YEAR.search(self.period)
        return int(found[0]) if found else None

    @property
    def year_text(self) -> str:
        """That year, to compare with partial dates; nothing where the period names none."""
        return str(self.year or "")

    @property
    def words(self) -> str:
        """« Clou Bouchet, 2023 »."""
        return f"{self.territory or 'ensemble'}, {self.period}"


@dataclass(frozen=True)
class Used:
    """A row that a figure rests on. `place`: its territory and year where it is a count of a place."""

    row: object
    label: str
    text: str
    place: Place | None = None
    page: str = ""

    @property
    def url(self) -> str:
        """The page where it is read."""
        return self.page or (self.row.get_absolute_url() if hasattr(self.row, "get_absolute_url") else "")


@dataclass(frozen=True)
class Amount:
    """A number, or None with the sentence that says why; `remarks` go with the result."""

    value: Fraction | None = None
    lacks: tuple[str, ...] = ()
    used: tuple[Used, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass
class Facts:
    """Everything that the computations of one contract read, loaded once."""

    today: date
    territories: list[ListedTerritory]
    members: dict[int, list[int]]  # territory → those that it gathers
    changes: dict[int, int]  # territory → the year from which its outline is another
    indicators: dict[int, Indicator]  # by lineage
    observations: dict[tuple[int, str], list[Observation]]
    figures: dict[str, list[Figure]]  # by label
    constants: list[DatedConstant]
    weights: list[DemographicWeight]
    computations: dict[int, Computation]  # with their inputs prefetched
    done: dict = field(default_factory=dict)  # (computation, place) → result, each reckoned once

    def __post_init__(self) -> None:
        self.by_pk = {one.pk: one for one in self.territories}
        self._named: dict[str, int] = {}
        for one in reversed(self.territories):
            for word in (*one.aliases, one.short, one.key, one.name):
                self._named[str(word).casefold()] = one.pk
        self._named.pop("", None)

    def territory_of(self, breakdown: dict) -> int | None:
        """The territory of a value, 0 for the whole; None where the contract lists none of that name."""
        if TERRITORY not in breakdown:
            return 0
        return self._named.get(str(breakdown[TERRITORY]).casefold())

    def leaves(self, territory: int) -> list[int]:
        """The territories that a group gathers in the end, each once; nothing where it gathers none."""
        return leaves_of(self.members, territory)


def place_of(entry: ComputationInput, place: Place) -> Place:
    """Where the input is read when the result stands at `place`."""
    territory = place.territory
    if entry.where == Where.WHOLE:
        territory = None
    if entry.territory_id:
        territory = entry.territory
    return Place(entry.period or place.period, territory)


def amount_of_row(entry: ComputationInput, place: Place, facts: Facts) -> Amount:
    """What an input that names rows (not another computation) is worth."""
    if entry.lineage_id:
        return _observed(entry, place, facts)
    if entry.figure:
        return _figure(entry, place, facts)
    if entry.constant_id:
        return _constant(entry, place, facts)
    if entry.weight_id:
        return _weight(entry, place, facts)
    return Amount(lacks=(f"{entry.get_role_display()} : rien n’est choisi",))


def name_of(entry: ComputationInput, facts: Facts) -> str:
    """What the input reads, in words."""
    if entry.lineage_id:
        indicator = facts.indicators.get(entry.lineage_id)
        name = indicator.label if indicator else "indicateur absent de cette version du plan"
    elif entry.source_id:
        name = facts.computations[entry.source_id].label
    else:
        name = entry.figure or str(entry.constant or entry.weight or "rien")
    told = ", ".join(f"{key} {value}" for key, value in entry.breakdown.items())
    return f"{name} ({told})" if told else name


def page_of(entry: ComputationInput, facts: Facts) -> str:
    """The page of the input's indicator, where its values are; nothing when this version of the plan lacks it."""
    indicator = facts.indicators.get(entry.lineage_id)
    return reverse("values:indicator", args=[indicator.version.contract.key, indicator.key]) if indicator else ""


def observations_at(entry: ComputationInput, place: Place, facts: Facts) -> list[Observation]:
    """The values of the input's indicator at that place, under the breakdown that the input names."""
    at = place.territory.pk if place.territory else 0
    return [
        row
        for row in facts.observations.get((entry.lineage_id, place.period), ())
        if facts.territory_of(row.breakdown) == at and besides(row.breakdown) == wanted(entry)
    ]


def wanted(entry: ComputationInput) -> dict[str, str]:
    """What the input asks of a breakdown, besides the territory."""
    return besides(entry.breakdown)


def besides(breakdown: dict) -> dict[str, str]:
    """What a breakdown says besides the territory."""
    return {str(key): str(value).casefold() for key, value in breakdown.items() if key != TERRITORY}


def _observed(entry: ComputationInput, place: Place, facts: Facts) -> Amount:
    rows, name = observations_at(entry, place, facts), name_of(entry, facts)
    indicator = facts.indicators.get(entry.lineage_id)
    if len(rows) > 1 and indicator is not None and indicator.reference_producer_id:
        # Two producers of one label are kept apart: the one that the indicator follows counts.
        rows = [row for row in rows if row.producer_id == indicator.reference_producer_id] or rows
    if len(rows) > 1:
        return Amount(lacks=(f"« {name} » a {len(rows)} valeurs pour {place.words} : n’en garder qu’une",))
    if rows:
        return _exact(rows[0], name, place, page_of(entry, facts))
    return _summed(entry, place, facts) or Amount(lacks=(f"« {name} » n’a pas de valeur pour {place.words}",))


def _summed(entry: ComputationInput, place: Place, facts: Facts) -> Amount | None:
    """The sum over what a group of territories gathers, where the indicator's values add up; None elsewhere."""
    indicator = facts.indicators.get(entry.lineage_id)
    parts = facts.leaves(place.territory.pk) if place.territory else []
    if not parts:
        return None
    name = name_of(entry, facts)
    if indicator is None or indicator.adding != Adding.SUM:
        why = "on ne sait pas si ses valeurs s’additionnent" if not (indicator and indicator.adding) else (
            f"ses valeurs : {indicator.get_adding_display()}"
        )  # fmt: skip
        return Amount(lacks=(f"« {name} » n’a pas de valeur pour {place.words}, et {why}",))
    found = [_observed(entry, Place(place.period, facts.by_pk[pk]), facts) for pk in parts if pk in facts.by_pk]
    lacks = tuple(sentence for one in found for sentence in one.lacks)
    used = tuple(row for one in found for row in one.used)
    if lacks:
        return Amount(lacks=lacks, used=used)
    remarks = (f"somme de {len(found)} territoires", *dict.fromkeys(words for one in found for words in one.remarks))
    return Amount(sum((one.value for one in found), Fraction(0)), used=used, remarks=remarks)


def _exact(row: Observation, name: str, place: Place, page: str) -> Amount:
    """The number of a value; a bound, a range or a forecast is not one."""
    text = written(row)
    used = (Used(row, name, text or "n.d.", place, page),)
    value = row.value
    if value is None and row.numerator is not None and row.denominator:
        value = Fraction(row.numerator) / Fraction(row.denominator)
    if row.qualifier == Qualifier.UNKNOWN or value is None:
        return Amount(lacks=(f"« {name} » est inconnu pour {place.words}",), used=used)
    if row.qualifier in (Qualifier.MORE_THAN, Qualifier.RANGE, Qualifier.FORECAST):
        return Amount(
            lacks=(f"« {name} » vaut « {text} » pour {place.words} : ce n’est pas un nombre exact",), used=used
        )
    about = (f"« {name} » est donné à peu près ({text})",) if row.qualifier == Qualifier.ABOUT else ()
    return Amount(Fraction(value), used=used, remarks=about)


def _figure(entry: ComputationInput, place: Place, facts: Facts) -> Amount:
    rows = [
        row
        for row in facts.figures.get(entry.figure, ())
        if place.territory is not None
        and row.territory_id == place.territory.pk
        and place.period in (row.period, str(row.year or ""), "" if row.year or row.period else place.period)
    ]
    if len(rows) > 1:
        return Amount(lacks=(f"« {entry.figure} » a {len(rows)} chiffres pour {place.words} : n’en garder qu’un",))
    if not rows:
        here = [
            row
            for row in facts.figures.get(entry.figure, ())
            if place.territory and row.territory_id == place.territory.pk
        ]
        known = sorted({str(row.year or row.period) for row in here} - {""})
        only = f" (connu pour {', '.join(known[-4:])})" if known else ""
        return Amount(lacks=(f"« {entry.figure} » n’est pas donné pour {place.words}{only}",))
    row = rows[0]
    used = (Used(row, entry.figure, row.printed or number(row.value), place, place.territory.get_absolute_url()),)
    if row.value is None:
        return Amount(lacks=(f"« {entry.figure} » n’est pas un nombre exact pour {place.words}",), used=used)
    return Amount(Fraction(row.value), used=used)


def _constant(entry: ComputationInput, place: Place, facts: Facts) -> Amount:
    """The constant of that label which is valid in the period."""
    label = entry.constant.label
    found = [
        one
        for one in facts.constants
        if one.label == label
        and (not one.start or one.start[:4] <= place.year_text)
        and (not one.end or one.end[:4] >= place.year_text)
    ]
    if len(found) != 1:
        why = f"{len(found)} valeurs valent" if found else "aucune valeur ne vaut"
        return Amount(lacks=(f"constante « {label} » : {why} en {place.period}",))
    one = found[0]
    return Amount(Fraction(one.value), used=(Used(one, label, f"{number(one.value)} {one.unit}".strip()),))


def _weight(entry: ComputationInput, place: Place, facts: Facts) -> Amount:
    """The weight of the place, dated of the period or the last one before it."""
    model = entry.weight
    at = place.territory.pk if place.territory else model.territory_id
    same = [
        one
        for one in facts.weights
        if (one.territory_id, one.within_id, one.public) == (at, model.within_id, model.public)
    ]
    dated = [one for one in same if not one.dated or one.dated[:4] <= place.year_text]
    if not dated:
        public = f" ({model.public})" if model.public else ""
        known = "" if not same else f" : le premier est daté de {min(one.dated for one in same)}"
        return Amount(lacks=(f"pas de poids démographique{public} pour {place.words}{known}",))
    newest = max(one.dated for one in dated)
    kept = [one for one in dated if one.dated == newest]
    if len(kept) > 1:
        return Amount(lacks=(f"{len(kept)} poids démographiques sont datés de {newest or 'rien'} pour {place.words}",))
    one = kept[0]
    remark = f"poids démographique daté de {one.dated}" if one.dated else "poids démographique sans date"
    return Amount(Fraction(one.value), used=(Used(one, "poids démographique", one.label),), remarks=(remark,))
