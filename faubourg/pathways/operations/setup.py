"""What a PLIE sets for itself: its opening, lists, rules, structures, roles, streets."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.pathways.choices import AgentRole, TermKind
from faubourg.pathways.defaults import JOB_RULES, MEANS, SUMMARY_FIELDS, TERMS
from faubourg.pathways.models import (
    Agent,
    JobRule,
    LegalBasis,
    Nursery,
    Place,
    PrintedSeries,
    Protocol,
    Release,
    StreetRange,
    Structure,
    Term,
)
from faubourg.pathways.operations.checking import check_setting
from faubourg.pathways.operations.tracing import assign, day_of, listed, pointed, trace
from faubourg.pathways.outgoing import words_of
from faubourg.pathways.permissions import can_appoint, can_lead, require
from faubourg.pathways.refusals import refuse
from faubourg.pathways.streets import street_key

#: What the coordinatrice writes with `write_setting`, and which of its fields.
SETTINGS: dict[type[Model], tuple[str, ...]] = {
    Protocol: (
        "measure_months", "maximum_months", "close_days", "close_months", "later_days", "alert_days", "watch_days",
        "quorum", "retention_months", "notice_days", "anonymises_alone", "fte_hours", "qpv_generation",
        "summary_fields", "records_from", "fse_pack",
    ),
    Term: ("kind", "label", "code", "group", "parent", "position", "start", "end"),
    JobRule: (
        "position", "contract_type", "min_months", "below_months", "min_weekly", "below_weekly", "min_hours",
        "job_class", "row", "category",
    ),
    Structure: ("organisation", "name", "fte", "places_min", "places_max", "opened_on", "closed_on"),
    PrintedSeries: ("report_table", "table", "year", "column", "labels", "position"),
    LegalBasis: ("recipient", "basis", "purpose", "fields", "start", "end"),
}  # fmt: skip
NEEDS = {
    AgentRole.STRUCTURE: ("structure", "la structure"),
    AgentRole.PRESCRIBER: ("prescriber", "le prescripteur"),
    AgentRole.VALIDATOR: ("validates", "l’organisme qui valide"),
    AgentRole.NURSERY: ("nursery", "la crèche"),
}


@transaction.atomic
def open_plie(*, contract: Contract, by: User, at: datetime) -> Protocol:
    """Give a contract the rules and the lists that a PLIE starts with; what is there already stays."""
    require(can_appoint(by, contract), "appoint")
    protocol, created = Protocol.objects.get_or_create(
        contract=contract, defaults={"summary_fields": list(SUMMARY_FIELDS)}
    )
    if not created:
        return protocol
    words = [
        Term(contract=contract, kind=kind, label=label, code=code, position=rank)
        for kind, terms in TERMS.items()
        for rank, (label, code) in enumerate(terms, start=1)
    ]
    words += [
        Term(contract=contract, kind=TermKind.JOB_ROW, label=rule[1], group=rule[2], position=rank)
        for rank, rule in enumerate(JOB_RULES, start=1)
    ]
    Term.objects.bulk_create(words)
    _means(contract)
    _rules(contract)
    trace(by=by, verb="PLIE ouvert", contract=contract, row=protocol, at=at)
    return protocol


def _means(contract: Contract) -> None:
    domains = {term.code: term for term in Term.objects.of(contract).filter(kind=TermKind.LIFTING_DOMAIN)}
    Term.objects.bulk_create(
        Term(contract=contract, kind=TermKind.LIFTING_MEANS, label=label, parent=domains[code], position=rank)
        for rank, (code, label) in enumerate(
            ((code, label) for code, labels in MEANS.items() for label in labels), start=1
        )
    )


def _rules(contract: Contract) -> None:
    terms = Term.objects.of(contract)
    types = {term.code: term for term in terms.filter(kind=TermKind.CONTRACT_TYPE)}
    rows = {term.label: term for term in terms.filter(kind=TermKind.JOB_ROW)}
    categories = {term.code: term for term in terms.filter(kind=TermKind.EXIT_CATEGORY)}
    JobRule.objects.bulk_create(
        JobRule(
            contract=contract, position=rank, contract_type=types[code], row=rows[label], job_class=job_class,
            category=categories.get(category), **bounds,
        )
        for rank, (code, label, job_class, category, bounds) in enumerate(JOB_RULES, start=1)
    )  # fmt: skip


@transaction.atomic
def write_setting(
    *,
    contract: Contract,
    model: type[Model],
    values: Mapping[str, Any],
    by: User,
    at: datetime,
    row: Model | None = None,
) -> Model:
    """Add or change a rule, a word, a structure or a legal basis: any model and fields of SETTINGS.

    Raises PermissionDenied, Refused (see `checking`), ValidationError.
    """
    require(can_lead(by, contract), "lead")
    found = row or model(contract=contract)
    if found.contract_id != contract.pk:
        raise refuse("wrong-contract")
    changed = assign(found, dict(values), SETTINGS[model])
    check_setting(found)
    found.full_clean()
    found.save()
    trace(by=by, verb="réglage du PLIE", contract=contract, row=found, at=at, fields=changed)
    return found


@transaction.atomic
def write_places(
    *, structure: Structure, places: Iterable[tuple[str, float | None, float | None]], by: User, at: datetime
) -> None:
    """Replace where a structure receives: (name, latitude, longitude)."""
    require(can_lead(by, structure.contract), "lead")
    rows = [
        Place(structure=structure, name=name, latitude=latitude, longitude=longitude)
        for name, latitude, longitude in places
    ]
    for row in rows:
        pointed(row.latitude, row.longitude)
    structure.places.all().delete()
    Place.objects.bulk_create(rows)
    trace(by=by, verb="lieux d’accueil", contract=structure.contract, row=structure, at=at)


@transaction.atomic
def appoint(
    *, contract: Contract, user: User, role: str, start: date, by: User, at: datetime, end: date | None = None,
    structure: Structure | None = None, prescriber: Term | None = None, validates: str = "",
    legal_basis: LegalBasis | None = None, nursery: Nursery | None = None,
) -> Agent:  # fmt: skip
    """Give a role in the PLIE, to somebody else than oneself and never to the instance's administrator."""
    require(can_appoint(by, contract), "appoint")
    if user.is_instance_admin:
        raise refuse("administrator")
    if user.pk == by.pk:
        raise refuse("appoint-oneself")
    row = Agent(
        contract=contract, user=user, role=AgentRole(role), structure=structure, prescriber=prescriber,
        validates=validates, legal_basis=legal_basis, nursery=nursery, start=start, end=end,
    )  # fmt: skip
    if (needed := NEEDS.get(row.role)) and not getattr(row, needed[0]):
        raise refuse("role-incomplete", what=needed[1])
    listed(prescriber, contract, TermKind.PRESCRIBER)
    if any(one is not None and one.contract_id != contract.pk for one in (structure, legal_basis, nursery)):
        raise refuse("wrong-contract")
    if end is not None and end < start:
        raise refuse("ends-before-start")
    row.save()
    trace(by=by, verb="rôle du PLIE donné", contract=contract, row=row, at=at, fields=["role", "start"])
    return row


