"""Freezing a report: its figures as data, its files with their hashes."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.utils.timezone import localdate

from faubourg.contracts.matrix import Verb
from faubourg.contracts.permissions import can
from faubourg.reports.annual.compose import Composition, compose
from faubourg.reports.annual.files import made_files
from faubourg.reports.annual.operations.writing import REFUSED
from faubourg.reports.choices import Stage
from faubourg.reports.models import AnnualReport, FrozenFigure, ReportFile

CHANGED = "Le rapport a changé pendant qu’il était composé : relisez-le et recommencez."
_LONGEST = Decimal(10) ** 18


@dataclass(frozen=True)
class Ready:
    """A report composed to be frozen, at the revision `revision`."""

    revision: int
    made: Composition
    stored: list[ReportFile]

    def drop(self) -> None:
        """Remove the files from where they lie: nothing will name them."""
        for row in self.stored:
            row.file.delete(save=False)


def composed(report: AnnualReport, *, by, at: datetime, on: date, reference: str) -> Ready | None:
    """The report as it will be kept; None when the approval will be refused anyway, before any work."""
    if not can(by, Verb.PUBLISH, report.contract):
        raise PermissionDenied(REFUSED)
    fresh = AnnualReport.objects.select_related("contract__current_version", "contract__territory").get(pk=report.pk)
    if fresh.stage != Stage.ANNEXED:
        return None
    revision = fresh.revision
    fresh.stage = Stage.APPROVED
    made = compose(fresh.contract, fresh.year, report=fresh, today=localdate(at))
    ready = Ready(revision, made, [])
    try:
        for ending, content in made_files(made, approved=(on, reference)).items():
            ready.stored.append(_stored(report, ending, content))
    except BaseException:
        ready.drop()
        raise
    return ready


def _stored(report: AnnualReport, ending: str, content: bytes) -> ReportFile:
    """The file where files lie, its row not yet written."""
    row = ReportFile(ending=ending, sha256=hashlib.sha256(content).hexdigest(), size=len(content))
    row.file.save(f"{report.pk}.{ending}", ContentFile(content), save=False)
    return row


def keep(report: AnnualReport, ready: Ready, *, at: datetime) -> None:
    """Write the figures and the files of a locked report. Raises ValidationError when it changed meanwhile."""
    if report.revision != ready.revision:
        raise ValidationError(CHANGED)
    report.frozen_at = at
    FrozenFigure.objects.bulk_create(
        [
            FrozenFigure(
                report=report,
                position=rank,
                content=one.content,
                label=one.label,
                words=one.words,
                value=_kept(one.value),
                dated=one.dated,
                source=one.source,
                query=one.query,
                parameters=one.parameters,
                subject=one.subject,
            )
            for rank, one in enumerate(ready.made.figures)
        ],
        batch_size=500,
    )
    for row in ready.stored:
        row.report = report
        row.save(force_insert=True)


def _kept(value) -> Decimal | None:
    """The number as the column holds it; what is too large stays in its words."""
    if value is None:
        return None
    exact = Decimal(str(value)).quantize(Decimal("0.000001"))
    return exact if abs(exact) < _LONGEST else None


def held_frozen(report: AnnualReport, by) -> AnnualReport:
    """A frozen report, locked: only its debates and its publication are still inscribed."""
    if not can(by, Verb.PUBLISH, report.contract):
        raise PermissionDenied(REFUSED)
    return AnnualReport.objects.select_for_update(of=("self",)).select_related("contract").get(pk=report.pk)


def is_intact(kept: ReportFile) -> bool:
    """Whether the file is still the one that was kept."""
    with kept.file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == kept.sha256
