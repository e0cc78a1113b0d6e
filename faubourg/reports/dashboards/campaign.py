"""How complete the last campaign is, organisation by organisation."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from faubourg.contracts.models import Contract
from faubourg.documents.charts import BRAND_200, BRAND_500, BRAND_800, HATCH, LINE, Spec, stacked_bars
from faubourg.followup.choices import OWED, CampaignState, LineState
from faubourg.followup.models import Campaign
from faubourg.followup.queries import by_organisation, by_pillar, rows_of, whole
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
    by_pillar: list[AskedRow]

    @property
    def legend(self) -> list[dict]:
        """The tones of the bars on the page."""
        return [{"label": label, "tone": tone} for label, tone in zip(self.states, TONES.values(), strict=True)]


def completeness_of(contract: Contract) -> Completeness | None:
    """None where no campaign was opened yet. Its number of queries does not depend on that of the lines."""
    opened = Campaign.objects.of(contract).exclude(state=CampaignState.PREPARED)
    campaign = opened.order_by("-last_year", "-opened_at", "-pk").first()
    if campaign is None:
        return None
    campaign.contract = contract
    lines = rows_of(campaign, contract)
    page = campaign.get_absolute_url()
    rows = [_row(one.label, one.request.get_absolute_url(), one.counts) for one in by_organisation(lines)]
    rows.sort(key=lambda row: -row.owed)
    pillars = [
        _row(one.label or "Sans pilier", f"{page}?{urlencode({'pilier': one.key})}" if one.key else page, one.counts)
        for one in by_pillar(lines)
    ]
    states = [str(LineState(state).label) for state in FILLS]
    return Completeness(campaign, states, _row("Ensemble", page, whole(lines).counts), rows, pillars)


def _row(label: str, url: str, counted: Counter) -> AskedRow:
    return AskedRow(label, url, [counted[state] for state in FILLS], sum(counted[state] for state in OWED))


def completeness_chart(found: Completeness) -> Spec:
    """One bar an organisation, those that owe most first."""
    bars = [(shortened(row.label), [count or None for count in row.counts]) for row in found.rows[:SHOWN]]
    return stacked_bars(bars, found.states, unit="lignes", fills=list(FILLS.values()), width=WIDTH)
