"""A portfolio handed over when somebody leaves or a structure closes: everybody at once, nobody forgotten."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.journal.operations import record_many
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Agent, Pathway, Prescription, Structure, Support
from faubourg.pathways.operations.following import transfer
from faubourg.pathways.operations.setup import dismiss, write_setting
from faubourg.pathways.operations.tracing import entry_of, following, listening, not_future, trace
from faubourg.pathways.permissions import can_lead, require
from faubourg.pathways.queries.portfolio import portfolio_of
from faubourg.pathways.refusals import refuse


@transaction.atomic
def hand_over(
    *, source: Agent | Structure, pathways: Mapping[int, Agent], prescriptions: Mapping[int, Agent], on: date, by: User,
    at: datetime, supports: Mapping[int, Agent] | None = None, end_role: bool = False,
) -> int:  # fmt: skip
    """Give all that `source` follows, awaits or listens to to others: key of the row → who does now. Says how many.

    The mappings name the whole portfolio, else the act is refused: what came or went since the preview is looked at
    again. `supports`: écoutes, whose dates and hours stay as they were written. `end_role` ends the role of an Agent
    that day. Raises PermissionDenied, Refused.
    """
    contract = source.contract
    require(can_lead(by, contract), "lead")
    not_future(on, at)
    held = portfolio_of(source)
    rows = list(held.prescriptions.select_for_update(of=("self",)).select_related("contract", "participant"))
    heard = list(
        held.supports.select_for_update(of=("self",)).select_related("pathway__participant", "pathway__contract")
    )
    found = ({*held.pathways.values_list("pk", flat=True)}, {row.pk for row in rows}, {row.pk for row in heard})
    said = (pathways, prescriptions, supports or {})
    if found != tuple(set(one) for one in said):
        raise refuse("handover-changed")
    if not any(said):
        raise refuse("handover-empty")
    heirs = {agent.pk: agent for agent in (*pathways.values(), *prescriptions.values())}
    for heir in heirs.values():
        following(heir, contract, on)
    for heir in said[2].values():
        listening(heir, contract, on)
    if any(_is_same(source, heir) for one in said for heir in one.values()):
        raise refuse("handover-same")
    for pk, heir in heirs.items():
        mine = [key for key, agent in pathways.items() if agent.pk == pk]
        transfer(
            pathways=Pathway.objects.filter(pk__in=mine), structure=heir.structure, referent=heir, on=on, by=by, at=at
        )
    _redirect(rows, prescriptions, by, at)
    _entrust(heard, said[2], by, at)
    if end_role and isinstance(source, Agent):
        dismiss(agent=source, on=on, by=by, at=at)
    trace(by=by, verb="portefeuille transmis", contract=contract, row=source, at=at)
    return sum(len(one) for one in said)


@transaction.atomic
def close_structure(*, structure: Structure, on: date, by: User, at: datetime, end_roles: bool = True) -> Structure:
    """Close a structure that follows nobody any more, and end the roles of its people that day."""
    values = {"closed_on": on}
    write_setting(contract=structure.contract, model=Structure, values=values, row=structure, by=by, at=at)
    if end_roles:
        team = structure.agents.filter(end=None, start__lte=on).exclude(role=AgentRole.COORDINATOR)
        for agent in team.select_related("contract", "user").order_by("pk"):
            dismiss(agent=agent, on=on, by=by, at=at)
    return structure


def _is_same(source: Agent | Structure, heir: Agent) -> bool:
    if isinstance(source, Structure):
        return heir.structure_id in (None, source.pk)
    return heir.pk == source.pk


def _redirect(rows: list[Prescription], heirs: Mapping[int, Agent], by: User, at: datetime) -> None:
    for row in rows:
        heir = heirs[row.pk]
        row.referent, row.structure = heir, heir.structure or row.structure
    Prescription.objects.bulk_update(rows, ["referent", "structure"], batch_size=500)
    record_many(
        entry_of(by=by, verb="prescription transmise", contract=row.contract, row=row, at=at, about=row.participant,
                 fields=["structure", "referent"])
        for row in rows
    )  # fmt: skip


def _entrust(rows: list[Support], heirs: Mapping[int, Agent], by: User, at: datetime) -> None:
    for row in rows:
        row.psychologist = heirs[row.pk]
    Support.objects.bulk_update(rows, ["psychologist"], batch_size=500)
    record_many(
        entry_of(by=by, verb="écoute confiée", contract=row.pathway.contract, row=row, at=at,
                 about=row.pathway.participant, fields=["psychologist"])
        for row in rows
    )  # fmt: skip
