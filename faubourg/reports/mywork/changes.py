"""What others changed in what is ours since a moment, one line an action, an indicator or an element."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from faubourg.actions.models import Action
from faubourg.contracts.models import Contract, Lineage
from faubourg.indicators.models import Indicator
from faubourg.journal.models import Entry
from faubourg.journal.subjects import subject_at
from faubourg.reports.history import subjects_of_actions
from faubourg.reports.mywork.roles import Desk

#: Entries read at most: beyond, the first lines and the count say enough.
READ = 300
#: Verbs of the journal that say nothing by themselves: the fields do, or the kind of the line.
CHANGED = "ligne modifiée"
OF_A_LINE = (CHANGED, "ligne ajoutée")
#: How the path to the contract ends on what a version of the plan holds.
THROUGH_VERSION = "version__contract"
OF_THE_PLAN = Q(subject__startswith=subject_at(Lineage, "")) | Q(subject__startswith=subject_at(Action, ""))


@dataclass
class Change:
    """The entries about one thing; `action` is the key of its fiche, empty for what is elsewhere."""

    label: str
    at: datetime
    action: str = ""
    facts: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Changes:
    """Lines, the newest first; `count` entries were read, `is_more` where some were left unread."""

    lines: list[Change]
    count: int
    is_more: bool


def changes_in(
    user, desk: Desk, actions: QuerySet[Action], *, since: datetime, until: datetime | None = None
) -> Changes:
    """What others wrote in the journal after `since` (and before `until`) about the actions of the desk.

    Who holds everything is told everything, who only reads what touches the plan. One query a kind of row, six
    others, whatever the number of entries.
    """
    contract = desk.contract
    found = Entry.objects.in_scope(contract.scope).filter(at__gt=since).exclude(actor=user)
    if until is not None:
        found = found.filter(at__lt=until)
    if not desk.owes:
        found = found.filter(OF_THE_PLAN)
    elif not desk.holds_everything:
        found = found.filter(subject__in=subjects_of_actions(actions))
    entries = list(found.select_related("actor", "content_type")[: READ + 1])
    elsewhere = _of_other_versions(contract, entries)
    read = [entry for entry in entries[:READ] if entry.pk not in elsewhere]
    return Changes(_lines(contract, read), len(read), len(entries) > READ)


def _of_other_versions(contract: Contract, entries: list[Entry]) -> set[int]:
    """The entries on rows of another version than the one in force: an avenant in preparation has changed nothing yet.

    One query a kind of row.
    """
    found: set[int] = set()
    for kind in {entry.content_type for entry in entries if entry.content_type}:
        model = kind.model_class()
        path = getattr(model, "contract_path", "")
        if not path.endswith(THROUGH_VERSION):
            continue
        own = [entry for entry in entries if entry.content_type == kind]
        here = {path.removesuffix("__contract"): contract.current_version_id}
        rows = model.objects.filter(pk__in=[one.object_id for one in own if one.object_id.isdecimal()])
        elsewhere = {str(pk) for pk in rows.exclude(**here).order_by().values_list("pk", flat=True)}
        found.update(one.pk for one in own if one.object_id in elsewhere)
    return found


def _lines(contract: Contract, entries: list[Entry]) -> list[Change]:
    places = _places(contract, {entry.subject for entry in entries})
    lines: dict[tuple[str, str], Change] = {}
    for entry in entries:
        key, name = places.get(entry.subject, ("", ""))
        line = lines.setdefault((key, name or entry.label), Change(name or entry.label, entry.at, key))
        _add(line.facts, _facts(entry))
        _add(line.people, [entry.author])
    return list(lines.values())


def _facts(entry: Entry) -> Iterable[str]:
    """The fields of a line that was changed; for any other act its verb, and of what kind a line is."""
    if entry.verb == CHANGED and entry.changes:
        return entry.changes
    model = entry.content_type.model_class() if entry.content_type and entry.verb in OF_A_LINE else None
    return [f"{entry.verb} ({model._meta.verbose_name})" if model else entry.verb]


def _places(contract: Contract, subjects: set[str]) -> dict[str, tuple[str, str]]:
    """The key and the name of the fiche on which each subject is told; two queries."""
    places: dict[str, tuple[str, str]] = {}
    version = contract.current_version_id
    lineages = _named(subjects, Lineage)
    actions = Action.objects.filter(version=version)
    wanted = actions.filter(lineage__in=lineages) | actions.filter(pk__in=_named(subjects, Action))
    names = {}
    for pk, lineage, key, code, title in wanted.order_by().values_list("pk", "lineage", "key", "code", "title"):
        names[pk] = (key, f"{code} {title}".strip())
        places[subject_at(Action, pk)] = places[subject_at(Lineage, lineage)] = names[pk]
    indicators = Indicator.objects.filter(version=version)
    followed = indicators.filter(lineage__in=lineages) | indicators.filter(pk__in=_named(subjects, Indicator))
    for pk, lineage, label, action in followed.order_by("pk", "actions__position").values_list(
        "pk", "lineage", "label", "actions__key"
    ):
        for subject in (subject_at(Indicator, pk), subject_at(Lineage, lineage)):
            places.setdefault(subject, (action or "", label))
    return places


def _named(subjects: Iterable[str], model) -> list[str]:
    start = subject_at(model, "")
    return [subject.removeprefix(start) for subject in subjects if subject.startswith(start)]


def _add(kept: list[str], found: Iterable[str]) -> None:
    kept += [one for one in found if one not in kept]
