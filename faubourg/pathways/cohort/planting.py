"""Writes the cohort: whole tables at once, one entry in the journal, nothing where a PLIE has its people already."""

from datetime import date, datetime
from random import Random

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.pathways.choices import AgentRole, SessionState
from faubourg.pathways.cohort import facts
from faubourg.pathways.cohort.clauses import write_clauses
from faubourg.pathways.cohort.ground import Ground
from faubourg.pathways.cohort.people import draw, draw_recent
from faubourg.pathways.cohort.rows import write_people
from faubourg.pathways.cohort.services import write_support, write_workshops
from faubourg.pathways.cohort.steps import deal_steps
from faubourg.pathways.models import Agent, Participant, Place, PrintedSeries, Protocol, Session, Structure, Term
from faubourg.pathways.operations.setup import open_plie
from faubourg.pathways.operations.tracing import day_of, trace
from faubourg.territories.models import TerritoryKind


@transaction.atomic
def plant_cohort(*, contract: Contract, coordinator: User, referent: User, by: User, at: datetime) -> int:
    """Give `contract` the fictional people of the report of 2022 and some of today; says how many, 0 if some are there.

    `by` may appoint in this contract; `referent` follows the people of the largest structure. Raises PermissionDenied.
    """
    if Participant.objects.filter(contract=contract).exists():
        return 0
    # Not for secrets: the same cohort each time is what is wanted.
    random = Random(facts.SEED)  # noqa: S311
    protocol = open_plie(contract=contract, by=by, at=at)
    Protocol.objects.filter(pk=protocol.pk).update(records_from=facts.YEAR)
    people = draw(random)
    deal_steps(people, random)
    people += draw_recent(random, len(people), day_of(at))
    ground = _ground(contract, coordinator, referent, at)
    pathways = write_people(people, ground, random)
    followed = [(row, pathways[row.number]) for row in people if row.entered and row.entered <= facts.LAST]
    write_workshops(followed, ground)
    write_support(followed, ground)
    write_clauses(followed, ground, random)
    _series(contract)
    trace(by=by, verb="cohorte fictive créée", contract=contract, row=protocol, at=at)
    return len(people)


def _ground(contract: Contract, coordinator: User, referent: User, at: datetime) -> Ground:
    structures = Structure.objects.bulk_create(
        Structure(contract=contract, name=name, fte=fte) for name, fte, *_ in facts.STRUCTURES
    )
    Place.objects.bulk_create(
        Place(structure=structures[rank], name=name)
        for rank, (_, _, names, _) in enumerate(facts.STRUCTURES)
        for name in names
    )
    largest = max(range(len(structures)), key=lambda rank: facts.STRUCTURES[rank][3])
    users = [
        referent if rank == largest else _referent(rank + 1) for rank in range(len(structures))
    ]  # fmt: skip
    start = date(2020, 1, 1)
    agents = Agent.objects.bulk_create(
        Agent(contract=contract, user=user, role=AgentRole.REFERENT, structure=structure, start=start)
        for user, structure in zip(users, structures, strict=True)
    )
    Agent.objects.create(contract=contract, user=coordinator, role=AgentRole.COORDINATOR, start=start)
    Session.objects.bulk_create(
        Session(contract=contract, date=day, state=SessionState.CLOSED) for day in facts.SESSIONS
    )
    places = ListedTerritory.objects.of(contract).order_by("position", "pk")
    return Ground(
        contract, structures, agents, coordinator, at,
        terms={(term.kind, term.code or term.label): term for term in Term.objects.of(contract)},
        quarters=list(places.filter(kind=TerritoryKind.QPV)),
        communes=list(places.filter(kind=TerritoryKind.COMMUNE)),
    )  # fmt: skip


def _referent(rank: int) -> User:
    mail = f"referent-{rank}.plie@demo.invalid"
    found = User.objects.filter(email=mail).first()
    return found or User.objects.create_user(mail, function=f"Référent·e de parcours {rank}")


def _series(contract: Contract) -> None:
    PrintedSeries.objects.bulk_create(
        PrintedSeries(contract=contract, report_table=name, table=key, year=year, labels=labels, position=rank)
        for rank, (name, key, year, labels) in enumerate(facts.SERIES, start=1)
    )
    for name, column in facts.COLUMNS.items():
        PrintedSeries.objects.filter(contract=contract, report_table=name).update(column=column)
