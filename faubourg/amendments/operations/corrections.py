"""Corrections matérielles: the mends of an adopted version, noted beside the journal's entries that tell them."""

from collections.abc import Iterable

from faubourg.amendments.models import Correction
from faubourg.contracts.models import Version
from faubourg.journal.models import Entry


def note_correction(*, version: Version, entry: Entry) -> Correction:
    """Say that `entry` mends `version`; the entry bears the reason."""
    return Correction.objects.create(version=version, entry=entry)


def note_corrections(*, version: Version, entries: Iterable[Entry]) -> None:
    """The same for many saved entries, in one insert."""
    Correction.objects.bulk_create([Correction(version=version, entry=entry) for entry in entries], batch_size=500)
