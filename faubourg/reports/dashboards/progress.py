"""Progress on the contract's own scale, by element of the first level and by pilot; a total counts an action once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from faubourg.actions.choices import Delay
from faubourg.actions.progress.following import Followed, Following, follow
from faubourg.contracts.choices import StateMeaning
from faubourg.contracts.models import Contract
from faubourg.documents.charts import BRAND_200, BRAND_500, BRAND_800, DOTS, HATCH, LINE, Spec, stacked_bars

#: How the page « Avancement » calls an action whose state nobody said.
UNSAID, UNSAID_LABEL = "sans", "avancement non dit"
FILLS = {
    StateMeaning.DONE: BRAND_800,
    StateMeaning.LASTING: BRAND_500,
    StateMeaning.IN_PROGRESS: BRAND_200,
    StateMeaning.NOT_STARTED: "#c9c5bb",
    StateMeaning.BLOCKED: "#c98a1b",
    StateMeaning.AWAITING: DOTS,
    StateMeaning.ABANDONED: HATCH,
}
SPARE = (BRAND_800, BRAND_500, BRAND_200, HATCH, "#c98a1b", DOTS, "#5f686d")
#: The same on the page: names of tones of the house.
TONES = {
    StateMeaning.DONE: "ok",
    StateMeaning.LASTING: "1",
    StateMeaning.IN_PROGRESS: "on",
    StateMeaning.NOT_STARTED: "none",
    StateMeaning.BLOCKED: "partial",
    StateMeaning.AWAITING: "hatch",
    StateMeaning.ABANDONED: "3",
}
SPARE_TONES = ("ok", "1", "on", "partial", "none", "hatch", "3", "2")
#: Pilots that the page and the chart show, those that lead most first; the workbook has all of them.
SHOWN = 12
#: Letters of a label on a chart.
LABEL = 30
#: Pixels of a picture that is downloaded.
WIDTH = 900


@dataclass(frozen=True)
class ProgressRow:
    """A group: how many of its actions are in each state, with the address of each count."""

    label: str
    url: str
    counts: list[tuple[int, str]]
    total: int
    implemented: int

    @property
    def rate(self) -> int | None:
        """Percent of the actions whose state counts as implemented; None where nobody said the state of any."""
        return round(100 * self.implemented / self.total) if self.total > self.counts[-1][0] else None

    @property
    def bar(self) -> dict:
        """Its bar on the page."""
        values = [count for count, _ in self.counts]
        return {"label": self.label, "url": self.url, "values": values, "end": self.total}


@dataclass(frozen=True)
class Progress:
    """`states`: the scale, then « not said »; `late`: actions past their date."""

    states: list[str]
    fills: list[str]
    tones: list[str]
    whole: ProgressRow
    by_pillar: list[ProgressRow]
    by_pilot: list[ProgressRow]
    late: int
    unsaid: int

    @property
    def legend(self) -> list[dict]:
        """The tones of the bars on the page."""
        return [{"label": label, "tone": tone} for label, tone in zip(self.states, self.tones, strict=True)]


def progress_of(contract: Contract, *, today: date) -> Progress:
    """Where the fiches and engagements stand; the queries of `follow`, nothing else."""
    found = follow(contract, today=today)
    tops = found.tops
    roots = [node for node in found.nodes.values() if node.parent_id is None]
    tied = {row.pk: {found.above(place)[-1] for place in _places(found, row)} for row in tops}
    under = {root.pk: [row for row in tops if root.pk in tied[row.pk]] for root in roots}
    led: dict[int, list[Followed]] = {}
    for row in tops:
        for pilot in row.pilots:
            led.setdefault(pilot, []).append(row)
    order = sorted(led, key=lambda pk: (-len(led[pk]), found.organisations[pk].name.casefold()))
    late = sum(row.late is not None and row.late.delay == Delay.LATE for row in tops)
    return Progress(
        states=[*(state.label for state in found.scale), UNSAID_LABEL],
        fills=[*_looks(found, FILLS, SPARE), LINE],
        tones=[*_looks(found, TONES, SPARE_TONES), "unknown"],
        whole=_row(found, "Ensemble", tops),
        by_pillar=[
            _row(found, f"{root.code} {root.title}".strip(), under[root.pk], element=root.key)
            for root in roots
            if under[root.pk]
        ],
        by_pilot=[
            _row(found, found.organisations[pk].name, led[pk], pilote=found.organisations[pk].key) for pk in order
        ],
        late=late,
        unsaid=sum(row.state is None for row in tops),
    )


def _places(found: Following, row: Followed) -> list[int]:
    """The nodes of an action; those that the tree does not hold are left out."""
    return [place for place in row.nodes if place in found.nodes]


def _row(found: Following, label: str, rows: Iterable[Followed], **where: str) -> ProgressRow:
    rows = list(rows)
    page = reverse("life:progress", args=[found.contract.key])
    counted = Counter(row.state.key if row.state else UNSAID for row in rows)
    keys = [*(state.key for state in found.scale), UNSAID]
    counts = [(counted[key], f"{page}?{urlencode(where | {'etat': key})}") for key in keys]
    done = sum(bool(row.state and row.state.counts_as_implemented) for row in rows)
    return ProgressRow(label, f"{page}?{urlencode(where)}" if where else page, counts, len(rows), done)


def _looks(found: Following, known: dict, spare: tuple[str, ...]) -> list[str]:
    """A look a state: that of its meaning, else one that no other took."""
    taken = {known.get(state.meaning) for state in found.scale}
    free = [look for look in spare if look not in taken]
    return [known.get(state.meaning) or (free.pop(0) if free else spare[-1]) for state in found.scale]


def progress_chart(progress: Progress, rows: list[ProgressRow]) -> Spec:
    """One bar a group, one part a state."""
    bars = [(shortened(row.label), [count or None for count, _ in row.counts]) for row in rows[:SHOWN]]
    return stacked_bars(bars, progress.states, unit="actions", fills=progress.fills, width=WIDTH)


def shortened(label: str) -> str:
    """A label that leaves room to its bar."""
    return label if len(label) <= LABEL else f"{label[: LABEL - 1]}…"
