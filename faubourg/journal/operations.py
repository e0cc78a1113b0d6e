"""Writing the journal. Operations of the domain call `record`; imports call `record_many` once."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from faubourg.journal.models import Entry
from faubourg.journal.subjects import subject_of


def entry_for(
    *,
    actor,
    verb: str,
    scope: str,
    target: Model | None,
    at: datetime,
    label: str = "",
    changes: dict | None = None,
    reason: str = "",
    row: Model | None = None,
) -> Entry:
    """An entry that is not saved yet. `changes` maps a field's name to [old, new].

    `row` is what was removed, where `target` stands for it: the entry is told with what the row hung on.
    """
    about = row if row is not None else target
    return Entry(
        at=at,
        actor=actor if actor is not None and actor.pk else None,
        verb=verb,
        scope=scope,
        subject=subject_of(about) if about is not None else "",
        content_type=ContentType.objects.get_for_model(target) if target is not None else None,
        object_id=str(target.pk) if target is not None else "",
        label=(label or str(target))[:300],
        changes=changes or {},
        reason=reason,
    )


def record(**facts) -> Entry:
    """Save one entry (see `entry_for` for the keywords)."""
    entry = entry_for(**facts)
    entry.save(force_insert=True)
    return entry


def record_many(entries: Iterable[Entry]) -> int:
    """Save many entries in one insert, and say how many."""
    return len(Entry.objects.bulk_create(list(entries), batch_size=500))
