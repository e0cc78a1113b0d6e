"""Cross-references both ways, status, reviews and continuity."""

from dataclasses import replace
from typing import NamedTuple

from faubourg.actions.choices import ContinuityKind
from faubourg.actions.models import Action
from faubourg.actions.progress.deriving import derived_state, derived_words
from faubourg.reports.fiche.content import Group, Item, Items, ReviewRow, Reviews, Status
from faubourg.reports.fiche.loading import Row
from faubourg.reports.fiche.outline import Name
from faubourg.reports.fiche.scope import Scope
from faubourg.reports.fiche.words import deduced, spoken, state_kind
from faubourg.reports.standing import UNKNOWN, note_of, reason_of
from faubourg.ui.typography import partial_date, plural


def references(scope: Scope) -> Items | None:
    """What the fiche refers to, and what refers to it."""
    out, back = [], []
    seen = set()
    owners = [action.pk for action in scope.family] + [-node for node in scope.nodes]
    for owner in owners:
        for row in scope.loaded.of("reference", owner):
            if row.pk in seen:
                continue
            seen.add(row.pk)
            source, target = _ends(row)
            if source in owners:
                out.append(_reference(scope, row, target, source))
            else:
                back.append(_reference(scope, row, source, target))
    groups = [Group("Cette fiche renvoie à", tuple(out))] if out else []
    groups += [Group("Renvoient à cette fiche", tuple(back))] if back else []
    return Items(tuple(groups)) if groups else None


def _ends(row: Row) -> tuple[int | str, int | str]:
    """Both ends: an action by its number, a node by its number made negative, a measure or a key as text."""
    _, _, source_key, target_key, from_node, to_node, to_measure = row.texts
    source = row.owner or (-int(from_node) if from_node else source_key)
    target = row.other or (-int(to_node) if to_node else f"m{to_measure}" if to_measure else target_key)
    return source, target


def _reference(scope: Scope, row: Row, far: int | str, near: int | str) -> Item:
    kind, printed, *_ = row.texts
    details = [spoken(kind)] if kind else []
    if near != scope.action.pk and (name := _name(scope, near)):
        details.append(f"depuis {name.code or name.label}" if isinstance(near, int) else "")
    details += [f"imprimé « {printed} »" if printed else "", row.note]
    facts = {
        "details": tuple(text for text in details if text),
        "deduced": deduced(row.inferred, "to", "from", "kind", confidence=row.confidence),
        "line": row.line,
    }
    name = _name(scope, far)
    return scope.named(name, **facts) if name else Item(label=str(far), **facts)


def _name(scope: Scope, end: int | str):
    outline = scope.loaded.outline
    if isinstance(end, int):
        return outline.name("action", end) if end > 0 else outline.name("node", -end)
    return outline.name("measure", int(end[1:])) if end.startswith("m") and end[1:].isdigit() else None


def status_of(scope: Scope, action: Action) -> Status | None:
    """The last dated status of the action: the one that counts."""
    last = _last(scope, action)
    if last is None:
        return None
    since, inferred, comment, *_ = last.texts
    confidence = last.confidence or str(action.extra.get("status_confidence", ""))
    mark = deduced(("record",) if inferred else (), confidence=confidence if inferred else "")
    found = _state(scope, last.other, mark, partial_date(since))
    meaning = scope.loaded.outline.name("state", last.other).detail if found else ""
    return found and replace(found, reason=reason_of(found.kind, meaning, comment, action.extra))


def _state(scope: Scope, pk: int | None, mark: str, since: str = "") -> Status | None:
    name = scope.loaded.outline.name("state", pk)
    return Status(name.label, state_kind(name.label, name.code, name.detail), mark, since) if name else None


def unknown_status(scope: Scope, action: Action) -> Status | None:
    """What stands for the state of a fiche of which nobody said anything, in a contract that has a scale."""
    if not scope.loaded.outline.table("state"):
        return None
    return Status(UNKNOWN, "unknown", reason=note_of(action.extra))


