"""Counting persons of the dispositifs: each one once, whatever the number of acts; nothing here names anybody."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from faubourg.pathways.choices import QpvResult, Sex

#: What is read of each act, after the person.
FACTS = ("beneficiary__sex", "beneficiary__participant__sex", "is_brsa", "long_unemployed", "disabled_worker", "qpv")
Person = tuple[str, int]


@dataclass(frozen=True)
class Split:
    """Distinct persons by one characteristic; `parts` are (label, count), « non renseigné » last and kept apart."""

    label: str
    parts: tuple[tuple[str, int], ...]
    unknown: int

    @property
    def first(self) -> int | None:
        """The count of the first part, which a table shows alone; None when nothing is known of anybody."""
        return self.parts[0][1] if self.is_known else None

    @property
    def is_known(self) -> bool:
        """Whether it is said of somebody, or there is nobody: unknown is not zero."""
        return not self.unknown or any(count for _, count in self.parts)


@dataclass(frozen=True)
class Profile:
    """Distinct persons and who they are; `acts` counts contracts, demands or passages."""

    acts: int
    people: int
    splits: tuple[Split, ...]

    def split(self, label: str) -> Split:
        """One characteristic, by its label."""
        return next(split for split in self.splits if split.label == label)


def person_key(beneficiary: int, participant: int | None) -> Person:
    """Who a row is about: the file of the PLIE when it is known, so that two rows of one person are one."""
    return ("dossier", participant) if participant else ("personne", beneficiary)


def during(first: date, last: date) -> Q:
    """Acts that touch a period; one without an end goes on."""
    return Q(start__lte=last) & (Q(end=None) | Q(end__gte=first))


def people(rows: QuerySet, path: str = "beneficiary") -> set[Person]:
    """The distinct persons of these acts; `path` leads to the person."""
    pairs = rows.order_by().values_list(path, f"{path}__participant").distinct()
    return {person_key(*pair) for pair in pairs}


def _one_of(values: Iterable[bool | None]) -> bool | None:
    known = {value for value in values if value is not None}
    return None if not known else True in known


def _qpv(values: Iterable[str]) -> bool | None:
    found = set(values)
    if QpvResult.INSIDE in found:
        return True
    return False if QpvResult.OUTSIDE in found else None


def profile(rows: QuerySet) -> Profile:
    """Who the persons of these acts are; one query. Said once is enough: a person with one act as BRSA is one."""
    facts: dict[Person, list[tuple]] = defaultdict(list)
    acts = 0
    for beneficiary, participant, *told in rows.order_by().values_list(
        "beneficiary", "beneficiary__participant", *FACTS
    ):
        acts += 1
        facts[person_key(beneficiary, participant)].append(tuple(told))
    return profile_of(facts, acts)


def profile_of(facts: dict[Hashable, list[tuple]], acts: int) -> Profile:
    """The same from facts that were read: person → the tuples of FACTS of each act."""
    columns = [list(zip(*told, strict=True)) for told in facts.values()]
    sexes = [next((sex for sex in (*own, *theirs) if sex), "") for own, theirs, *_ in columns]
    sex = Split(
        "Sexe", (("femmes", sexes.count(Sex.FEMALE)), ("hommes", sexes.count(Sex.MALE))), sexes.count(Sex.UNKNOWN)
    )
    named: tuple[tuple[str, int, Callable, tuple[str, str]], ...] = (
        ("QPV", 5, _qpv, ("en QPV", "hors QPV")),
        ("BRSA", 2, _one_of, ("BRSA", "non BRSA")),
        ("DELD", 3, _one_of, ("DELD", "non DELD")),
        ("RQTH", 4, _one_of, ("RQTH", "sans RQTH")),
    )
    splits = [sex]
    for label, column, reduce, words in named:
        said = [reduce(one[column]) for one in columns]
        parts = ((words[0], said.count(True)), (words[1], said.count(False)))
        splits.append(Split(label, parts, said.count(None)))
    return Profile(acts, len(facts), tuple(splits))


def quarters(year: int) -> Iterator[tuple[str, date, date]]:
    """The four quarters of a year: label, first day, last day."""
    ends = ((3, 31), (6, 30), (9, 30), (12, 31))
    for rank, (month, day) in enumerate(ends, start=1):
        yield f"T{rank} {year}", date(year, month - 2, 1), date(year, month, day)


def months_of(values: Iterable[Any]) -> Any | None:
    """The sum of what is known; None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None
