"""How a row of the plan reads on a list, on screen and in files alike."""

from dataclasses import dataclass, field

from faubourg.reports.plan.filters import PlanFilters
from faubourg.reports.plan.matching import tests_of
from faubourg.reports.plan.records import PlanData, PlanRow, RoleHeld
from faubourg.reports.plan.words import Words

#: Field of the file → what is said of it when its value was deduced; shown wherever the row is.
DEDUCED = {
    "record": "ligne déduite",
    "title": "intitulé déduit",
    "commitment_type": "type déduit",
    "condition": "condition déduite",
    "calendar": "calendrier déduit",
    "status": "avancement déduit",
}


@dataclass
class Line:
    """A row ready to show. `pieces` cut the title where it answers a search, if there is one; `parts` are the lines of
    its sub-actions."""

    row: PlanRow
    pieces: list[tuple[str, bool]]
    pilots: list[str]
    others: int
    only_partners: bool
    shared: list[PlanRow]
    marks: list[str]
    answers: bool
    indicators: int
    parts: list["Line"] = field(default_factory=list)

    @property
    def first_pilots(self) -> list[str]:
        """The pilots that a narrow line can show."""
        return self.pilots[:5]

    @property
    def more_pilots(self) -> int:
        """How many pilots `first_pilots` leaves out."""
        return max(len(self.pilots) - 5, 0)

    @property
    def has_more(self) -> bool:
        """Whether anything follows the pilots on the second line; most rows have nothing, and cost less."""
        row = self.row
        own = row.calendar or row.condition or row.level_badge
        return bool(self.others or own or self.shared or self.marks or self.more_pilots)

    @property
    def answering_parts(self) -> int:
        """How many sub-actions answer the filters by themselves."""
        return sum(part.answers for part in self.parts)


class LineMaker:
    """Makes the lines of one page: what depends on its filters is prepared once."""

    def __init__(self, plan: PlanData, filters: PlanFilters, *, by_territory: bool = False):
        self.plan = plan
        self.tests = list(tests_of(plan, filters).values()) if filters else []
        self.words = Words(filters.get("q")) if filters.get("q") else None
        self.deduced = dict(DEDUCED)
        if by_territory or filters.get("quartier"):
            self.deduced["territories"] = "quartier déduit"
        if filters.get("public"):
            self.deduced["beneficiaries"] = "public déduit"
        self.rows = {member.pk: member for row in plan.rows for member in row.family}
        self.made: dict[int, Line] = {}

    def line(self, row: PlanRow) -> Line:
        """The line of a row, made once whatever the number of places where it is shown."""
        if row.pk not in self.made:
            self.made[row.pk] = self._make(row)
        return self.made[row.pk]

    def _make(self, row: PlanRow) -> Line:
        others = {kind: set(row.holders(kind)) for kind in ("partenaire", "financeur", "operateur", "producteur")}
        pilots = set(row.pilots)
        around = set().union(*others.values()) - pilots
        return Line(
            row,
            self.words.pieces(row.title) if self.words else [],
            self.pilots(row),
            len(around),
            around == others["partenaire"] - pilots,
            [self.rows[pk] for pk in row.links.get("shared", ()) if pk in self.rows],
            [words for name, words in self.deduced.items() if name in row.inferred] + self._deduced_roles(row),
            bool(self.tests) and all(test(row) for test in self.tests),
            row.indicators,
            [self._make(part) for part in row.parts],
        )

    def pilots(self, row: PlanRow) -> list[str]:
        """Short names of those who lead, with the service where the document gives one."""
        held = [one for role in ("pilote", "co-pilote") for one in row.roles.get(role, ())]
        if not held:
            return [self.plan.name("actor", pk).short for pk in row.pilots]
        return list(dict.fromkeys(self._named(one) for one in held))

    def _named(self, held: RoleHeld) -> str:
        """The short name, then the service where it adds something."""
        actor = self.plan.name("actor", held.organisation)
        adds = held.service and held.service not in actor.name and actor.short not in held.service
        return f"{actor.short}, {held.service}" if adds else actor.short

    def _deduced_roles(self, row: PlanRow) -> list[str]:
        led = [one for role in ("pilote", "co-pilote") for one in row.roles.get(role, ())]
        return ["pilote déduit"] if any(one.inferred for one in led) else []