def derived_status(scope: Scope, action: Action) -> Status | None:
    """The state of a fiche that has none of its own, from those of its sub-actions."""
    if not scope.children:
        return None
    scale = {name.pk: _Stood(name.pk, name.detail, name.code == "oui") for name in _scale(scope)}
    last = [_last(scope, child) for child in scope.children]
    found = derived_state([scale[row.other] if row else None for row in last], list(scale.values()))
    return _state(scope, found.pk, derived_words(len(last))) if found else None


class _Stood(NamedTuple):
    pk: int
    meaning: str
    counts_as_implemented: bool


def _scale(scope: Scope) -> list[Name]:
    return sorted(scope.loaded.outline.table("state").values(), key=lambda name: (name.position, name.pk))


def _last(scope: Scope, action: Action) -> Row | None:
    return max(scope.loaded.of("status", action.pk), key=lambda row: (row.texts[0], row.pk), default=None)


def reviews(scope: Scope) -> Reviews | None:
    """What campaigns said of the action and of its sub-actions."""
    rows = [_review(scope, row) for action in scope.family for row in scope.loaded.of("review", action.pk)]
    return Reviews(tuple(rows)) if rows else None


def _review(scope: Scope, row: Row) -> ReviewRow:
    code, label, campaign, comment, action_confidence, counts_as, source_title = row.texts
    notes = [f"rapprochement : confiance {action_confidence}" if action_confidence else ""]
    notes += ["réuni à la ligne du dessus, ne compte pas" if counts_as == "0" else "", row.note]
    notes += [f"fiche d’alors : {source_title}" if source_title else ""]
    mark = deduced(row.inferred, "status", confidence=row.confidence)
    return ReviewRow(
        code=code,
        label=label,
        campaign=spoken(campaign.replace("-", " ", 1)),
        status=_state(scope, row.other, mark),
        comment=comment,
        notes=tuple(note for note in notes if note),
        line=row.line,
    )


def progress(scope: Scope) -> str:
    """« 4 actions réalisées sur 5 », by the reviews that count; nothing without any."""
    found = [row for action in scope.family for row in scope.loaded.of("review", action.pk) if row.texts[5] != "0"]
    if not found:
        return ""
    states = (scope.loaded.outline.name("state", row.other) for row in found)
    done = sum(1 for state in states if state and state.code == "oui")
    return f"{plural(done, 'action réalisée,actions réalisées')} sur {len(found)}"


def continuity(scope: Scope) -> Items | None:
    """Where the action and its sub-actions come from, and what they became."""
    before = [_continued(scope, row, None) for action in scope.family for row in scope.loaded.of("before", action.pk)]
    after = [
        _continued(scope, row, row.other) for action in scope.family for row in scope.loaded.of("after", action.pk)
    ]
    groups = [_when("Avant", before)] if before else []
    groups += [_when("Après", after)] if after else []
    return Items(tuple(groups)) if groups else None


def _when(title: str, items: list[Item]) -> Group:
    """What is true of every item is said once, in the title."""
    common = items[0].details
    if len(items) < 2 or any(item.details != common for item in items):
        return Group(title, tuple(items))
    return Group(f"{title} : {', '.join(common)}", tuple(replace(item, details=()) for item in items))


def _continued(scope: Scope, row: Row, action: int | None) -> Item:
    kind, renumbered, code, label, *_ = row.texts
    details = [ContinuityKind(kind).label, "renuméroté" if renumbered else "", row.note]
    details += [f"confiance {row.confidence}" if row.confidence else ""]
    facts = {"details": tuple(text for text in details if text), "line": row.line}
    if action:
        return scope.item("action", action, **facts)
    return Item(label=label or "sans précédent", prefix=code, **facts)


def review_status(scope: Scope, action: Action) -> Status | None:
    """The state that the last review gives to a sub-action without status of its own."""
    rows = scope.loaded.of("review", action.pk)
    return _review(scope, rows[-1]).status if rows else None
