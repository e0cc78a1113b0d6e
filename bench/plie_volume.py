"""People who do not exist, by the hundred thousand, with what a PLIE writes about them: the same ones each time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random

from django.utils import timezone

from bench.stage import user_of
from faubourg.accounts.models import User
from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.pathways.choices import (
    AgentRole,
    Attendance,
    ExitKind,
    ExitState,
    JobClass,
    PrescriptionState,
    QpvMethod,
    QpvResult,
    StepKind,
    StepState,
    TermKind,
)
from faubourg.pathways.models import (
    Agent,
    Exit,
    Measure,
    Meeting,
    Objective,
    Obstacle,
    Participant,
    Pathway,
    Prescription,
    Proof,
    Residence,
    RsaPeriod,
    Step,
    Structure,
    Term,
    name_key,
)
from faubourg.pathways.operations.setup import open_plie
from faubourg.territories.models import TerritoryKind

#: Persons written at once, people of a référent·e, référents of a structure, steps and meetings of a pathway.
BATCH, PORTFOLIO, TEAM, STEPS, MEETINGS = 2_000, 80, 4, 10, 4
#: Years over which people entered; they stay up to two of them.
YEARS, LONGEST = 8, 730
SYLLABLES = ("ba", "cé", "di", "fo", "lu", "ma", "nè", "pi", "ro", "sû", "ta", "vê", "zo", "gra", "bri", "clo")


@dataclass
class Ground:
    """What people stand on. `by`: the coordinatrice; `referents`: each with the structure that employs them."""

    contract: Contract
    by: User
    referents: list[Agent]
    terms: dict[str, list[Term]]
    quarters: list[ListedTerritory]
    today: date


@dataclass
class Drawn:
    """A person: the days of their pathway; `ended` is None for who is followed today."""

    number: int
    prescribed: date
    entered: date
    ended: date | None
    referent: Agent


def fill(contract: Contract, *, lead: User, people: int, at: datetime) -> Agent:
    """Bring a PLIE to `people` persons, ten steps each, and give back its coordinatrice; who is there stays.

    `lead`: who may give roles in the contract.
    """
    open_plie(contract=contract, by=lead, at=at)
    coordinator, _ = Agent.objects.get_or_create(
        contract=contract, role=AgentRole.COORDINATOR, defaults={"start": date(2015, 1, 1), "user": _user(contract, 0)}
    )
    there = Participant.objects.filter(contract=contract).count()
    if there < people:
        ground = _ground(contract, coordinator.user, people, timezone.localdate(at))
        # Not for secrets: the same people each time is what is wanted.
        random = Random(2022)  # noqa: S311
        drawn = _draw(range(there + 1, people + 1), ground, random)
        while rows := list(islice(drawn, BATCH)):
            _write(rows, ground, random)
    return coordinator


def _user(contract: Contract, rank: int) -> User:
    return user_of(f"plie-{contract.pk}-{rank}", f"Agent {rank}")


def _ground(contract: Contract, by: User, people: int, today: date) -> Ground:
    # A quarter of the people are followed today.
    count = max(1, people // 4 // PORTFOLIO)
    structures = Structure.objects.bulk_create(
        Structure(contract=contract, name=f"Structure {rank:03}", fte=TEAM) for rank in range(1 + count // TEAM)
    )
    referents = Agent.objects.bulk_create(
        Agent(
            contract=contract, user=_user(contract, rank + 1), role=AgentRole.REFERENT, start=date(2015, 1, 1),
            structure=structures[rank // TEAM],
        )
        for rank in range(count)
    )  # fmt: skip
    terms: dict[str, list[Term]] = {}
    for term in Term.objects.of(contract).order_by("position", "pk"):
        terms.setdefault(term.kind, []).append(term)
    quarters = list(ListedTerritory.objects.of(contract).filter(kind=TerritoryKind.QPV).order_by("pk"))
    return Ground(contract, by, referents, terms, quarters, today)


def _draw(numbers: range, ground: Ground, random: Random) -> Iterator[Drawn]:
    for number in numbers:
        stays = number % 4 == 0
        back = random.randrange(LONGEST - 30) if stays else random.randrange(60, 365 * YEARS)
        entered = ground.today - timedelta(days=back)
        ended = None if stays else min(ground.today, entered + timedelta(days=random.randrange(30, LONGEST)))
        referent = ground.referents[number // 4 % len(ground.referents)]
        yield Drawn(number, entered - timedelta(days=60), entered, ended, referent)


def _write(rows: list[Drawn], ground: Ground, random: Random) -> None:
    persons = Participant.objects.bulk_create([_person(row, ground, random) for row in rows])
    homes = Residence.objects.bulk_create([_home(row, one, ground) for row, one in zip(rows, persons, strict=True)])
    for one, home in zip(persons, homes, strict=True):
        one.residence = home
    Participant.objects.bulk_update(persons, ["residence"], batch_size=400)
    RsaPeriod.objects.bulk_create(
        RsaPeriod(participant=one, start=row.prescribed)
        for row, one in zip(rows, persons, strict=True) if row.number % 4
    )  # fmt: skip
    prescriptions = Prescription.objects.bulk_create(
        [_prescription(row, one, ground) for row, one in zip(rows, persons, strict=True)]
    )
    pathways = Pathway.objects.bulk_create(
        Pathway(
            contract=ground.contract, participant=one, prescription=asked, structure_id=row.referent.structure_id,
            referent=row.referent, entered_on=row.entered, ended_on=row.ended, brsa_at_entry=row.number % 4 != 0,
            age_at_entry=row.entered.year - one.birth_year, residence_at_entry=home,
        )
        for row, one, home, asked in zip(rows, persons, homes, prescriptions, strict=True)
    )  # fmt: skip
    followed = list(zip(rows, pathways, strict=True))
    _follow(followed, ground, random)
    _leave([(row, one) for row, one in followed if row.ended], ground)


def _name(random: Random) -> str:
    return "".join(random.choice(SYLLABLES) for _ in range(3)).capitalize()


def _person(row: Drawn, ground: Ground, random: Random) -> Participant:
    year = random.randrange(1960, 2004)
    levels = ground.terms[TermKind.QUALIFICATION]
    one = Participant(
        contract=ground.contract, number=row.number, last_name=_name(random), first_name=_name(random),
        sex="FH"[row.number % 2], birth_date=date(year, row.number % 12 + 1, row.number % 28 + 1), birth_year=year,
        phone=f"05 49 {row.number % 10_000:04}", qualification=levels[row.number % len(levels)],
        foreign_diploma=row.number % 50 == 0, informed_on=row.prescribed, consented_on=row.prescribed,
    )  # fmt: skip
    one.name_key = f" {name_key(one.last_name, one.first_name)}"
    return one


def _home(row: Drawn, one: Participant, ground: Ground) -> Residence:
    home = Residence(
        participant=one, since=row.prescribed, address=f"{row.number % 200} rue du Banc", postcode="79000",
        generation="2024", method=QpvMethod.CHOSEN, determined_on=row.prescribed, qpv=QpvResult.OUTSIDE,
    )  # fmt: skip
    if row.number % 5 < 2 and ground.quarters:
        home.qpv, home.territory = QpvResult.INSIDE, ground.quarters[row.number % len(ground.quarters)]
    return home


def _prescription(row: Drawn, one: Participant, ground: Ground) -> Prescription:
    asking = ground.terms[TermKind.PRESCRIBER]
    return Prescription(
        contract=ground.contract, participant=one, prescriber=asking[row.number % len(asking)], date=row.prescribed,
        is_brsa=row.number % 4 != 0, eligible=True, checked_on=row.prescribed, oriented_on=row.prescribed,
        state=PrescriptionState.ENTERED, admitted_on=row.entered, closed_on=row.entered, referent=row.referent,
        structure_id=row.referent.structure_id,
    )  # fmt: skip


def _follow(followed: list[tuple[Drawn, Pathway]], ground: Ground, random: Random) -> None:
    Measure.objects.bulk_create(
        Measure(pathway=one, rank=rank + 1, start=start, end=start + timedelta(days=180))
        for row, one in followed
        for rank, start in enumerate(_halves(row, ground.today))
    )
    Meeting.objects.bulk_create(
        Meeting(
            pathway=one, on=row.entered + timedelta(days=15 * rank), attendance=Attendance.HELD, note="Point d’étape."
        )
        for row, one in followed
        for rank in range(MEETINGS)
    )
    freins = ground.terms[TermKind.OBSTACLE]
    Obstacle.objects.bulk_create(
        Obstacle(
            pathway=one, kind=freins[(row.number + rank) % len(freins)], level=2, first_level=3, seen_on=row.entered
        )
        for row, one in followed
        for rank in range(2)
    )
    Objective.objects.bulk_create(
        Objective(pathway=one, rank=1, text="Trouver un emploi.", set_on=row.entered) for row, one in followed
    )
    steps = (_step(row, one, rank, ground, random) for row, one in followed for rank in range(STEPS))
    Step.objects.bulk_create(steps, batch_size=BATCH)


def _halves(row: Drawn, today: date) -> list[date]:
    last = row.ended or today
    return [
        row.entered + timedelta(days=182 * rank) for rank in range(4)
        if rank == 0 or row.entered + timedelta(days=182 * rank) <= last
    ]  # fmt: skip


def _step(row: Drawn, one: Pathway, rank: int, ground: Ground, random: Random) -> Step:
    start = row.entered + timedelta(days=random.randrange(600))
    found = Step(
        pathway=one, kind=(StepKind.JOB, StepKind.TRAINING, StepKind.OBSTACLE)[rank % 3], title="Étape du banc",
        organisation=f"Organisme {row.number % 300}", state=StepState.DONE, start=start,
        end=start + timedelta(days=random.randrange(5, 200)),
    )  # fmt: skip
    if found.kind == StepKind.JOB:
        types, lines = ground.terms[TermKind.CONTRACT_TYPE], ground.terms[TermKind.JOB_ROW]
        found.contract_type, found.job_row = types[rank % len(types)], lines[(row.number + rank) % len(lines)]
        found.job_class = (JobClass.PATHWAY, JobClass.POTENTIAL, JobClass.VALIDATED)[row.number % 3]
    else:
        kind = TermKind.TRAINING_DOMAIN if found.kind == StepKind.TRAINING else TermKind.LIFTING_DOMAIN
        found.domain = ground.terms[kind][(row.number + rank) % len(ground.terms[kind])]
    return found


def _leave(gone: list[tuple[Drawn, Pathway]], ground: Ground) -> None:
    at = timezone.now()
    pieces = Proof.objects.bulk_create(
        Proof(pathway=one, name="contrat.pdf", mime_type="application/pdf", size=1000, by=ground.by, at=at)
        for _, one in gone
    )
    reasons, ways = ground.terms[TermKind.EXIT_REASON], ground.terms[TermKind.EXIT_CATEGORY]
    kinds = list(ExitKind)
    Exit.objects.bulk_create(
        Exit(
            pathway=one, state=ExitState.VALIDATED, kind=kinds[row.number % 4], on=row.ended, validated_on=row.ended,
            reason=reasons[row.number % len(reasons)], proof=piece, proposed_by=ground.by,
            category=ways[row.number % len(ways)] if kinds[row.number % 4] == ExitKind.POSITIVE else None,
            situation="recherche", situation_later="recherche" if (ground.today - row.ended).days > 200 else "",
        )
        for (row, one), piece in zip(gone, pieces, strict=True)
    )  # fmt: skip
