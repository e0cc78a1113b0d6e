"""Jobs classed again by the rules of today, once a rule has changed."""

from datetime import date, datetime

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.journal.operations import record_many
from faubourg.pathways.models import Protocol, Step
from faubourg.pathways.operations.tracing import entry_of, trace
from faubourg.pathways.operations.working import job_rules
from faubourg.pathways.permissions import can_lead, require
from faubourg.pathways.queries.reclassing import classed_otherwise
from faubourg.pathways.refusals import refuse

A_BATCH = 500


@transaction.atomic
def class_again(*, contract: Contract, since: date, expected: int, by: User, at: datetime) -> int:
    """Class again, by the rules of today, the jobs begun from a day on that they class otherwise; says how many.

    What was classed by hand, or validated by a session, stays. `expected`: how many the person was told; another
    number is looked at again. Raises PermissionDenied, Refused.
    """
    require(can_lead(by, contract), "lead")
    told = classed_otherwise(contract, list(job_rules(contract.pk)), since=since)
    rows = list(told.select_for_update(of=("self",)).select_related("pathway__participant").order_by("pk"))
    if len(rows) != expected:
        raise refuse("classing-changed", count=len(rows))
    for row in rows:
        row.job_class, row.job_row_id, row.rule_id = row.said_class, row.said_row or None, row.said_rule or None
    Step.objects.bulk_update(rows, ["job_class", "job_row", "rule"], batch_size=A_BATCH)
    record_many(
        entry_of(by=by, verb="emploi classé par la règle changée", contract=contract, row=row, at=at,
                 about=row.pathway.participant, fields=["job_class", "job_row"])
        for row in rows
    )  # fmt: skip
    row = Protocol.objects.filter(contract=contract).first() or contract
    trace(by=by, verb="emplois classés de nouveau", contract=contract, row=row, at=at)
    return len(rows)
