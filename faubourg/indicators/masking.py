"""Small numbers: which values of a contract are hidden, why, and from whom (issue « small numbers »).

Documents and exports mask for everybody: `masker_for(None, contract)`. A screen masks for those who neither may read
small numbers nor enter the value: `masker_for(user, contract)`. Counts that are not observations (cohorts, crossings)
ask `Masker.count`; a table of them asks `protecting.hidden_cells` with `Masker.threshold`.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from faubourg.contracts.matrix import Reach, Verb
from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.contracts.permissions import held, organisations_of, reach
from faubourg.indicators.choices import DEFAULT_THRESHOLD, MaskReason, Qualifier
from faubourg.indicators.models import Indicator, MaskingRule, Observation
from faubourg.indicators.periods import Period, period_of
from faubourg.indicators.permissions import indicators_within
from faubourg.indicators.protecting import Sum, hidden_cells
from faubourg.indicators.reading import meaning_of
from faubourg.indicators.veiling import MASKED, Masker

__all__ = [
    "MASKED", "Masker", "counts_beside_a_share", "counts_persons", "masked_values", "masker_for", "names_persons",
    "reads_small_numbers", "threshold_of",
]  # fmt: skip

_PERSONS = (
    "personne|participant|jeune|bénéficiaire|habitant|salarié|enfant|femme|homme|élève|usager|adhérent|allocataire|"
    "demandeur|stagiaire|apprenti|volontaire|parent|étudiant|senior|sénior|utilisateur|patient|collégien|lycéen|"
    "retraité|locataire|adulte|fille|garçon|mineur|majeur|résident|public accueilli"
)
_COUNTED = re.compile(
    rf"(?:(?:nombre|nb|nbre|part|taux|proportion|pourcentage|%)\s+(?:total\s+|annuel\s+)?(?:de\s+|d['’]\s*|des\s+))?"
    rf"(?:nouveaux\s+|nouvelles\s+|jeunes\s+)?(?:{_PERSONS})(?:e?s|\(e\)s?|\(s\)|·e·s|-e-s|e)?\b",
    re.IGNORECASE,
)
_UNIT = re.compile(rf"(?:{_PERSONS})(?:e?s|\(e\)s?|\(s\)|·e·s|e)?\b", re.IGNORECASE)
#: Units that measure: « heures, F : 3 » counts no woman.
_MEASURE = re.compile(
    r"(?:heure|jour|mois|an|année|semaine|minute|h|€|eur|euro|k€|m²|km|kg|tonne|point)s?\b|€|k€", re.I
)
_PUBLICS = frozenset(("public", word) for word in ("brsa", "deld", "rqth", "bénéficiaires du rsa"))
#: Units that leave the label to say what is counted.
_BARE_UNITS = frozenset(
    {"", "nombre", "nb", "%", "pourcent", "pourcentage", "nombre et %", "effectif", "ratio", "part"}
)
_COUNTLESS = (Qualifier.UNKNOWN, Qualifier.RANGE, Qualifier.FORECAST, Qualifier.MORE_THAN)
_Cell = tuple[str, frozenset[tuple[str, str]]]


def counts_persons(indicator: Indicator) -> bool:
    """Whether its values count persons: as its definition says, else after its unit and its label."""
    if indicator.counts_persons is not None:
        return indicator.counts_persons
    return names_persons(indicator.label, indicator.unit)


def names_persons(label: str, unit: str) -> bool:
    """Whether a label and a unit say that persons are counted."""
    if unit and _UNIT.match(unit.strip()):
        return True
    return bool(_COUNTED.match(label.strip())) and unit.strip().casefold() in _BARE_UNITS


def threshold_of(contract: Contract) -> int:
    """The threshold of the contract, the default one where nobody set it; one query."""
    found = MaskingRule.objects.filter(contract=contract).values_list("threshold", flat=True).first()
    return DEFAULT_THRESHOLD if found is None else found


def reads_small_numbers(user, contract: Contract) -> bool:
    """Whether `user` sets the threshold and reads what is masked."""
    return reach(user, Verb.READ_SMALL_NUMBERS, contract) == Reach.ALL


def masker_for(user, contract: Contract, *, lineages: Collection | None = None) -> Masker:
    """What `user` does not see; None: a document or an export, masked for everybody.

    `lineages` limits the work to the values of these indicators. At most seven queries, whatever the number of rows.
    """
    threshold = threshold_of(contract)
    if threshold <= 1:
        return Masker(0)
    roles = held(user, contract) if user is not None else []
    if user is not None and reach(user, Verb.READ_SMALL_NUMBERS, contract, roles=roles) == Reach.ALL:
        return Masker(0)
    hidden = {row.pk: (row, reason) for row, reason in masked_values(contract, threshold, lineages=lineages)}
    if hidden and user is not None:
        for pk in _own(user, contract, roles, [row for row, _ in hidden.values()]):
            del hidden[pk]
    reasons = {pk: reason for pk, (_, reason) in hidden.items()}
    return Masker(threshold, reasons, frozenset(row.lineage_id for row, _ in hidden.values()))


def _own(user, contract: Contract, roles, rows: Iterable[Observation]) -> list[int]:
    """Those of the rows that the person enters: their indicators, less what another organisation gave of them."""
    version = contract.current_version
    within = indicators_within(user, Verb.ENTER_VALUES, version, contract=contract, roles=roles)
    mine = set(within.values_list("lineage", flat=True))
    organisations = organisations_of(roles, Verb.ENTER_VALUES, reach=Reach.ORGANISATION, contract=contract)
    return [
        row.pk
        for row in rows
        if row.lineage_id in mine and (row.producer_id is None or row.producer_id in organisations)
    ]


def masked_values(
    contract: Contract, threshold: int, *, lineages: Collection | None = None
) -> Iterator[tuple[Observation, MaskReason]]:
    """Every masked value with why, in the order of the contract's values; three queries."""
    indicators = Indicator.objects.filter(version__contract=contract)
    if lineages is not None:
        indicators = indicators.filter(lineage__in=lineages)
    # The last definition of each says it; what says no must not be counted as persons after its breakdowns.
    asked = {one.lineage_id: one for one in indicators.order_by("pk") if one.counts_persons is not False}
    rows = Observation.objects.filter(contract=contract, lineage__in=asked)
    small = Q(value__gt=0, value__lt=threshold) | Q(numerator__gt=0, numerator__lt=threshold)
    small |= Q(denominator__gt=0, denominator__lt=threshold) | Q(maximum__gt=0, maximum__lt=threshold)
    concerned = set(rows.filter(small).order_by().values_list("lineage", flat=True).distinct())
    if not concerned:
        return
    tables: dict[object, list[Observation]] = defaultdict(list)
    for row in rows.filter(lineage__in=concerned).order_by("position", "pk"):
        tables[row.lineage_id].append(row)
    places = _Places(contract)
    for lineage, table in tables.items():
        if not (counts_persons(asked[lineage]) or _acts_of_persons(asked[lineage], table)):
            continue
        found = _hidden_of(table, places, threshold, percent=meaning_of(asked[lineage]).percent)
        yield from ((row, found[row.pk]) for row in table if row.pk in found)


