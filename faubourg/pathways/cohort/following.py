"""What follows an entry: measures, meetings, diagnosis, steps, exits, and the questionnaires of the FSE+."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from faubourg.pathways.choices import (
    Answer,
    Education,
    ExitKind,
    ExitState,
    JobClass,
    Labour,
    Situation,
    StepKind,
    StepState,
    TermKind,
)
from faubourg.pathways.cohort import facts
from faubourg.pathways.cohort.ground import Ground
from faubourg.pathways.cohort.people import Draft
from faubourg.pathways.dates import measure_dates
from faubourg.pathways.models import (
    Assignment,
    EntryFacts,
    Exit,
    ExitFacts,
    Measure,
    Meeting,
    Objective,
    Obstacle,
    Pathway,
    Proof,
    Step,
)

Followed = list[tuple[Draft, Pathway]]
EDUCATION = {"3": Education.LOW, "4": Education.MIDDLE, "5": Education.HIGH}
MEETING_DAYS = 45


def write_following(followed: Followed, ground: Ground, random: Random) -> None:
    """Everything that hangs on the pathways."""
    today = ground.at.date()
    Assignment.objects.bulk_create(
        Assignment(pathway=one, structure=one.structure, referent=one.referent, start=one.entered_on, end=one.ended_on)
        for _, one in followed
    )
    Measure.objects.bulk_create(row for _, one in followed for row in _measures(one, today))
    Meeting.objects.bulk_create(
        Meeting(pathway=one, on=one.entered_on + timedelta(days=days))
        for _, one in followed
        for days in range(MEETING_DAYS, ((one.ended_on or today) - one.entered_on).days, MEETING_DAYS)
    )
    Obstacle.objects.bulk_create(
        Obstacle(pathway=one, kind=ground.first(TermKind.OBSTACLE, row.number), level=2, first_level=3,
                 priority=1, seen_on=one.entered_on)
        for row, one in followed
    )  # fmt: skip
    Objective.objects.bulk_create(
        Objective(pathway=one, rank=1, text="Accéder à un emploi durable", set_on=one.entered_on) for _, one in followed
    )
    EntryFacts.objects.bulk_create(_entry(row, one, random) for row, one in followed)
    steps = Step.objects.bulk_create(step for row, one in followed for step in _steps(row, one, ground, random))
    _exits(followed, steps, ground)


def _measures(one: Pathway, today: date) -> list[Measure]:
    last, found = one.ended_on or today, []
    for rank in range(1, 5):
        start, end = measure_dates(one.entered_on, rank, 6)
        if start > last:
            break
        found.append(Measure(pathway=one, rank=rank, start=start, end=end))
    return found


def _entry(row: Draft, one: Pathway, random: Random) -> EntryFacts:
    labour = Labour.LONG_UNEMPLOYED if row.long_unemployed else random.choice((Labour.UNEMPLOYED, Labour.INACTIVE))
    return EntryFacts(
        pathway=one, filled_on=one.entered_on, fse_entered_on=one.entered_on, labour=labour,
        education=EDUCATION[row.level], disability=Answer.YES if row.disabled else Answer.NO,
        third_country=Answer.YES if row.foreign_diploma else Answer.NO, foreign_origin=Answer.DECLINED,
        minority=Answer.DECLINED, homeless=Answer.NO, rural=Answer.YES if row.quarter > 85 else Answer.NO,
        minimum_income=Answer.YES if row.is_brsa else Answer.NO,
    )  # fmt: skip


def _steps(row: Draft, one: Pathway, ground: Ground, random: Random) -> list[Step]:
    """The jobs, then the trainings, then the liftings; the first of each is the one that an exit follows."""
    first, last = (row.first, row.last) if row.entered <= facts.LAST else (row.entered, ground.at.date())

    def started() -> date:
        return first + timedelta(days=random.randrange(max((last - first).days, 0) + 1))

    found = [_job(row, one, rank, label, started(), ground) for rank, label in enumerate(row.jobs)]
    for rank, domain in enumerate(row.trainings):
        leads = rank == 0 and row.exit_category == "formation"
        found.append(
            _dated(one, StepKind.TRAINING, started(), 90, ground, domain=ground.term(TermKind.TRAINING_DOMAIN, domain),
                   is_qualifying=leads)
        )  # fmt: skip
    for domain in row.liftings:
        term = ground.term(TermKind.LIFTING_DOMAIN, domain)
        found.append(_dated(one, StepKind.OBSTACLE, started(), 60, ground, domain=term))
    return found


def _job(row: Draft, one: Pathway, rank: int, label: str, start: date, ground: Ground) -> Step:
    months, weekly, total = facts.JOB_FACTS[label]
    rule = ground.rules[label]
    step = _dated(
        one, StepKind.JOB, start, int(months * 30.4) if months else None, ground,
        contract_type=rule.contract_type, rule=rule, job_row=rule.row, job_class=rule.job_class,
        in_siae=rule.contract_type.code in ("cddi", "ai"), weekly_hours=weekly,
    )  # fmt: skip
    step.months = None if months is None else Decimal(months)
    step.total_hours = None if total is None else Decimal(total)
    if row.exit_job and rank == 0:
        step.job_class = JobClass.VALIDATED
    return step


def _dated(one: Pathway, kind: str, start: date, days: int | None, ground: Ground, **values) -> Step:
    """A step within its pathway; without a duration it lasts as long as the pathway. Done once its end is past."""
    end = None if days is None else start + timedelta(days=days)
    if one.ended_on and (end is None or end > one.ended_on):
        end = one.ended_on
    is_over = one.ended_on is not None or (end is not None and end < ground.at.date())
    state = StepState.DONE if is_over else StepState.ONGOING
    return Step(pathway=one, kind=kind, start=start, end=end, state=state, **values)


def _exits(followed: Followed, steps: list[Step], ground: Ground) -> None:
    leading: dict[int, Step] = {}
    for step in steps:
        if step.job_class == JobClass.VALIDATED or step.is_qualifying:
            leading.setdefault(step.pathway.pk, step)
    gone = [(row, one) for row, one in followed if one.ended_on]
    positive = [(row, one) for row, one in gone if row.exit_kind == ExitKind.POSITIVE]
    proofs = Proof.objects.bulk_create(
        Proof(pathway=one, step=leading[one.pk], name=f"justificatif-{row.number:04}", mime_type="application/pdf",
              size=0, by=ground.coordinator, at=ground.at)
        for row, one in positive
    )  # fmt: skip
    proven = {proof.pathway.pk: proof for proof in proofs}
    exits = Exit.objects.bulk_create(
        _exit(row, one, leading.get(one.pk), proven.get(one.pk), ground) for row, one in gone
    )
    ExitFacts.objects.bulk_create(_facts(row) for row in exits)


def _exit(row: Draft, one: Pathway, step: Step | None, proof: Proof | None, ground: Ground) -> Exit:
    kind = row.exit_kind or (ExitKind.LIFTED if row.number % 3 else ExitKind.OTHER)
    is_positive = kind == ExitKind.POSITIVE
    reasons = {ExitKind.POSITIVE: 1 if row.exit_category == "formation" else 0, ExitKind.OTHER: 2 + row.number % 3}
    situation = Situation.SEEKING
    if is_positive:
        situation = Situation.TRAINING if row.exit_category == "formation" else Situation.LASTING_JOB
    return Exit(
        pathway=one, state=ExitState.VALIDATED, kind=kind, on=one.ended_on, fse_on=one.ended_on,
        reason=ground.first(TermKind.EXIT_REASON, reasons.get(kind, 5)), step=step if is_positive else None,
        category=ground.term(TermKind.EXIT_CATEGORY, row.exit_category), proof=proof,
        proposed_by=ground.coordinator, validated_on=row.session or one.ended_on,
        situation=situation, situation_entered_on=one.ended_on + timedelta(days=20),
        situation_later=situation, situation_later_on=one.ended_on + timedelta(days=190),
    )  # fmt: skip


def _facts(row: Exit) -> ExitFacts:
    employed = row.situation == Situation.LASTING_JOB
    training = row.situation == Situation.TRAINING
    return ExitFacts(
        exit=row, filled_on=row.situation_entered_on, employed=Answer.YES if employed else Answer.NO,
        training=Answer.YES if training else Answer.NO, qualified=Answer.YES if training else Answer.NO,
        seeking=Answer.NO if employed or training else Answer.YES, **_later(row, employed, training),
    )  # fmt: skip


def _later(row: Exit, employed: bool, training: bool) -> dict[str, str]:
    """The answers six months after, plausible and free; one in twenty is still awaited."""
    number = row.pathway.participant.number
    if number % 20 == 0:
        return {}
    works = number % 8 > 0 if employed else number % 5 == 0
    better = works or training
    return {
        "employed_later": Answer.YES if works else Answer.NO, "improved_later": Answer.YES if better else Answer.NO,
    }  # fmt: skip
