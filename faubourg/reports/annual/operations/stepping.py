"""The steps of the procedure, each with its date, its proof, and what it asks before."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from faubourg.core.periods import months_away
from faubourg.core.workflow import TransitionError, check_transition
from faubourg.journal.operations import record
from faubourg.reports.annual.operations.freezing import Ready, composed, held_frozen, keep
from faubourg.reports.annual.operations.writing import held
from faubourg.reports.choices import OPINION_MONTHS, STAGE_TRANSITIONS, Stage, Standing
from faubourg.reports.models import AnnualReport, ReportStep
from faubourg.ui.typography import nbsp

VERBS = {
    Stage.DRAFT: "projet repris",
    Stage.SENT: "projet envoyé pour avis",
    Stage.ANNEXED: "contributions annexées",
    Stage.APPROVED: "rapport approuvé et figé",
    Stage.DEBATED: "rapport débattu",
    Stage.PUBLIC: "rapport rendu public",
}
#: Steps that a deliberation or a letter shows.
PROVEN = {Stage.APPROVED: "la délibération qui approuve", Stage.DEBATED: "les séances où il est débattu"}


def take_step(
    *,
    report: AnnualReport,
    stage: str,
    on: date,
    reference: str = "",
    note: str = "",
    due: date | None = None,
    by,
    at: datetime,
) -> AnnualReport:
    """Go to `stage`, reached on the day `on`. Approving composes the report and freezes it, files included.

    Raises PermissionDenied; ValidationError, with a sentence, when the step is refused: nothing then changes.
    """
    stage = Stage(stage)
    # Composing takes seconds: it is done before anything is locked, and checked again once it is.
    facts = {"by": by, "at": at, "on": on, "reference": reference.strip()}
    ready = composed(report, **facts) if stage == Stage.APPROVED else None
    try:
        with transaction.atomic():
            return _step(report, stage, ready, note=note.strip(), due=due, **facts)
    except BaseException:
        # The files lie outside the database: what the transaction gives up would leave them to nobody.
        if ready is not None:
            ready.drop()
        raise


def _step(report: AnnualReport, stage: Stage, ready: Ready | None, *, note: str, due, by, at, on, reference):
    locked = _locked(report, stage, by)
    _transition(locked, stage)
    _check(locked, stage, on, reference, at)
    if stage == Stage.SENT:
        _send(locked, on, due)
    if stage == Stage.DRAFT:
        locked.opinions.update(sent_on=None, given_on=None, verdict="", reference="", text="", answer="")
        locked.due = None
    ReportStep.objects.create(report=locked, stage=stage, note=note, on=on, reference=reference, by=by, at=at)
    changes = {"étape": [locked.get_stage_display(), str(stage.label)], "date": ["", on.isoformat()]}
    locked.stage = stage
    if ready is not None:
        keep(locked, ready, at=at)
    locked.save()
    record(actor=by, verb=VERBS[stage], scope=locked.contract.scope, target=locked, at=at, changes=changes, reason=note)
    return locked


def _locked(report: AnnualReport, stage: Stage, by) -> AnnualReport:
    if stage in (Stage.DEBATED, Stage.PUBLIC):
        return held_frozen(report, by)
    return held(report, by)


def _transition(report: AnnualReport, stage: Stage) -> None:
    try:
        if stage == report.stage:
            raise TransitionError(f"le rapport est déjà « {stage.label} »")
        check_transition(STAGE_TRANSITIONS, report.stage, stage, labels=dict(Stage.choices))
    except TransitionError as error:
        raise ValidationError(nbsp(f"Cette étape n’est pas possible : {error}.")) from error


def _check(report: AnnualReport, stage: Stage, on: date, reference: str, at: datetime) -> None:
    if on > localdate(at):
        raise ValidationError({"on": "Cette date est à venir : inscrivez l’étape quand elle a eu lieu."})
    last = report.steps.last()
    # What follows a project taken up again starts afresh: a wrong date is mended so.
    if last and last.stage != Stage.DRAFT and stage != Stage.DRAFT and on < last.on:
        raise ValidationError({"on": nbsp(f"L’étape d’avant ({last}) est du {last.on:%d/%m/%Y} : celle-ci la suit.")})
    if stage in PROVEN and not reference:
        raise ValidationError({"reference": f"Nommez {PROVEN[stage]}."})
    if stage == Stage.ANNEXED:
        waited = [one.name for one in report.opinions.all() if one.standing(report.due, on) == Standing.AWAITED]
        if waited:
            raise ValidationError(
                nbsp(f"Le délai court jusqu’au {report.due:%d/%m/%Y} : il manque encore {' ; '.join(waited)}.")
            )
    if stage == Stage.APPROVED:
        owed = [one.name for one in report.opinions.all() if one.asks_an_answer and not one.answer.strip()]
        if owed:
            raise ValidationError(
                nbsp(f"L’approbation dit la suite donnée aux observations : répondez d’abord à {' ; '.join(owed)}.")
            )


def _send(report: AnnualReport, on: date, due: date | None) -> None:
    least = months_away(on, OPINION_MONTHS)
    due = due or least
    if due < least:
        raise ValidationError({"due": f"Le délai est d’un mois au moins : le {least:%d/%m/%Y} au plus tôt."})
    if not report.opinions.exists():
        raise ValidationError("Personne n’est consulté : ajoutez les conseils municipaux et les conseils citoyens.")
    report.opinions.update(sent_on=on)
    report.due = due
