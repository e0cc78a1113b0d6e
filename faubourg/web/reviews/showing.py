"""What the pages of the journey share: tabs, exports, the rows of the list."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.urls import reverse

from faubourg.actions.progress.following import Followed, follow
from faubourg.contracts.models import Contract
from faubourg.documents.sheets import Sheet, write_csv, write_xlsx
from faubourg.followup.choices import CampaignState, ReviewState
from faubourg.followup.models import Campaign, Review

TABS = (("Synthèse", "reviews:synthesis"), ("Bilans des actions", "reviews:list"), ("Socle", "reviews:socle"))
ENDINGS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
#: What the list offers beside the states of a review.
MISSING = "a-ecrire"
STEPS = ((MISSING, "à écrire"), *ReviewState.choices)


def tabs_of(contract: Contract, current: str) -> list[dict]:
    """The tabs of « Bilans »."""
    return [
        {"label": label, "url": reverse(name, args=[contract.key]), "current": name == current, "count": None}
        for label, name in TABS
    ]


def download(contract: Contract, sheet: Sheet, ending: str, name: str) -> HttpResponse:
    """A list as a file."""
    if ending not in ENDINGS:
        raise Http404("Cette liste se télécharge en xlsx ou en csv.")
    content = write_csv(sheet) if ending == "csv" else write_xlsx([sheet], title=sheet.title)
    response = HttpResponse(content, content_type=ENDINGS[ending])
    response["Content-Disposition"] = f'attachment; filename="{contract.key}-{name}.{ending}"'
    return response


def rounds_of(contract: Contract) -> list[Campaign]:
    """The campaigns in which reviews are written: all but those in preparation, the last one first."""
    return list(Campaign.objects.of(contract).exclude(state=CampaignState.PREPARED).order_by("-last_year", "-pk"))


def round_asked(rounds: list[Campaign], key: str | None) -> Campaign | None:
    """The campaign of the address, else the open one, else the last one."""
    asked = [one for one in rounds if one.key == key]
    is_open = [one for one in rounds if one.is_open]
    return next(iter([*asked, *is_open, *rounds]), None)


@dataclass(frozen=True)
class Row:
    """An action of the plan and its review in the campaign, if any."""

    action: Followed
    pilots: list[str]
    review: Review | None

    @property
    def step(self) -> str:
        """How far its review has come."""
        return self.review.state if self.review else MISSING

    @property
    def step_label(self) -> str:
        """The same, in words."""
        return dict(STEPS)[self.step]


@dataclass(frozen=True)
class Board:
    """The fiches and engagements of the plan with their reviews in a campaign, under filters."""

    campaign: Campaign | None
    rounds: list[Campaign]
    all_rows: list[Row]
    step: str
    pilot: str

    @property
    def rows(self) -> list[Row]:
        """Those that answer the filters."""
        return [
            row
            for row in self.all_rows
            if (not self.step or row.step == self.step) and (not self.pilot or self.pilot in row.pilots)
        ]

    def count(self, step: str) -> int:
        """How many reviews stand at this step, whatever the filters."""
        return sum(row.step == step for row in self.all_rows)

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """Each step, its label, its number of reviews."""
        return [(step, label, self.count(step)) for step, label in STEPS]

    @property
    def pilots(self) -> list[tuple[str, str]]:
        """Choices of the filter."""
        return [(name, name) for name in sorted({name for row in self.all_rows for name in row.pilots})]


def board_of(contract: Contract, query, today: date) -> Board:
    """The list that an address asks for; its number of queries does not depend on the number of actions."""
    rounds = rounds_of(contract)
    campaign = round_asked(rounds, query.get("campagne"))
    found = follow(contract, today=today)
    said = Review.objects.filter(round=campaign).select_related("status", "written_by") if campaign else []
    reviews = {review.lineage_id: review for review in said}
    rows = [
        Row(one, sorted(found.organisations[pk].name for pk in one.pilots), reviews.get(one.lineage))
        for one in found.actions.values()
        # A sub-action is asked nothing of its own, but what was written of it is shown.
        if one.parent not in found.actions or one.lineage in reviews
    ]
    step, pilot = query.get("etape", ""), query.get("pilote", "")
    known = {name for row in rows for name in row.pilots}
    return Board(campaign, rounds, rows, step if step in dict(STEPS) else "", pilot if pilot in known else "")
