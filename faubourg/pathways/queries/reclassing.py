"""The jobs that the rules of today would class otherwise than they are; the database tries the rules by itself."""

from collections.abc import Callable, Sequence
from datetime import date

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import JobClass, StepKind
from faubourg.pathways.classing import BOUNDS
from faubourg.pathways.models import JobRule, Step


def classed_otherwise(contract: Contract, rules: Sequence[JobRule], *, since: date) -> QuerySet[Step]:
    """The jobs begun from a day on whose class, or line of the table, is not what `rules` (in their order) say.

    With `said_class`, and the keys `said_row` and `said_rule` (0: none). What was classed by hand or validated by a
    session is left out, and so are anonymised files. See `classing.classify`, which says the same of one job.
    """
    rows = Step.objects.of(contract).filter(
        Q(start__gte=since) | Q(start=None, planned_start__gte=since), kind=StepKind.JOB, is_overridden=False,
        pathway__participant__anonymised_at=None,
    )  # fmt: skip
    rows = rows.exclude(job_class=JobClass.VALIDATED).annotate(
        said_class=_said(rules, lambda rule: rule.job_class, JobClass.PATHWAY.value, ""),
        said_row=_said(rules, lambda rule: rule.row_id or 0, 0, 0),
        said_rule=_said(rules, lambda rule: rule.pk, 0, 0),
        held_row=Coalesce("job_row_id", 0),
    )
    return rows.exclude(job_class=F("said_class"), held_row=F("said_row"))


def _said(
    rules: Sequence[JobRule], value: Callable[[JobRule], str | int], none_fits: str | int, unknown: str | int
) -> Case | Value:
    """The value of the rule that answers; `none_fits` where the type has rules and none does, `unknown` else."""
    if not rules:
        return Value(unknown)
    tried: list[When] = []
    for rule in rules:
        here, bounded = Q(contract_type=rule.contract_type_id), [bounds for bounds in BOUNDS if _asked(rule, *bounds)]
        fits = [_fits(rule, *bounds) for bounds in bounded]
        tried.append(When(Q.create([here, *fits]), then=Value(value(rule))))
        if bounded:
            # A bound on an unknown fact stops there: the job waits to be classed.
            lacking = [Q(**{name: None}) | one for (name, *_), one in zip(bounded, fits, strict=True)]
            tried.append(When(Q.create([here, *lacking]), then=Value(unknown)))
    types = {rule.contract_type_id for rule in rules}
    tried.append(When(contract_type__in=types, then=Value(none_fits)))
    return Case(*tried, default=Value(unknown))


def _asked(rule: JobRule, name: str, low: str, high: str | None) -> bool:
    return any(bound and getattr(rule, bound) is not None for bound in (low, high))


def _fits(rule: JobRule, name: str, low: str, high: str | None) -> Q:
    least, below = getattr(rule, low), getattr(rule, high) if high else None
    found = Q(**{f"{name}__isnull": False})
    if least is not None:
        found &= Q(**{f"{name}__gte": least})
    return found if below is None else found & Q(**{f"{name}__lt": below})
