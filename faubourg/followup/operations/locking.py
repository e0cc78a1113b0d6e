"""When a line can be answered, and the locks of `indicators` that say so on every door to its values.

One table of reasons serves both: `shut` reads it for a person, `relock` writes it down.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from faubourg.contracts.models import Lineage
from faubourg.followup.choices import CampaignState, LineState
from faubourg.followup.models import Campaign, RequestLine
from faubourg.followup.queries import shared_in
from faubourg.indicators.models import EntryLock
from faubourg.journal.subjects import subject_at
from faubourg.ui.typography import day


@dataclass(frozen=True)
class Reason:
    """Why a line is shut from the day `since` on; `spares_lead`: not for who runs the campaign."""

    since: date
    sentence: str
    spares_lead: bool = False


def reasons(line: RequestLine, campaign: Campaign) -> list[Reason]:
    """Everything that shuts a line, what weighs most first."""
    title = f"La campagne « {campaign.title} »"[:200]
    if campaign.state == CampaignState.FROZEN:
        on = _on(campaign.frozen_at)
        return [Reason(on, f"{title} est figée depuis le {day(on)} : les valeurs de {line.year} ne changent plus.")]
    if campaign.state == CampaignState.CLOSED:
        on = _on(campaign.closed_at)
        return [Reason(on, f"{title} est close depuis le {day(on)} : demandez à la ou au chef·fe de projet.")]
    found = []
    if line.state == LineState.VALIDATED:
        on = _on(line.decided_at)
        said = f"Ligne {line.code} validée le {day(on)} : une correction doit être demandée avant de la changer."
        found.append(Reason(on, said))
    if line.state == LineState.SUBMITTED:
        on = _on(line.submitted_at)
        said = f"Ligne {line.code} transmise le {day(on)} : reprenez-la, ou attendez la validation."
        found.append(Reason(on, said, spares_lead=True))
    if campaign.deadline and line.state in (LineState.TO_FILL, LineState.UNAVAILABLE):
        after = campaign.deadline + timedelta(days=1)
        said = f"{title} attendait les réponses jusqu’au {day(campaign.deadline)} : la date limite est passée."
        found.append(Reason(after, said, spares_lead=True))
    if campaign.freezes_on:
        said = f"{title} est figée depuis le {day(campaign.freezes_on)} : les valeurs de {line.year} ne changent plus."
        found.append(Reason(campaign.freezes_on, said))
    return found


def shut(line: RequestLine, campaign: Campaign, *, today: date, runs: bool) -> str:
    """Why this line cannot be answered today, as a French sentence; empty where it can. `runs`: by who runs it."""
    found = reasons(line, campaign)
    return next((one.sentence for one in found if one.since <= today and not (runs and one.spares_lead)), "")


def hold(lines: Iterable[RequestLine]) -> None:
    """Hold the indicators until the end of the transaction: who types a value and who validates it take turns."""
    wanted = {line.lineage_id for line in lines}
    list(Lineage.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))


def relock(campaign: Campaign, lines: Iterable[RequestLine]) -> None:
    """Write the locks of these lines anew. A lock is of one producer where several are asked the same thing."""
    lines = list(lines)
    contract = campaign.contract_id
    EntryLock.objects.filter(contract=contract, origin__in=[_origin(line) for line in lines]).delete()
    shared = shared_in(campaign.pk)
    EntryLock.objects.bulk_create(
        EntryLock(
            contract_id=contract, lineage_id=line.lineage_id, period=str(line.year), since=one.since,
            producer_id=line.request.organisation_id if (line.lineage_id, line.year) in shared else None,
            spares_lead=one.spares_lead, sentence=one.sentence[:300], origin=_origin(line),
        )
        for line in lines
        for one in reasons(line, campaign)
    )  # fmt: skip


def _origin(line: RequestLine) -> str:
    return subject_at(RequestLine, line.pk)


def _on(moment) -> date:
    return timezone.localdate(moment)
