"""The timeline of a pathway: lanes of bars over months, in percent of the width, and the same as a table."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from faubourg.documents import timeline
from faubourg.pathways.choices import Attendance, StepKind, StepState
from faubourg.pathways.dates import add_months
from faubourg.pathways.models import Measure, Pathway, Step
from faubourg.pathways.permissions import can_read_step
from faubourg.ui.typography import nbsp, plural
from faubourg.web.plie.forms.pathway import RESERVED, step_name

ROW, BAR = 30, 22
MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
#: More months than this and the scale shows every sixth one only.
MANY_MONTHS = 30
#: Years that a long scale shows at most.
MOST_TICKS = 10


@dataclass(frozen=True)
class Bar:
    """A rectangle from `x` on, `width` wide, both in percent; `top` in pixels; `tone` is a class of the style sheet."""

    x: str
    width: str
    top: int
    tone: str
    label: str


@dataclass
class Lane:
    """One line of the timeline; `dots` are (x, whether it was held), `ahead` the x of what is planned."""

    title: str
    words: str
    bars: list[Bar] = field(default_factory=list)
    dots: list[tuple[str, bool]] = field(default_factory=list)
    ahead: list[str] = field(default_factory=list)
    height: int = ROW + 8


@dataclass(frozen=True)
class Frise:
    """`ticks` are (x, label, whether a year begins); `rows` the table: nature, words, start, end, state."""

    ticks: list[tuple[str, str, bool]]
    lanes: list[Lane]
    today: str
    rows: list[tuple[str, str, date | None, date | None, str]]


def frise_of(pathway: Pathway, *, today: date, reader) -> Frise:
    """Draw, for `reader`, a pathway whose measures, steps, watches, supports and meetings are read."""
    steps, watches = list(pathway.steps.all()), list(pathway.watches.all())
    measures, meetings = list(pathway.measures.all()), list(pathway.meetings.all())
    days = [pathway.entered_on, *(_until(one, pathway) for one in measures), *(one.start for one in watches)]
    days += [day for step in steps for day in _dates(step, today) if day]
    ahead = [one.on for one in meetings if one.attendance == Attendance.PLANNED and one.on >= pathway.entered_on]
    days += ahead
    first = min(days).replace(day=1)
    last = add_months(max([*days, pathway.ended_on or today]).replace(day=1), 1)
    scale = _Scale(first, last)
    lanes = [_lane("Mesures", [(m.start, _until(m, pathway), f"Mesure {m.rank}", "measure") for m in measures], scale)]
    for kind, title in ((StepKind.JOB, "Emploi"), (StepKind.TRAINING, "Formation"), (StepKind.OBSTACLE, "Freins")):
        spans = [(*_dates(step, today), short_name(step, reader), _tone(step)) for step in steps if step.kind == kind]
        lanes.append(_lane(title, spans, scale))
    lanes.append(_lane("Veille", [(w.start, w.end or today, str(w.reason), "watch") for w in watches], scale))
    held = [one for one in meetings if one.attendance in (Attendance.HELD, Attendance.ABSENT) and one.on >= first]
    dots = [(scale.at(one.on), one.attendance == Attendance.HELD) for one in held]
    came = sum(1 for _, here in dots if here)
    told = f"Rendez-vous : {plural(came, 'tenu,tenus')} sur {len(dots)}, {plural(len(ahead), 'prévu,prévus')}"
    lanes.append(Lane("Rendez-vous", told, dots=dots, ahead=[scale.at(day) for day in ahead]))
    rows = [_row(step, reader) for step in steps] + [("Veille", str(w.reason), w.start, w.end, "") for w in watches]
    return Frise(scale.ticks(), lanes, scale.at(today) if first <= today < last else "", rows)


def _until(measure: Measure, pathway: Pathway) -> date:
    """The last day of a measure: the exit's, where that comes before its end."""
    return max(measure.start, min(measure.end, pathway.ended_on or measure.end))


def picture_of(frise: Frise) -> str:
    """The timeline as the SVG of a printed document."""
    lanes = [
        timeline.Lane(lane.title, tuple(_span(bar) for bar in lane.bars), tuple((_share(x), on) for x, on in lane.dots))
        for lane in frise.lanes
    ]
    ticks = [(_share(x), label, strong) for x, label, strong in frise.ticks]
    return timeline.timeline_svg(lanes, ticks, today=_share(frise.today) if frise.today else None)


def _span(bar: Bar) -> timeline.Span:
    return timeline.Span(_share(bar.x), _share(bar.width), bar.top // ROW, bar.label, bar.tone)


def _share(place: str) -> float:
    return float(place.removesuffix("%"))


class _Scale:
    """From days to percent."""

    def __init__(self, first: date, last: date):
        self.first, self.last = first, last

    def share(self, day: date) -> float:
        return 100 * (min(max(day, self.first), self.last) - self.first).days / (self.last - self.first).days

    def at(self, day: date) -> str:
        return f"{self.share(day):.2f}%"

    def ticks(self) -> list[tuple[str, str, bool]]:
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        every = 3 if count > MANY_MONTHS // 2 else 2
        if count > MANY_MONTHS:
            # Whole years once half-years would overlap: ten labels at most.
            every = 6 if count <= 2 * MANY_MONTHS else 12 * -(-count // (12 * MOST_TICKS))
        found, day = [], self.first
        for rank in range(count):
            if rank % every == 0 and self.share(day) < 96:
                year = f" {day:%y}" if rank == 0 or day.month <= every else ""
                found.append((self.at(day), f"{MONTHS[day.month - 1]}{year}", day.month <= every))
            day = add_months(day, 1)
        return found


def _lane(title: str, spans: Iterable[tuple[date, date, str, str]], scale: _Scale) -> Lane:
    """Bars that would overlap go to the next row."""
    ends: list[date] = []
    bars, names = [], []
    for start, end, label, tone in sorted(spans, key=lambda span: (span[0], span[1])):
        row = next((rank for rank, taken in enumerate(ends) if taken < start), len(ends))
        ends[row:] = [end, *ends[row + 1 :]]
        width = max(scale.share(end) - scale.share(start), 1.2)
        bars.append(Bar(scale.at(start), f"{width:.2f}%", row * ROW + 6, tone, label))
        names.append(label)
    words = f"{title} : {', '.join(names)}" if names else f"{title} : rien"
    return Lane(title, words, bars, height=max(len(ends), 1) * ROW + 8)


def _dates(step: Step, today: date) -> tuple[date, date]:
    start = step.start or step.planned_start or step.end or step.planned_end or today
    end = step.end or step.planned_end or (max(start, today) if step.state == StepState.ONGOING else start)
    return start, max(start, end)


def _tone(step: Step) -> str:
    if step.is_private:
        return "private"
    if step.state == StepState.PLANNED or step.start is None:
        return "planned"
    return "strong" if step.job_class in ("a-valider", "validee") else "plain"


def short_name(step: Step, reader) -> str:
    """What a bar says of a step."""
    if not can_read_step(reader, step):
        return RESERVED.capitalize()
    found = step.title or step.means or step.contract_type or step.domain
    return str(found or step.get_kind_display())


def _row(step: Step, reader) -> tuple:
    state = str(step.get_state_display())
    if step.job_class:
        state += f", {step.get_job_class_display()}"
    if step.is_overridden:
        state += nbsp(f" (autrement que la règle : {step.override_reason})")
    kind = str(step.get_kind_display()).capitalize()
    start, end = step.start or step.planned_start, step.end or step.planned_end
    return (kind, step_name(step, reader).split(", ", 1)[-1], start, end, state)
