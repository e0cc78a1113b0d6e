"""A comparison as it is shown: its counts, its lines, filtered."""

from dataclasses import dataclass
from typing import Any

from faubourg.actions.models import Action
from faubourg.amendments.choices import ChangeKind, Subject
from faubourg.amendments.models import Succession
from faubourg.amendments.queries import Change, Comparison
from faubourg.contracts.models import Version
from faubourg.search.text import normalise

LONGEST_LIST = 50
ALL, DIFFERING = "toutes", "differe"
#: What people do comes first.
SUBJECTS = (Subject.ACTION, Subject.INDICATOR, Subject.NODE)
SAME = (ChangeKind.KEPT, ChangeKind.UNSAID)


@dataclass(frozen=True)
class Tally:
    """The lines of one subject: kind, its words, how many."""

    subject: Subject
    kinds: tuple[tuple[ChangeKind, int], ...]
    renumbered: int


def tallies(compared: Comparison) -> list[Tally]:
    """The counts of each subject that has lines."""
    found = [
        Tally(subject, tuple(compared.counts(subject).items()), compared.renumbered(subject)) for subject in SUBJECTS
    ]
    return [tally for tally in found if tally.kinds]


def shown_kind(compared: Comparison, wanted: dict[str, Any]) -> str:
    """The kind of lines shown: without any choice, what differs; everything when one of the versions was rebuilt."""
    return wanted.get("devenir") or (ALL if compared.is_partial else DIFFERING)


def lines_of(compared: Comparison, wanted: dict[str, Any]) -> list[Change]:
    """The lines that the filters keep."""
    subject, kind = wanted.get("sujet"), shown_kind(compared, wanted)
    words = normalise(wanted.get("q") or "")
    return [
        change
        for change in compared.changes
        if (not subject or change.subject == subject)
        and (kind in (ALL, change.kind) or (kind == DIFFERING and change.kind not in SAME))
        and (not words or words in normalise(" ".join(item.label for item in (change.old, change.new) if item)))
    ]


def compared_with(version: Version) -> Version | None:
    """The version to which another is compared unless somebody says otherwise: the one that it was made from."""
    if version.based_on is not None:
        return version.based_on
    others = Version.objects.filter(contract=version.contract).exclude(pk=version.pk)
    before = others.filter(number__lt=version.number).order_by("-number").first()
    return before or others.order_by("number").first()


def declared(version: Version) -> list[tuple[Succession, str, str]]:
    """The filiations of a version with the names of both ends."""
    rows = list(Succession.objects.filter(version=version).order_by("pk"))
    old = dict(_names(version.based_on_id))
    new = dict(_names(version.pk))
    return [(row, old.get(row.source_id, ""), new.get(row.target_id, "")) for row in rows]


def _names(version: int | None):
    for lineage, code, title in Action.objects.filter(version=version).values_list("lineage", "code", "title"):
        yield lineage, f"{code} {title}".strip()
