"""The steps of the cohort, dealt among the persons so that steps and distinct persons are those of the report."""

from collections import Counter
from random import Random

from faubourg.pathways.cohort import facts
from faubourg.pathways.cohort.people import Draft


def deal_steps(people: list[Draft], random: Random) -> None:
    """Give each person followed their jobs, trainings and liftings of the year."""
    followed = [row for row in people if row.entered]
    _jobs(followed, random)
    _trainings(followed, random)
    liftings = _pack(facts.LIFTINGS, random)
    chosen = random.sample(followed, facts.LIFTING_PERSONS)
    for rank, domain in enumerate(liftings):
        chosen[rank % len(chosen)].liftings.append(domain)


def _pack(counts: dict[str, int], random: Random) -> list[str]:
    found = list(Counter(counts).elements())
    random.shuffle(found)
    return found


def _jobs(followed: list[Draft], random: Random) -> None:
    """Each exit has the job that leads there; the others go to new persons until their number is reached."""
    leaving = [row for row in followed if row.exit_job]
    left = Counter(facts.PATHWAY_JOBS) + Counter(facts.EXIT_JOBS)
    for row in leaving:
        row.jobs.append(row.exit_job)
        left[row.exit_job] -= 1
    others = random.sample([row for row in followed if not row.exit_job], facts.JOB_PERSONS - len(leaving))
    chosen = others + random.sample(leaving, len(leaving))
    for rank, job in enumerate(_pack(left, random)):
        chosen[rank % len(chosen)].jobs.append(job)


def _trainings(followed: list[Draft], random: Random) -> None:
    """A qualifying training for each exit towards training, the others to new persons, then once more."""
    leaving = [row for row in followed if row.exit_category == "formation"]
    others = [row for row in followed if row.exit_category != "formation"]
    chosen = leaving + random.sample(others, facts.TRAINING_PERSONS - len(leaving))
    # The last of the pack is the one without a domain: it never is the training of an exit.
    domains = sorted(_pack(facts.TRAININGS, random), key=lambda domain: domain == "")
    for rank, domain in enumerate(domains):
        chosen[rank % len(chosen)].trainings.append(domain)
