"""The state of a fiche that has none of its own, from those of its sub-actions. One rule, shown wherever it serves."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from faubourg.contracts.choices import StateMeaning
from faubourg.ui.typography import plural

RULE = (
    "Une fiche sans avancement à elle prend celui de ses sous-actions. Les sous-actions abandonnées sont laissées de "
    "côté. Toutes dans le même état : la fiche y est aussi. Toutes réalisées, en des états différents : la fiche est "
    "dans l’état « terminée » de l’échelle. Sinon, dès que l’une a commencé : dans son état « en cours ». Si une "
    "sous-action n’a pas d’avancement, la fiche n’est jamais dite réalisée ; si rien n’a commencé, rien n’est dit."
)


class State(Protocol):
    """What the rule asks of a state of the scale."""

    pk: int
    meaning: str
    counts_as_implemented: bool | None


Found = TypeVar("Found", bound=State)
BEGUN = frozenset({StateMeaning.IN_PROGRESS, StateMeaning.BLOCKED, StateMeaning.AWAITING})


def derived_state(parts: Sequence[Found | None], scale: Sequence[Found]) -> Found | None:
    """What `RULE` makes of the states of the sub-actions (None: unknown), on the contract's scale; None: nothing."""
    kept = [state for state in parts if state is None or state.meaning != StateMeaning.ABANDONED] or list(parts)
    known = [state for state in kept if state is not None]
    if not known:
        return None
    if len(known) == len(kept):
        if len({state.pk for state in known}) == 1:
            return known[0]
        if all(state.counts_as_implemented for state in known):
            return _meaning(scale, StateMeaning.DONE)
    if any(state.counts_as_implemented or state.meaning in BEGUN for state in known):
        return _meaning(scale, StateMeaning.IN_PROGRESS)
    return None


def derived_words(count: int) -> str:
    """« déduit de ses 4 sous-actions »."""
    return "déduit de sa sous-action" if count == 1 else f"déduit de ses {plural(count, 'sous-action,sous-actions')}"


def _meaning(scale: Sequence[Found], meaning: str) -> Found | None:
    return next((state for state in scale if state.meaning == meaning), None)
