"""What a setting of the PLIE must be, whoever writes it: each breach has its sentence."""

from collections.abc import Callable

from django.db.models import Model

from faubourg.pathways.choices import TermKind
from faubourg.pathways.classing import BOUNDS
from faubourg.pathways.defaults import SUMMARY_CHOICES
from faubourg.pathways.models import JobRule, Protocol, Structure, Term
from faubourg.pathways.operations.tracing import listed
from faubourg.pathways.queries.portfolio import portfolio_of
from faubourg.pathways.refusals import refuse
from faubourg.ui.typography import plural

#: What a term may make precise: list → list of its parent.
PARENTS = {TermKind.LIFTING_MEANS: TermKind.LIFTING_DOMAIN}

#: Beyond a year between two meetings, nobody is followed.
MOST_DAYS = 366


def check_setting(row: Model) -> None:
    """Raise Refused when a setting contradicts itself, or another one."""
    if check := _CHECKS.get(type(row)):
        check(row)


def _protocol(row: Protocol) -> None:
    if row.maximum_months < row.measure_months:
        raise refuse("measure-longer", months=row.maximum_months)
    if not all(1 <= days <= MOST_DAYS for days in (row.close_days, row.later_days)):
        raise refuse("rhythm-off")
    if unknown := [name for name in row.summary_fields if name not in SUMMARY_CHOICES]:
        raise refuse("summary-unknown", what=", ".join(unknown))


def _term(row: Term) -> None:
    twins = Term.objects.filter(contract=row.contract, kind=row.kind, label=row.label).exclude(pk=row.pk)
    if twins.exists():
        raise refuse("term-twin", label=row.label)
    if row.start and row.end and row.end < row.start:
        raise refuse("ends-before-start")
    if row.parent_id:
        listed(row.parent, row.contract, PARENTS.get(row.kind, row.kind))


def _rule(row: JobRule) -> None:
    listed(row.contract_type, row.contract, TermKind.CONTRACT_TYPE)
    listed(row.row, row.contract, TermKind.JOB_ROW)
    listed(row.category, row.contract, TermKind.EXIT_CATEGORY)
    for _, low, high in BOUNDS:
        least, below = getattr(row, low), getattr(row, high) if high else None
        if least is not None and below is not None and least >= below:
            raise refuse("rule-empty")


def _structure(row: Structure) -> None:
    twins = Structure.objects.filter(contract=row.contract, name=row.name).exclude(pk=row.pk)
    if twins.exists():
        raise refuse("structure-twin", name=row.name)
    if row.places_max < row.places_min:
        raise refuse("places-disorder")
    if row.opened_on and row.closed_on and row.closed_on < row.opened_on:
        raise refuse("ends-before-start")
    if row.pk and row.closed_on:
        held = portfolio_of(row)
        if not held.is_empty:
            raise refuse(
                "structure-follows", pathways=plural(held.pathways.count(), "personne"),
                coming=plural(held.prescriptions.count(), "personne à venir,personnes à venir"),
            )  # fmt: skip


_CHECKS: dict[type[Model], Callable] = {Protocol: _protocol, Term: _term, JobRule: _rule, Structure: _structure}
