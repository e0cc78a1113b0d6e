"""What changed since a report was frozen: the same questions asked again, today."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType

from faubourg.actions.models import Action, ActionStatus, Means, RealMeans
from faubourg.evaluation.models import Recommendation
from faubourg.followup.models import CommitmentYear, HeldCount, RequestLine, Review
from faubourg.governance.models import Meeting
from faubourg.indicators.computed.models import Computation
from faubourg.indicators.models import Figure as TerritoryFigure
from faubourg.indicators.models import Observation
from faubourg.journal.models import Entry
from faubourg.reports.annual.compose import compose
from faubourg.reports.annual.figures import Figure, asked
from faubourg.reports.models import AnnualReport, FrozenFigure
from faubourg.urban.models import TfpbLine, TfpbSpending

#: Of what rows a figure without a subject of its own speaks, by query.
ABOUT = {
    "actions": (Action,),
    "actions-transversales": (Action,),
    "avancement": (ActionStatus, Action),
    "taux-realisation": (ActionStatus, Action),
    "frein": (ActionStatus, Action),
    "moyens": (Means,),
    "reunions": (Meeting,),
    "tfpb": (TfpbLine, TfpbSpending),
    "chiffre-de-territoire": (TerritoryFigure,),
    "bilans": (Review, HeldCount),
    "taux-bilans": (Review, HeldCount),
    "reponses": (RequestLine,),
    "socle": (CommitmentYear,),
    "socle-signataire": (CommitmentYear,),
    "moyens-reels": (RealMeans, Means),
    "indicateur-calcule": (Computation, Observation, TerritoryFigure),
    "recommandations": (Recommendation,),
}
GONE = "n’existe plus"


@dataclass(frozen=True)
class Change:
    """A frozen figure whose answer is another today. `now` is None when nothing answers; `url` leads to the rows."""

    frozen: FrozenFigure
    now: Figure | None
    since: datetime | None

    @property
    def words(self) -> str:
        """Today's value in words."""
        return self.now.words if self.now else GONE

    @property
    def url(self) -> str:
        """The rows behind it."""
        return self.now.url if self.now else ""

    @property
    def history(self) -> str:
        """Who changed what it speaks of; empty where nothing has a history of its own."""
        return self.now.history if self.now else ""

    @property
    def gap(self) -> Decimal | None:
        """Today minus then, where both are numbers."""
        if self.now is None or self.now.value is None or self.frozen.value is None:
            return None
        return Decimal(str(self.now.value)) - self.frozen.value


@dataclass(frozen=True)
class Comparison:
    """All that changed; `asked` questions in all, `fresh` are answered today and were not then."""

    changes: list[Change]
    fresh: list[Figure]
    asked: int


def changes_since(report: AnnualReport, *, today: date) -> Comparison:
    """Ask again every question of a frozen report."""
    made = compose(report.contract, report.year, report=report, today=today, draws=False)
    now = {one.asked: one for one in made.figures}
    kept = {asked(row.query, row.parameters): row for row in report.figures.all()}
    moved = [(row, now.get(mark)) for mark, row in kept.items() if mark not in now or now[mark].words != row.words]
    journal = _Journal(report)
    changes = [Change(row, found, journal.since(row)) for row, found in moved]
    return Comparison(changes, [one for mark, one in now.items() if mark not in kept], len(kept))


class _Journal:
    """The acts in the contract since the report was frozen, read once."""

    def __init__(self, report: AnnualReport) -> None:
        rows = Entry.objects.filter(scope=report.contract.scope, at__gt=report.frozen_at).order_by("pk")
        self.rows = list(rows.values_list("subject", "content_type", "at"))
        self.kinds = {
            query: {ContentType.objects.get_for_model(model).pk for model in models} for query, models in ABOUT.items()
        }

    def since(self, row: FrozenFigure) -> datetime | None:
        """The first act that may have moved the figure; None when the journal names none (a date that passed)."""
        kinds = self.kinds.get(row.query, set())
        for subject, kind, at in self.rows:
            if (subject == row.subject) if row.subject and row.query != "chiffre-de-territoire" else kind in kinds:
                return at
        return None