def _acts_of_persons(indicator: Indicator, rows: Iterable[Observation]) -> bool:
    """Whether its values are acts told by sex or by public (« abandons, F : 4 »): each is somebody's."""
    if _MEASURE.match(indicator.unit.strip()):
        return False
    if not meaning_of(indicator).percent:
        return any(told[0] == "sexe" or told in _PUBLICS for row in rows for told in _cell(row)[1])
    return bool(counts_beside_a_share(rows))


def counts_beside_a_share(rows: Iterable[Observation]) -> set[int]:
    """The rows by sex of a percentage that are no percentages: the share of a whole lies between those of its parts.

    « Taux d’occupation 57 %, 46 hommes, 13 femmes » (report of a PLIE of 2022, line 967).
    """
    wholes: dict[_Cell, list[Decimal]] = defaultdict(list)
    parts: dict[_Cell, list[Observation]] = defaultdict(list)
    for row in rows:
        period, told = _cell(row)
        sexes = {one for one in told if one[0] == "sexe"}
        if row.value is not None and not row.unit:
            (parts[period, told - sexes].append(row) if sexes else wholes[period, told].append(row.value))
    return {
        row.pk
        for cell, found in parts.items()
        for whole in wholes.get(cell, ())
        if len(found) > 1 and not min(one.value for one in found) <= whole <= max(one.value for one in found)
        for row in found
    }


