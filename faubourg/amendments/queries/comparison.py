"""Two versions side by side: what was kept, changed field by field, split, merged, dropped, and what is new."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from faubourg.actions.choices import ContinuityKind
from faubourg.amendments.choices import ChangeKind, Subject
from faubourg.amendments.models import Succession
from faubourg.amendments.queries.facts import Item, items_of
from faubourg.contracts.models import Version

#: What a version rebuilt from an evaluation holds; the rest of its plan is not known.
REBUILT_FACTS = ("code", "intitulé")


@dataclass(frozen=True)
class FieldChange:
    """One field that both versions do not say alike; an empty tuple: not given."""

    title: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One line of a comparison: an item of the old version, of the new one, or both and what differs between them."""

    subject: Subject
    kind: ChangeKind
    old: Item | None
    new: Item | None
    fields: tuple[FieldChange, ...] = ()
    is_renumbered: bool = False
    note: str = ""

    @property
    def label(self) -> str:
        """The words of the newer item, or of the older where there is no newer."""
        return (self.new or self.old).label


@dataclass(frozen=True)
class Comparison:
    """Every line, elements first, in the order of the new version; what it no longer has stands after."""

    old: Version
    new: Version
    changes: tuple[Change, ...]

    @property
    def is_partial(self) -> bool:
        """Whether one of the versions was rebuilt: what it does not say proves nothing."""
        return self.old.is_reconstituted or self.new.is_reconstituted

    def counts(self, subject: Subject) -> dict[ChangeKind, int]:
        """The number of lines of each kind, kinds without any left out."""
        found = Counter(change.kind for change in self.changes if change.subject == subject)
        return {kind: found[kind] for kind in ChangeKind if found[kind]}

    def renumbered(self, subject: Subject) -> int:
        """How many lines bear another code in the new version."""
        return sum(change.is_renumbered for change in self.changes if change.subject == subject)

    @property
    def difference_count(self) -> int:
        """The number of lines that say something else than « kept as it was »."""
        return sum(change.kind not in (ChangeKind.KEPT, ChangeKind.UNSAID) for change in self.changes)


def compare(old: Version, new: Version) -> Comparison:
    """Set two versions of one contract side by side. The number of queries does not grow with the rows."""
    partial = old.is_reconstituted or new.is_reconstituted
    subjects = (Subject.ACTION,) if partial else tuple(Subject)
    before, after = items_of(old, subjects), items_of(new, subjects)
    told = list(
        Succession.objects.filter(
            version__contract=new.contract_id, version__number__gt=old.number, version__number__lte=new.number
        ).order_by("pk")
    )
    changes = [
        change
        for subject in subjects
        for change in _Matching(subject, before[subject], after[subject], told, partial).changes()
    ]
    return Comparison(old, new, tuple(changes))


class _Matching:
    """The items of one subject, paired: first as people declared, then by lineage."""

    def __init__(self, subject, before: dict[UUID, Item], after: dict[UUID, Item], told: Iterable, partial: bool):
        self.subject, self.before, self.after, self.partial = subject, before, after, partial
        self.told = [row for row in told if row.source_id in before or row.target_id in after]
        self.pairs = {(row.source_id, row.target_id) for row in self.told}

    def changes(self) -> list[Change]:
        found = [change for row in self.told if (change := self._declared(row))]
        seen_old = {change.old.lineage for change in found if change.old}
        seen_new = {change.new.lineage for change in found if change.new}
        for lineage in self.after:
            if lineage in self.before and (lineage, lineage) not in self.pairs:
                found.append(self._kept(lineage))
                seen_old.add(lineage)
            elif lineage not in self.before and lineage not in seen_new:
                found.append(self._line(ChangeKind.UNSAID if self.partial else ChangeKind.NEW, None, lineage))
        found += [
            self._line(ChangeKind.UNSAID if self.partial else ChangeKind.DROPPED, lineage, None)
            for lineage in self.before
            if lineage not in seen_old
        ]
        return sorted(found, key=lambda change: (change.new is None, (change.new or change.old).place))

    def _declared(self, row: Succession) -> Change | None:
        """The line of a declared succession; None when one of its ends is not in these versions."""
        old, new = self.before.get(row.source_id), self.after.get(row.target_id)
        if (row.source_id and old is None) or (row.target_id and new is None):
            return None
        kind = ChangeKind(row.kind)
        return self._line(kind, row.source_id, row.target_id, note=row.note, renumbered=row.renumbered)

    def _kept(self, lineage: UUID) -> Change:
        """An item that both versions hold; others may have left it, or joined it."""
        kinds = {ContinuityKind(row.kind) for row in self.told if lineage in (row.source_id, row.target_id)}
        for said in (ContinuityKind.SPLIT, ContinuityKind.MERGED):
            if said in kinds:
                return self._line(ChangeKind(said.value), lineage, lineage)
        return self._line(ChangeKind.KEPT, lineage, lineage)

    def _line(self, kind: ChangeKind, old: UUID | None, new: UUID | None, *, note="", renumbered=None) -> Change:
        one, other = self.before.get(old), self.after.get(new)
        fields = tuple(self._differences(one, other)) if one and other else ()
        if kind == ChangeKind.KEPT and fields and not self.partial:
            kind = ChangeKind.CHANGED
        if renumbered is None and one and other and not self.partial:
            renumbered = one.code != other.code
        return Change(self.subject, kind, one, other, fields, bool(renumbered), note)

    def _differences(self, one: Item, other: Item) -> Iterator[FieldChange]:
        for title in dict.fromkeys((*one.facts, *other.facts)):
            before, after = one.facts.get(title, ()), other.facts.get(title, ())
            alike = [said.mark for said in before] == [said.mark for said in after]
            if not alike and (not self.partial or title in REBUILT_FACTS):
                yield FieldChange(title, tuple(said.text for said in before), tuple(said.text for said in after))
