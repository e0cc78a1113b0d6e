"""How complete the last campaign is, organisation by organisation."""

from collections import Counter
from dataclasses import dataclass

from faubourg.contracts.models import Contract
from faubourg.documents.charts import BRAND_200, BRAND_500, BRAND_800, HATCH, LINE, Spec, stacked_bars
from faubourg.followup.choices import OWED, CampaignState, LineState
from faubourg.followup.models import Campaign, CampaignRequest, RequestLine
from faubourg.reports.dashboards.progress import SHOWN, WIDTH, shortened

FILLS = {
    LineState.VALIDATED: BRAND_800,
    LineState.SUBMITTED: BRAND_500,
    LineState.UNAVAILABLE: BRAND_200,
    LineState.TO_CORRECT: HATCH,
    LineState.TO_FILL: LINE,
}


TONES = dict(zip(FILLS, ("ok", "1", "3", "partial", "unknown"), strict=True))


@dataclass(frozen=True)
class AskedRow:
    """An organisation: its lines by state, in the order of FILLS."""

    label: str
    url: str
    counts: list[int]
    owed: int

    @property
    def total(self) -> int:
        """Lines asked."""
        return sum(self.counts)

    @property
    def rate(self) -> int | None:
        """Percent of the lines that are answered; None when nothing was asked."""
        return round(100 * (self.total - self.owed) / self.total) if self.total else None

    @property
    def bar(self) -> dict:
        """Its bar on the page."""
        return {"label": self.label, "url": self.url, "values": self.counts, "end": self.total}


@dataclass(frozen=True)
class Completeness:
    """The campaign opened last, and who still owes what."""

    campaign: Campaign
    states: list[str]
    whole: AskedRow
    rows: list[AskedRow]

    @property
    def legend(self) -> list[dict]:
        """The tones of the bars on the page."""
        return [{"label": label, "tone": tone} for label, tone in zip(self.states, TONES.values(), strict=True)]


def completeness_of(contract: Contract) -> Completeness | None:
    """None where no campaign was opened yet. Three queries."""
    opened = Campaign.objects.of(contract).exclude(state=CampaignState.PREPARED)
    campaign = opened.order_by("-last_year", "-opened_at", "-pk").first()
    if campaign is None:
        return None
    campaign.contract = contract
    counted: dict[int, Counter] = {}
    lines = RequestLine.objects.filter(request__campaign=campaign).order_by("pk")
    for request, state in lines.values_list("request", "state"):
        counted.setdefault(request, Counter())[state] += 1
    asked = CampaignRequest.objects.filter(campaign=campaign).select_related("organisation")
    rows = []
    for request in asked.order_by("organisation__name", "pk"):
        request.campaign = campaign
        rows.append(_row(request.organisation.name, request.get_absolute_url(), counted.get(request.pk, Counter())))
    rows.sort(key=lambda row: -row.owed)
    whole = _row("Ensemble", campaign.get_absolute_url(), sum(counted.values(), Counter()))
    return Completeness(campaign, [str(LineState(state).label) for state in FILLS], whole, rows)


def _row(label: str, url: str, counted: Counter) -> AskedRow:
    return AskedRow(label, url, [counted[state] for state in FILLS], sum(counted[state] for state in OWED))


def completeness_chart(found: Completeness) -> Spec:
    """One bar an organisation, those that owe most first."""
    bars = [(shortened(row.label), [count or None for count in row.counts]) for row in found.rows[:SHOWN]]
    return stacked_bars(bars, found.states, unit="lignes", fills=list(FILLS.values()), width=WIDTH)