def _hidden_of(rows: list[Observation], places: "_Places", threshold: int, *, percent: bool) -> dict[int, MaskReason]:
    """The masked rows of one indicator: what one producer hides stays hidden where another says the same cell."""
    bare = counts_beside_a_share(rows) if percent else set()
    by_producer: dict[int | None, dict[_Cell, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_producer[row.producer_id][_cell(row)].append(row)
    cells: dict[_Cell, MaskReason] = {}
    for table in by_producer.values():
        counts = {
            cell: _count(found, percent=percent and not any(row.pk in bare for row in found))
            for cell, found in table.items()
        }
        counts = {cell: count for cell, count in counts.items() if count is not None}
        found = hidden_cells(counts, list(_sums(counts, places, threshold)), threshold)
        found |= dict.fromkeys(_other_sexes(found, counts), MaskReason.PROTECTS)
        cells = dict.fromkeys(found, MaskReason.PROTECTS) | cells
        cells |= {cell: reason for cell, reason in found.items() if reason == MaskReason.FEW}
    return {row.pk: cells[cell] for row in rows if (cell := _cell(row)) in cells and _said(row)}


def _other_sexes(hidden: Collection[_Cell], counts: Mapping[_Cell, Decimal]) -> list[_Cell]:
    """The other sex of the hidden cells that no total goes with: the whole often stands in another table."""
    alone = {
        (period, rest)
        for period, told in hidden
        if (rest := told - {one for one in told if one[0] == "sexe"}) != told and (period, rest) not in counts
    }
    return [
        (period, told) for (period, told), count in counts.items() if count > 0 and (period, told) not in hidden
        and any(one[0] == "sexe" for one in told)
        and (period, told - {one for one in told if one[0] == "sexe"}) in alone
    ]  # fmt: skip


def _cell(row: Observation) -> _Cell:
    told = {(str(name).casefold(), str(value).casefold()) for name, value in row.breakdown.items()}
    return row.period.strip(), frozenset(told)


def _said(row: Observation) -> bool:
    """Whether the row says a number at all."""
    return row.value is not None or row.numerator is not None or row.minimum is not None or row.maximum is not None


def _count(rows: list[Observation], *, percent: bool) -> Decimal | None:
    """The count of persons of a cell, the smallest of those that it tells; None: it tells none."""
    found: list[Decimal] = []
    for row in rows:
        if row.numerator is not None and row.denominator is not None:
            found += [row.numerator, row.denominator]
        elif row.maximum is not None and not percent and row.unit != "%":
            # « 1 à 3 » tells a small number as surely as 3.
            found.append(row.maximum)
        elif row.value is not None and row.qualifier not in _COUNTLESS and not percent and row.unit != "%":
            found.append(row.value)
    positive = [one for one in found if one > 0]
    return min(positive or found, default=None)


@dataclass
class _Places:
    """The contract's territories by any of their names: their kind, and what a group or a place holds."""

    contract: Contract

    def __post_init__(self) -> None:
        rows = list(ListedTerritory.objects.filter(contract=self.contract).prefetch_related("members"))
        self.names = {
            str(word).casefold(): row for row in rows for word in (*row.aliases, row.short, row.key, row.name) if word
        }
        self.held: dict[int, set[int]] = {row.pk: {one.pk for one in row.members.all()} for row in rows}
        for row in rows:
            if row.parent_id:
                self.held[row.parent_id].add(row.pk)

    def kind(self, name: str) -> str:
        """The kind of a territory, its own name where it is not known."""
        return self.names[name].kind if name in self.names else ""

    def holds(self, above: str, name: str) -> bool:
        """Whether the one is among what the other groups or holds."""
        group, one = self.names.get(above), self.names.get(name)
        return group is not None and one is not None and one.pk in self.held[group.pk]


def _sums(counts: dict[_Cell, Decimal], places: _Places, threshold: int) -> Iterator[Sum]:
    """What ties the cells: a total and its parts by one breakdown, a territory and its parts, a year and its months."""
    groups: dict[tuple, list[_Cell]] = defaultdict(list)
    used = {value for _, told in counts for name, value in told if name == "territoire"}
    for cell in counts:
        period, told = cell
        for name, value in told:
            above = (period, told - {(name, value)})
            kind = places.kind(value) if name == "territoire" else ""
            if above in counts:
                groups[above, name, kind].append(cell)
            if name == "territoire":
                for other in used:
                    wider = (period, above[1] | {(name, other)})
                    if wider in counts and places.holds(other, value):
                        groups[wider, name, kind].append(cell)
        if (found := period_of(period)) is not None:
            for longer in _written_periods(found):
                if (longer, told) in counts:
                    groups[(longer, told), "période", found.size].append(cell)
    for (total, name, _), parts in groups.items():
        gap = counts[total] - sum(counts[part] for part in parts)
        # Women and men always make the whole. Elsewhere a large rest (« dont jeunes », the rest of the town) protects.
        if name == "sexe" or abs(gap) < threshold:
            yield total, tuple(parts)


def _written_periods(period: Period) -> Iterator[str]:
    for longer in period.above:
        yield f"{longer.year}-T{longer.quarter}" if longer.quarter else str(longer.year)