@transaction.atomic
def dismiss(*, agent: Agent, on: date, by: User, at: datetime) -> Agent:
    """End a role that day. Hand the portfolio over with `following.transfer`."""
    require(can_appoint(by, agent.contract), "appoint")
    if on < agent.start:
        raise refuse("ends-before-start")
    agent.end = on
    agent.save(update_fields=["end"])
    trace(by=by, verb="rôle du PLIE terminé", contract=agent.contract, row=agent, at=at, fields=["end"])
    return agent


@transaction.atomic
def replace_streets(
    *, contract: Contract, generation: str, rows: Iterable[Mapping[str, Any]], by: User, at: datetime
) -> int:
    """Replace the streets of a generation of QPV: rows of street, first, last, side, territory. Says how many."""
    require(can_lead(by, contract), "lead")
    StreetRange.objects.of(contract).filter(generation=generation).delete()
    found = [
        StreetRange(contract=contract, generation=generation, key=street_key(row["street"]), **row) for row in rows
    ]
    if any(row.territory.contract_id != contract.pk for row in found):
        raise refuse("wrong-contract")
    if any(row.first is not None and row.last is not None and row.last < row.first for row in found):
        raise ValidationError("Un tronçon va d’un plus petit numéro à un plus grand.")
    count = len(StreetRange.objects.bulk_create(found, batch_size=500))
    protocol = Protocol.objects.filter(contract=contract).first()
    trace(by=by, verb="voies des QPV remplacées", contract=contract, row=protocol or contract, at=at)
    return count


@transaction.atomic
def release(
    *, contract: Contract, title: str, fields: Iterable[str], rows: int, by: User, at: datetime,
    legal_basis: LegalBasis | None,
) -> Release:  # fmt: skip
    """Note that a list of persons goes out; to be called before it is written. Without a basis it is refused."""
    require(can_lead(by, contract), "lead")
    named = sorted(set(fields))
    if legal_basis is None or legal_basis.contract_id != contract.pk:
        raise refuse("no-legal-basis")
    if legal_basis.end and legal_basis.end < day_of(at):
        raise refuse("basis-ended", day=legal_basis.end)
    if not legal_basis.stands_on(day_of(at)):
        raise refuse("basis-not-begun", day=legal_basis.start)
    if uncovered := [name for name in named if name not in legal_basis.fields]:
        raise refuse("field-not-covered", what=words_of(uncovered))
    row = Release.objects.create(
        contract=contract, legal_basis=legal_basis, title=title, fields=named, rows=rows, by=by, at=at
    )
    trace(by=by, verb="liste transmise", contract=contract, row=row, at=at)
    return row
