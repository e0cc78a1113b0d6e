"""Where the texts of bodies and meetings name an organisation: they cite keys, names and acronyms as printed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from faubourg.contracts.models import Contract, ListedOrganisation
from faubourg.governance.models import Body, Meeting

#: What the texts of a body are about, in the order in which a mention is told.
PARTS = (
    ("chair", "présidence"),
    ("members", "membre"),
    ("colleges", "collège"),
    ("convener", "convoque"),
    ("organiser", "organise"),
    ("guests", "invitée"),
    ("minutes_sent_to", "reçoit les comptes rendus"),
)


@dataclass(frozen=True)
class Mention:
    """A body that names the organisation, in which of its parts, and its meetings."""

    body: Body
    parts: tuple[str, ...]
    meetings: tuple[Meeting, ...]


def mentions_of(contract: Contract, organisations: Iterable[ListedOrganisation]) -> list[Mention]:
    """The bodies that name one of `organisations`. Two queries, then text."""
    pattern = _pattern(organisations)
    meetings: dict[int | None, list[Meeting]] = {}
    for meeting in contract.meetings.all():
        meetings.setdefault(meeting.body_id, []).append(meeting)
    found = []
    for body in contract.bodies.all():
        parts = tuple(label for name, label in PARTS if any(pattern.search(text) for text in _texts(_part(body, name))))
        if parts:
            found.append(Mention(body, parts, tuple(meetings.get(body.pk, ()))))
    return found


def _part(body: Body, name: str) -> Any:
    return getattr(body, name) if hasattr(body, name) else body.extra.get(name)


def _texts(value: Any) -> Iterator[str]:
    """Every text inside lists and groups of facts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _pattern(organisations: Iterable[ListedOrganisation]) -> re.Pattern:
    """Keys, names and aliases as whole words; two letters alone are too often something else."""
    names = {
        name.strip()
        for row in organisations
        for name in (row.key, row.name, *row.aliases)
        if (len(name.strip()) > 2 and not name.islower()) or name == row.key
    }
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])")
