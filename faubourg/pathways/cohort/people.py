"""The persons of the cohort, drawn before anything is written: plain data, the same for the same seed."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from faubourg.pathways.cohort import facts


@dataclass
class Draft:
    """A person of the cohort. `entered`: None where the prescription led nowhere, `fate` says why."""

    number: int
    prescribed: date
    sex: str
    age: int
    level: str
    is_brsa: bool
    prescriber: str = ""
    structure: int = 0
    entered: date | None = None
    fate: str = ""
    foreign_diploma: bool = False
    disabled: bool = False
    long_unemployed: bool = False
    quarter: int = 0
    ended: date | None = None
    exit_kind: str = ""
    exit_category: str = ""
    session: date | None = None
    jobs: list[str] = field(default_factory=list)
    exit_job: str = ""
    trainings: list[str] = field(default_factory=list)
    liftings: list[str] = field(default_factory=list)

    @property
    def last(self) -> date:
        """The last day of the pathway within the year."""
        return min(self.ended or facts.LAST, facts.LAST)

    @property
    def first(self) -> date:
        """Its first day within the year."""
        return max(self.entered, facts.FIRST)


def draw(random: Random) -> list[Draft]:
    """The 292 persons followed, then those whose prescription led nowhere."""
    followed = _followed(random)
    lost = _lost(random, len(followed))
    _prescribers(random, followed, lost)
    _exits(random, followed[: facts.CARRIED_OVER])
    return followed + lost


def _spread(counts: dict, random: Random) -> list:
    found = [key for key, count in counts.items() for _ in range(count)]
    random.shuffle(found)
    return found


def _followed(random: Random) -> list[Draft]:
    count = facts.CARRIED_OVER + facts.ENTERED
    sexes = _spread({"F": facts.WOMEN, "H": facts.MEN}, random)
    ages = [random.randint(*band) for band in _spread(facts.AGES, random)]
    levels = _spread(facts.LEVELS, random)
    structures = _spread({rank: row[3] for rank, row in enumerate(facts.STRUCTURES)}, random)
    foreign = set(random.sample(range(count), facts.FOREIGN_DIPLOMAS))
    brsa = set(random.sample(range(facts.CARRIED_OVER), facts.BRSA - facts.BRSA_AMONG_ENTERED))
    brsa |= set(random.sample(range(facts.CARRIED_OVER, count), facts.BRSA_AMONG_ENTERED))
    # The first leave within the year: twenty-four months would be over.
    oldest = sorted(_day(random, date(2020, 9, 1), date(2021, 1, 31)) for _ in range(facts.OLDEST))
    others = facts.CARRIED_OVER - facts.OLDEST
    entries = oldest + sorted(_day(random, date(2021, 2, 5), date(2021, 11, 20)) for _ in range(others))
    entries += sorted(_day(random, date(2022, 2, 1), date(2022, 12, 10)) for _ in range(facts.ENTERED))
    found = []
    for rank, entered in enumerate(entries):
        least = facts.FIRST if entered.year == facts.YEAR else date(2020, 1, 1)
        prescribed = max(least, entered - timedelta(days=random.randint(25, 80)))
        row = Draft(rank + 1, prescribed, sexes[rank], ages[rank], levels[rank], rank in brsa, entered=entered)
        row.structure, row.foreign_diploma = structures[rank], rank in foreign
        found.append(_described(row, random))
    return found


def _lost(random: Random, start: int) -> list[Draft]:
    fates = _spread(facts.NOT_ENTERED, random)
    found = []
    for rank, fate in enumerate(fates):
        day = _day(random, facts.FIRST, date(2022, 10, 31))
        sex, level = random.choice("FH"), random.choice(tuple(facts.LEVELS))
        row = Draft(start + rank + 1, day, sex, random.randint(20, 60), level, rank < 64, fate=fate)
        row.structure = random.randrange(len(facts.STRUCTURES))
        found.append(_described(row, random))
    return found


def _described(row: Draft, random: Random) -> Draft:
    row.disabled, row.long_unemployed = random.random() < 0.14, random.random() < 0.55
    row.quarter = random.randrange(100)
    return row


def _prescribers(random: Random, followed: list[Draft], lost: list[Draft]) -> None:
    """Those of the year by prescriber, the Bureau Insertion first among those who receive the RSA."""
    new = [row for row in followed if row.entered >= facts.FIRST] + lost
    random.shuffle(new)
    new.sort(key=lambda row: not row.is_brsa)
    codes = ["bureau-insertion"] * facts.PRESCRIBERS["bureau-insertion"]
    codes += _spread({code: count for code, count in facts.PRESCRIBERS.items() if code != "bureau-insertion"}, random)
    for row, code in zip(new, codes, strict=True):
        row.prescriber = code
    for row in followed[: facts.CARRIED_OVER]:
        row.prescriber = "bureau-insertion" if row.is_brsa else random.choice(("france-travail", "iae"))


def _exits(random: Random, carried: list[Draft]) -> None:
    """Who left in the year, the first entered first, at the sessions of the cellule."""
    ways = [
        ("positive", category, job, count)
        for category, jobs in facts.POSITIVE_EXITS.items()
        for job, count in jobs
    ]  # fmt: skip
    ways.append(("positive", "formation", "", facts.QUALIFYING_EXITS))
    ways += [(kind, "", "", count) for kind, count in facts.OTHER_EXITS.items()]
    plans = _spread({(kind, category, job): count for kind, category, job, count in ways}, random)
    others = random.sample(range(facts.OLDEST, len(carried)), len(plans) - facts.OLDEST)
    leaving = [*range(facts.OLDEST), *sorted(others)]
    for rank, (place, plan) in enumerate(zip(leaving, plans, strict=True)):
        row = carried[place]
        row.exit_kind, row.exit_category, row.exit_job = plan
        row.session = facts.SESSIONS[rank * len(facts.SESSIONS) // len(plans)]
        row.ended = row.session - timedelta(days=5)


def _day(random: Random, first: date, last: date) -> date:
    return first + timedelta(days=random.randrange((last - first).days + 1))


def draw_pending(random: Random, start: int, today: date) -> list[Draft]:
    """People whose prescription is on its way, at each of its stages."""
    found = []
    for rank, state in enumerate(state for state, count in facts.PENDING.items() for _ in range(count)):
        sex, level = random.choice("FH"), random.choice(tuple(facts.LEVELS))
        age = random.randint(24, 58) - (today.year - facts.YEAR)
        row = Draft(start + rank + 1, today - timedelta(days=60 - rank * 4), sex, age, level, rank % 3 > 0, fate=state)
        row.prescriber = "bureau-insertion" if row.is_brsa else "iae"
        row.structure = random.randrange(len(facts.STRUCTURES))
        found.append(_described(row, random))
    return found


def draw_recent(random: Random, start: int, today: date) -> list[Draft]:
    """People who are followed now, so that the desks of the demo have something due: none of them is of the year."""
    found = []
    for rank in range(facts.RECENT):
        entered = today - timedelta(days=random.randint(12, 400))
        sex, level = random.choice("FH"), random.choice(tuple(facts.LEVELS))
        row = Draft(start + rank + 1, entered - timedelta(days=random.randint(25, 80)), sex, 0, level, rank % 4 > 0)
        row.age = random.randint(24, 58) - (today.year - facts.YEAR)
        row.entered, row.structure = entered, random.randrange(len(facts.STRUCTURES))
        row.prescriber = "bureau-insertion" if row.is_brsa else random.choice(("france-travail", "iae"))
        row.jobs = random.sample(sorted(facts.PATHWAY_JOBS), random.randint(0, 2))
        row.liftings = random.sample(("projet", "social", "emploi", "mobilite"), random.randint(0, 2))
        found.append(_described(row, random))
    return found
