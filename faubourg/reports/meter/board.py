"""What the meter shows under the filters of its address: each figure with the address of exactly its rows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from faubourg.actions.choices import MeansKind, MeansState
from faubourg.actions.meter import (
    EUROS,
    NONE,
    SEVERAL,
    STAFF,
    Balance,
    Contribution,
    Sum,
    bucket,
    by_origin,
    measures_of,
    spread,
)
from faubourg.contracts.models import Contract
from faubourg.reports.meter.loading import Meter, Named, load_meter
from faubourg.ui.typography import NBSP, euro, number

EVERY_YEAR, WITHOUT_UNIT = "toutes", "non-donnee"
PLANNED, REAL = "prevu", "reel"
SIDES = ((PLANNED, "prévu au contrat"), (REAL, "réel"))
ORIGINS = {MeansKind.COMMON_LAW: "droit-commun", MeansKind.SPECIFIC: "credits-specifiques"}
KINDS = {slug: kind for kind, slug in ORIGINS.items()}
#: Letters of a label on a chart, so that the word after it stays seen.
LABEL = 34
#: Column of a table → side and state that its cells keep.
COLUMNS = {
    "planned": {"volet": PLANNED, "etat": ""},
    "declared": {"volet": REAL, "etat": MeansState.DECLARED},
    "justified": {"volet": REAL, "etat": MeansState.JUSTIFIED},
    "refused": {"volet": REAL, "etat": MeansState.REFUSED},
    "real": {"volet": REAL, "etat": ""},
}


def amount_words(value, measure: str) -> str:
    """« 12 500 € », « 1,5 ETP », « 40 m² »; nothing where it is not given."""
    if value is None:
        return ""
    return euro(value) if measure == EUROS else f"{number(value)}{NBSP}{measure}"


@dataclass(frozen=True)
class Cell:
    """A sum in its unit, and the address of the rows that make it."""

    sum: Sum
    measure: str
    url: str

    @property
    def text(self) -> str:
        """The sum in words."""
        return amount_words(self.sum.total, self.measure)


@dataclass(frozen=True)
class Row:
    """A line of a table of the meter: its cells in the order of the columns asked."""

    label: str
    cells: list[Cell]
    url: str = ""


class Board:
    """The meter under filters: `asked` holds those that name something."""

    def __init__(self, contract: Contract, query: Mapping[str, str]) -> None:
        self.meter: Meter = load_meter(contract)
        meter = self.meter
        self.options = {
            "annee": [(EVERY_YEAR, "toutes les années"), *((str(year), str(year)) for year in meter.years)],
            "volet": list(SIDES),
            "origine": [(slug, MeansKind(kind).label) for kind, slug in ORIGINS.items()],
            "etat": list(MeansState.choices),
            "mesure": [(one, one) for one in measures_of(meter.rows)] + [(WITHOUT_UNIT, "sans quantité")],
            "pilier": [*_named(meter.pillars), (SEVERAL, "plusieurs piliers"), (NONE, "sans pilier")],
            "organisme": [*_named(meter.givers), (NONE, "organisme non donné")],
            "quartier": [*_named(meter.places), (SEVERAL, "plusieurs quartiers"), (NONE, "sans quartier désigné")],
        }
        self.asked = {
            name: value if (value := query.get(name, "")) in {key for key, _ in options} else ""
            for name, options in self.options.items()
        }
        newest = str(meter.years[0]) if meter.years else ""
        chosen = self.asked["annee"] or newest
        self.year = int(chosen) if chosen not in ("", EVERY_YEAR) else None
        self.measure = self.asked["mesure"] if self.asked["mesure"] not in ("", WITHOUT_UNIT) else EUROS

    @cached_property
    def counted(self) -> list[Contribution]:
        """The contributions that answer every filter but the unit, the side and the state."""
        kind, tests = KINDS.get(self.asked["origine"]), self._groupings()
        return [
            one
            for one in self.meter.rows
            if (self.year is None or one.year == self.year or (one.planned and one.year is None))
            and kind in (None, one.kind)
            and all(self.asked[name] in ("", key(one)) for name, key in tests.items())
        ]

    @cached_property
    def rows(self) -> list[Contribution]:
        """Those that answer every filter: the list of the page."""
        side, state, measure = self.asked["volet"], self.asked["etat"], self.asked["mesure"]
        found = self.counted
        if side:
            found = [one for one in found if one.planned == (side == PLANNED) and (state or one.counts)]
        if state:
            found = [one for one in found if one.state == state]
        if measure == WITHOUT_UNIT:
            return [one for one in found if one.value is None]
        return [one for one in found if one.measure in (measure, "")] if measure else found

    def _groupings(self) -> dict[str, Callable[[Contribution], str]]:
        meter = self.meter
        return {
            "pilier": lambda one: _key(bucket(one.pillars), meter.pillars),
            "organisme": lambda one: _key(NONE if one.giver is None else one.giver, meter.givers),
            "quartier": lambda one: _key(bucket(one.places), meter.places),
        }

    def address(self, **changes: str) -> str:
        """The page with these filters, some changed."""
        return "?" + urlencode({name: value for name, value in (self.asked | changes).items() if value})

    @cached_property
    def total(self) -> dict[str, Balance]:
        """Origin → planned against real, in the unit shown."""
        return by_origin(self.counted, self.measure)

    def cell(self, kind: str, column: str, found: Balance, measure: str, **where: str) -> Cell:
        """The sum of a column, with the address of its rows."""
        url = self.address(origine=ORIGINS[kind], mesure=measure, **COLUMNS[column], **where) + "#lignes"
        return Cell(getattr(found, column), measure, url)

    @cached_property
    def figures(self) -> dict[str, Cell]:
        """« planned_droit-commun », « justified_credits-specifiques »… and the same of ETP under « staff_… »."""
        found = {}
        staff = by_origin(self.counted, STAFF)
        for kind, slug in ORIGINS.items():
            for column in COLUMNS:
                name = f"{column}_{slug.replace('-', '_')}"
                found[name] = self.cell(kind, column, self.total[kind], self.measure)
                found[f"staff_{name}"] = self.cell(kind, column, staff[kind], STAFF)
        return found

    @cached_property
    def by_unit(self) -> list[Row]:
        """One row a unit and an origin: planned, declared, justified, refused, real."""
        rows = []
        for measure in measures_of(self.counted):
            for kind, found in by_origin([one for one in self.counted if one.measure], measure).items():
                cells = [self.cell(kind, column, found, measure) for column in COLUMNS]
                if not all(cell.sum.is_empty for cell in cells):
                    rows.append(Row(f"{MeansKind(kind).label}, {measure}", cells))
        return rows

    def _parts(self, name: str, names: dict[int, Named], groups, last: dict[str, str]) -> list[Row]:
        """One row a group in the order of `names`, then what belongs to several or to none: parts make the total."""
        found = spread(self.counted, groups)
        known = [(pk, named.key, named.label) for pk, named in names.items() if pk in found]
        rest = [(key, key, label) for key, label in last.items() if key in found]
        rows = []
        for place, key, label in [*known, *rest]:
            balances = by_origin(found[place], self.measure)
            cells = [
                self.cell(kind, column, balances[kind], self.measure, **{name: key})
                for kind in ORIGINS
                for column in ("planned", "real")
            ]
            rows.append(Row(label, cells, self.address(**{name: key}) + "#lignes"))
        return rows

    @cached_property
    def by_pillar(self) -> list[Row]:
        """By element of the first level."""
        last = {SEVERAL: "Non réparti (plusieurs piliers)", NONE: "Sans pilier"}
        return self._parts("pilier", self.meter.pillars, lambda one: one.pillars, last)

    @cached_property
    def by_giver(self) -> list[Row]:
        """By organisation that brings them."""
        last = {NONE: "Organisme non donné"}
        return self._parts("organisme", self.meter.givers, lambda one: (one.giver,) if one.giver else (), last)

    @cached_property
    def by_place(self) -> list[Row]:
        """By QPV."""
        last = {SEVERAL: "Non réparti (plusieurs quartiers)", NONE: "Sans quartier désigné"}
        return self._parts("quartier", self.meter.places, lambda one: one.places, last)

    @cached_property
    def whole(self) -> Row:
        """The total of the tables by pillar, organisation and neighbourhood."""
        return Row(
            "Total",
            [
                self.cell(kind, column, self.total[kind], self.measure)
                for kind in ORIGINS
                for column in ("planned", "real")
            ],
        )

    @property
    def silent(self) -> int:
        """How many means say no quantity."""
        return sum(one.value is None for one in self.counted)


def _named(names: Mapping[int, Named]) -> list[tuple[str, str]]:
    return [(one.key, one.label) for one in names.values()]


def _key(place: object, names: Mapping[int, Named]) -> str:
    return names[place].key if place in names else str(place)


#: The two parts of a bar on the page: droit commun, crédits spécifiques.
LEGEND = ({"label": "droit commun", "tone": "1"}, {"label": "crédits spécifiques", "tone": "2"})


def bars_of(rows: Iterable[Row], measure: str) -> list[dict]:
    """The same bars on the page, each with its amounts in words; the two origins are not added."""
    return [
        {
            "label": label,
            "values": values,
            "end": " + ".join(amount_words(round(value, 2), measure) for value in values if value is not None),
        }
        for label, values in chart_rows(rows)
    ]


def chart_rows(rows: Iterable[Row]) -> list[tuple[str, list[float | None]]]:
    """Two bars a group: planned, then real; droit commun and crédits spécifiques on each."""
    found = []
    for row in rows:
        amounts = [None if cell.sum.total is None else float(cell.sum.total) for cell in row.cells]
        label = row.label if len(row.label) <= LABEL else f"{row.label[: LABEL - 1]}…"
        for word, values in (("prévu", amounts[0::2]), ("réel", amounts[1::2])):
            if any(value is not None for value in values):
                found.append((f"{label} ({word})", values))
    return found
