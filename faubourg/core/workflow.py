"""State machines as tables: from each state, the states that may follow."""

from collections.abc import Mapping


class TransitionError(ValueError):
    """A change of state that the table does not hold; the message is a French sentence."""


def check_transition(table: Mapping[str, tuple[str, ...]], old: str, new: str, *, labels: Mapping[str, str]) -> None:
    """Refuse to go from `old` to `new` unless `table` allows it. An unknown (empty) state may become any state."""
    if old in ("", new) or new in table[old]:
        return
    allowed = ", ".join(f"« {labels[state]} »" for state in table[old]) or "aucun autre état"
    raise TransitionError(
        f"de « {labels[old]} », on ne passe pas à « {labels.get(new, 'non donné')} » : possible, {allowed}"
    )
