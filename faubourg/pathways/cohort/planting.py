"""Writes the cohort: whole tables at once, one entry in the journal, nothing where a PLIE has its people already."""

from collections.abc import Mapping
from datetime import date, datetime
from random import Random

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.pathways.choices import AgentRole, SessionState, TermKind
from faubourg.pathways.cohort import dispositif_facts, facts
from faubourg.pathways.cohort.childcare import write_childcare
from faubourg.pathways.cohort.clauses import write_clauses
from faubourg.pathways.cohort.ground import Ground
from faubourg.pathways.cohort.people import draw, draw_pending, draw_recent
from faubourg.pathways.cohort.persons import Persons
from faubourg.pathways.cohort.rows import write_people
from faubourg.pathways.cohort.schemes import write_schemes
from faubourg.pathways.cohort.services import write_dropins, write_support, write_workshops
from faubourg.pathways.cohort.steps import deal_steps
from faubourg.pathways.cohort.today import Today, write_today
from faubourg.pathways.cohort.today_dispositifs import write_childcare_today, write_clauses_today, write_schemes_today
from faubourg.pathways.models import (
    Agent,
    Outline,
    Participant,
    Place,
    PrintedSeries,
    Protocol,
    PublishedValue,
    Session,
    StreetRange,
    Structure,
    Term,
)
from faubourg.pathways.operations.setup import open_plie
from faubourg.pathways.operations.tracing import day_of, trace
from faubourg.pathways.queries.yearly import OUTSIDE
from faubourg.pathways.streets import street_key
from faubourg.territories.models import TerritoryKind


@transaction.atomic
def plant_cohort(
    *, contract: Contract, coordinator: User, referent: User, by: User, at: datetime,
    others: Mapping[tuple[str, str], User] | None = None,
) -> int:  # fmt: skip
    """Give `contract` the fictional people of the report of 2022 and some of today; says how many, 0 if some are there.

    `by` may appoint in this contract; `referent` follows the people of the largest structure; `others`: PLIE role, and
    for whom a validator answers → who holds it. Raises PermissionDenied.
    """
    if Participant.objects.filter(contract=contract).exists():
        return 0
    # Not for secrets: the same cohort each time is what is wanted.
    random = Random(facts.SEED)  # noqa: S311
    protocol = open_plie(contract=contract, by=by, at=at)
    Protocol.objects.filter(pk=protocol.pk).update(records_from=facts.YEAR, fse_pack=True)
    people = draw(random)
    deal_steps(people, random)
    people += draw_recent(random, len(people), day_of(at))
    people += draw_pending(random, len(people), day_of(at))
    ground = _ground(contract, coordinator, referent, at)
    pathways = write_people(people, ground, random)
    followed = [(row, pathways[row.number]) for row in people if row.entered and row.entered <= facts.LAST]
    write_workshops(followed, ground)
    write_support(followed, ground)
    write_dropins(followed, ground)
    write_clauses(followed, ground, random)
    persons = Persons(followed, ground)
    nurseries, programmes = write_childcare(persons, ground), write_schemes(persons, ground)
    recent = [(row, pathways[row.number]) for row in people if row.entered and row.entered > facts.LAST]
    own = [one for _, one in recent if one.referent.user == referent]
    today, persons = Today(ground, [one for _, one in recent], own), Persons(recent, ground)
    write_today(today, dict(others or {}), next(iter(nurseries.values())))
    write_schemes_today(today, persons, programmes)
    write_childcare_today(today, persons, nurseries)
    write_clauses_today(today, persons)
    _series(contract)
    trace(by=by, verb="cohorte fictive créée", contract=contract, row=protocol, at=at)
    return len(people)


def _ground(contract: Contract, coordinator: User, referent: User, at: datetime) -> Ground:
    structures = Structure.objects.bulk_create(
        Structure(contract=contract, name=name, fte=fte) for name, fte, *_ in facts.STRUCTURES
    )
    Place.objects.bulk_create(
        Place(structure=structures[rank], name=name, latitude=latitude, longitude=longitude)
        for rank, (_, _, places, _) in enumerate(facts.STRUCTURES)
        for name, latitude, longitude in places
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
    Term.objects.bulk_create(
        Term(contract=contract, kind=TermKind.PRESCRIBER, label=label, group=OUTSIDE, position=100 + rank)
        for rank, label in enumerate(dispositif_facts.PRESCRIBERS)
    )
    places = ListedTerritory.objects.of(contract).order_by("position", "pk")
    communes = list(places.filter(kind=TerritoryKind.COMMUNE))
    quarters = list(places.filter(kind=TerritoryKind.QPV))
    _centres(contract, communes, "", day_of(at))
    _centres(contract, quarters, facts.GENERATION, day_of(at))
    StreetRange.objects.bulk_create(
        StreetRange(
            contract=contract, territory=one, street=street, key=street_key(street), first=first, last=last, side=side,
            generation=facts.GENERATION,
        )
        for one in quarters
        for street, first, last, side in facts.STREETS.get(one.name, ())
    )  # fmt: skip
    return Ground(
        contract, structures, agents, coordinator, at,
        terms={(term.kind, term.code or term.label): term for term in Term.objects.of(contract)},
        quarters=quarters, communes=communes,
    )  # fmt: skip


def _centres(contract: Contract, places: list[ListedTerritory], generation: str, day: date) -> None:
    Outline.objects.bulk_create(
        Outline(contract=contract, territory=one, generation=generation, determined_on=day,
                latitude=facts.CENTRES[one.name][0], longitude=facts.CENTRES[one.name][1])
        for one in places if one.name in facts.CENTRES
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
    PublishedValue.objects.bulk_create(
        PublishedValue(contract=contract, report_table=name, label=label, year=facts.YEAR, value=value, page=page)
        for name, label, value, page in facts.TYPED
    )
    for name, column in facts.COLUMNS.items():
        PrintedSeries.objects.filter(contract=contract, report_table=name).update(column=column)
