"""Counts of distinct persons by QPV and sex, anonymised here: what leaves is a number, or nothing where it is small."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.indicators.cells import SEXES, Places
from faubourg.indicators.choices import DEFAULT_THRESHOLD
from faubourg.indicators.models import Indicator, MaskingRule
from faubourg.indicators.protecting import hidden_cells
from faubourg.indicators.queries import values_of
from faubourg.indicators.reading import written
from faubourg.journal.models import Entry
from faubourg.pathways.choices import ExitKind, ExitState, StepKind
from faubourg.pathways.models import BridgeRule, Carried, Exit
from faubourg.pathways.queries.bridge_places import places_of
from faubourg.pathways.queries.cuts import Cut, entries, people, steps
from faubourg.pathways.reporting import CountedBy, Measured

#: What the journal says of a rule whose values changed.
CARRIED = "totaux reportés"
#: Months during which the year before is carried too: exits of December are validated and entered by then.
LATE_MONTHS = 3
#: A territory of the instance (0: the whole), and a code of `indicators.cells.SEXES`.
Key = tuple[int, str]
#: The inhabitants of the QPV together, and everybody else: no territory.
INSIDE, OUTSIDE = -1, -2
_SEXES = {"F": "f", "H": "h", "": "n"}
_STEPS = {
    Measured.JOBS: StepKind.JOB, Measured.TRAININGS: StepKind.TRAINING, Measured.LIFTINGS: StepKind.OBSTACLE,
}  # fmt: skip


#: Breakdown of the inhabitants of the QPV → the same breakdown of everybody.
IN_QPV = {CountedBy.IN_QPV: CountedBy.QPV, CountedBy.IN_QPV_SEX: CountedBy.QPV_SEX}


@dataclass(frozen=True)
class Bridged:
    """`counts`: what may leave; `masked`: how many cells are too small, or would give one back."""

    counts: Mapping[Key, int]
    masked: int


def strictest(rule: BridgeRule) -> int:
    """The threshold of all that leaves a contract: the strictest of its own and of those it feeds; two queries."""
    fed = BridgeRule.objects.filter(contract=rule.contract_id, end=None).values_list("target", flat=True)
    places = {rule.contract_id, rule.target_id, *fed}
    set_there = dict(MaskingRule.objects.filter(contract__in=places).values_list("contract", "threshold"))
    return max(set_there.get(place, DEFAULT_THRESHOLD) for place in places)


def bridged(contract: Contract, *, measured: str, by: str, year: int, threshold: int) -> Bridged:
    """The counts of a year for an indicator, without its small numbers; six queries.

    Masked once for every breakdown of the same count, everybody and the inhabitants of the QPV together: what one rule
    sends gives nothing back of what another one hides.
    """
    rows, path = _rows(contract, measured, Cut.of_year(year))
    counts = _counts(rows, path)
    counts |= {
        (OUTSIDE, sex): count - counts.get((INSIDE, sex), 0) for (place, sex), count in counts.items() if place == 0
    }
    elsewhere = {key for key in counts if key[0] == OUTSIDE}
    hidden = hidden_cells(counts, _sums(counts), threshold, secret=elsewhere)
    asked = {_within(key, by): count for key, count in counts.items() if _within(key, by) is not None}
    kept_back = {_within(key, by) for key in hidden} - {None}
    return Bridged({key: count for key, count in asked.items() if key not in kept_back}, len(kept_back))


def _within(key: Key, by: str) -> Key | None:
    """What a cell is called in a breakdown; None: it is not in it."""
    place, sex = key
    breakdown, whole = (IN_QPV[CountedBy(by)], INSIDE) if by in IN_QPV else (by, 0)
    if place <= 0:
        told = sex == "t" or breakdown in (CountedBy.SEX, CountedBy.QPV_SEX)
        return (0, sex) if place == whole and told else None
    told = breakdown == CountedBy.QPV_SEX or (breakdown == CountedBy.QPV and sex == "t")
    return key if told else None


def _rows(contract: Contract, measured: str, cut: Cut) -> tuple[QuerySet, str]:
    """The rows to count, and the path from one to its pathway."""
    if measured == Measured.PARTICIPANTS:
        return people(contract, cut), ""
    if measured == Measured.ENTRIES:
        return entries(contract, cut), ""
    if measured == Measured.POSITIVE_EXITS:
        found = Exit.objects.filter(
            pathway__contract=contract, state=ExitState.VALIDATED, kind=ExitKind.POSITIVE,
            validated_on__range=(cut.first, cut.last),
        )  # fmt: skip
        return found.order_by(), "pathway__"
    return steps(contract, cut, _STEPS[Measured(measured)]), "pathway__"


def _counts(rows: QuerySet, path: str) -> dict[Key, int]:
    """Everybody, the inhabitants of the QPV and each QPV, in all and by sex; a sex that nobody has is not a cell."""
    person = Count(f"{path}participant", distinct=True)
    sex, home = f"{path}participant__sex", f"{path}residence_at_entry__territory__territory"
    placed = rows.exclude(**{home: None})
    counts: dict[Key, int] = {}
    for place, there in ((0, rows), (INSIDE, placed)):
        found = dict(there.values_list(sex).annotate(n=person))
        counts |= {(place, code): found.get(value, 0) for value, code in _SEXES.items() if found.get(value) or value}
        counts[place, "t"] = there.aggregate(n=person)["n"]
    counts |= {(place, "t"): count for place, count in placed.values_list(home).annotate(n=person)}
    by_sex = placed.values_list(home, sex).annotate(n=person)
    return counts | {(place, _SEXES[value]): count for place, value, count in by_sex}


def _sums(counts: dict[Key, int]) -> list[tuple[Key, tuple[Key, ...]]]:
    """A place is its sexes; the QPV together are each of them; everybody lives in one of them or elsewhere."""
    parts: dict[Key, list[Key]] = defaultdict(list)
    for place, sex in counts:
        if sex != "t":
            parts[place, "t"].append((place, sex))
        if place > 0:
            parts[INSIDE, f"{sex} "].append((place, sex))
    found = [((place, sex.strip()), tuple(keys)) for (place, sex), keys in parts.items()]
    return found + [((0, sex), ((INSIDE, sex), (OUTSIDE, sex))) for sex in (*_SEXES.values(), "t")]


@dataclass(frozen=True)
class Standing:
    """Where a rule stands for a year. `cells`: (place, sex, our count, what stands there, whether it is ours, whether
    our count has changed since).

    Somebody's own value stays there: it is not ours. `masked`: small numbers kept here; `unplaced`: QPV that the other
    contract does not list; `at`: the last time that a value changed there, None: never.
    """

    rule: BridgeRule
    cells: tuple[tuple[str, str, int, str, bool, bool], ...]
    masked: int
    unplaced: tuple[str, ...]
    at: datetime | None
    indicator: Indicator | None

    @property
    def typed(self) -> int:
        """How many cells hold a value that somebody typed."""
        return sum(bool(there) and not own for *_, there, own, _ in self.cells)


def standing_of(rule: BridgeRule, year: int) -> Standing:
    """What a rule counts for a year beside what the other contract holds; about ten queries."""
    found = bridged(rule.contract, measured=rule.measured, by=rule.by, year=year, threshold=strictest(rule))
    listed = list(ListedTerritory.objects.of(rule.target).order_by("-pk"))
    places = places_of(rule.contract, rule.target)
    names = dict(ListedTerritory.objects.of(rule.contract).order_by("-pk").values_list("territory", "name"))
    indicator = Indicator.objects.filter(lineage=rule.lineage_id, version=rule.target.current_version).first()
    indicators = [indicator] if indicator else []
    values = values_of(indicators, Places(listed), contract=rule.target, years=(year,), producer=rule.producer_id)
    carried = dict(Carried.objects.filter(rule=rule, year=year).values_list("place", "text"))
    cells = []
    for (territory, sex), count in sorted(found.counts.items()):
        if territory and territory not in places:
            continue
        place = (places[territory].pk if territory else 0, sex)
        there = [written(row) for row in values.at(indicator, year, place)] if indicator else []
        sent = carried.get(f"{place[0]}-{sex}")
        own = len(there) == 1 and sent == there[0]
        name = places[territory].name if territory else "Ensemble"
        cells.append((name, SEXES[sex][2], count, ", ".join(there), own, own and sent != str(count)))
    unplaced = {names.get(place, "") for place, _ in found.counts if place and place not in places}
    last = Entry.objects.about(rule).filter(verb=CARRIED).values_list("at", flat=True).first()
    return Standing(rule, tuple(cells), found.masked, tuple(sorted(unplaced)), last, indicator)


def waiting_years(contract: Contract, on: date) -> list[int]:
    """The years carried once, no longer carried at night, whose counts have changed since; the latest first."""
    first = on.year - 1 if on.month <= LATE_MONTHS else on.year
    rules = BridgeRule.objects.filter(contract=contract, end=None).select_related("contract", "target")
    carried: dict[tuple[int, int], dict[str, str]] = defaultdict(dict)
    for row in Carried.objects.filter(rule__in=rules, year__lt=first):
        carried[row.rule_id, row.year][row.place] = row.text
    found = set()
    for rule in rules:
        listed = places_of(contract, rule.target)
        for (pk, year), texts in carried.items():
            if pk != rule.pk or year in found:
                continue
            counts = bridged(contract, measured=rule.measured, by=rule.by, year=year, threshold=strictest(rule)).counts
            now = {
                f"{listed[place].pk if place else 0}-{sex}": str(count)
                for (place, sex), count in counts.items()
                if not place or place in listed
            }
            if any(now.get(place) != text for place, text in texts.items()):
                found.add(year)
    return sorted(found, reverse=True)
