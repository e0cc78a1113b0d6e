"""Rows of the plan as tables of a document."""

from collections.abc import Iterable
from dataclasses import dataclass

from faubourg.actions.models import Action
from faubourg.documents.blocks import Badge, Cell, Column, Mark, Table
from faubourg.indicators.models import Indicator
from faubourg.reports.plan.filters import PlanFilters
from faubourg.reports.plan.lines import LineMaker
from faubourg.reports.plan.records import PlanData, PlanRow
from faubourg.reports.standing import UNKNOWN
from faubourg.reports.wording import first_upper
from faubourg.ui.typography import nbsp

#: As on screen: the darker, the newer the promise.
TONES = {"C": "solid", "R": "strong", "M": "soft", "A": "outline"}


@dataclass
class RowTables:
    """Makes tables of rows; what the whole contract leaves unsaid gets no column of « non donné »."""

    plan: PlanData
    texts: dict[int, str]
    indicators: dict[int, str]
    maker: LineMaker
    with_types: bool
    with_pilots: bool
    with_calendar: bool
    with_indicators: bool

    def table(self, rows: Iterable[PlanRow], *, pilots: bool = True, caption: str = "") -> Table:
        """The rows with their type, text, pilots, calendar and indicators; `pilots=False` on the page of one actor."""
        pilots = pilots and self.with_pilots
        noun = "Engagement" if self.with_types else "Action"
        shown = (
            (self.with_types, Column("Type", 0.6, "center"), self._badge),
            (True, Column(noun, 5.2), lambda row: self._text(row, marked=pilots)),
            (pilots, Column("Pilotes", 1.9), self._pilots),
            (self.with_calendar, Column("Calendrier", 1.3), lambda row: row.calendar or None),
            (self.with_indicators, Column("Indicateurs", 3.4), self._indicators),
        )
        kept = [(column, cell) for wanted, column, cell in shown if wanted]
        return Table(
            tuple(column for column, _ in kept),
            tuple(tuple(cell(row) for _, cell in kept) for row in rows),
            caption=caption,
            compact=True,
        )

    def _badge(self, row: PlanRow) -> Cell:
        return Badge(row.letter, TONES.get(row.letter, "neutral")) if row.letter else ""

    def _text(self, row: PlanRow, *, marked: bool) -> Cell:
        line = self.maker.line(row)
        notes = [
            f"Condition : {row.condition}" if row.condition else "",
            f"Partagé avec {', '.join(other.code or other.title for other in line.shared)}" if line.shared else "",
            first_upper(", ".join(line.marks)) if marked else "",
        ]
        head = f"{row.code} · " if row.code else ""
        return "\n".join([head + (self.texts.get(row.pk) or row.title), *filter(None, notes)])

    def _pilots(self, row: PlanRow) -> Cell:
        return "\n".join(self.maker.line(row).pilots) or row.no_pilot_reason or None

    def _indicators(self, row: PlanRow) -> Cell:
        labels = tuple(self.indicators[pk] for pk in row.followed_by if pk in self.indicators)
        return labels or row.no_indicator_reason or None


def state_mark(row: PlanRow) -> Mark:
    """The state of a row with its pictogram, whether it was deduced, and why nothing moves or nothing is known."""
    notes = ["avancement déduit" if "status" in row.inferred else "", row.state_reason, row.state_note]
    kind, label = (row.state.glyph, row.state.label) if row.state else ("unknown", UNKNOWN)
    return Mark(kind, nbsp("\n".join([label, *filter(None, notes)])))


def row_tables(plan: PlanData) -> RowTables:
    """Read what tables print beside the plan itself: whole texts and labels of indicators, two queries."""
    version = plan.contract.current_version_id
    everyone = [member for row in plan.rows for member in row.family]
    return RowTables(
        plan,
        dict(Action.objects.filter(version=version).exclude(text="").order_by().values_list("pk", "text")),
        dict(Indicator.objects.filter(version=version).order_by().values_list("pk", "label")),
        LineMaker(plan, PlanFilters({}, {})),
        any(row.letter for row in everyone),
        any(row.pilots for row in everyone),
        any(row.calendar for row in everyone),
        any(row.followed_by for row in everyone),
    )
