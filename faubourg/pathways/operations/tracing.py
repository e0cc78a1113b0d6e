"""What every write shares: the journal without values, locks, and checks of what is pointed to."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Model
from django.utils import timezone

from faubourg.contracts.models import Contract
from faubourg.journal.models import Entry
from faubourg.journal.operations import entry_for
from faubourg.pathways.choices import AgentRole, TermKind
from faubourg.pathways.models import Agent, Participant, Protocol, Structure, Term
from faubourg.pathways.refusals import refuse

#: A prescription of an earlier year is a slip of the keyboard (« 0203 » for « 2023 »).
OLDEST_YEAR = 2000


def scope_of(contract: Contract) -> str:
    """The journal's scope of a PLIE: apart from the contract's, which more people read."""
    return f"{contract.scope}/parcours"


def entry_of(
    *, by, verb: str, contract: Contract, row: Model, at: datetime, fields: Iterable[str] = (), about=None
) -> Entry:
    """An entry that is not saved yet: the names of the fields, never their values, never a free text.

    `about`: the participant whose file it is; the entry is told there, under the name of the row.
    """
    model = type(row)
    titles = {str(model._meta.get_field(name).verbose_name): ["", ""] for name in fields}
    label = f"{row}" if about is None or about == row else f"{about}, {row}"
    return entry_for(
        actor=by, verb=verb, scope=scope_of(contract), target=about or row, at=at, label=label, changes=titles
    )


def trace(**facts) -> None:
    """Save one entry (see `entry_of` for the keywords)."""
    entry_of(**facts).save(force_insert=True)


def assign(row: Model, values: dict, allowed: Iterable[str]) -> list[str]:
    """Put the `values` of allowed fields on a row; the names of those that changed."""
    unknown = sorted(set(values) - set(allowed))
    if unknown:
        raise TypeError(f"not fields of {type(row).__name__}: {unknown}")
    changed = [name for name, value in values.items() if _held(row, name) != getattr(value, "pk", value)]
    for name in changed:
        setattr(row, name, values[name])
    return changed


def _held(row: Model, name: str):
    """What the column holds: the key of a row that is pointed to, which a new row may not have yet."""
    return getattr(row, row._meta.get_field(name).attname)


def contract_of(row: Model) -> Contract:
    """The contract at the end of the row's path."""
    for name in getattr(type(row), "contract_path", "contract").split("__"):
        row = getattr(row, name)
    return row


def protocol_of(contract: Contract) -> Protocol:
    """The rules of the contract, or those by default."""
    return Protocol.objects.filter(contract=contract).first() or Protocol(contract=contract)


def day_of(at: datetime) -> date:
    """The day of the clock, in Paris."""
    return timezone.localtime(at).date()


def locked(row: Model) -> Model:
    """The row as it is now, held until the end of the transaction."""
    return type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)


def writable(participant: Participant, on: date | None = None) -> None:
    """Refuse a file that is merged, anonymised, or whose person died before `on`."""
    if participant.anonymised_at is not None:
        raise refuse("anonymised")
    if participant.merged_into_id is not None:
        raise refuse("merged-file", number=participant.merged_into.number)
    if on is not None and participant.died_on is not None and on > participant.died_on:
        raise refuse("dead", day=participant.died_on)


def not_future(day: date | None, at: datetime) -> None:
    """Refuse a fact dated after the clock."""
    if day is not None and day > day_of(at):
        raise refuse("in-future")


def plausible(day: date, at: datetime) -> None:
    """Refuse a prescription dated after the clock, or of a year before any PLIE keeps files."""
    not_future(day, at)
    if day.year < OLDEST_YEAR:
        raise refuse("prescription-too-old", year=OLDEST_YEAR)


def listed(term: Term | None, contract: Contract, *kinds: str, on: date | None = None) -> None:
    """Refuse a term of another list or contract, or that the list does not offer on that day."""
    if term is None:
        return
    if term.contract_id != contract.pk or term.kind not in kinds:
        raise refuse("wrong-list", label=term.label, kind=TermKind(kinds[0]).label)
    if on is not None and not term.is_offered_on(on):
        raise refuse("term-ended", label=term.label)


def receiving(structure: Structure | None, contract: Contract, on: date) -> None:
    """Refuse a structure of another contract, or that is closed that day."""
    if structure is None:
        return
    if structure.contract_id != contract.pk:
        raise refuse("wrong-contract")
    if structure.closed_on is not None and structure.closed_on < on:
        raise refuse("structure-closed", name=structure.name)


def following(agent: Agent | None, contract: Contract, on: date) -> None:
    """Refuse somebody who is not référent·e de parcours in this contract that day."""
    if agent is None:
        return
    stands = agent.start <= on and (agent.end is None or agent.end >= on)
    if agent.contract_id != contract.pk or agent.role not in (AgentRole.REFERENT, AgentRole.COORDINATOR) or not stands:
        raise refuse("wrong-referent")


def listening(agent: Agent | None, contract: Contract, on: date) -> None:
    """Refuse somebody who is not psychologist in this contract that day."""
    if agent is None:
        return
    stands = agent.start <= on and (agent.end is None or agent.end >= on)
    if agent.contract_id != contract.pk or agent.role != AgentRole.PSYCHOLOGIST or not stands:
        raise refuse("wrong-psychologist")


def pointed(latitude: float | None, longitude: float | None) -> None:
    """Refuse coordinates that are half given, or off the globe."""
    if (latitude is None) != (longitude is None):
        raise refuse("coordinates-half")
    if latitude is not None and not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise refuse("coordinates-wrong")
